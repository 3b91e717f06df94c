using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Tests.Recipes;

/// <summary>The recipes for small models that come with the program.</summary>
public sealed class BuiltInRecipeTests
{
    [Theory]
    [InlineData("quickstart.yaml")]
    [InlineData("mix-small.yaml")]
    public void What_its_families_write_fits_the_model(string name)
    {
        var recipe = Read(name);
        var tokenizer = new CharacterTokenizer(recipe.Model.Alphabet, recipe.Model.Words);
        var catalog = FamilyCatalog.BuiltIn();
        foreach (var options in recipe.Families)
        {
            var family = catalog[options.Id];
            for (var i = 0; i < 500; i++)
            {
                var item = family.Make(new Handle(options.Id, i % 5 == 0 ? Split.Eval : Split.Train, 1, i, options.Config));
                var prompt = tokenizer.Encode(item.Prompt.Text).Length;
                var demonstration = tokenizer.Encode(family.Demonstrate(item, new Rng($"{i}"))!).Length + 1;
                Assert.True(demonstration <= recipe.Rollouts.MaxTokens, $"{item.Handle}: a demonstration has {demonstration} tokens.");
                Assert.True(prompt + recipe.Rollouts.MaxTokens <= recipe.Model.MaxPositions, $"{item.Handle}: the prompt has {prompt} tokens.");
            }
        }
    }

    [Fact]
    public void The_small_mix_is_of_ten_families_of_mathematics_logic_and_programs()
    {
        var categories = Read("mix-small.yaml").Families.CountBy(f => f.Id.Split('/')[0] switch
        {
            "algebra" or "arithmetic" => "mathematics",
            "code" => "programs",
            _ => "logic",
        });
        Assert.Equal(["logic 5", "mathematics 4", "programs 1"], categories.Select(c => $"{c.Key} {c.Value}").Order());
    }

    private static Recipe Read(string name) => RecipeReader.Read(BuiltInRecipes.Text(name), name, []);
}
