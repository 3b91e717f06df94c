using System.Diagnostics;
using ProRL.Verifiers.Extraction;
using ProRL.Verifiers.Mathematics;

namespace ProRL.Verifiers.Tests.Mathematics;

/// <summary>Wrong verdicts of verifiers in use, each reproduced there.</summary>
public sealed class Known_defects_do_not_occur
{
    [Theory]
    [InlineData("1/2^99", "1/2^98")]
    [InlineData("1/2004!", "1/2006!")]
    [InlineData("1/10^20", "1/10^21")]
    [InlineData("2^{-60}", "3^{-60}")]
    [InlineData(@"1 - 1/\mathrm{e}", @"1 + 1/\mathrm{e}")]
    [InlineData("0.5", "0.5000004")]
    [InlineData("5 cm", "5 m")]
    [InlineData("3x+4y+14=0", "3x+4y+15=0")]
    [InlineData("10^{-7}", "0")]
    [InlineData("5", "Answer: 5 or 6 or 7")]
    [InlineData("x^2+4x+20=0", "x^2+18x+86=0")]
    [InlineData(@"\frac{355}{113}", @"\pi")]
    [InlineData(@"\sqrt{x^2}", "x")]
    [InlineData("(1,2)", "(2,1)")]
    public void A_wrong_answer_is_not_right(string gold, string response) =>
        Assert.NotEqual(VerdictStatus.Correct, Labelled_rows_agree.Judge(gold, response).Status);

    [Fact]
    public void Several_answers_are_a_hedge() =>
        Assert.Equal(VerdictStatus.Hedged, Labelled_rows_agree.Judge("5", "$7$ $6$ $5$").Status);

    [Theory]
    [InlineData("5 cm", "50 mm")]
    [InlineData(@"3·10^8 m/s", "300000 km/s")]
    [InlineData(@"\sqrt{1/n}", @"1/\sqrt{n}")]
    [InlineData(@"e^{i\pi}", "-1")]
    [InlineData(@"(-\infty,1)\cup(2,\infty)", "x<1 or x>2")]
    [InlineData("101_2", "5")]
    public void A_right_answer_is_right(string gold, string response)
    {
        var verdict = Labelled_rows_agree.Judge(gold, response);
        Assert.True(verdict.Status == VerdictStatus.Correct, verdict.Reason);
    }

    [Theory]
    [InlineData("5^{(5^{(5^{(5^5)})}-4)}")]
    [InlineData("9**9**9**9")]
    [InlineData("(10^7)!")]
    [InlineData(@"\binom{10^9}{5·10^8}")]
    [InlineData("((((10!)!)!)!)!")]
    [InlineData(@"\prod_{k=1}^{10^6}(1+k)")]
    [InlineData(@"\sum_{k=1}^{10^9} \sin k")]
    [InlineData(@"\sum_{k=1}^{390}\sin(k^{k/7})")]
    [InlineData(@"2000!/1999!+\sqrt{2000!}")]
    [InlineData(@"\sin(e^{e^{e^{e^3}}})")]
    [InlineData("10^{10^{10}}+x^{10^{10}}")]
    [InlineData("(1+x+y+z+w+v+u)^{90}-(2+x)^{99}")]
    [InlineData("1e9999+1e-9999")]
    [InlineData("{nested}")]
    [InlineData("{boxes}")]
    [InlineData("{megabyte}")]
    [InlineData("{commas}")]
    public void A_bomb_costs_little(string response)
    {
        response = response switch
        {
            "{nested}" => new string('{', 100_000) + "2" + new string('}', 100_000),
            "{boxes}" => string.Concat(Enumerable.Repeat(@"\boxed{", 100_000)),
            "{megabyte}" => string.Concat(Enumerable.Repeat("The answer is 7 and so on. ", 40_000)),
            "{commas}" => string.Join(',', Enumerable.Range(0, 5000)),
            _ => response,
        };

        // Once to compile, once to measure two verdicts: 10 MB each. Time is charted by benchmarks; here it only catches a hang,
        // on a machine that runs other tests at the same time.
        Judge(response);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        Judge(response);
        Assert.True(clock.ElapsedMilliseconds < 1000, $"{clock.ElapsedMilliseconds} ms");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    private static void Judge(string response)
    {
        foreach (var gold in (string[])["1", "x^2+1"])
        {
            try
            {
                var verdict = MathJudge.JudgeResponse([gold], response, MathExtraction.Any, EquivalenceOptions.Exact, new Budget(200_000));
                Assert.NotEqual(VerdictStatus.Correct, verdict.Status);
            }
            catch (BudgetExhaustedException)
            {
                // Refused by its steps, which is a decision too.
            }
        }
    }
}
