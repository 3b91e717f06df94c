using ProRL.Trainer.Rewards;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Runs;

public sealed class EvaluationTableTests
{
    [Fact]
    public void Families_weigh_the_same_in_their_domain_and_over_all()
    {
        FamilyScore[] families = [Score("a/x-v1", "math", 0.1, 10), Score("b/y-v1", "math", 0.3, 90), Score("c/z-v1", "code", 0.8, 5)];
        Assert.Equal(
            [
                "family  items  pass@1  pass@4  mean score",
                "a/x-v1     10  10.0 %  20.0 %      10.0 %",
                "b/y-v1     90  30.0 %  60.0 %      30.0 %",
                "c/z-v1      5  80.0 %  90.0 %      80.0 %",
                "code        5  80.0 %  90.0 %      80.0 %",
                "math      100  20.0 %  40.0 %      20.0 %",
                "mean      105  40.0 %  56.7 %      40.0 %",
            ],
            EvaluationTable.Of("", families).Lines());
        var json = EvaluationTable.Json("runs/a", "L", 3, families);
        Assert.Equal(0.4, (double)json["results"]![4]!["pass_at_4"]!, 12);
    }

    private static FamilyScore Score(string family, string domain, double rate, int items) =>
        new(family, domain, items, rate, rate, new SortedDictionary<int, double> { [1] = rate, [4] = Math.Min(0.9, 2 * rate) });
}
