using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Logic;

/// <summary>Draws premises of propositional logic and works out what follows from them.</summary>
internal static class Premises
{
    private const int Redraws = 20;
    private const int Tries = 60;
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
    /// <see cref="IsJoint"/>, where premises with one are found soon.
    /// </summary>
    public static (Proposition[] Premises, Proposition Conclusion) Draw(Rng rng, int variables, int count, int minDepth, int maxDepth)
    {
        for (var draw = 1; ; draw++)
        {
            var premises = Some(rng, variables, count, minDepth, maxDepth);
            var conclusion = Conclusion(premises, variables, rng);
            if (count == 1 || draw == Draws || IsJoint(premises, conclusion, variables))
                return (premises, conclusion);
        }
    }

    /// <summary>Whether a conclusion neither follows from one premise alone nor implies one: whether it was put together.</summary>
    public static bool IsJoint(Proposition[] premises, Proposition conclusion, int variables) =>
        Array.TrueForAll(premises, p => Standings([p], conclusion, variables) == Standing.Open && Standings([conclusion], p, variables) == Standing.Open);

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
    /// Something that follows from the premises, neither a variable nor true everywhere: where one is found soon, a pair of
    /// variables or negations that no premise decides on its own and that decides no premise.
    /// </summary>
    public static Proposition Conclusion(Proposition[] premises, int variables, Rng rng)
    {
        // Where each premise holds, 64 worlds at a time, and where all of them do.
        var blocks = (int)Blocks(variables);
        var each = Array.ConvertAll(premises, p => Lanes(p, blocks));
        var all = new ulong[blocks];
        for (var b = 0; b < blocks; b++)
            all[b] = each.Aggregate(Worlds(variables), (worlds, lanes) => worlds & lanes[b]);
        Proposition? some = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var pair = Pair(rng, variables);
            var lanes = Lanes(pair, blocks);
            if (!Covers(lanes, all, variables) || lanes.All(l => (~l & Worlds(variables)) == 0))
                continue;
            some ??= pair;
            if (!Array.Exists(each, premise => Covers(lanes, premise, variables) || Covers(premise, lanes, variables)))
                return pair;
        }

        if (some is not null)
            return some;

        // What always holds adds nothing, so that this is no such statement unless all the premises are.
        return premises.Length > 1 ? new Proposition.Conjunction([premises[0], premises[1]])
            : premises[0] is Proposition.Variable ? new Proposition.Disjunction([premises[0], premises[0]]) : premises[0];
    }

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

    private static ulong[] Lanes(Proposition statement, int blocks)
    {
        var lanes = new ulong[blocks];
        for (var b = 0; b < blocks; b++)
            lanes[b] = statement.Lanes(b);
        return lanes;
    }

    // Whether the one holds in all worlds of the other.
    private static bool Covers(ulong[] lanes, ulong[] worlds, int variables)
    {
        for (var b = 0; b < lanes.Length; b++)
        {
            if ((worlds[b] & ~lanes[b] & Worlds(variables)) != 0)
                return false;
        }

        return true;
    }

    private static bool Holds(Proposition statement, int variables) => Standings([], statement, variables) == Standing.Always;

    private static long Blocks(int variables) => variables <= 6 ? 1 : 1L << (variables - 6);

    private static ulong Worlds(int variables) => variables >= 6 ? ulong.MaxValue : (1UL << (1 << variables)) - 1;

    private static Proposition Pair(Rng rng, int variables)
    {
        var a = rng.Int(0, variables - 1);
        var b = variables == 1 ? 0 : rng.Int(0, variables - 2);
        b += variables > 1 && b >= a ? 1 : 0;
        var (left, right) = (Literal(a, rng.Chance(0.6)), Literal(b, rng.Chance(0.6)));
        return Joined(rng.Int(0, 3), left, right);
    }

    private static Proposition Statement(Rng rng, int variables, int depth)
    {
        if (depth <= 1)
            return Literal(rng.Int(0, variables - 1), rng.Chance(0.7));
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

    private static Proposition Literal(int variable, bool holds)
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
