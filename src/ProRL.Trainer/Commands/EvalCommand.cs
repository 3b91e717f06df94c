using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Commands;

/// <summary><c>eval</c>: a run's model on held-out items, or on rows from files.</summary>
internal sealed class EvalCommand(CommandFrame frame)
{
    private readonly Argument<string> _run = CommandFrame.Run("RUN");
    private readonly Option<string[]> _rows = new("--rows") { Description = "A JSONL file of rows to evaluate on, instead of the recipe's families; all of its rows unless --items says fewer.", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _label = new("--label") { Description = "What the result is called in RUN/eval.jsonl, for compare; without it, the settings." };

    // Each is a setting of the recipe's evaluation.
    private readonly (string Setting, Option<string?> Option)[] _settings =
    [
        ("items", new("--items") { Description = "Held-out items of each family." }),
        ("samples", new("--samples") { Description = "Completions per item." }),
        ("temperature", new("--temperature") { Description = "Of sampling; 0 is greedy." }),
        ("top_p", new("--top-p") { Description = "Nucleus sampling: the share of probability that is sampled from." }),
        ("max_tokens", new("--max-tokens") { Description = "Longest completion." }),
        ("k", new("--k") { Description = "For which k pass@k is worked out: 1,4,16." }),
    ];

    public Command Define()
    {
        var command = new Command("eval", "Evaluates a run's model and adds the result, item by item, to RUN/eval.jsonl.") { _run, frame.Checkpoint, _rows, _label, frame.Set, frame.Device, frame.Server, frame.Json };
        foreach (var (_, option) in _settings) command.Add(option);
        command.SetAction(result => frame.Carry(() => Evaluate(result)));
        return command;
    }

    private int Evaluate(ParseResult result)
    {
        var run = RunFolder.Existing(result.GetValue(_run)!);
        var which = result.GetValue(frame.Checkpoint)!;
        var checkpoint = Checkpoint.Find(run, which);
        var state = Checkpoint.State(checkpoint);
        var recipe = Asked(result, run, state);
        var label = result.GetValue(_label) ?? Label(which, recipe.Evaluation);
        return frame.WithTasks(recipe, result.GetValue(frame.Server), (source, stop) =>
        {
            var (policy, tokenizer) = TrainingSession.Open(recipe, checkpoint);
            using var model = policy;
            var evaluator = new Evaluator(recipe, new Scoring(source, tokenizer, new Sampler(policy.Model, tokenizer, new Workers(Environment.ProcessorCount))), source);
            var items = evaluator.Run(recipe.Evaluation.Items, stop);
            using (var log = new EvaluationLog(run.LaterEvaluations, long.MaxValue)) log.Append(new RecordedEvaluation(label, state.PolicySteps, items));
            var families = evaluator.Summary(items);
            if (result.GetValue(frame.Json)) frame.Print(EvaluationTable.Json(run.Path, label, state.PolicySteps, families));
            else Print(EvaluationTable.Of(FormattableString.Invariant($"{run.Path} after {state.PolicySteps} policy steps: {label}"), families));
            return 0;
        });
    }

    private void Print(ScoreTable table)
    {
        frame.Output.WriteLine(table.Title);
        foreach (var line in table.Lines()) frame.Output.WriteLine(line);
    }

    // The recipe of the stage that the checkpoint is of, with the settings asked for, and no families but those evaluated.
    private Recipe Asked(ParseResult result, RunFolder run, RunState state)
    {
        var yaml = File.ReadAllText(run.Recipe);
        var written = RecipeReader.Read(yaml, run.Recipe, frame.Overrides(result));
        if (Resumption.OfModel(RecipeReader.Read(yaml, run.Recipe, []), written).FirstOrDefault() is { } other)
            throw new RecipeException($"'{other.Key}' was {other.Before} when {run.Path} was trained and would be {other.After}; the model of a run keeps its settings.");
        var stage = Math.Min(state.Stage, written.Stages.Count - 1);
        var place = written.Stages is [{ Name: "" }] ? "evaluation" : FormattableString.Invariant($"stages.{stage}.evaluation");
        var recipe = RecipeReader.Read(yaml, run.Recipe, [.. frame.Overrides(result), .. Settings(result, written.Stages[stage].Recipe.Evaluation).Select(s => $"{place}.{s}")]).Stages[stage].Recipe;
        var families = recipe.Evaluation.Families.Count > 0 ? recipe.Evaluation.Families : recipe.Families;
        recipe = recipe with { Families = families };
        return recipe with { Stages = [new Stage("", false, recipe)] };
    }

    private IEnumerable<string> Settings(ParseResult result, EvaluationOptions before)
    {
        var given = _settings.ToDictionary(s => s.Setting, s => result.GetValue(s.Option), StringComparer.Ordinal);
        var rows = result.GetValue(_rows) ?? [];
        if (rows.Length > 0)
        {
            yield return $"families=[{string.Join(", ", rows.Select(path => $"{{ id: {Quoted(Name(path, rows))}, held_out: {Quoted(path)} }}"))}]";
            given["items"] ??= int.MaxValue.ToString(CultureInfo.InvariantCulture);
        }
        foreach (var (setting, value) in given)
            if (value != null) yield return $"{setting}={(setting == "k" ? $"[{value}]" : value)}";
        // Fewer samples than the recipe's leave out what they can't tell.
        if (given["k"] == null && int.TryParse(given["samples"], NumberStyles.None, CultureInfo.InvariantCulture, out var samples))
            yield return $"k=[{string.Join(", ", before.K.Where(k => k <= samples))}]";
    }

    private static string Label(string which, EvaluationOptions e)
    {
        var rows = e.Families.Where(f => f.HeldOut.Length > 0).Select(f => f.Id).ToArray();
        var parts = new List<string> { which };
        if (rows.Length > 0) parts.Add(string.Join(" and ", rows));
        if (e.Items < int.MaxValue) parts.Add(FormattableString.Invariant($"{e.Items} items"));
        parts.Add(FormattableString.Invariant($"{e.Samples} {(e.Samples == 1 ? "sample" : "samples")}"));
        parts.Add(FormattableString.Invariant($"temperature {e.Temperature}"));
        if (e.TopP < 1) parts.Add(FormattableString.Invariant($"top-p {e.TopP}"));
        if (e.MaxTokens > 0) parts.Add(FormattableString.Invariant($"{e.MaxTokens} tokens"));
        return string.Join(", ", parts);
    }

    // The file's name where it tells the files apart, else its path.
    private static string Name(string path, string[] all) =>
        all.Count(other => Path.GetFileName(other) == Path.GetFileName(path)) == 1 ? Path.GetFileName(path) : path;

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
