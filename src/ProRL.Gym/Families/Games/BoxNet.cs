using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Games;

public sealed record BoxNetConfig : FamilyConfig
{
    /// <summary>Fewest rows, at least 1.</summary>
    public int MinRowNum { get; init; } = 1;

    /// <summary>Most rows, at most 20.</summary>
    public int MaxRowNum { get; init; } = 4;

    /// <summary>Fewest columns, at least 2.</summary>
    public int MinColumnNum { get; init; } = 2;

    /// <summary>Most columns, at most 20.</summary>
    public int MaxColumnNum { get; init; } = 4;

    /// <summary>Fewest boxes of each colour, at least 1.</summary>
    public int MinBoxNum { get; init; } = 1;

    /// <summary>Most boxes of each colour, at most 10.</summary>
    public int MaxBoxNum { get; init; } = 1;

    /// <summary>The colours, 1 to 10 names of small letters.</summary>
    public string[] ColourList { get; init; } = ["red", "blue", "green"];
}

/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Squares">What lies where at first, row by row.</param>
public sealed record BoxNetTruth(int Rows, int Columns, KeyValuePair<BoxSquare, string[]>[] Squares);

/// <summary>Plan what the agents of a field do, so that every box comes to a target of its colour; any plan will do.</summary>
public sealed partial class BoxNet() : TaskFamily<BoxNetConfig, BoxNetTruth>(
    "games/boxnet-v1", "a plan of moves that brings boxes to targets of their colour", maxLevel: 8)
{
    private const int MaxItems = 1000;
    private const int MaxMove = 100;

    protected override BoxNetConfig AtLevel(int level)
    {
        int[] side = [2, 3, 4, 4, 6, 8, 10, 13, 16];
        return new()
        {
            MinRowNum = level == 0 ? 1 : side[level] - 1,
            MaxRowNum = side[level],
            MinColumnNum = Math.Max(2, side[level] - 1),
            MaxColumnNum = side[level],
            MinBoxNum = Math.Max(1, level - 3),
            MaxBoxNum = level < 8 ? Math.Max(1, level - 1) : 9,
            ColourList = level == 0 ? ["red"] : level == 1 ? ["red", "blue"] : ["red", "blue", "green"],
        };
    }

    protected override IEnumerable<string> Validate(BoxNetConfig c)
    {
        if (c.MinRowNum < 1 || c.MaxRowNum < c.MinRowNum || c.MaxRowNum > 20)
            yield return $"min_row_num is {c.MinRowNum} and max_row_num {c.MaxRowNum}; they must satisfy 1 ≤ min_row_num ≤ max_row_num ≤ 20";
        if (c.MinColumnNum < 2 || c.MaxColumnNum < c.MinColumnNum || c.MaxColumnNum > 20)
            yield return $"min_column_num is {c.MinColumnNum} and max_column_num {c.MaxColumnNum}; they must satisfy 2 ≤ min_column_num ≤ max_column_num ≤ 20";
        if (c.MinBoxNum < 1 || c.MaxBoxNum < c.MinBoxNum || c.MaxBoxNum > 10)
            yield return $"min_box_num is {c.MinBoxNum} and max_box_num {c.MaxBoxNum}; they must satisfy 1 ≤ min_box_num ≤ max_box_num ≤ 10";
        if (c.ColourList.Length is < 1 or > 10 || c.ColourList.Any(colour => colour is null || !Colour().IsMatch(colour)) || c.ColourList.Distinct().Count() != c.ColourList.Length)
            yield return "colour_list must hold 1 to 10 different names of 1 to 20 small letters";
    }

    protected override BoxNetTruth Generate(BoxNetConfig c, Rng rng)
    {
        var rows = rng.Int(c.MinRowNum, c.MaxRowNum);
        var columns = rng.Int(c.MinColumnNum, c.MaxColumnNum);
        var squares = new List<string>[rows * columns];
        for (var i = 0; i < squares.Length; i++)
            squares[i] = [];
        foreach (var colour in c.ColourList)
        {
            for (var boxes = rng.Int(c.MinBoxNum, c.MaxBoxNum); boxes > 0; boxes--)
            {
                squares[rng.Int(0, squares.Length - 1)].Add($"box_{colour}");
                squares[rng.Int(0, squares.Length - 1)].Add($"target_{colour}");
            }
        }

        return new BoxNetTruth(rows, columns, [.. squares.Select((items, i) => KeyValuePair.Create(new BoxSquare(i / columns + 0.5, i % columns + 0.5), items.ToArray()))]);
    }

    protected override string Content(BoxNetTruth truth) => $"{truth.Rows},{truth.Columns}|{string.Join('|', truth.Squares.Select(s => string.Join(',', s.Value.Order(StringComparer.Ordinal))))}";

    protected override double Difficulty(BoxNetTruth truth) => truth.Squares.Length + truth.Squares.Sum(s => s.Value.Length);

    protected override string Ask(BoxNetTruth truth) =>
        $"A field has {truth.Rows} rows and {truth.Columns} columns of squares. A square is named by its centre, row first, from [0.5, 0.5] to {new BoxSquare(truth.Rows - 0.5, truth.Columns - 0.5)}, and on each stands an agent of the same name. An agent can move a box that is on its square to a square next to it in the same row or column, or onto a target of the box's colour that is on its own square; the box and that target are then gone. Make a plan after which all boxes are gone. It is a list of steps; in a step each agent does at most one move, and the moves of a step are done in the order in which they stand. Every move must be possible when its turn comes.\n\n{string.Join('\n', truth.Squares.Where(s => s.Value.Length > 0).Select(s => $"Square {s.Key}: {string.Join(", ", s.Value)}"))}\n\nGive the plan as a JSON list of objects from agents to moves, such as [{{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 1.5])\"}}, {{\"Agent[0.5, 1.5]\": \"move(box_red, target_red)\"}}], between <answer> and </answer>.";

    protected override string? Solve(BoxNetTruth truth)
    {
        // One box after the other: up or down first, then along its row.
        var targets = truth.Squares.SelectMany(s => s.Value.Where(i => i.StartsWith("target_", StringComparison.Ordinal)).Select(i => (Colour: i[7..], s.Key)))
            .ToLookup(t => t.Colour, t => t.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<BoxSquare>(g));
        var steps = new List<string>();
        foreach (var (start, items) in truth.Squares)
        {
            foreach (var box in items.Where(i => i.StartsWith("box_", StringComparison.Ordinal)))
            {
                var goal = targets[box[4..]].Dequeue();
                for (var at = start; ;)
                {
                    if (at == goal)
                    {
                        steps.Add($"{{\"Agent{at}\": \"move({box}, target_{box[4..]})\"}}");
                        break;
                    }

                    var next = at.X != goal.X ? at with { X = at.X + Math.Sign(goal.X - at.X) } : at with { Y = at.Y + Math.Sign(goal.Y - at.Y) };
                    steps.Add($"{{\"Agent{at}\": \"move({box}, square{next})\"}}");
                    at = next;
                }
            }
        }

        return $"[{string.Join(", ", steps)}]";
    }

    protected override Verdict Judge(BoxNetTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        budget.Spend(answer.Length);
        if (IsPlainlyRight(truth, answer))
            return Verdict.Correct(shown);
        if (JsonList.Read(answer.EndsWith('.') ? answer[..^1] : answer, budget) is not { } steps)
            return Verdict.Incorrect(shown, "The answer is not a JSON list.");
        var field = new BoxField(truth.Squares);
        for (var i = 0; i < steps.Count; i++)
        {
            if (JsonList.Members(steps[i]) is not { } moves)
                return Verdict.Incorrect(shown, $"Step {i + 1} is not a JSON object.");
            field.BeginStep();
            foreach (var (name, value) in moves)
            {
                if (Square(name, "agent") is not { } agent || JsonList.Text(value) is not { } move || field.Has(agent) && !field.TryUse(agent))
                    return Verdict.Incorrect(shown, $"Step {i + 1} is not an object from different agents to moves.");
                if (!TryMove(field, agent, move))
                    return Verdict.Incorrect(shown, $"Agent{agent} can't do its move in step {i + 1}.");
            }
        }

        return field.Boxes == 0
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, $"The plan leaves {field.Boxes} boxes.");
    }

    protected override double ScoreAsPublished(BoxNetTruth truth, string? answer, Budget budget)
    {
        if (string.IsNullOrEmpty(answer) || !PythonValue.TryJson(answer, budget, out var plan))
            return 0;
        var field = new BoxField(truth.Squares);
        var boxes = field.Boxes;

        // An empty object or string is gone through in no steps.
        if (plan is not (List<object?> or Dictionary<string, object?> { Count: 0 } or ""))
            return 0;
        foreach (var step in plan as List<object?> ?? [])
        {
            if (step is not Dictionary<string, object?> actions || !TryStep(field, actions, budget))
                return 0;
        }

        return boxes == 0 ? 0.05 : Math.Max(0.05, (double)(boxes - field.Boxes) / boxes);
    }

    protected override JsonObject Describe(BoxNetTruth truth) => new()
    {
        ["source_dataset"] = "boxnet",
        ["row_num"] = truth.Rows,
        ["column_num"] = truth.Columns,
        ["initial_state"] = new JsonObject(truth.Squares.Select(s => KeyValuePair.Create(
            string.Create(CultureInfo.InvariantCulture, $"{s.Key.X:0.0}_{s.Key.Y:0.0}"),
            (JsonNode?)new JsonArray([.. s.Value.Select(i => JsonValue.Create(i))])))),
    };

    protected override BoxNetTruth Read(string? answer, MetadataReader metadata)
    {
        var state = metadata["initial_state"];
        var squares = state.Object(items => items.Array(item => item.String)).Select(s => KeyValuePair.Create(
            s.Key.Split('_') is [var x, var y] && Square($"[{x},{y}]", "") is { X: > 0 and < BoxField.MaxSide, Y: > 0 and < BoxField.MaxSide } square ? square : throw state.Wrong("squares with names like 0.5_1.5"), s.Value)).ToArray();
        if (squares.Length == 0 || squares.Sum(s => s.Value.Length) > MaxItems || squares.DistinctBy(s => s.Key).Count() != squares.Length || squares.Any(s => s.Key.X % 1 != 0.5 || s.Key.Y % 1 != 0.5))
            throw state.Wrong($"different squares with at most {MaxItems} boxes and targets");
        var items = squares.SelectMany(s => s.Value).ToArray();
        if (items.Any(i => !Item().IsMatch(i)) || items.Where(i => i[0] == 'b').GroupBy(i => i[4..]).Any(g => items.Count(i => i == $"target_{g.Key}") < g.Count()))
            throw state.Wrong("squares of boxes, like box_red, and as many targets, like target_red");
        return new BoxNetTruth(metadata["row_num"].Int, metadata["column_num"].Int, squares);
    }

    // Whether a plan in the common spelling is right; whatever else may be right in another spelling.
    private static bool IsPlainlyRight(BoxNetTruth truth, string answer)
    {
        var plan = new BoxPlan(answer);
        var field = new BoxField(truth.Squares);
        while (true)
        {
            switch (plan.Read())
            {
                case BoxPlan.Next.Step:
                    field.BeginStep();
                    break;
                case BoxPlan.Next.Member when Square(plan.Name, "agent") is { } agent && field.Has(agent) && field.TryUse(agent) && TryMove(field, agent, plan.Value):
                    break;
                case BoxPlan.Next.End:
                    return field.Boxes == 0;
                default:
                    return false;
            }
        }
    }

    private static bool TryMove(BoxField field, BoxSquare agent, ReadOnlySpan<char> move)
    {
        // As the prompt writes it; all else without its blanks and in small letters.
        if (move.StartsWith("move(box_") && move[^1] == ')' && move.IndexOf(',') is >= 0 and var at && move[at..].StartsWith(", ")
            && TryMove(field, agent, move[5..at], move[(at + 2)..^1]))
            return true;
        Span<char> room = stackalloc char[MaxMove];
        var text = Plain(move, room);
        return text.StartsWith("move(") && text is [.., ')'] && text.IndexOf(',') is > 5 and var comma && TryMove(field, agent, text[5..comma], text[(comma + 1)..^1]);
    }

    private static bool TryMove(BoxField field, BoxSquare agent, ReadOnlySpan<char> box, ReadOnlySpan<char> goal)
    {
        if (field.TryMatch(agent, box, goal))
            return true;
        if (!box.StartsWith("box_") || Square(goal, "square") is not { } to || !to.Touches(agent) || !field.Has(to) || !field.Has(agent, box))
            return false;
        field.Move(agent, box, to);
        return true;
    }

    // "agent[0.5, 1.5]" after the word, in any case and with any blanks; null for all else.
    private static BoxSquare? Square(ReadOnlySpan<char> text, string word)
    {
        if (text.Length > word.Length && text[0] is 'A' or 's' && text[1..].StartsWith(word.AsSpan(1)) && Common(text[word.Length..]) is { } common)
            return common;
        Span<char> room = stackalloc char[MaxMove];
        var bare = Plain(text, room);
        if (bare.Length < word.Length + 5 || !bare.StartsWith(word) || bare[word.Length] != '[' || bare[^1] != ']' || bare.IndexOf(',') is not (> 0 and var comma))
            return null;
        return Number(bare[(word.Length + 1)..comma], out var x) && Number(bare[(comma + 1)..^1], out var y) ? new BoxSquare(x, y) : null;

        // A number is read with any \0 behind it too.
        static bool Number(ReadOnlySpan<char> text, out double value) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) & !text.Contains('\0');
    }

    // "[0.5, 12.5]", in this spelling only.
    private static BoxSquare? Common(ReadOnlySpan<char> text)
    {
        return text is ['[', .., ']'] && Half(text[1..], out var x) is var rest && rest.StartsWith(", ") && Half(rest[2..], out var y) is [']'] ? new BoxSquare(x, y) : null;

        // Reads one or two digits and .5; what is left is empty where there is something else.
        static ReadOnlySpan<char> Half(ReadOnlySpan<char> text, out double value)
        {
            value = 0;
            var digits = 0;
            for (; digits < 2 && digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
                value = 10 * value + (text[digits] - '0');
            value += 0.5;
            return digits > 0 && text[digits..].StartsWith(".5") ? text[(digits + 2)..] : [];
        }
    }

    // Without blanks and in small letters; empty where it is longer than any move.
    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text, Span<char> room)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
                continue;
            if (count == room.Length)
                return [];
            room[count++] = char.ToLowerInvariant(c);
        }

        return room[..count];
    }

    // One step as it is read there: what is not possible is passed over; false where Python would raise.
    private static bool TryStep(BoxField field, Dictionary<string, object?> actions, Budget budget)
    {
        var moves = new Dictionary<BoxSquare, (string Item, string Goal)>();
        var unread = false;
        foreach (var (key, value) in actions)
        {
            if (value is not string text)
                return false;
            budget.Spend(1 + key.Length + text.Length);
            if (PublishedMove().Match(text) is not { Success: true } move)
                continue;

            // An agent without two numbers is only missed when the step is carried out.
            var numbers = PublishedNumbers(key);
            unread |= numbers.Length < 2;
            if (numbers.Length >= 2)
                moves[new BoxSquare(numbers[0], numbers[1])] = (move.Groups[1].Value, move.Groups[2].Value);
        }

        if (unread)
            return false;
        foreach (var (agent, (item, goal)) in moves)
        {
            if (!field.Has(agent, item))
                continue;
            if (!goal.Contains("square", StringComparison.Ordinal))
            {
                field.TryMatch(agent, item, goal);
                continue;
            }

            var numbers = PublishedNumbers(goal);
            if (numbers.Length < 2)
                return false;
            var to = new BoxSquare(numbers[0], numbers[1]);
            if (!to.Touches(agent))
                continue;
            if (!field.Has(to))
                return false;
            field.Move(agent, item, to);
        }

        return true;
    }

    private static double[] PublishedNumbers(string text) => [.. PublishedNumber().Matches(text).Select(m => PythonText.Float(m.Value) ?? 0)];

    [GeneratedRegex("^[a-z]{1,20}\\z")]
    private static partial Regex Colour();

    [GeneratedRegex("^(box|target)_[a-z]{1,20}\\z")]
    private static partial Regex Item();

    [GeneratedRegex(@"\d+\.?\d*")]
    private static partial Regex PublishedNumber();

    [GeneratedRegex(@"\Amove\((.*?),\s(.*?)\)", RegexOptions.NonBacktracking)]
    private static partial Regex PublishedMove();
}
