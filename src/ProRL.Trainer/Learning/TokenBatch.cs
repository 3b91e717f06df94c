namespace ProRL.Trainer.Learning;

/// <summary>
/// A micro-batch as plain arrays: sequences of like length, padded on the right. Only completion tokens are predicted;
/// the shift by one (a token is predicted from the position before it) is made here and nowhere else.
/// </summary>
internal sealed class TokenBatch
{
    private TokenBatch(IReadOnlyList<TokenSequence> sequences, int[] members)
    {
        Members = members;
        Time = members.Max(m => sequences[m].Length);
        Ids = new long[members.Length * Time];
        var predictors = new List<long>();
        var targets = new List<long>();
        var rows = new List<long>();
        for (var row = 0; row < members.Length; row++)
        {
            var (prompt, completion) = sequences[members[row]];
            var start = row * Time;
            for (var i = 0; i < prompt.Length; i++) Ids[start + i] = prompt[i];
            for (var i = 0; i < completion.Length; i++)
            {
                Ids[start + prompt.Length + i] = completion[i];
                predictors.Add(start + prompt.Length + i - 1);
                targets.Add(completion[i]);
                rows.Add(row);
            }
        }
        (Predictors, Targets, TargetRows) = ([.. predictors], [.. targets], [.. rows]);
    }

    /// <summary>Which of the packed sequences stand here, row by row.</summary>
    public int[] Members { get; }

    /// <summary>Padded length.</summary>
    public int Time { get; }

    /// <summary>Token ids, [rows · time].</summary>
    public long[] Ids { get; }

    /// <summary>Per completion token, row by row: the flat position in <see cref="Ids"/> that predicts it.</summary>
    public long[] Predictors { get; }

    /// <summary>Per completion token, the token itself.</summary>
    public long[] Targets { get; }

    /// <summary>Per completion token, the row it stands in.</summary>
    public long[] TargetRows { get; }

    public int Rows => Members.Length;

    /// <summary>
    /// Sorts the sequences by length and cuts them into micro-batches of about <paramref name="maxTokens"/> padded
    /// tokens, in a number that is a multiple of <paramref name="multiple"/> where there are sequences enough.
    /// </summary>
    public static TokenBatch[] Pack(IReadOnlyList<TokenSequence> sequences, int maxTokens, int multiple)
    {
        int[] order = [.. Enumerable.Range(0, sequences.Count).OrderBy(i => sequences[i].Length)];
        long total = sequences.Sum(s => s.Length);
        var count = (int)((total + maxTokens - 1) / maxTokens);
        count = Math.Min(sequences.Count, (count + multiple - 1) / multiple * multiple);

        var batches = new TokenBatch[count];
        var (at, taken) = (0, 0L);
        for (var b = 0; b < count; b++)
        {
            var first = at;
            var last = sequences.Count - (count - 1 - b);
            while (at < last && (at == first || taken * count < total * (b + 1))) taken += sequences[order[at++]].Length;
            batches[b] = new TokenBatch(sequences, order[first..at]);
        }
        return batches;
    }

    /// <summary>Values per completion token of every packed sequence, in the order of <see cref="Targets"/>.</summary>
    public float[] Gather(IReadOnlyList<float[]> perToken)
    {
        var gathered = new float[Targets.Length];
        var at = 0;
        foreach (var member in Members)
        {
            perToken[member].CopyTo(gathered, at);
            at += perToken[member].Length;
        }
        return gathered;
    }

    /// <summary>The opposite of <see cref="Gather"/>: hands each packed sequence its values.</summary>
    public void Scatter(ReadOnlySpan<float> values, float[][] perToken)
    {
        foreach (var member in Members)
        {
            values[..perToken[member].Length].CopyTo(perToken[member]);
            values = values[perToken[member].Length..];
        }
    }
}
