namespace ProRL.Verifiers;

/// <summary>
/// The work that one verdict may cost, counted in steps and not in time, so that the same input gets the same verdict on
/// a slow machine. A judge spends steps as it works; when they are gone <see cref="BudgetExhaustedException"/> ends it.
/// Not thread-safe: one verdict, one budget.
/// </summary>
public sealed class Budget
{
    /// <summary>The steps that any verdict may take: enough for what people write; an answer that needs more is made to hurt.</summary>
    public const long VerdictSteps = 110_000;

    private long _left;

    /// <param name="steps">Steps allowed, at least 1. A step is about one visit of a character, a cell or a node.</param>
    public Budget(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Steps = steps;
        _left = steps;
    }

    /// <summary>The budget of one verdict.</summary>
    public static Budget ForVerdict() => new(VerdictSteps);

    public long Steps { get; }

    public long Spent => Steps - Math.Max(_left, 0);

    /// <summary>Takes <paramref name="steps"/> from what is left.</summary>
    /// <exception cref="BudgetExhaustedException">Nothing is left.</exception>
    public void Spend(long steps = 1)
    {
        _left -= steps;
        if (_left < 0)
            throw new BudgetExhaustedException(Steps);
    }
}

/// <summary>
/// The budget of a verdict ran out. Judges let it pass; whoever gave the budget turns it into
/// <see cref="VerdictStatus.Undecided"/>.
/// </summary>
public sealed class BudgetExhaustedException(long steps)
    : Exception($"No decision within the budget of {steps} steps.");
