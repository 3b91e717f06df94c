using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Tests.Support;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Families;

/// <summary>
/// Rows of the published library with the scores that it gave. In its profile ours must give the same scores; by default
/// they must pay what it paid in full and nothing else. The files in <c>published</c> list the kinds of answers for which
/// that is not so, each with its reason: <c>{"family", "paid", "kinds", "reason"}</c>, where <c>paid</c> is <c>here</c>
/// (right, so paid by default, though not in full there), <c>there</c> (paid there though not right: a hole) or
/// <c>otherwise</c> (scored otherwise in the profile <c>reasoning-gym</c> too).
/// </summary>
public sealed class PublishedRowsTests
{
    private static readonly FamilyCatalog Catalog = FamilyCatalog.BuiltIn();

    private static readonly Lazy<Difference[]> Differences = new(() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests/ProRL.Gym.Tests/Families/published"), "*.jsonl").SelectMany(File.ReadLines).Select(Difference.Read)]);

    // Of the first there are no rows, and the second is not theirs.
    public static TheoryData<string> Families => [.. Catalog.All.Where(f => f.Info.Domain == "logic" && Name(f.Info.Id) is not ("acre" or "bulls_and_cows")).Select(f => f.Info.Id)];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Right_answers_and_no_others_are_paid(string id)
    {
        var name = Name(id);
        var unused = Differences.Value.Where(d => d.Family == name && d.Paid != "otherwise").SelectMany(d => d.Kinds.Select(k => $"{d.Paid}: {k}")).ToHashSet();
        var disagreements = new List<string>();
        foreach (var (item, kind, text, score) in Answers(id))
        {
            var verdict = await Catalog[id].JudgeAsync(item, Answer.Final(text), TestContext.Current.CancellationToken);
            Assert.NotEqual(VerdictStatus.Fault, verdict.Status);
            if (score >= 1 == (verdict.Score == 1))
                continue;
            var paid = score >= 1 ? "there" : "here";
            unused.Remove($"{paid}: {kind}");
            if (!Differences.Value.Any(d => d.Paid == paid && d.Covers(name, kind)))
                disagreements.Add($"{kind}: '{text?.ReplaceLineEndings("/")}' was paid {score}, here {verdict.Score}: {verdict.Reason}");
        }

        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
        Assert.Empty(unused);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_published_scores_are_given_in_their_profile(string id)
    {
        var name = Name(id);
        var unused = Differences.Value.Where(d => d.Family == name && d.Paid == "otherwise").SelectMany(d => d.Kinds).ToHashSet();
        var disagreements = new List<string>();
        foreach (var (item, kind, text, score) in Answers(id))
        {
            var verdict = Catalog[id].JudgeAsPublished(item, Answer.Final(text))!;
            if (verdict.Score is { } ours && Math.Abs(ours - Math.Min(score, 1)) <= 1e-9)
                continue;
            unused.Remove(kind);
            if (!Differences.Value.Any(d => d.Paid == "otherwise" && d.Covers(name, kind)))
                disagreements.Add($"{kind}: '{text?.ReplaceLineEndings("/")}' was paid {score}, here {verdict.Score}: {verdict.Reason}");
        }

        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
        Assert.Empty(unused);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_answers_to_our_own_items_are_paid_in_full_there(string id)
    {
        var family = Catalog[id];
        for (var i = 0; i < 200; i++)
        {
            var item = family.Make(new Handle(id, Split.Train, 4, i, i % 2 == 0 ? "" : $"{{\"level\":{i % (family.Info.MaxLevel + 1)}}}"));
            Assert.True(family.JudgeAsPublished(item, Answer.Final(family.Oracle(item)))!.Score == 1, $"{item.Handle}: '{family.Oracle(item)}'");
        }
    }

    private static IEnumerable<(TaskItem Item, string Kind, string? Text, double Score)> Answers(string id)
    {
        foreach (var line in File.ReadLines(SharedData.File($"data/logic/{Name(id)}.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            var item = Catalog[id].Read(TaskRow.From(JsonSerializer.SerializeToElement(new JsonObject
            {
                ["family"] = id,
                ["prompt"] = row["question"]!.DeepClone(),
                ["answer"] = row["oracle_answer"]?.DeepClone(),
                ["metadata"] = row["metadata"]!.DeepClone(),
            })));

            // A score of null is a scorer that raised an exception.
            foreach (var answer in row["answers"]!.AsArray())
                yield return (item, (string)answer!["kind"]!, (string?)answer["answer"], (double?)answer["score"] ?? 0);
        }
    }

    private static string Name(string id) => id[(id.IndexOf('/') + 1)..id.LastIndexOf("-v", StringComparison.Ordinal)];

    private sealed record Difference(string Family, string Paid, string[] Kinds)
    {
        public static Difference Read(string line)
        {
            var row = JsonNode.Parse(line)!;
            Assert.False(string.IsNullOrWhiteSpace((string?)row["reason"]), $"Say why: {line}");
            Assert.Contains((string?)row["paid"], (string[])["here", "there", "otherwise"]);
            return new((string)row["family"]!, (string)row["paid"]!, [.. row["kinds"]!.AsArray().Select(k => (string)k!)]);
        }

        public bool Covers(string family, string kind) => (Family == "*" || Family == family) && Kinds.Contains(kind);
    }
}
