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
    public void The_same_key_gives_the_same_interval_and_values_without_spread_one_point()
    {
        Stratum[] strata = [new([.. Enumerable.Range(0, 50).Select(i => Math.Sqrt(i))], [])];
        Assert.Equal(Bootstrap.Difference(strata, 1), Bootstrap.Difference(strata, 1));
        Assert.NotEqual(Bootstrap.Difference(strata, 1), Bootstrap.Difference(strata, 2));
        Assert.Equal(new Interval(0.25, 0.25, 0.25), Bootstrap.Difference([new Stratum([0.25, 0.25, 0.25], [])], 1));
    }

    private static double[] Tosses(double share, int count, ulong key) => [.. Enumerable.Range(0, count).Select(i => Counter.Unit(Counter.Key(99, key), (ulong)i) < share ? 1.0 : 0.0)];
}
