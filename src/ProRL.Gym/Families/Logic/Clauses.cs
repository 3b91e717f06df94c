using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Logic;

/// <summary>Statements in which no variable stands twice, as conjunctions of clauses: disjunctions of variables and negations.</summary>
internal static class Clauses
{
    public static bool HasNoVariableTwice(Proposition statement)
    {
        var seen = new HashSet<int>();
        return IsNew(statement);

        bool IsNew(Proposition part) => part switch
        {
            Proposition.Variable v => seen.Add(v.Index),
            Proposition.Negation n => IsNew(n.Of),
            Proposition.Conjunction c => c.Of.All(IsNew),
            Proposition.Disjunction d => d.Of.All(IsNew),
            Proposition.Implication i => IsNew(i.If) && IsNew(i.Then),
            Proposition.Equivalence e => IsNew(e.Left) && IsNew(e.Right),
            _ => throw new ArgumentException($"A {part.GetType().Name} is not known.", nameof(statement)),
        };
    }

    /// <summary>
    /// The strongest clauses that follow from a statement without a variable twice; it is equal to all of them together, of
    /// which there are fewer than two to the number of its variables.
    /// </summary>
    public static IEnumerable<Proposition> Of(Proposition statement) => Of(statement, true).Select(literals => new Proposition.Disjunction(literals));

    private static IEnumerable<Proposition[]> Of(Proposition statement, bool holds) => statement switch
    {
        Proposition.Variable => [[holds ? statement : new Proposition.Negation(statement)]],
        Proposition.Negation n => Of(n.Of, !holds),
        Proposition.Conjunction c when holds => c.Of.SelectMany(part => Of(part, true)),
        Proposition.Conjunction c => c.Of.Select(part => Of(part, false)).Aggregate(Either),
        Proposition.Disjunction d when holds => d.Of.Select(part => Of(part, true)).Aggregate(Either),
        Proposition.Disjunction d => d.Of.SelectMany(part => Of(part, false)),
        Proposition.Implication i when holds => Either(Of(i.If, false), Of(i.Then, true)),
        Proposition.Implication i => Of(i.If, true).Concat(Of(i.Then, false)),
        Proposition.Equivalence e => Either(Of(e.Left, false), Of(e.Right, holds)).Concat(Either(Of(e.Left, true), Of(e.Right, !holds))),
        _ => throw new ArgumentException($"A {statement.GetType().Name} is not known.", nameof(statement)),
    };

    private static IEnumerable<Proposition[]> Either(IEnumerable<Proposition[]> some, IEnumerable<Proposition[]> others) =>
        from a in some from b in others select (Proposition[])[.. a, .. b];
}
