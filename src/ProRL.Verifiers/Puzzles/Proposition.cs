using System.Numerics;

namespace ProRL.Verifiers.Puzzles;

/// <summary>
/// A statement about yes-or-no variables. <see cref="Lanes"/> works it out for 64 assignments at once, so that all
/// assignments of a dozen variables are tried in microseconds. An assignment is a whole number whose bit i is variable i.
/// </summary>
public abstract record Proposition
{
    // Variable i < 6 within one block of 64 assignments; higher variables are constant there.
    private static readonly ulong[] Patterns =
    [
        0xAAAA_AAAA_AAAA_AAAA, 0xCCCC_CCCC_CCCC_CCCC, 0xF0F0_F0F0_F0F0_F0F0,
        0xFF00_FF00_FF00_FF00, 0xFFFF_0000_FFFF_0000, 0xFFFF_FFFF_0000_0000,
    ];

    private Proposition()
    {
    }

    /// <summary>Bit k: whether the statement holds under assignment 64·<paramref name="block"/> + k.</summary>
    public abstract ulong Lanes(long block);

    /// <summary>Whether the statement holds under one assignment.</summary>
    public bool Holds(long assignment) => (Lanes(assignment >> 6) >> (int)(assignment & 63) & 1) != 0;

    /// <summary>
    /// The assignments under which every statement is as true as the variable of its place, at most
    /// <paramref name="limit"/> of them: who tells the truth is a variable, and what they say is a statement.
    /// </summary>
    /// <param name="statements">One for each variable, at most 20.</param>
    /// <param name="limit">How many are wanted; two tell whether there is exactly one.</param>
    public static IReadOnlyList<long> Consistent(IReadOnlyList<Proposition> statements, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statements.Count, 20);
        var found = new List<long>();
        var assignments = 1L << statements.Count;
        for (var block = 0L; block << 6 < assignments; block++)
        {
            var lanes = assignments >= 64 ? ulong.MaxValue : (1UL << (int)assignments) - 1;
            for (var i = 0; i < statements.Count && lanes != 0; i++)
                lanes &= ~(Lane(i, block) ^ statements[i].Lanes(block));
            for (; lanes != 0; lanes &= lanes - 1)
            {
                found.Add(block << 6 | (long)BitOperations.TrailingZeroCount(lanes));
                if (found.Count == limit)
                    return found;
            }
        }

        return found;
    }

    private static ulong Lane(int index, long block) =>
        index < 6 ? Patterns[index] : (block >> (index - 6) & 1) != 0 ? ulong.MaxValue : 0;

    /// <summary>Variable <paramref name="Index"/> is true.</summary>
    public sealed record Variable(int Index) : Proposition
    {
        public override ulong Lanes(long block) => Lane(Index, block);
    }

    public sealed record Negation(Proposition Of) : Proposition
    {
        public override ulong Lanes(long block) => ~Of.Lanes(block);
    }

    public sealed record Conjunction(IReadOnlyList<Proposition> Of) : Proposition
    {
        public override ulong Lanes(long block)
        {
            var lanes = ulong.MaxValue;
            for (var i = 0; i < Of.Count; i++)
                lanes &= Of[i].Lanes(block);
            return lanes;
        }
    }

    public sealed record Disjunction(IReadOnlyList<Proposition> Of) : Proposition
    {
        public override ulong Lanes(long block)
        {
            var lanes = 0UL;
            for (var i = 0; i < Of.Count; i++)
                lanes |= Of[i].Lanes(block);
            return lanes;
        }
    }

    public sealed record Implication(Proposition If, Proposition Then) : Proposition
    {
        public override ulong Lanes(long block) => ~If.Lanes(block) | Then.Lanes(block);
    }

    public sealed record Equivalence(Proposition Left, Proposition Right) : Proposition
    {
        public override ulong Lanes(long block) => ~(Left.Lanes(block) ^ Right.Lanes(block));
    }
}
