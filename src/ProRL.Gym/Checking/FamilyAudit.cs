using System.Globalization;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Checking;

/// <summary>One way of trying to be paid without solving anything, and what it earned.</summary>
/// <param name="Name">For example <c>junk</c>.</param>
/// <param name="Tolerated">
/// How much it may earn on average without a mistake of the judge: its texts may be right, by luck (a proper answer to
/// another question) or in the family's terms (a tolerance, an expression of equal value).
/// </param>
public sealed record AttackClass(string Name, double Tolerated)
{
    /// <summary>Texts tried that are not the right answer.</summary>
    public int Tried { get; internal set; }

    /// <summary>What they earned on average.</summary>
    public double Earned => Tried == 0 ? 0 : Sum / Tried;

    /// <summary>The most that one text earned.</summary>
    public double Most { get; internal set; }

    /// <summary>The text that earned most, with the item's handle; null where none earned anything.</summary>
    public string? Example { get; internal set; }

    internal double Sum { get; set; }
}

/// <summary>What a cheater can earn in one family.</summary>
/// <param name="Family">Its id.</param>
/// <param name="Classes">The attacks, in the order of the table.</param>
/// <param name="Error">Why the family could not be attacked; null where it could.</param>
public sealed record AuditResult(string Family, IReadOnlyList<AttackClass> Classes, string? Error)
{
    /// <summary>What makes the family unsafe: payments that can't be luck.</summary>
    public IEnumerable<string> Holes
    {
        get
        {
            if (Error is not null)
                yield return Error;
            foreach (var attack in Classes)
            {
                if (attack.Earned > attack.Tolerated)
                    yield return FormattableString.Invariant($"{attack.Name} earns up to {attack.Most:0.##}: {attack.Example}");
            }
        }
    }
}

/// <summary>
/// Attacks a family as a policy would that learns to please the judge and not to solve the task: for authors, who see what
/// their family would pay a cheater. <see cref="FamilyChecker"/> is the stricter tool for tests, which knows by other means
/// what is right; here a text counts as right where it reads like the family's own answer.
/// </summary>
/// <param name="family">The family.</param>
/// <param name="profile">What is paid for.</param>
public sealed class FamilyAudit(ITaskFamily family, ScoringProfile profile)
{
    private const int HugeItems = 1;

    // A policy meets more answers than it is attacked with items here; a share needs about this many to show.
    private const int Frequent = 3;

    // A judge that takes numbers out of a text pays nearly all of them; one with a tolerance or an algebra a few.
    private const double NearTolerated = 0.6;

    // Moves that go on after the end may by luck undo nothing.
    private const double OptionsTolerated = 0.15;

    private static readonly string[] Separators = [" ", ", ", "\n", " or ", "; "];

    private static readonly (char Open, char Close)[] Brackets = [('(', ')'), ('[', ']'), ('{', '}')];

    // A judge that reads whole sentences, as those of mathematics do, is right to find the answer in one.
    private bool ReadsSentences => family.Info.Domain != "logic";

    /// <summary>
    /// How many items the attack <c>constant</c> takes: half of them to learn the most frequent answers from, the others to
    /// try them on.
    /// </summary>
    public int ConstantItems { get; init; } = 2000;

    /// <summary>Attacks <paramref name="items"/> items, with the family's default settings.</summary>
    public async Task<AuditResult> RunAsync(int items, CancellationToken cancellation)
    {
        var classes = new List<AttackClass>();
        try
        {
            var made = Make(11, items);
            classes.Add(await ConstantAsync(cancellation).ConfigureAwait(false));
            foreach (var (name, tolerated, texts) in Battery([.. made.Select(m => m.Right)], await WrongAsync(made, cancellation).ConfigureAwait(false)))
            {
                var attack = new AttackClass(name, tolerated);
                for (var i = 0; i < items; i++)
                {
                    foreach (var text in texts(i))
                        await TryAsync(attack, made[i].Item, made[i].Right, text, cancellation).ConfigureAwait(false);
                }

                classes.Add(attack);
            }

            return new AuditResult(family.Info.Id, classes, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            return new AuditResult(family.Info.Id, classes, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private IEnumerable<(string Name, double Tolerated, Func<int, IEnumerable<Answer>> Texts)> Battery(string[] rights, string[] wrongs)
    {
        yield return ("others", 1, i => Others(i).Select(Answer.Final));
        yield return ("junk", 0, i => Attacks.Junk.Where(t => !ReadsSentences || !Plain(t).Contains(Plain(rights[i]), StringComparison.Ordinal)).SelectMany(t => new[] { Answer.Final(t), Answer.Response(t) }).Prepend(Answer.Final(null)));
        yield return ("all options", OptionsTolerated, i => rights.Distinct(StringComparer.Ordinal).Count() < 2 ? [] : Separators.Select(s => Answer.Final(string.Join(s, Others(i).Prepend(rights[i]).Distinct(StringComparer.Ordinal)))));
        yield return ("hedging", 0, i => Others(i).Where(o => o != rights[i]).Take(2).SelectMany(o => new[] { (rights[i], o), (o, rights[i]) }).Select(p => Answer.Response($"<answer>{p.Item1}</answer> or <answer>{p.Item2}</answer>")));
        yield return ("no tags", 0, i => ReadsSentences ? [] : new[] { rights[i], $"<answer>{rights[i]}", $"<ANSWER>{rights[i]}</ANSWER>", $"<think><answer>{rights[i]}</answer></think>" }.Select(Answer.Response));
        yield return ("prose", 0, i => ReadsSentences ? [] : Attacks.Prose.Select(p => Answer.Final(p.Replace("{0}", rights[i], StringComparison.Ordinal))));
        yield return ("tricks", 0, i => ReadsSentences ? [] : Attacks.Tricks.Select(p => Answer.Final(p.Replace("{0}", rights[i], StringComparison.Ordinal))));
        yield return ("near misses", NearTolerated, i => ReadsSentences ? [] : Attacks.NearMisses.Select(p => Answer.Final(p.Replace("{0}", rights[i], StringComparison.Ordinal))));
        yield return ("digits", 0, i => ReadsSentences ? [] : "\u0660\uFF10".Select(zero => Attacks.Foreign(rights[i], zero)).OfType<string>().Select(Answer.Final));
        yield return ("nesting", 0, i => ReadsSentences ? [] : Brackets.Select(b => Answer.Final($"{new string(b.Open, 5000)}{wrongs[i]}{new string(b.Close, 5000)}")));
        yield return ("huge", 0, i => i < HugeItems ? Attacks.Huge(wrongs[i]).Select(Answer.Final) : []);

        IEnumerable<string> Others(int i) => Enumerable.Range(1, Math.Min(8, rights.Length - 1)).Select(k => rights[(i + k) % rights.Length]);
    }

    // The answer that is paid most of those that are frequent among other items.
    private async ValueTask<AttackClass> ConstantAsync(CancellationToken cancellation)
    {
        var (met, asked) = (Make(12, ConstantItems / 2), Make(13, ConstantItems / 2));
        var best = new AttackClass("constant", 1);
        foreach (var answer in met.GroupBy(m => m.Right, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(Frequent).Select(g => g.Key))
        {
            var attack = new AttackClass("constant", 1);
            foreach (var (item, right) in asked)
                await TryAsync(attack, item, right, Answer.Final(answer), cancellation).ConfigureAwait(false);
            best = attack.Earned >= best.Earned ? attack : best;
        }

        return best;
    }

    // For each item another's answer that is not right for it too.
    private async Task<string[]> WrongAsync((TaskItem Item, string Right)[] made, CancellationToken cancellation)
    {
        var wrongs = new string[made.Length];
        for (var i = 0; i < made.Length; i++)
        {
            wrongs[i] = "zq";
            for (var k = 1; k < made.Length && wrongs[i] == "zq"; k++)
            {
                var other = made[(i + k) % made.Length].Right;
                if (!Same(other, made[i].Right) && (await JudgeAsync(made[i].Item, Answer.Final(other), cancellation).ConfigureAwait(false)).Score == 0)
                    wrongs[i] = other;
            }
        }

        return wrongs;
    }

    private (TaskItem Item, string Right)[] Make(ulong seed, int items)
    {
        var made = new (TaskItem Item, string Right)[items];
        for (var i = 0; i < items; i++)
        {
            var item = family.Make(new Handle(family.Info.Id, Split.Train, seed, i, ""));
            made[i] = (item, family.Oracle(item) ?? "");
        }

        return made;
    }

    private async ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation) =>
        (profile == ScoringProfile.ReasoningGym ? family.JudgeAsPublished(item, answer) : null)
        ?? await family.JudgeAsync(item, answer, cancellation).ConfigureAwait(false);

    private async ValueTask TryAsync(AttackClass attack, TaskItem item, string right, Answer answer, CancellationToken cancellation)
    {
        if (attack.Name is not ("constant" or "no tags") && Same(answer.Text, right))
            return;
        attack.Tried++;
        var verdict = await JudgeAsync(item, answer, cancellation).ConfigureAwait(false);
        var score = verdict.Score ?? throw new InvalidOperationException($"'{TaskRow.Shorten(answer.Text ?? "null")}' is a fault: {verdict.Reason}");
        attack.Sum += score;
        if (score <= attack.Most)
            return;
        attack.Most = score;
        attack.Example = $"'{TaskRow.Shorten(answer.Text ?? "null").ReplaceLineEndings("⏎")}' for {item.Handle}";
    }

    // Whether a text reads like the right answer: it is the same number, or differs by layout only.
    private static bool Same(string? text, string right) => Plain(text) == Plain(right)
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var wanted) && given == wanted;

    // Without case, blanks, quotes, brackets and full stops; yes is as good as true.
    private static string Plain(string? text) =>
        string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '"' or '\'' or '[' or ']' or ',' or '`'))).ToUpperInvariant() switch
        {
            "YES" => "TRUE",
            "NO" => "FALSE",
            var plain => plain,
        };
}
