using System.Globalization;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Arithmetic;

/// <summary>What is asked about the calendar.</summary>
public enum CalendarTask
{
    WeekdayOffset,
    WeekdayOfDate,
    WeekdayOfDateFromFirstDate,
    RecurringEventDay,
    CountDays,
    CountBusinessDays,
    IsLeapYear,
}

public sealed record CalendarArithmeticConfig : FamilyConfig
{
    /// <summary>The year of all dates, from 1000 to 9000.</summary>
    public int Year { get; init; } = 2022;

    /// <summary>The kinds of questions, one of which is drawn.</summary>
    public CalendarTask[] Tasks { get; init; } = Enum.GetValues<CalendarTask>();

    /// <summary>How many days lie between two days at most, from 1 to 300000.</summary>
    public int OffsetUpperBound { get; init; } = 100;

    /// <summary>How far leap years are from the year at most, from 0 to 900.</summary>
    public int LeapYearRange { get; init; } = 200;
}

/// <param name="Task">What is asked.</param>
/// <param name="Question">In words; empty for a row.</param>
/// <param name="Answer">What is right: a weekday, a number, Yes or No.</param>
/// <param name="Metadata">Everything that a row says about the task, in JSON.</param>
public sealed record CalendarArithmeticTruth(CalendarTask Task, string Question, string Answer, string Metadata);

/// <summary>Weekdays, numbers of days and leap years.</summary>
public sealed class CalendarArithmetic() : TaskFamily<CalendarArithmeticConfig, CalendarArithmeticTruth>(
    "arithmetic/calendar_arithmetic-v1", "weekdays, numbers of days and leap years", maxLevel: 8)
{
    private static readonly string[] Names = [.. Enum.GetValues<CalendarTask>().Select(t => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{t}"))];
    private static readonly string[] Weekdays = [.. Enum.GetNames<DayOfWeek>()];
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "last"];

    protected override CalendarArithmeticConfig AtLevel(int level)
    {
        int[] offsets = [7, 14, 30, 100, 250, 365, 1500, 20_000, 250_000];
        CalendarTask[] tasks = [CalendarTask.WeekdayOffset, CalendarTask.IsLeapYear, CalendarTask.RecurringEventDay, CalendarTask.WeekdayOfDateFromFirstDate, CalendarTask.CountDays, CalendarTask.CountBusinessDays, CalendarTask.WeekdayOfDate];
        return new()
        {
            Tasks = tasks[..Math.Min(tasks.Length, level + 1)],
            OffsetUpperBound = offsets[level],
            LeapYearRange = Math.Min(900, 100 + 100 * level),
        };
    }

    protected override IEnumerable<string> Validate(CalendarArithmeticConfig c)
    {
        if (c.Year is < 1000 or > 9000)
            yield return $"year is {c.Year}; it must be from 1000 to 9000";
        if (c.Tasks.Length is 0 or > 100)
            yield return $"tasks must be a list of some of {string.Join(", ", Names)}";
        if (c.OffsetUpperBound is < 1 or > 300_000)
            yield return $"offset_upper_bound is {c.OffsetUpperBound}; it must be from 1 to 300000";
        if (c.LeapYearRange is < 0 or > 900)
            yield return $"leap_year_range is {c.LeapYearRange}; it must be from 0 to 900";
    }

    protected override CalendarArithmeticTruth Generate(CalendarArithmeticConfig c, Rng rng)
    {
        var task = rng.Pick(c.Tasks);
        var first = new DateOnly(c.Year, 1, 1);
        var length = DateTime.IsLeapYear(c.Year) ? 366 : 365;
        var date = first.AddDays(rng.Int(0, length - 1));
        var weekday = (DayOfWeek)rng.Int(0, 6);
        switch (task)
        {
            case CalendarTask.WeekdayOffset:
                var offset = rng.Int(1, c.OffsetUpperBound) * (rng.Chance(0.5) ? 1 : -1);
                var target = date.AddDays(offset);
                return Made(
                    task,
                    $"Today is {date.DayOfWeek}, {Long(date)}. Which weekday {(offset > 0 ? $"will it be in {offset} days" : $"was it {-offset} days ago")}?",
                    $"{target.DayOfWeek}",
                    new() { ["start_date"] = Iso(date), ["offset_days"] = offset, ["target_date"] = Iso(target) });
            case CalendarTask.WeekdayOfDate:
                return Made(task, $"On which weekday does {Long(date)} fall in the Gregorian calendar?", $"{date.DayOfWeek}", new() { ["target_date"] = Iso(date) });
            case CalendarTask.WeekdayOfDateFromFirstDate:
                var delta = date.DayNumber - first.DayNumber;
                return Made(
                    task,
                    $"A year of {length} days begins on a {weekday}. Which weekday is {Day(date)} of that year?",
                    $"{(DayOfWeek)(((int)weekday + delta) % 7)}",
                    new() { ["year"] = c.Year, ["first_day"] = $"{weekday}", ["target_date"] = Iso(date), ["delta_days"] = delta });
            case CalendarTask.RecurringEventDay:
                var ordinal = rng.Pick(Ordinals);
                return Made(
                    task,
                    $"A club meets on the {ordinal} {weekday} of {Month(date)} {date.Year}. On which day of the month is that, as a number? Where the month has no such day, it is -1.",
                    Recurring(date, ordinal, weekday).ToString(CultureInfo.InvariantCulture),
                    new() { ["year"] = c.Year, ["month"] = date.Month, ["ordinal"] = ordinal, ["weekday"] = $"{weekday}" });
            case CalendarTask.CountDays or CalendarTask.CountBusinessDays:
                var end = date.AddDays(rng.Int(1, c.OffsetUpperBound));
                var business = task == CalendarTask.CountBusinessDays;
                var metadata = new JsonObject { ["start_date"] = Iso(date), ["end_date"] = Iso(end) };
                if (!business)
                    metadata["weekday"] = $"{weekday}";
                return Made(
                    task,
                    $"How many {(business ? "days from Monday to Friday" : $"{weekday}s")} are there from {date.DayOfWeek}, {Long(date)} to {end.DayOfWeek}, {Long(end)}, both days included?",
                    Count(date, end, day => business ? day is not (DayOfWeek.Saturday or DayOfWeek.Sunday) : day == weekday).ToString(CultureInfo.InvariantCulture),
                    metadata);
            default:
                // Three years of four are none.
                var leap = rng.Chance(0.5);
                var year = c.Year + rng.Int(-c.LeapYearRange, c.LeapYearRange);
                for (var draw = 0; draw < 20 && DateTime.IsLeapYear(year) != leap; draw++)
                    year = c.Year + rng.Int(-c.LeapYearRange, c.LeapYearRange);
                return Made(task, $"Is {year} a leap year in the Gregorian calendar? Say Yes or No.", DateTime.IsLeapYear(year) ? "Yes" : "No", new() { ["year"] = year });
        }
    }

    protected override string Content(CalendarArithmeticTruth truth) => truth.Question;

    protected override double Difficulty(CalendarArithmeticTruth truth) => (int)truth.Task + truth.Question.Count(char.IsAsciiDigit);

    protected override string Ask(CalendarArithmeticTruth truth) => $"{truth.Question} Give only that between <answer> and </answer>.";

    protected override string Solve(CalendarArithmeticTruth truth) => truth.Answer;

    protected override Verdict Judge(CalendarArithmeticTruth truth, string answer, Budget budget) => truth.Task switch
    {
        CalendarTask.IsLeapYear => TextAnswer.JudgeTruth(truth.Answer == "Yes", answer, budget),
        _ when IsWeekday(truth.Task) => TextAnswer.Judge(truth.Answer, answer, budget, StringComparison.OrdinalIgnoreCase),
        _ => Numbers.JudgeInteger(Numbers.ReadGold(truth.Answer)!.Value, answer, budget),
    };

    protected override double ScoreAsPublished(CalendarArithmeticTruth truth, string? answer, Budget budget)
    {
        var given = PythonText.Strip(answer ?? "");
        if (given.Length == 0)
            return 0;
        if (truth.Task == CalendarTask.IsLeapYear)
            return given.Equals(truth.Answer, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (IsWeekday(truth.Task))
            return given == truth.Answer ? 1 : Weekdays.Contains(given) ? 0.1 : Weekdays.Contains(given, StringComparer.OrdinalIgnoreCase) ? 0.05 : 0;
        var (right, number) = ((double)Numbers.ReadGold(truth.Answer)!.Value, PythonText.Int(given));
        if (number is not { } n)
            return 0;
        if (right == 0)
            return n.IsZero ? 1 : 0;

        // A right answer of -1 makes the wrong ones worth more than 1, up to where the exponential fails.
        var share = Math.Exp(-5 * (Math.Abs((double)n - right) / right));
        return double.IsFinite(share) ? share : 0;
    }

    protected override JsonObject Describe(CalendarArithmeticTruth truth) => JsonNode.Parse(truth.Metadata)!.AsObject();

    protected override CalendarArithmeticTruth Read(string? answer, MetadataReader metadata)
    {
        var task = (CalendarTask)Array.IndexOf(Names, metadata["task"].String);
        if (task < 0)
            throw metadata["task"].Wrong($"one of {string.Join(", ", Names)}");
        var right = answer?.Trim() ?? "";
        if (!(task == CalendarTask.IsLeapYear ? right is "Yes" or "No" : IsWeekday(task) ? Weekdays.Contains(right) : Numbers.ReadGold(right) is { } n && System.Numerics.BigInteger.Abs(n) < 1_000_000_000))
            throw new TaskFormatException($"{Info.Id}: the row's answer is {TaskRow.Shorten(answer ?? "missing")}; it must be a weekday, a number, Yes or No, as the task asks.");
        return new(task, "", right, metadata.Json.GetRawText());
    }

    private static bool IsWeekday(CalendarTask task) => task is CalendarTask.WeekdayOffset or CalendarTask.WeekdayOfDate or CalendarTask.WeekdayOfDateFromFirstDate;

    private static CalendarArithmeticTruth Made(CalendarTask task, string question, string answer, JsonObject metadata)
    {
        metadata.Insert(0, "source_dataset", "calendar_arithmetic");
        metadata.Insert(1, "task", Names[(int)task]);
        return new(task, question, answer, metadata.ToJsonString());
    }

    private static int Recurring(DateOnly anyDay, string ordinal, DayOfWeek weekday)
    {
        var length = DateTime.DaysInMonth(anyDay.Year, anyDay.Month);
        var first = 1 + ((int)weekday - (int)new DateOnly(anyDay.Year, anyDay.Month, 1).DayOfWeek + 7) % 7;
        var day = ordinal == "last" ? first + (length - first) / 7 * 7 : first + 7 * Array.IndexOf(Ordinals, ordinal);
        return day <= length ? day : -1;
    }

    // Whole weeks hold as many such days as any week; what is left is looked at day by day.
    private static int Count(DateOnly start, DateOnly end, Func<DayOfWeek, bool> counts)
    {
        var days = end.DayNumber - start.DayNumber + 1;
        return days / 7 * Enum.GetValues<DayOfWeek>().Count(counts) + Enumerable.Range(0, days % 7).Count(d => counts(start.AddDays(d).DayOfWeek));
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Month(DateOnly date) => date.ToString("MMMM", CultureInfo.InvariantCulture);

    private static string Day(DateOnly date) => date.ToString("d MMMM", CultureInfo.InvariantCulture);

    private static string Long(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
