using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Tasks;

public sealed class MixtureTests
{
    private static readonly MixtureEntry[] Entries = [new("a/a-v1", 1, ""), new("b/b-v1", 3, "{\"level\":1}")];

    [Fact]
    public void A_draw_depends_on_the_seed_and_its_number_alone()
    {
        var (one, two) = (new Mixture(Entries, 7), new Mixture(Entries, 7));
        for (var n = 99; n >= 0; n--)
            one.Draw(n);
        for (var n = 0; n < 100; n++)
            Assert.Equal(one.Draw(n), two.Draw(n));
        Assert.NotEqual(Enumerable.Range(0, 50).Select(n => one.Draw(n).Family), Enumerable.Range(0, 50).Select(n => new Mixture(Entries, 8).Draw(n).Family));
    }

    [Fact]
    public void Families_come_as_often_as_their_weights_say()
    {
        var mixture = new Mixture(Entries, 1);
        var share = Enumerable.Range(0, 10_000).Count(n => mixture.Draw(n).Family == "b/b-v1") / 10_000.0;
        Assert.InRange(share, 0.73, 0.77);
    }

    [Fact]
    public void Draws_are_training_items_and_none_comes_twice()
    {
        var mixture = new Mixture(Entries, 1);
        var handles = Enumerable.Range(0, 1000).Select(n => mixture.Draw(n)).ToArray();
        Assert.All(handles, h => Assert.Equal(Split.Train, h.Split));
        Assert.Equal(1000, handles.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_not_above_zero_is_refused(double weight)
    {
        Assert.Contains("a/a-v1", Assert.Throws<TaskFormatException>(() => new Mixture([new("a/a-v1", weight, "")], 1)).Message);
    }

    [Fact]
    public void An_empty_mixture_is_refused()
    {
        Assert.Throws<TaskFormatException>(() => new Mixture([], 1));
    }
}
