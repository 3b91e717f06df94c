using CsCheck;
using ProRL.Trainer.Learning;

namespace ProRL.Trainer.Tests.Learning;

public sealed class TokenBatchTests
{
    private static readonly Gen<TokenSequence[]> GenSequences =
        Gen.Select(Gen.Int[1, 9].Array[1, 6], Gen.Int[1, 9].Array[1, 8], (p, c) => new TokenSequence(p, c)).Array[1, 40];

    [Fact]
    public void Every_completion_token_is_predicted_once_from_the_position_before_it() =>
        Gen.Select(GenSequences, Gen.Int[1, 60], Gen.Int[1, 4]).Sample((sequences, tokens, multiple) =>
        {
            var batches = TokenBatch.Pack(sequences, tokens, multiple);
            Assert.Equal(Enumerable.Range(0, sequences.Length), batches.SelectMany(b => b.Members).Order());
            foreach (var batch in batches)
            {
                var at = 0;
                for (var row = 0; row < batch.Rows; row++)
                {
                    var (prompt, completion) = sequences[batch.Members[row]];
                    for (var i = 0; i < completion.Length; i++, at++)
                    {
                        Assert.Equal(completion[i], batch.Targets[at]);
                        Assert.Equal(row * batch.Time + prompt.Length + i - 1, batch.Predictors[at]);
                        Assert.Equal(completion[i], batch.Ids[batch.Predictors[at] + 1]);
                    }
                }
                Assert.Equal(at, batch.Targets.Length);
            }
        });

    [Fact]
    public void Scattering_what_was_gathered_gives_it_back() =>
        GenSequences.Sample(sequences =>
        {
            float[][] values = [.. sequences.Select((s, i) => s.Completion.Select((_, t) => i * 100f + t).ToArray())];
            float[][] copy = [.. values.Select(v => new float[v.Length])];
            foreach (var batch in TokenBatch.Pack(sequences, 20, 2)) batch.Scatter(batch.Gather(values), copy);
            Assert.Equal(values, copy);
        });
}
