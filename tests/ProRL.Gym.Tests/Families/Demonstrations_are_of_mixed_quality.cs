using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Families;

public sealed class Demonstrations_are_of_mixed_quality
{
    private static readonly FamilyCatalog Catalog = FamilyCatalog.BuiltIn();

    [Theory]
    [InlineData("algebra/complex_arithmetic-v1", """{"operations":["-"],"operations_weights":[1]}""", 0.25, 0.5)]
    [InlineData("algebra/simple_equations-v1", """{"max_terms":2,"max_value":9,"operators":["+","-"],"operators_weights":[1,1]}""", 0.3, 0.65)]
    [InlineData("algorithmic/number_sorting-v1", """{"min_numbers":3,"max_numbers":3,"max_decimals":0,"min_value":10,"max_value":99}""", 0.35, 0.6)]
    [InlineData("algorithmic/palindrome_generation-v1", """{"min_length":5,"max_length":6}""", 0.2, 0.4)]
    [InlineData("algorithmic/spell_backward-v1", """{"min_word_len":4,"max_word_len":6}""", 0.2, 0.45)]
    [InlineData("algorithmic/word_sorting-v1", """{"min_words":3,"max_words":3}""", 0.3, 0.6)]
    [InlineData("arithmetic/chain_sum-v1", """{"max_terms":2,"min_digits":3,"max_digits":3,"operators":"+"}""", 0.25, 0.55)]
    [InlineData("arithmetic/gcd-v1", """{"min_value":10,"max_value":50}""", 0.4, 0.68)]
    [InlineData("code/small_functions-v1", """{"min_steps":3,"max_steps":4,"operations":["add","subtract_from","multiply"]}""", 0.3, 0.65)]
    [InlineData("logic/knights_knaves-v1", "{}", 0.3, 0.65)]
    public async Task Some_are_right_and_most_of_the_others_wrong(string id, string config, double least, double most)
    {
        const int Items = 400;
        var right = 0;
        for (var i = 0; i < Items; i++)
        {
            var item = Catalog[id].Make(new Handle(id, Split.Train, 3, i, config.Insert(1, config.Length > 2 ? "\"style\":\"terse\"," : "\"style\":\"terse\"")));
            var shown = Catalog[id].Demonstrate(item, new Rng($"{i}"));
            Assert.Equal(shown, Catalog[id].Demonstrate(item, new Rng($"{i}")));
            var verdict = await Catalog[id].JudgeAsync(item, Answer.Response(shown!), TestContext.Current.CancellationToken);
            Assert.True(verdict.Status is VerdictStatus.Correct or VerdictStatus.Incorrect, $"{item.Prompt} {shown}: {verdict.Status}");
            right += verdict.Status == VerdictStatus.Correct ? 1 : 0;
        }

        Assert.InRange((double)right / Items, least, most);
    }

    [Theory]
    [InlineData("algebra/complex_arithmetic-v1", """{"operations":["*"],"operations_weights":[1]}""")]
    [InlineData("algebra/simple_equations-v1", """{"min_terms":3}""")]
    [InlineData("algebra/simple_equations-v1", """{"max_terms":2,"operators":["*"],"operators_weights":[1]}""")]
    [InlineData("arithmetic/chain_sum-v1", """{"min_terms":3}""")]
    [InlineData("logic/knights_knaves-v1", """{"n_people":3}""")]
    public void What_has_no_short_procedure_is_not_demonstrated(string id, string config) =>
        Assert.Null(Catalog[id].Demonstrate(Catalog[id].Make(new Handle(id, Split.Train, 3, 1, config)), new Rng("x")));
}
