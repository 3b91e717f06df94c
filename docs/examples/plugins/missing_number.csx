// Which number is missing? A family as those of the library are written; the usual namespaces are imported.

public sealed record MissingNumberConfig : FamilyConfig
{
    /// <summary>The largest number, from 3 to 1,000.</summary>
    public int Largest { get; init; } = 12;
}

public sealed record MissingNumberTruth(int[] Shown, int Missing);

public sealed class MissingNumber() : TaskFamily<MissingNumberConfig, MissingNumberTruth>(
    "examples/missing_number-v1", "the one number that a shuffled list lacks", maxLevel: 4)
{
    protected override MissingNumberConfig AtLevel(int level) => new() { Largest = 8 + 60 * level };

    protected override IEnumerable<string> Validate(MissingNumberConfig c)
    {
        if (c.Largest is < 3 or > 1000)
            yield return $"largest is {c.Largest}; it must be from 3 to 1000";
    }

    protected override MissingNumberTruth Generate(MissingNumberConfig c, Rng rng)
    {
        var numbers = Enumerable.Range(1, c.Largest).ToArray();
        rng.Shuffle<int>(numbers);
        return new MissingNumberTruth(numbers[1..], numbers[0]);
    }

    protected override string Content(MissingNumberTruth truth) => string.Join(',', truth.Shown);

    protected override double Difficulty(MissingNumberTruth truth) => truth.Shown.Length;

    protected override string Ask(MissingNumberTruth truth) =>
        $"All numbers from 1 to {truth.Shown.Length + 1} but one are here, in no order: {string.Join(", ", truth.Shown)}. Which one is missing? Give it between <answer> and </answer>.";

    protected override string Solve(MissingNumberTruth truth) => $"{truth.Missing}";

    // Reads whole numbers as all families do: "07", "7.0" and the like have one rule.
    protected override Verdict Judge(MissingNumberTruth truth, string answer, Budget budget) => Numbers.JudgeInteger(truth.Missing, answer, budget);

    protected override JsonObject Describe(MissingNumberTruth truth) => new() { ["shown"] = new JsonArray([.. truth.Shown.Select(n => JsonValue.Create(n))]) };

    protected override MissingNumberTruth Read(string? answer, MetadataReader metadata)
    {
        var shown = metadata["shown"].Array(n => n.Int);
        var missing = Enumerable.Range(1, shown.Length + 1).Except(shown).ToArray();
        if (shown.Length is < 2 or > 1000 || missing.Length != 1)
            throw metadata["shown"].Wrong("the whole numbers from 1 on without one of them");
        return new MissingNumberTruth(shown, missing[0]);
    }
}
