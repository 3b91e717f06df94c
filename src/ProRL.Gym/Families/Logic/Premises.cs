using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Logic;

/// <summary>Draws premises of propositional logic and works out what follows from them.</summary>
internal static class Premises
{
    private const int Redraws = 20;
    private const int FewDraws = 10;
    private const int Draws = 100;

    /// <summary>How a statement stands to premises.</summary>
    public enum Standing
    {
        /// <summary>It can fail where they hold.</summary>
        Open,

        /// <summary>It holds where they do.</summary>
        Follows,

        /// <summary>It holds everywhere.</summary>
        Always,
    }

    /// <summary>
    /// Premises that can hold together, none of which holds always, and something that follows from them: a conclusion that
    /// <see cref="IsInferred"/>, where premises with one are found soon.
    /// </summary>
    public static (Proposition[] Premises, Proposition Conclusion) Draw(Rng rng, int variables, int count, int minDepth, int maxDepth)
    {
        for (var draw = 1; ; draw++)
        {
            var premises = Some(rng, variables, count, minDepth, maxDepth);
            var pairs = new PairConclusions(premises, variables);

            // Where many are right, a guess often is.
            var few = pairs.Inferred * 6 <= 5 * variables * (variables - 1) || draw > FewDraws;
            if (count == 1 || draw == Draws || pairs.Inferred > 0 && few)
                return (premises, pairs.Pick(rng) ?? Joint(premises));
        }
    }

    /// <summary>
    /// Whether a conclusion tells more than the premises one by one: it has no variable twice, and one of the clauses that it
    /// is the conjunction of follows from no premise alone. Nothing that joins whole premises passes, whatever they are:
    /// where they share no variable, a clause that follows from all of them follows from one.
    /// </summary>
    /// <param name="premises">The premises.</param>
    /// <param name="conclusion">What follows from them.</param>
    /// <param name="variables">How many variables there are in all.</param>
    /// <param name="budget">A step for each clause, premise and 64 worlds.</param>
    public static bool IsInferred(Proposition[] premises, Proposition conclusion, int variables, Budget budget)
    {
        if (!Clauses.HasNoVariableTwice(conclusion))
            return false;
        foreach (var clause in Clauses.Of(conclusion))
        {
            budget.Spend(premises.Length * Blocks(variables));
            if (Array.TrueForAll(premises, p => Standings([p], clause, variables) == Standing.Open))
                return true;
        }

        return false;
    }

    private static Proposition[] Some(Rng rng, int variables, int count, int minDepth, int maxDepth)
    {
        // All of them hold in one hidden world.
        var world = rng.Long(0, (1L << variables) - 1);
        var premises = new Proposition[count];
        for (var i = 0; i < count; i++)
        {
            var variable = rng.Int(0, variables - 1);
            premises[i] = Literal(variable, (world >> variable & 1) != 0);
            for (var attempt = 0; attempt < Redraws; attempt++)
            {
                var drawn = Statement(rng, variables, rng.Int(minDepth, maxDepth));
                if (drawn.Holds(world) && IsNew(drawn, premises.AsSpan(0, i)) && !Holds(drawn, variables))
                {
                    premises[i] = drawn;
                    break;
                }
            }
        }

        return premises;
    }

    /// <summary>
    /// Something that follows from the premises, neither a variable nor true everywhere: where there is one, a pair of
    /// variables or negations that <see cref="IsInferred"/>.
    /// </summary>
    public static Proposition Conclusion(Proposition[] premises, int variables, Rng rng) =>
        new PairConclusions(premises, variables).Pick(rng) ?? Joint(premises);

    /// <summary>How <paramref name="conclusion"/> stands to the premises, over all worlds of so many variables.</summary>
    /// <param name="premises">The premises.</param>
    /// <param name="conclusion">What may follow.</param>
    /// <param name="variables">How many variables there are in all.</param>
    /// <param name="size">About how many parts the conclusion has.</param>
    /// <param name="budget">A step for each part and each 64 worlds.</param>
    public static Standing Judge(Proposition[] premises, Proposition conclusion, int variables, int size, Budget budget)
    {
        budget.Spend(variables > 40 ? long.MaxValue / 2 : (size + 10L * premises.Length) * Blocks(variables));
        return Standings(premises, conclusion, variables);
    }

    private static Standing Standings(Proposition[] premises, Proposition conclusion, int variables)
    {
        var always = true;
        for (var block = 0L; block < Blocks(variables); block++)
        {
            var open = ~conclusion.Lanes(block) & Worlds(variables);
            if (open == 0)
                continue;
            always = false;
            for (var i = 0; i < premises.Length && open != 0; i++)
                open &= premises[i].Lanes(block);
            if (open != 0)
                return Standing.Open;
        }

        return always ? Standing.Always : Standing.Follows;
    }

    public static ulong[] Lanes(Proposition statement, int blocks)
    {
        var lanes = new ulong[blocks];
        for (var b = 0; b < blocks; b++)
            lanes[b] = statement.Lanes(b);
        return lanes;
    }

    // What always holds adds nothing, so that this is no such statement unless all the premises are.
    private static Proposition Joint(Proposition[] premises) =>
        premises.Length > 1 ? new Proposition.Conjunction([premises[0], premises[1]])
        : premises[0] is Proposition.Variable ? new Proposition.Disjunction([premises[0], premises[0]]) : premises[0];

    private static bool Holds(Proposition statement, int variables) => Standings([], statement, variables) == Standing.Always;

    public static long Blocks(int variables) => variables <= 6 ? 1 : 1L << (variables - 6);

    public static ulong Worlds(int variables) => variables >= 6 ? ulong.MaxValue : (1UL << (1 << variables)) - 1;

    private static Proposition Statement(Rng rng, int variables, int depth)
    {
        if (depth <= 1)
            return Literal(rng.Int(0, variables - 1), rng.Chance(0.5)); // A constant such as P ↔ Q would be right more often otherwise.
        if (rng.Chance(0.15))
            return new Proposition.Negation(Statement(rng, variables, depth - 1));
        var (deep, other) = (Statement(rng, variables, depth - 1), Statement(rng, variables, rng.Int(1, depth - 1)));
        return rng.Chance(0.5) ? Joined(rng.Int(0, 3), deep, other) : Joined(rng.Int(0, 3), other, deep);
    }

    private static Proposition Joined(int how, Proposition left, Proposition right) => how switch
    {
        0 => new Proposition.Conjunction([left, right]),
        1 => new Proposition.Disjunction([left, right]),
        2 => new Proposition.Implication(left, right),
        _ => new Proposition.Equivalence(left, right),
    };

    public static Proposition Literal(int variable, bool holds)
    {
        var of = new Proposition.Variable(variable);
        return holds ? of : new Proposition.Negation(of);
    }

    private static bool IsNew(Proposition drawn, ReadOnlySpan<Proposition> others)
    {
        foreach (var other in others)
        {
            if (Same(drawn, other))
                return false;
        }

        return true;
    }

    // Records compare their lists by reference, so that equality does not do.
    private static bool Same(Proposition a, Proposition b) => (a, b) switch
    {
        (Proposition.Variable x, Proposition.Variable y) => x.Index == y.Index,
        (Proposition.Negation x, Proposition.Negation y) => Same(x.Of, y.Of),
        (Proposition.Conjunction x, Proposition.Conjunction y) => Same(x.Of[0], y.Of[0]) && Same(x.Of[1], y.Of[1]),
        (Proposition.Disjunction x, Proposition.Disjunction y) => Same(x.Of[0], y.Of[0]) && Same(x.Of[1], y.Of[1]),
        (Proposition.Implication x, Proposition.Implication y) => Same(x.If, y.If) && Same(x.Then, y.Then),
        (Proposition.Equivalence x, Proposition.Equivalence y) => Same(x.Left, y.Left) && Same(x.Right, y.Right),
        _ => false,
    };
}
