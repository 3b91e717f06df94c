using ProRL.Trainer.Models;
using ProRL.Trainer.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class CachedDecoderTests
{
    [Fact]
    public void Decoding_with_the_cache_gives_the_logits_of_the_whole_sequence()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = Samples.Model();
        long[][] rows = [[3, 5, 7, 2, 9, 11, 4], [6, 6, 2, 8, 3, 3, 10]];
        using var decoder = new CachedDecoder(model);
        using var cache = decoder.NewCache(2, 16);
        // Three of one row and four of the other, one of which is padding to be overwritten; then one at a time.
        var hidden = decoder.Hidden(tensor(new long[] { 3, 5, 7, 0, 6, 6, 2, 8 }, [2, 4]), tensor(new long[] { 0, 1, 2, 3, 0, 1, 2, 3 }, [2, 4]), cache);
        AssertLogits(rows[0][..3], hidden.narrow(0, 2, 1));
        AssertLogits(rows[1][..4], hidden.narrow(0, 7, 1));
        for (var i = 3; i < 6; i++)
        {
            hidden = decoder.Hidden(tensor(new[] { rows[0][i], rows[1][i + 1] }, [2, 1]), tensor(new long[] { i, i + 1 }, [2, 1]), cache);
            AssertLogits(rows[0][..(i + 1)], hidden.narrow(0, 0, 1));
            AssertLogits(rows[1][..(i + 2)], hidden.narrow(0, 1, 1));
        }

        void AssertLogits(long[] tokens, Tensor last)
        {
            var whole = model.Logits(model.Hidden(tensor(tokens, [1, tokens.Length])).select(1, tokens.Length - 1));
            Assert.True(allclose(whole, decoder.Logits(last), atol: 1e-5), $"{tokens.Length} tokens: {whole.cstr()} against {decoder.Logits(last).cstr()}");
        }
    }

    [Fact]
    public void Cached_rows_survive_a_change_of_capacity_a_selection_and_a_copy()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var cache = new KeyValueCache(Samples.Shape, 3, 2);
        foreach (var tensor in cache.Keys.Concat(cache.Values)) tensor.copy_(rand(tensor.shape));
        var first = cache.Keys[1].clone();
        var value = cache.Values[0].clone();
        cache.Resize(5);
        Assert.Equal((3, 5), (cache.Rows, cache.Capacity));
        Assert.True(allclose(first, cache.Keys[1].narrow(2, 0, 2), 0, 0));
        Assert.Equal(0, cache.Keys[1].narrow(2, 2, 3).abs().sum().item<float>());

        cache.Select(tensor(new long[] { 2, 0 }));
        cache.Resize(1);
        Assert.True(allclose(first.index_select(0, tensor(new long[] { 2, 0 })).narrow(2, 0, 1), cache.Keys[1], 0, 0));

        using var other = new KeyValueCache(Samples.Shape, 4, 3);
        other.CopyFrom(cache, tensor(new long[] { 1, 0, 1 }), tensor(new long[] { 3, 1, 0 }));
        Assert.True(allclose(value.narrow(2, 0, 1).index_select(0, tensor(new long[] { 0, 2, 0 })), other.Values[0].index_select(0, tensor(new long[] { 3, 1, 0 })).narrow(2, 0, 1), 0, 0));
        Assert.Equal(0, other.Values[0][2].abs().sum().item<float>());
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(32, 32)]
    [InlineData(33, 64)]
    [InlineData(192, 192)]
    [InlineData(193, 384)]
    [InlineData(342, 384)]
    [InlineData(16_384, 18_432)]
    public void Capacities_go_up_in_steps(int tokens, int capacity) => Assert.Equal(capacity, KeyValueCache.CapacityFor(tokens));
}
