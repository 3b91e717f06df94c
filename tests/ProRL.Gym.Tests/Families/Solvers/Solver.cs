using System.Text.RegularExpressions;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Families.Solvers;

/// <summary>
/// Solves items of a family from the words of their prompts alone, by other means than the family: what a learner reads is
/// what is judged.
/// </summary>
internal abstract partial class Solver
{
    /// <summary>One for each family that is built in.</summary>
    public static readonly IReadOnlyDictionary<string, Solver> ById = new Dictionary<string, Solver>(StringComparer.Ordinal)
    {
        ["algorithmic/graph_color-v1"] = new GraphColorSolver(),
        ["algorithmic/word_sorting-v1"] = new WordSortingSolver(),
        ["arithmetic/chain_sum-v1"] = new ChainSumSolver(),
        ["arithmetic/gcd-v1"] = new GcdSolver(),
        ["games/countdown-v1"] = new CountdownSolver(),
        ["games/mini_sudoku-v1"] = new MiniSudokuSolver(),
        ["graphs/shortest_path-v1"] = new ShortestPathSolver(),
        ["logic/knights_knaves-v1"] = new KnightsKnavesSolver(),
    };

    /// <summary>Whether <paramref name="answer"/> is right for the item with this prompt.</summary>
    public abstract bool IsRight(string prompt, string answer);

    /// <summary>As <see cref="Checking.FamilyChecker"/> takes it.</summary>
    public bool IsRightFor(TaskItem item, string answer) => IsRight(item.Prompt.Text, answer);

    /// <summary>The text between two others.</summary>
    protected static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }

    /// <summary>The whole numbers in a text, without their signs.</summary>
    protected static long[] Numbers(string text) =>
        [.. Digits().Matches(text).Select(m => long.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture))];

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
