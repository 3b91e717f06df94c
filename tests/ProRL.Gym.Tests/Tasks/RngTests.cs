using CsCheck;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Tasks;

public sealed class RngTests
{
    [Fact]
    public void A_key_gives_the_numbers_that_it_always_gave()
    {
        var rng = new Rng("golden");
        Assert.Equal(GoldenBits, new[] { rng.Bits(), rng.Bits(), rng.Bits() });
        Assert.Equal(GoldenSplit, rng.Split("part").Bits());
    }

    [Fact]
    public void Splitting_leaves_the_generator_as_it_was_and_labels_matter()
    {
        var (split, plain) = (new Rng("k"), new Rng("k"));
        var (a, b) = (split.Split("a"), split.Split("b"));
        Assert.Equal(plain.Bits(), split.Bits());
        Assert.NotEqual(a.Bits(), b.Bits());
        Assert.Throws<ArgumentException>(() => plain.Split(new string('x', 97)));
        Assert.NotEqual(plain.Split(new string('x', 96)).Bits(), plain.Split("").Bits());
    }

    [Fact]
    public void Numbers_stay_within_their_bounds()
    {
        Gen.Select(Gen.Long, Gen.Long, Gen.String).Sample((a, b, key) =>
        {
            var rng = new Rng(key);
            var (low, high) = (Math.Min(a, b), Math.Max(a, b));
            for (var i = 0; i < 20; i++)
                Assert.InRange(rng.Long(low, high), low, high);
            Assert.InRange(rng.Unit(), 0, 0.9999999999999999);
        });
        Assert.Equal(5, new Rng("k").Long(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rng("k").Int(2, 1));
        new Rng("k").Long(long.MinValue, long.MaxValue);
    }

    [Fact]
    public void Every_number_of_a_small_range_is_equally_likely()
    {
        var rng = new Rng("fair");
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[rng.Int(-3, 3) + 3]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400)); // Four standard deviations.
    }

    [Fact]
    public void Every_order_is_equally_likely()
    {
        var rng = new Rng("orders");
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            int[] order = [1, 2, 3, 4];
            rng.Shuffle<int>(order);
            var key = string.Concat(order);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 870, 1130));
    }

    // From an implementation in another language: xoshiro256++ keyed by the four little-endian words of SHA-256.
    private static readonly ulong[] GoldenBits = [5332680305521935565, 8050316487094299773, 7530626541471606721];
    private const ulong GoldenSplit = 531308532611066518;
}
