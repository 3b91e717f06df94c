using System.Text.Json.Nodes;
using ProRL.Trainer.Rewards;

namespace ProRL.Trainer.Runs;

/// <summary>An evaluation added up: by family, by domain and over all, each family weighing the same.</summary>
internal static class EvaluationTable
{
    /// <summary>A table for people, in percent.</summary>
    public static ScoreTable Of(string title, IReadOnlyList<FamilyScore> families)
    {
        int[] ks = [.. families[0].PassAtK.Keys.Where(k => k > 1)];
        return new ScoreTable(
            title,
            ["family", "items", "pass@1", .. ks.Select(k => FormattableString.Invariant($"pass@{k}")), "mean score"],
            [.. Groups(families).Select(g => (string[])[g.Name, FormattableString.Invariant($"{g.Items}"), Percent(g.PassRate), .. ks.Select(k => Percent(g.PassAt(k))), Percent(g.Score)])]);
    }

    /// <summary>The same numbers for programs, as shares.</summary>
    public static JsonObject Json(string run, string label, int step, IReadOnlyList<FamilyScore> families)
    {
        var rows = new JsonArray();
        foreach (var group in Groups(families))
        {
            var row = new JsonObject { ["kind"] = group.Kind, ["name"] = group.Name, ["items"] = group.Items, ["pass_at_1"] = group.PassRate };
            foreach (var k in families[0].PassAtK.Keys.Where(k => k > 1)) row[FormattableString.Invariant($"pass_at_{k}")] = group.PassAt(k);
            row["score"] = group.Score;
            rows.Add(row);
        }
        return new JsonObject { ["run"] = run, ["label"] = label, ["step"] = step, ["results"] = rows };
    }

    private static IEnumerable<Group> Groups(IReadOnlyList<FamilyScore> families)
    {
        foreach (var family in families) yield return new Group("family", family.Family, [family]);
        var domains = families.GroupBy(f => f.Domain, StringComparer.Ordinal).OrderBy(d => d.Key, StringComparer.Ordinal).ToArray();
        if (domains.Length > 1)
            foreach (var domain in domains) yield return new Group("domain", domain.Key, [.. domain]);
        if (families.Count > 1) yield return new Group("all", "mean", families);
    }

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.0} %");

    private sealed record Group(string Kind, string Name, IReadOnlyList<FamilyScore> Families)
    {
        public int Items => Families.Sum(f => f.Items);

        public double PassRate => Families.Average(f => f.PassRate);

        public double Score => Families.Average(f => f.Score);

        public double PassAt(int k) => Families.Average(f => f.PassAtK[k]);
    }
}
