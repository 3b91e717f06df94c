using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Runs;

public sealed class BootstrapOverSeedsTests
{
    [Fact]
    public void Equal_differences_leave_no_doubt() => Assert.Equal(new Interval(0.25, 0.25, 0.25), Bootstrap.OverSeeds([[[0.25, 0.25], [0.25]], [[0.25], [0.25]]]));

    [Fact]
    public void Families_weigh_the_same_whatever_their_number_of_items() => Assert.Equal(0.5, Bootstrap.OverSeeds([[[1], [0, 0, 0, 0, 0, 0, 0, 0, 0]]]).Mean);

    // 400 items of ±1: the standard error is 1/20, and 1.96 of it is 0.098. Tolerance: a tenth.
    [Fact]
    public void Of_many_items_it_is_the_interval_of_the_normal_law()
    {
        var interval = Bootstrap.OverSeeds([[[.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 1.0 : -1)]]]);
        Assert.Equal(0, interval.Mean);
        Assert.Equal(-0.098, interval.Low, 0.0098);
        Assert.Equal(0.098, interval.High, 0.0098);
    }

    // Two families, each with a standard error of 1/20: their mean has 1/20/√2.
    [Fact]
    public void Families_are_drawn_each_for_itself()
    {
        double[] items = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 1.0 : -1)];
        Assert.Equal(0.0693, Bootstrap.OverSeeds([[items, items]]).High, 0.007);
    }

    // Items agree within each seed, so that all doubt is between the seeds: one of three draws has the mean of three equal ones.
    [Fact]
    public void Seeds_that_disagree_widen_it_to_their_range()
    {
        var interval = Bootstrap.OverSeeds([[[0.0]], [[0.3]], [[0.6]]]);
        Assert.Equal((0.3, 0, 0.6), (Math.Round(interval.Mean, 12), interval.Low, Math.Round(interval.High, 12)));
    }

    // 1, 2, 6: mean 3, standard deviation √7, error √(7/3), times 4.303.
    [Fact]
    public void Over_seeds_alone_it_is_Students()
    {
        var interval = Interval.OverSeeds([1, 2, 6]);
        Assert.Equal(3, interval.Mean);
        Assert.Equal(3 - 4.303 * Math.Sqrt(7.0 / 3), interval.Low, 1e-12);
        Assert.Equal(3 + 4.303 * Math.Sqrt(7.0 / 3), interval.High, 1e-12);
    }

    [Fact]
    public void One_seed_alone_bounds_nothing() => Assert.Equal(new Interval(2, double.NegativeInfinity, double.PositiveInfinity), Interval.OverSeeds([2]));
}
