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
            var isNew = !prompt.Contains("tell more than the statements", StringComparison.Ordinal) || TellsMore();
            return follows && isNew && !worlds.All(w => Value(conclusion, names, w)) && !names.Contains(conclusion.Trim(' ', '(', ')'));
        }
        catch (FormatException)
        {
            return false;
        }

        // Whether some choice of truth for some of its variables is refused by it, and by no premise alone.
        bool TellsMore()
        {
            var used = string.Concat(conclusion.Where(names.Contains));
            if (used.Distinct().Count() < used.Length)
                return false;
            var worlds = Enumerable.Range(0, 1 << names.Length).Select(w => names.Where((_, i) => (w >> i & 1) != 0).ToHashSet()).ToArray();
            bool Refuses(string statement, HashSet<char>[] some) => some.All(w => !Value(statement, names, w));
            return Choices(used, worlds).Any(some => Refuses(conclusion, some) && !premises.Any(p => Refuses(p, some)));
        }
    }

    private static IEnumerable<HashSet<char>[]> Choices(string names, HashSet<char>[] worlds) => names.Length == 0
        ? [worlds]
        : new[] { worlds, [.. worlds.Where(w => w.Contains(names[0]))], [.. worlds.Where(w => !w.Contains(names[0]))] }.SelectMany(some => Choices(names[1..], some));

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
