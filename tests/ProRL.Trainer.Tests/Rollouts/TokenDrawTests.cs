using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Tests.Rollouts;

public sealed class TokenDrawTests
{
    [Fact]
    public void Tokens_are_drawn_with_the_probabilities_of_the_softmax()
    {
        float[] logits = [0.5f, -1f, 1.5f];
        var weights = logits.Select(l => Math.Exp(l / 0.8)).ToArray();
        var counts = new int[3];
        var draw = new TokenDraw(new SamplingSettings(0.8, 1, 1), 3);
        for (var i = 0UL; i < 20_000; i++)
        {
            var (token, logProb) = draw.From(logits, Counter.Unit(5, i));
            counts[token]++;
            Assert.Equal(Math.Log(weights[token] / weights.Sum()), logProb, 1e-5);
        }
        for (var t = 0; t < 3; t++) Assert.Equal(weights[t] / weights.Sum(), counts[t] / 20_000.0, 0.015);
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(1.0, 1)]
    [InlineData(1.0, 7)]
    [InlineData(1.0, 1299)]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 0)]
    [InlineData(0.999, 0)]
    [InlineData(0.0001, 0)]
    [InlineData(0.7, 40)]
    [InlineData(0.95, 4000)]
    public void Every_quantile_gives_its_token_of_the_likeliest_ones(double topP, int topK)
    {
        // Blocks that are whole and one that is not; many equal logits; some that can't be drawn.
        const int Vocabulary = 1300;
        var logits = new float[Vocabulary];
        for (var i = 0; i < Vocabulary; i++) logits[i] = (float)Math.Round(8 * Counter.Unit(3, (ulong)i), 1);
        for (var i = 400; i < 900; i += 7) logits[i] = float.NegativeInfinity;
        var draw = new TokenDraw(new SamplingSettings(1.3, 1, 1, topP, topK), Vocabulary);
        var (kept, all) = Likeliest(logits, 1.3, topP, topK);
        var mass = kept.Sum(i => all[i]);

        var drawn = new HashSet<int>();
        var (below, last) = (0.0, -1);
        const int Quantiles = 20_000;
        for (var q = 0; q < Quantiles; q++)
        {
            var unit = (q + 0.5) / Quantiles;
            var (token, logProb) = draw.From(logits, unit);
            Assert.Contains(token, kept);
            Assert.True(token >= last);
            foreach (var skipped in kept.Where(i => i >= last && i < token)) below += all[skipped] / mass;
            Assert.InRange(unit, below - 1e-6, below + all[token] / mass + 1e-6);
            Assert.Equal(Math.Log(all[token]), logProb, 1e-5);
            drawn.Add(token);
            last = token;
        }
        // Whatever is likelier than a step between the quantiles was hit.
        Assert.Superset(kept.Where(i => all[i] / mass > 1.01 / Quantiles).ToHashSet(), drawn);
    }

    [Fact]
    public void The_nucleus_is_the_fewest_tokens_that_reach_the_probability()
    {
        // 4/10, 3/10, 2/10, 1/10.
        float[] logits = [MathF.Log(2), MathF.Log(4), MathF.Log(1), MathF.Log(3)];
        Assert.Equal([1], Drawn(logits, 0.39, 0));
        Assert.Equal([1, 3], Drawn(logits, 0.41, 0));
        Assert.Equal([0, 1, 3], Drawn(logits, 0.71, 0));
        Assert.Equal([0, 1, 2, 3], Drawn(logits, 0.91, 0));
        Assert.Equal([0, 1, 3], Drawn(logits, 1, 3));
        // Of three tokens the two likeliest have 7/9.
        Assert.Equal([1, 3], Drawn(logits, 0.75, 3));
        // Equal ones: those of lower ids.
        Assert.Equal([0, 1], Drawn([1, 1, 1, 1], 0.4, 0));
        Assert.Equal([0, 1, 2], Drawn([1, 1, 1, 1], 1, 3));
    }

    [Fact]
    public void At_temperature_zero_the_likeliest_token_is_taken()
    {
        var draw = new TokenDraw(new SamplingSettings(0, 1, 1), 600);
        var logits = new float[600];
        (logits[77], logits[530], logits[598]) = (1, 2, 2);
        var (token, logProb) = draw.From(logits, 0.01);
        Assert.Equal(530, token);
        Assert.Equal(2 - Math.Log(2 * Math.Exp(2) + Math.Exp(1) + 597), logProb, 1e-5);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.9, 50)]
    public void A_draw_allocates_nothing(double topP, int topK)
    {
        var logits = Enumerable.Range(0, 5000).Select(i => (float)(9 * Counter.Unit(8, (ulong)i))).ToArray();
        var draw = new TokenDraw(new SamplingSettings(1, 1, 1, topP, topK), logits.Length);
        draw.From(logits, 0.5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++) draw.From(logits, i / 20.0);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int[] Drawn(float[] logits, double topP, int topK)
    {
        var draw = new TokenDraw(new SamplingSettings(1, 1, 1, topP, topK), logits.Length);
        return [.. Enumerable.Range(0, 1000).Select(q => draw.From(logits, (q + 0.5) / 1000).Token).Distinct().Order()];
    }

    // By sorting: the kept ids in order, and every token's probability.
    private static (int[] Kept, double[] All) Likeliest(float[] logits, double temperature, double topP, int topK)
    {
        var weights = logits.Select(l => Math.Exp(l / temperature)).ToArray();
        var all = weights.Select(w => w / weights.Sum()).ToArray();
        var order = Enumerable.Range(0, logits.Length).OrderByDescending(i => logits[i]).ThenBy(i => i).Take(topK == 0 ? logits.Length : topK).ToArray();
        var (reached, count) = (0.0, 0);
        var need = topP * order.Sum(i => all[i]);
        while (count < order.Length && (reached < need || topP == 1)) reached += all[order[count++]];
        return ([.. order[..count].Order()], all);
    }
}
