namespace ProRL.Verifiers;

/// <summary>What became of an answer. Only <see cref="Fault"/> has no score: it is our failure, not the model's.</summary>
public enum VerdictStatus
{
    /// <summary>Right: score 1.</summary>
    Correct,

    /// <summary>Partly right, by a documented rule of the family: score strictly between 0 and 1.</summary>
    Partial,

    /// <summary>Wrong: score 0.</summary>
    Incorrect,

    /// <summary>The response holds nothing to judge: score 0.</summary>
    Unanswered,

    /// <summary>The response gives several different final answers: score 0.</summary>
    Hedged,

    /// <summary>The budget ran out before a proof either way: score 0.</summary>
    Undecided,

    /// <summary>The judge could not do its work (bad row, sandbox down, bug): no score, and never a reward.</summary>
    Fault,
}

/// <summary>How sure an equality of mathematical answers is.</summary>
public enum Proof
{
    /// <summary>Exact arithmetic or a normal form decided.</summary>
    Exact,

    /// <summary>Interval arithmetic with a bound on its error decided.</summary>
    Certified,

    /// <summary>Evaluation at random points decided.</summary>
    Sampled,
}

/// <summary>
/// The result of judging one answer. <see cref="Score"/> lies in [0, 1] and is null only for <see cref="VerdictStatus.Fault"/>.
/// Make one with the factories, which keep status and score consistent.
/// </summary>
public sealed record Verdict
{
    private Verdict(VerdictStatus status, double? score, string reason, string? extracted)
    {
        Status = status;
        Score = score;
        Reason = reason;
        Extracted = extracted;
    }

    public VerdictStatus Status { get; }

    public double? Score { get; }

    /// <summary>One sentence that a person understands.</summary>
    public string Reason { get; }

    /// <summary>What was judged, after extraction; null where nothing was found.</summary>
    public string? Extracted { get; init; }

    /// <summary>How sure the decision is, for mathematics; null elsewhere.</summary>
    public Proof? Proof { get; init; }

    /// <summary>Parts of the score by name, for example one entry per program test.</summary>
    public IReadOnlyDictionary<string, double>? Components { get; init; }

    /// <summary>Microseconds between arrival and the start of work; 0 outside a server.</summary>
    public long QueueMicroseconds { get; init; }

    /// <summary>Microseconds of work.</summary>
    public long WorkMicroseconds { get; init; }

    /// <summary>The version of the family that judged, for example <c>v1</c>.</summary>
    public string? Version { get; init; }

    public static Verdict Correct(string? extracted, string reason = "The answer is right.") =>
        new(VerdictStatus.Correct, 1, reason, extracted);

    public static Verdict Incorrect(string? extracted, string reason) =>
        new(VerdictStatus.Incorrect, 0, reason, extracted);

    public static Verdict Unanswered(string reason) => new(VerdictStatus.Unanswered, 0, reason, null);

    public static Verdict Hedged(string? extracted, string reason) => new(VerdictStatus.Hedged, 0, reason, extracted);

    public static Verdict Undecided(string? extracted, string reason) =>
        new(VerdictStatus.Undecided, 0, reason, extracted);

    public static Verdict Fault(string reason) => new(VerdictStatus.Fault, null, reason, null);

    /// <summary>A verdict for a score: 1 is correct, 0 incorrect, anything between partial.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not a number in [0, 1].</exception>
    public static Verdict FromScore(double score, string? extracted, string reason) => score switch
    {
        1 => Correct(extracted, reason),
        0 => Incorrect(extracted, reason),
        > 0 and < 1 => new(VerdictStatus.Partial, score, reason, extracted),
        _ => throw new ArgumentOutOfRangeException(nameof(score), score, "A score lies in [0, 1]."),
    };

    /// <summary>
    /// A verdict as another process told it. A score that contradicts its status is refused, so that a broken peer is a
    /// fault and not a reward.
    /// </summary>
    /// <exception cref="ArgumentException">The score does not fit the status.</exception>
    public static Verdict FromParts(VerdictStatus status, double? score, string reason, string? extracted)
    {
        var fits = status switch
        {
            VerdictStatus.Fault => score is null,
            VerdictStatus.Correct => score is 1,
            VerdictStatus.Partial => score is > 0 and < 1,
            _ => score is 0,
        };
        return fits
            ? new Verdict(status, score, reason, extracted)
            : throw new ArgumentException($"A verdict '{status}' can't have the score {score?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}.", nameof(score));
    }
}
