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

    // Paid there, not here: "family: kind" and why.
    private static readonly Dictionary<string, string> Holes = new(StringComparer.Ordinal)
    {
    };

    // Right in content, so paid here, though not in full there.
    private static readonly Dictionary<string, string> Harmless = new(StringComparer.Ordinal)
    {
    };

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
                if (full != (verdict.Score == 1) && !(full ? Holes : Harmless).ContainsKey(key))
                    disagreements.Add($"{key}: '{text}' was paid {answer["score"]}, here {verdict.Score}: {verdict.Reason}");
            }
        }

        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }
}
