namespace ProRL.Gym.Tests.Families.Solvers;

/// <summary>Reads statements by recursive descent and tries every assignment.</summary>
internal sealed class PropositionalLogicSolver : Solver
{
    public override string Id => "logic/propositional_logic-v1";

    public override bool IsRight(string prompt, string answer)
    {
        var names = Between(prompt, "statements about ", " hold:").Replace(", ", "");
        var premises = Between(prompt, "hold:\n\n- ", "\n\nName").Split("\n- ");
        var conclusion = answer.TrimEnd('.').Replace("<->", "↔").Replace("->", "→").Replace('&', '∧').Replace('|', '∨').Replace('~', '¬');
        try
        {
            var worlds = Enumerable.Range(0, 1 << names.Length).Select(w => names.Where((_, i) => (w >> i & 1) != 0).ToHashSet()).ToArray();
            var follows = worlds.All(w => Value(conclusion, names, w) || !premises.All(p => Value(p, names, w)));
            var joint = !prompt.Contains("several of the statements", StringComparison.Ordinal)
                || premises.All(p => worlds.Any(w => Value(p, names, w) && !Value(conclusion, names, w)) && worlds.Any(w => !Value(p, names, w) && Value(conclusion, names, w)));
            return follows && joint && !worlds.All(w => Value(conclusion, names, w)) && !names.Contains(conclusion.Trim(' ', '(', ')'));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool Value(string text, string names, HashSet<char> world)
    {
        var at = 0;
        var value = Joined(0);
        return at == text.Length ? value : throw new FormatException(text);

        bool Joined(int level)
        {
            if (level == 4)
                return Single();
            var left = Joined(level + 1);
            while (Take("↔→∨∧"[level]))
            {
                var right = Joined(level + 1);
                left = level switch { 0 => left == right, 1 => !left || right, 2 => left || right, _ => left && right };
            }

            return left;
        }

        bool Single()
        {
            if (Take('¬'))
                return !Single();
            if (Take('('))
            {
                var inner = Joined(0);
                return Take(')') ? inner : throw new FormatException(text);
            }

            if (at == text.Length || !names.Contains(text[at]))
                throw new FormatException(text);
            var found = world.Contains(text[at++]);
            Blanks();
            return found;
        }

        bool Take(char sign)
        {
            Blanks();
            if (at == text.Length || text[at] != sign)
                return false;
            at++;
            Blanks();
            return true;
        }

        void Blanks()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
        }
    }
}
