using ProRL.Gym.Tasks;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Logic;

/// <summary>
/// What premises say about pairs of variables: of the ten statements that need both, those that follow. An even literal 2v
/// is variable v, the odd one after it its negation.
/// </summary>
internal sealed class PairConclusions
{
    private readonly List<(Kind Kind, int A, int B)> _inferred = [];
    private readonly List<(Kind Kind, int A, int B)> _others = [];

    /// <param name="premises">The premises.</param>
    /// <param name="variables">How many variables there are.</param>
    public PairConclusions(Proposition[] premises, int variables)
    {
        var blocks = (int)Premises.Blocks(variables);
        var each = Array.ConvertAll(premises, p => Premises.Lanes(p, blocks));
        var fails = new ulong[2 * variables][];
        for (var v = 0; v < variables; v++)
        {
            fails[2 * v + 1] = Premises.Lanes(new Proposition.Variable(v), blocks);
            fails[2 * v] = Array.ConvertAll(fails[2 * v + 1], lanes => ~lanes);
        }

        var all = new ulong[blocks];
        for (var b = 0; b < blocks; b++)
        {
            all[b] = Premises.Worlds(variables);
            foreach (var lanes in each)
                all[b] &= lanes[b];
        }

        var single = new Standing[2 * variables];
        for (var a = 0; a < single.Length; a++)
            single[a] = Of(a, a);
        for (var a = 0; a < single.Length; a++)
        {
            for (var b = (a | 1) + 1; b < single.Length; b++)
            {
                Add(Kind.Either, a, b, Of(a, b));
                Add(Kind.Both, a, b, Together(single[a], single[b]));
                if (a % 2 == 0)
                    Add(Kind.Same, a, b, Together(Of(a, b ^ 1), Of(a ^ 1, b)));
            }
        }

        // How the disjunction of two literals stands to the premises.
        Standing Of(int a, int b) => !Covers(a, b, all) ? Standing.Open : Array.Exists(each, p => Covers(a, b, p)) ? Standing.Told : Standing.Inferred;

        bool Covers(int a, int b, ulong[] worlds)
        {
            for (var i = 0; i < worlds.Length; i++)
            {
                if ((worlds[i] & fails[a][i] & fails[b][i] & Premises.Worlds(variables)) != 0)
                    return false;
            }

            return true;
        }
    }

    private enum Kind
    {
        Either,
        Both,
        Same,
    }

    private enum Standing
    {
        Open,
        Told,
        Inferred,
    }

    /// <summary>How many of the statements are inferred; see <see cref="Premises.IsInferred"/>.</summary>
    public int Inferred => _inferred.Count;

    /// <summary>One that is inferred, else one that follows from one of the premises; null where there is neither.</summary>
    public Proposition? Pick(Rng rng)
    {
        var from = _inferred.Count > 0 ? _inferred : _others;
        if (from.Count == 0)
            return null;
        var (kind, a, b) = rng.Pick(from);
        if (rng.Chance(0.5))
            (a, b) = (b, a);
        return kind switch
        {
            Kind.Both => new Proposition.Conjunction([Literal(a), Literal(b)]),
            Kind.Same => new Proposition.Equivalence(Literal(a), Literal(b)),
            _ when rng.Chance(0.5) => new Proposition.Implication(Literal(a ^ 1), Literal(b)),
            _ => new Proposition.Disjunction([Literal(a), Literal(b)]),
        };
    }

    private static Proposition Literal(int literal) => Premises.Literal(literal / 2, literal % 2 == 0);

    private static Standing Together(Standing a, Standing b) => a == Standing.Open || b == Standing.Open ? Standing.Open : a > b ? a : b;

    private void Add(Kind kind, int a, int b, Standing standing)
    {
        if (standing != Standing.Open)
            (standing == Standing.Inferred ? _inferred : _others).Add((kind, a, b));
    }
}
