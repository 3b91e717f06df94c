using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Tests.Support;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Families;

/// <summary>
/// Rows of the published library with the scores that it gave. Ours must pay what it paid in full and nothing else, but
/// for the kinds of answers listed here, each with its reason.
/// </summary>
public sealed class PublishedRowsTests
{
    private static readonly FamilyCatalog Catalog = FamilyCatalog.BuiltIn();

    // Paid there, not here: holes of theirs.
    private static readonly string[] Holes =
    [
        .. Listed("knights_knaves", "text around the answer is ignored there, so that prose is paid", "latex inline", "prefix", "prefix colon", "suffix", "x: prefix word"),
        .. Listed("knights_knaves", "a misspelt \"and\" or \"is\" is ignored there like any other text", "middle ?", "middle char dropped", "middle swap"),
        .. Listed("word_sorting", "words beyond the list are not looked at there", "x: extra"),
    ];

    // Right in content, so paid here, though not in full there.
    private static readonly string[] Harmless =
    [
        .. Listed("gcd", "the number itself, exactly; only written otherwise", ".0", "0 prepended", "x: .0000", "x: leading zeros", "x: plus", "x: sci", "x: six decimals", "x: two decimals", "period"),
        .. Listed("gcd", "only blanks around it", "leading space", "leading tab", "newline both", "trailing newline", "trailing space"),
        .. Listed("countdown", "blanks between numbers, brackets and operators mean nothing", "spaces to newlines"),
        .. Listed("knights_knaves", "each name with its role, joined by another sign or article", "x: colons", "x: equals", "x: the"),
        .. Listed("mini_sudoku", "the right grid in another layout of the same rows", "brackets", "double spaces", "newlines to spaces", "no whitespace", "x: bars", "x: commas", "x: digits only", "x: fenced", "x: python", "x: row lists"),
        .. Listed("mini_sudoku", "the right grid with blanks or empty lines around its rows", "leading space", "leading tab", "newline both", "trailing newline", "trailing space", "x: blank lines", "x: crlf", "x: indented", "x: trailing spaces"),
        .. Listed("mini_sudoku", "a full stop ends the answer", "period"),
        .. Listed("shortest_path", "the right directions: case, commas and a full stop mean nothing", "period", "title", "upper", "x: commas"),
        .. Listed("word_sorting", "the right words, ended by a full stop", "period"),
    ];

    public static TheoryData<string, string> Families => new()
    {
        { "algorithmic/graph_color-v1", "graph_color" },
        { "algorithmic/word_sorting-v1", "word_sorting" },
        { "arithmetic/chain_sum-v1", "chain_sum" },
        { "arithmetic/gcd-v1", "gcd" },
        { "games/countdown-v1", "countdown" },
        { "games/mini_sudoku-v1", "mini_sudoku" },
        { "graphs/shortest_path-v1", "shortest_path" },
        { "logic/knights_knaves-v1", "knights_knaves" },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Published_rows_are_paid_where_they_are_right(string id, string name)
    {
        var family = Catalog[id];
        var disagreements = new List<string>();
        var stale = Holes.Concat(Harmless).Where(k => k.StartsWith($"{name}: ", StringComparison.Ordinal)).ToHashSet();
        foreach (var line in File.ReadLines(SharedData.File($"data/logic/{name}.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            var item = family.Read(TaskRow.From(JsonSerializer.SerializeToElement(new JsonObject
            {
                ["family"] = id,
                ["answer"] = row["oracle_answer"]?.DeepClone(),
                ["metadata"] = row["metadata"]!.DeepClone(),
            })));
            foreach (var answer in row["answers"]!.AsArray())
            {
                var text = (string?)answer!["answer"];
                var full = (double?)answer["score"] is 1;
                var verdict = await family.JudgeAsync(item, Answer.Final(text), TestContext.Current.CancellationToken);
                Assert.NotEqual(VerdictStatus.Fault, verdict.Status);
                var key = $"{name}: {answer["kind"]}";
                if (full == (verdict.Score == 1))
                    continue;
                stale.Remove(key);
                if (!(full ? Holes : Harmless).Contains(key))
                    disagreements.Add($"{key}: '{text?.ReplaceLineEndings("/")}' was paid {answer["score"]}, here {verdict.Score}: {verdict.Reason}");
            }
        }

        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
        Assert.Empty(stale);
    }

    // The reason is for who reads the list.
    private static IEnumerable<string> Listed(string family, string reason, params string[] kinds) =>
        kinds.Select(kind => reason.Length > 0 ? $"{family}: {kind}" : throw new ArgumentException("Say why.", nameof(reason)));
}
