using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Runs;

/// <summary>The run's page: one HTML file that needs nothing else. Text of models and servers is escaped.</summary>
internal static class Report
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 1200px; margin: 2em auto; padding: 0 1em; color: #222; }
        table { border-collapse: collapse; margin: 1em 0; } th, td { padding: .3em .8em; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; } .charts { display: flex; flex-wrap: wrap; gap: 1em; }
        code { white-space: pre-wrap; overflow-wrap: anywhere; } .correct { color: #176f2c; } .incorrect, .unanswered, .hedged { color: #a32020; } .fault { color: #8a5a00; }
        """;

    /// <summary>Writes the report from the run's logs and state, whole.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="live">Whether the run goes on: a browser then reloads the page.</param>
    public static void Write(RunFolder folder, Recipe recipe, RunState state, bool live = false)
    {
        var data = ReportData.Read(folder);
        var html = new StringBuilder();
        var name = Escape(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.Path)));
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">{(live ? $"<meta http-equiv=\"refresh\" content=\"{LiveReport.Pause.TotalSeconds}\">" : "")}<title>{name}</title><style>{Style}</style></head><body>\n<h1>{name}</h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>Seed {recipe.Seed}; {state.WarmUpSteps} warm-up updates, {state.PolicySteps} policy steps{Resets(state)}. Dashed lines mark resets of the reference.{(live ? " The run goes on, and this page with it." : "")}</p>\n");
        foreach (var table in ScoreTable.Of(state)) Table(html, table);
        html.Append("<div class=\"charts\">\n");
        foreach (var chart in ReportCharts.All(data)) html.Append("<div>").Append(chart).Append("</div>\n");
        html.Append("</div>\n");
        Samples(html, data.Samples);
        html.Append("<h2>Recipe</h2>\n<pre>").Append(Escape(RecipeWriter.Write(recipe))).Append("</pre>\n</body></html>\n");
        var temporary = folder.Report + ".tmp";
        // Not File.WriteAllText, whose error on a full disk does not say so in its code.
        using (var file = new StreamWriter(temporary)) file.Write(html.ToString());
        File.Move(temporary, folder.Report, overwrite: true);
    }

    private static string Resets(RunState state) =>
        state.Resets.Count == 0 ? "" : $"; reset after step {string.Join(", ", state.Resets.Select(r => r.ToString(CultureInfo.InvariantCulture)))}";

    private static void Table(StringBuilder html, ScoreTable table)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(table.Title)}</h2>\n<table><tr>");
        foreach (var title in table.Columns) html.Append("<th>").Append(Escape(title)).Append("</th>");
        html.Append("</tr>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Length; i++) html.Append(i == 0 ? "<td>" : "<td class=\"number\">").Append(Escape(row[i])).Append("</td>");
            html.Append("</tr>\n");
        }
        html.Append("</table>\n");
    }

    private static void Samples(StringBuilder html, IReadOnlyList<JsonObject> samples)
    {
        if (samples.Count == 0) return;
        html.Append("<h2>Rollouts, of the first and of the last step</h2>\n<table><tr><th>step</th><th>family</th><th>prompt</th><th>completion</th><th>verdict</th></tr>\n");
        foreach (var sample in samples)
        {
            var status = Escape((string)sample["status"]!);
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{(int)sample["step"]!}</td><td>{Escape(((string)sample["handle"]!).Split('|')[0])}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td><code>{Escape((string)sample["prompt"]!)}</code></td><td><code>{Escape((string)sample["completion"]!)}</code></td>");
            html.Append(CultureInfo.InvariantCulture, $"<td><span class=\"{status}\">{status}</span>: {Escape((string)sample["reason"]!)}</td></tr>\n");
        }
        html.Append("</table>\n");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
