namespace ProRL.Gym.Tests.Families.Solvers;

/// <summary>Counts up through all numbers of so many digits, and marks each against the guesses.</summary>
internal sealed class BullsAndCowsSolver : Solver
{
    public override string Id => "games/bulls_and_cows-v1";

    public override bool IsRight(string prompt, string answer)
    {
        var highest = (char)('0' + Numbers(Between(prompt, " from 0 to ", "."))[0]);
        var guesses = Between(prompt, "These guesses were made:\n", "\nThere is").Split('\n').Select(line => (Digits: line[..line.IndexOf(':')], Marks: Numbers(line[line.IndexOf(':')..]))).ToArray();
        var fitting = new List<string>();
        for (var n = 0; n < Math.Pow(10, answer.Length); n++)
        {
            var code = n.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(answer.Length, '0');
            if (code.Max() <= highest && code.ToHashSet().Count == code.Length && guesses.All(g => Fits(code, g.Digits, g.Marks)))
                fitting.Add(code);
        }

        return fitting.Count == 1 && fitting[0] == answer;
    }

    private static bool Fits(string code, string guess, long[] marks)
    {
        var bulls = code.Zip(guess).Count(p => p.First == p.Second);
        return guess.Length == code.Length && bulls == marks[0] && code.Intersect(guess).Count() - bulls == marks[1];
    }
}
