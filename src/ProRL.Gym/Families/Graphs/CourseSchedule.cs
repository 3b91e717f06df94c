using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Graphs;

public sealed record CourseScheduleConfig : FamilyConfig
{
    /// <summary>Fewest courses, at least 2.</summary>
    public int MinNumCourses { get; init; } = 5;

    /// <summary>Most courses, at most 500.</summary>
    public int MaxNumCourses { get; init; } = 10;

    /// <summary>Fewest prerequisites of a course, as far as there are courses before it; at least 0.</summary>
    public int MinNumPrerequisites { get; init; } = 1;

    /// <summary>Most prerequisites of a course, at most 10.</summary>
    public int MaxNumPrerequisites { get; init; } = 2;

    /// <summary>Fewest courses of the circle that makes a schedule impossible, at least 2.</summary>
    public int MinCycleLength { get; init; } = 3;

    /// <summary>Most courses of it, as far as there are so many courses; at most 500.</summary>
    public int MaxCycleLength { get; init; } = 5;

    /// <summary>How often all courses can be taken, from 0 to 1.</summary>
    public double PSolvable { get; init; } = 0.5;
}

/// <param name="Courses">The numbers of the courses, in an order in which they were thought of.</param>
/// <param name="Prerequisites">Which course needs which other.</param>
/// <param name="Solvable">Whether all can be taken.</param>
public sealed record CourseScheduleTruth(long[] Courses, (long Course, long Needs)[] Prerequisites, bool Solvable);

/// <summary>Whether all courses can be taken, though some need others before them: not where these go round in a circle.</summary>
public sealed class CourseSchedule() : TaskFamily<CourseScheduleConfig, CourseScheduleTruth>(
    "graphs/course_schedule-v1", "whether all courses can be taken, though some need others first", maxLevel: 9)
{
    private const int MaxCourses = 500;
    private const int MaxRowSize = 10_000;

    protected override CourseScheduleConfig AtLevel(int level)
    {
        int[] courses = [4, 5, 7, 10, 16, 25, 40, 70, 120, 250];
        int[] cycle = [2, 3, 4, 5, 6, 8, 12, 20, 35, 80];
        return new()
        {
            MinNumCourses = Math.Max(3, courses[level] * 2 / 3),
            MaxNumCourses = courses[level],
            MaxNumPrerequisites = level < 2 ? 1 : level < 5 ? 2 : level < 8 ? 3 : level < 9 ? 4 : 5,
            MinCycleLength = Math.Max(2, cycle[level] / 2),
            MaxCycleLength = cycle[level],
        };
    }

    protected override IEnumerable<string> Validate(CourseScheduleConfig c)
    {
        if (c.MinNumCourses < 2 || c.MaxNumCourses < c.MinNumCourses || c.MaxNumCourses > MaxCourses)
            yield return $"min_num_courses is {c.MinNumCourses} and max_num_courses {c.MaxNumCourses}; they must satisfy 2 ≤ min_num_courses ≤ max_num_courses ≤ {MaxCourses}";
        if (c.MinNumPrerequisites < 0 || c.MaxNumPrerequisites < c.MinNumPrerequisites || c.MaxNumPrerequisites is < 1 or > 10)
            yield return $"min_num_prerequisites is {c.MinNumPrerequisites} and max_num_prerequisites {c.MaxNumPrerequisites}; they must satisfy 0 ≤ min_num_prerequisites ≤ max_num_prerequisites, with max_num_prerequisites from 1 to 10";
        if (c.MinCycleLength < 2 || c.MaxCycleLength < c.MinCycleLength || c.MaxCycleLength > MaxCourses)
            yield return $"min_cycle_length is {c.MinCycleLength} and max_cycle_length {c.MaxCycleLength}; they must satisfy 2 ≤ min_cycle_length ≤ max_cycle_length ≤ {MaxCourses}";
        else if (c.MinCycleLength > c.MinNumCourses)
            yield return $"min_cycle_length is {c.MinCycleLength} and min_num_courses {c.MinNumCourses}; a circle must not be longer than there are courses";
        if (!(c.PSolvable >= 0 && c.PSolvable <= 1))
            yield return $"p_solvable is {c.PSolvable}; it must be from 0 to 1";
    }

    protected override CourseScheduleTruth Generate(CourseScheduleConfig c, Rng rng)
    {
        var courses = new long[rng.Int(c.MinNumCourses, c.MaxNumCourses)];
        for (var i = 0; i < courses.Length; i++)
            courses[i] = i;
        rng.Shuffle<long>(courses);
        var needs = new List<(long Course, long Needs)>();
        for (var i = 1; i < courses.Length; i++)
        {
            var (first, count) = (needs.Count, Math.Min(i, rng.Int(c.MinNumPrerequisites, c.MaxNumPrerequisites)));
            while (needs.Count < first + count)
            {
                var pair = (courses[i], courses[rng.Int(0, i - 1)]);
                if (needs.IndexOf(pair, first) < 0)
                    needs.Add(pair);
            }
        }

        var solvable = rng.Chance(c.PSolvable);
        if (!solvable)
            AddCircle(courses, needs, rng.Int(c.MinCycleLength, Math.Min(c.MaxCycleLength, courses.Length)), rng);
        (long Course, long Needs)[] shown = [.. needs];
        rng.Shuffle<(long Course, long Needs)>(shown);
        return new CourseScheduleTruth(courses, shown, solvable);
    }

    protected override string Content(CourseScheduleTruth truth) =>
        $"{truth.Courses.Length}|{string.Join(',', truth.Prerequisites.Order().Select(p => $"{p.Course}<{p.Needs}"))}";

    protected override double Difficulty(CourseScheduleTruth truth) => truth.Courses.Length + truth.Prerequisites.Length;

    protected override string Ask(CourseScheduleTruth truth)
    {
        var needs = truth.Prerequisites.Length == 0 ? "None of them needs another" : string.Join(", ", truth.Prerequisites.Select(p => $"{p.Course} needs {p.Needs}"));
        return $"A student wants to take the {truth.Courses.Length} courses 0 to {truth.Courses.Length - 1}, one after another. Some can be taken only after others: {needs}. Is there an order in which all of them can be taken? Give True or False between <answer> and </answer>.";
    }

    protected override string AskTersely(CourseScheduleTruth truth) => $"{string.Join(' ', truth.Prerequisites.Select(p => $"{p.Course}<{p.Needs}"))}?";

    protected override string Solve(CourseScheduleTruth truth) => truth.Solvable ? "True" : "False";

    protected override Verdict Judge(CourseScheduleTruth truth, string answer, Budget budget) => TextAnswer.JudgeTruth(truth.Solvable, answer, budget);

    protected override JsonObject Describe(CourseScheduleTruth truth) => new()
    {
        ["source_dataset"] = "course_schedule",
        ["courses"] = new JsonArray([.. truth.Courses.Select(c => JsonValue.Create(c))]),
        ["prerequisites"] = new JsonArray([.. truth.Prerequisites.Select(p => new JsonArray(p.Course, p.Needs))]),
        ["solution"] = truth.Solvable,
        ["solvable"] = truth.Solvable,
    };

    protected override CourseScheduleTruth Read(string? answer, MetadataReader metadata)
    {
        var courses = metadata["courses"].Array(c => c.Long);
        if (courses.Length > MaxRowSize || courses.Distinct().Count() < courses.Length)
            throw metadata["courses"].Wrong($"at most {MaxRowSize} different whole numbers");
        var known = courses.ToHashSet();
        var needs = metadata["prerequisites"].Array(p => p.Array(c => c.Long) is [var course, var other] && known.Contains(course) && known.Contains(other)
            ? (course, other)
            : throw p.Wrong("a pair of courses"));
        return new CourseScheduleTruth(courses, needs, IsSolvable(courses, needs));
    }

    // Each of some courses needs the next one, and the last one the first.
    private static void AddCircle(long[] courses, List<(long Course, long Needs)> needs, int length, Rng rng)
    {
        long[] circle = [.. courses];
        rng.Shuffle<long>(circle);
        for (var i = 0; i < length; i++)
        {
            var pair = (circle[i], circle[(i + 1) % length]);
            if (!needs.Contains(pair))
                needs.Add(pair);
        }
    }

    // Takes whatever needs nothing more, as long as there is something (Kahn, 1962).
    private static bool IsSolvable(long[] courses, (long Course, long Needs)[] prerequisites)
    {
        var missing = courses.ToDictionary(c => c, _ => 0);
        foreach (var (course, _) in prerequisites)
            missing[course]++;
        var opens = prerequisites.ToLookup(p => p.Needs, p => p.Course);
        var ready = new Queue<long>(courses.Where(c => missing[c] == 0));
        var taken = 0;
        while (ready.TryDequeue(out var course))
        {
            taken++;
            foreach (var next in opens[course])
            {
                if (--missing[next] == 0)
                    ready.Enqueue(next);
            }
        }

        return taken == courses.Length;
    }
}
