using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Runs;

public sealed class BootstrapTests
{
    private const double Z = 1.959964;

    [Theory]
    [InlineData(0.5, 400)]
    [InlineData(0.2, 900)]
    public void Of_many_coin_tosses_the_interval_is_the_normal_one(double share, int count)
    {
        var tosses = Tosses(share, count, 1);
        var mean = tosses.Average();
        var width = Z * Math.Sqrt(mean * (1 - mean) / count);
        var interval = Bootstrap.Difference([new Stratum(tosses, [])], key: 7);
        Assert.Equal(mean, interval.Mean, 12);
        Assert.InRange(interval.Low, mean - 1.08 * width, mean - 0.92 * width);
        Assert.InRange(interval.High, mean + 0.92 * width, mean + 1.08 * width);
    }

    [Fact]
    public void Of_two_samples_the_variances_add_up()
    {
        var (a, b) = (Tosses(0.3, 500, 2), Tosses(0.6, 300, 3));
        var (p, q) = (a.Average(), b.Average());
        var width = Z * Math.Sqrt(p * (1 - p) / a.Length + q * (1 - q) / b.Length);
        var interval = Bootstrap.Difference([new Stratum(b, a)], key: 7);
        Assert.Equal(q - p, interval.Mean, 12);
        Assert.InRange(interval.Low, q - p - 1.08 * width, q - p - 0.92 * width);
        Assert.InRange(interval.High, q - p + 0.92 * width, q - p + 1.08 * width);
    }

    [Fact]
    public void Strata_weigh_the_same_whatever_their_size()
    {
        var (a, b) = (Tosses(0.5, 100, 4), Tosses(0.5, 400, 5));
        double Variance(double[] x) => x.Average() * (1 - x.Average()) / x.Length;
        var width = Z * Math.Sqrt(Variance(a) + Variance(b)) / 2;
        var interval = Bootstrap.Difference([new Stratum(a, []), new Stratum(b, [])], key: 7);
        Assert.Equal((a.Average() + b.Average()) / 2, interval.Mean, 12);
        Assert.InRange(interval.High - interval.Low, 2 * 0.92 * width, 2 * 1.08 * width);
    }

    [Fact]
    public void Some_95_of_100_intervals_hold_the_truth()
    {
        const int Repetitions = 1000;
        const double Truth = 0.35;
        var held = Enumerable.Range(0, Repetitions).Count(r =>
        {
            var interval = Bootstrap.Difference([new Stratum(Tosses(Truth, 120, (ulong)(100 + r)), [])], (ulong)r, resamples: 600);
            return interval.Low <= Truth && Truth <= interval.High;
        });
        // Three standard errors of a share of 1,000 on either side.
        Assert.InRange(held / (double)Repetitions, 0.93, 0.97);
    }

    [Fact]
    public void Of_twenty_at_once_some_95_of_100_comparisons_hold_all_truths_together_and_few_do_one_by_one()
    {
        const int Repetitions = 300;
        const int Families = 20;
        const double Truth = 0.5;
        var (together, alone) = (0, 0);
        for (var r = 0; r < Repetitions; r++)
        {
            Resampled[] drawn = [.. Enumerable.Range(0, Families).Select(f => Bootstrap.Draw([new Stratum(Tosses(Truth, 100, (ulong)(1000 * r + f)), [])], Counter.Key((ulong)r, (ulong)f), resamples: 400))];
            if (Resampled.Simultaneous(drawn).All(i => i.Low <= Truth && Truth <= i.High)) together++;
            if (drawn.All(d => d.Interval() is var i && i.Low <= Truth && Truth <= i.High)) alone++;
        }
        // Three standard errors of a share of 300 are 0.04 on either side.
        Assert.InRange(together / (double)Repetitions, 0.91, 0.99);
        // 0.95 to the 20th is 0.36.
        Assert.InRange(alone / (double)Repetitions, 0.2, 0.5);
    }

    // Of independent normal estimates, c is what the largest of so many standard normals passes in 5 of 100 cases.
    [Theory]
    [InlineData(2, 2.236)]
    [InlineData(10, 2.800)]
    public void The_reach_of_independent_estimates_is_the_quantile_of_the_largest(int count, double quantile)
    {
        Resampled[] drawn = [.. Enumerable.Range(0, count).Select(f => Bootstrap.Draw([new Stratum(Tosses(0.5, 4000, (ulong)f), [])], Counter.Key(5, (ulong)f), resamples: 4000))];
        var interval = Resampled.Simultaneous(drawn)[0];
        var error = Math.Sqrt(drawn[0].Draws.Average(d => Math.Pow(d - drawn[0].Estimate, 2)));
        Assert.InRange((interval.High - interval.Low) / 2 / error, quantile - 0.1, quantile + 0.1);
    }

    [Fact]
    public void The_same_key_gives_the_same_interval_and_values_without_spread_one_point()
    {
        Stratum[] strata = [new([.. Enumerable.Range(0, 50).Select(i => Math.Sqrt(i))], [])];
        Assert.Equal(Bootstrap.Difference(strata, 1), Bootstrap.Difference(strata, 1));
        Assert.NotEqual(Bootstrap.Difference(strata, 1), Bootstrap.Difference(strata, 2));
        Assert.Equal(new Interval(0.25, 0.25, 0.25), Bootstrap.Difference([new Stratum([0.25, 0.25, 0.25], [])], 1));
    }

    private static double[] Tosses(double share, int count, ulong key) => [.. Enumerable.Range(0, count).Select(i => Counter.Unit(Counter.Key(99, key), (ulong)i) < share ? 1.0 : 0.0)];
}
