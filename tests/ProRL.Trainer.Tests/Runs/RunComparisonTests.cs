using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Runs;

public sealed class RunComparisonTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void Differences_of_the_same_items_cancel_what_differs_between_items()
    {
        // Items differ widely, and the second run is better by little on each: only pairs can show it.
        var first = Items("a/x-v1", 40, i => i % 2 * 0.8, seed: 1);
        var second = Items("a/x-v1", 40, i => i % 2 * 0.8 + 0.05 + i % 3 * 0.01, seed: 1);
        var paired = RunComparison.Of("L", first, second);
        Assert.True(paired.Families[0].Paired);
        Assert.True(paired.Families[0].BeyondChance);
        Assert.Contains("a/x-v1 (+", paired.Verdict(), StringComparison.Ordinal);

        var unpaired = RunComparison.Of("L", first, Items("a/x-v1", 40, i => i % 2 * 0.8 + 0.05 + i % 3 * 0.01, seed: 2));
        Assert.False(unpaired.Families[0].Paired);
        Assert.False(unpaired.Families[0].BeyondChance);
        Assert.Equal(paired.Families[0].Difference.Mean, unpaired.Families[0].Difference.Mean, 10);
        Assert.Equal("No difference is beyond chance.", unpaired.Verdict());
    }

    [Fact]
    public void Means_are_over_the_shared_items_of_the_shared_families()
    {
        ItemResult[] first = [.. Items("a/x-v1", 10, _ => 1, 1), .. Items("b/y-v1", 20, i => i < 10 ? 0 : 1, 1), .. Items("c/z-v1", 3, _ => 1, 1)];
        ItemResult[] second = [.. Items("a/x-v1", 10, _ => 0, 1), .. Items("b/y-v1", 10, _ => 1, 1)];
        var comparison = RunComparison.Of("L", first, second);
        Assert.Equal([(10, 1.0, 0.0), (10, 0.0, 1.0)], comparison.Families.Select(f => (f.Items, f.First, f.Second)));
        Assert.Equal((20, 0.5, 0.5, 0.0), (comparison.Overall.Items, comparison.Overall.First, comparison.Overall.Second, comparison.Overall.Difference.Mean));
        Assert.Equal(["c/z-v1"], comparison.Lone);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void A_handful_of_items_proves_nothing(int count, bool beyond) =>
        Assert.Equal(beyond, RunComparison.Of("L", Items("a/x-v1", count, _ => 0, 1), Items("a/x-v1", count, _ => 1, 1)).Families[0].BeyondChance);

    [Fact]
    public void Among_many_families_a_difference_must_be_larger_to_be_beyond_chance()
    {
        // 40 coins in each of twenty families; in one the second run has 16 more right and 5 more wrong: 2.6 standard errors.
        ItemResult[] Side(int run) => [.. Enumerable.Range(0, 20).SelectMany(f => Items($"a/f{f:D2}-v1", 40, i => f == 3 ? (i < 16 ? run : i < 21 ? 1 - run : 0) : i < 12 ? (i + run) % 2 : 0, 1))];
        var many = RunComparison.Of("L", Side(0), Side(1));
        var one = many.Families[3];
        Assert.True(one.Difference.LeavesOutZero);
        Assert.False(one.Together.LeavesOutZero);
        Assert.All(many.Families, f => Assert.True(f.Together.High - f.Together.Low > f.Difference.High - f.Difference.Low));
        Assert.False(one.BeyondChance);
        Assert.Contains("No difference is beyond chance. By its own interval alone, which among 21 comparisons proves nothing: a/f03-v1 (+27.5 points).", many.Verdict(), StringComparison.Ordinal);

        var alone = RunComparison.Of("L", [.. Side(0).Where(i => i.Family == one.Family)], [.. Side(1).Where(i => i.Family == one.Family)]);
        Assert.Equal(alone.Families[0].Difference, alone.Families[0].Together);
        Assert.True(alone.Families[0].BeyondChance);
    }

    [Fact]
    public void The_latest_label_that_both_runs_have_is_compared()
    {
        var (a, b) = (Run("a"), Run("b"));
        Write(a.Evaluations, new RecordedEvaluation("after RL", 9, Items("a/x-v1", 8, _ => 0, 1)));
        Write(b.Evaluations, new RecordedEvaluation("after RL", 9, Items("a/x-v1", 8, _ => 0, 1)));
        Write(a.LaterEvaluations, new RecordedEvaluation("best", 9, Items("a/x-v1", 8, _ => 0.25, 1)), new RecordedEvaluation("alone", 9, Items("a/x-v1", 8, _ => 0, 1)));
        // The same label twice in a row: the second holds.
        Write(b.LaterEvaluations, new RecordedEvaluation("best", 9, Items("a/x-v1", 8, _ => 0, 1)), new RecordedEvaluation("best", 9, Items("a/x-v1", 8, _ => 1, 1)));

        var comparison = RunComparison.Of(a, b, null);
        Assert.Equal("best", comparison.Label);
        Assert.Equal(0.75, comparison.Overall.Difference.Mean, 12);
        Assert.Equal(0, RunComparison.Of(a, b, "after RL").Overall.Difference.Mean);
        Assert.Contains("'after RL', 'best'", Assert.Throws<RecipeException>(() => RunComparison.Of(a, b, "alone")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_no_evaluation_is_named()
    {
        var a = Run("a");
        File.WriteAllText(a.Evaluations, "{\"label\": \"x\"}\n");
        Assert.Contains("line 1", Assert.Throws<InvalidDataException>(() => RunComparison.Of(a, a, null)).Message, StringComparison.Ordinal);
    }

    private RunFolder Run(string name) => new(Directory.CreateDirectory(Path.Combine(_path, name)).FullName);

    private static void Write(string path, params RecordedEvaluation[] evaluations)
    {
        using var log = new EvaluationLog(path, long.MaxValue);
        foreach (var evaluation in evaluations) log.Append(evaluation);
    }

    private static ItemResult[] Items(string family, int count, Func<int, double> score, int seed) =>
        [.. Enumerable.Range(0, count).Select(i => new ItemResult(family, $"{family}|eval|{seed}|{i}|", 1, (int)score(i), score(i)))];
}
