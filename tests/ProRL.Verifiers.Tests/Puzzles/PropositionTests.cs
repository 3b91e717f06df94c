using CsCheck;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Verifiers.Tests.Puzzles;

public sealed class PropositionTests
{
    // A statement with the same statement as plain code.
    private static readonly Gen<(Proposition Statement, Func<long, bool> Plain)> Statements =
        Gen.Recursive<(Proposition Statement, Func<long, bool> Plain)>((depth, inner) =>
        {
            var variable = Gen.Int[0, 7].Select(i => ((Proposition)new Proposition.Variable(i), (Func<long, bool>)(a => (a >> i & 1) != 0)));
            return depth > 3 ? variable : Gen.OneOf(
                variable,
                inner.Select(p => ((Proposition)new Proposition.Negation(p.Statement), (Func<long, bool>)(a => !p.Plain(a)))),
                inner.Array[0, 3].Select(of => ((Proposition)new Proposition.Conjunction([.. of.Select(p => p.Statement)]), (Func<long, bool>)(a => of.All(p => p.Plain(a))))),
                inner.Array[0, 3].Select(of => ((Proposition)new Proposition.Disjunction([.. of.Select(p => p.Statement)]), (Func<long, bool>)(a => of.Any(p => p.Plain(a))))),
                Gen.Select(inner, inner).Select((p, q) => ((Proposition)new Proposition.Implication(p.Statement, q.Statement), (Func<long, bool>)(a => !p.Plain(a) || q.Plain(a)))),
                Gen.Select(inner, inner).Select((p, q) => ((Proposition)new Proposition.Equivalence(p.Statement, q.Statement), (Func<long, bool>)(a => p.Plain(a) == q.Plain(a)))));
        });

    [Fact]
    public void A_statement_holds_where_plain_logic_says_so()
    {
        Gen.Select(Statements, Gen.Long[0, 255]).Sample((s, assignment) => Assert.Equal(s.Plain(assignment), s.Statement.Holds(assignment)));
    }

    [Fact]
    public void Consistent_assignments_are_those_that_trying_each_one_finds()
    {
        Statements.Array[8].Sample(said =>
        {
            var expected = Enumerable.Range(0, 256).Select(a => (long)a)
                .Where(a => Enumerable.Range(0, 8).All(i => said[i].Plain(a) == ((a >> i & 1) != 0)));
            Assert.Equal(expected, Proposition.Consistent([.. said.Select(s => s.Statement)], 1000));
        }, iter: 200);
    }
}
