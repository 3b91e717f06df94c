using System.Globalization;
using System.Text;
using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers.Programs;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Gym.Families.Code;

/// <summary>
/// Reads the metadata of a program task: <c>{language, tests, limits?}</c>, where tests are
/// <c>{type:"stdio", cases:[{stdin,stdout}], checker?:{type,abs?,rel?}}</c>, or <c>{type:"function", entry_point}</c>
/// with <c>{test_code, style?, solution_file?, test_file?, extra_files?}</c>, with <c>cases:[{args,expected}]</c>, or with
/// <c>{inputs, outputs, fn_name}</c>; to either belong <c>pay?: "all" or "share"</c> and <c>stop_at_first_failure?</c>.
/// </summary>
internal static class ProgramMetadata
{
    /// <summary>
    /// The checker of a row that names none: blanks at line ends don't count, everything else does.
    /// </summary>
    private static readonly Checker DefaultChecker = new(CheckerKind.Trailing);

    // The most that a row can ask for.
    private const long MaxSteps = 100_000_000;
    private const long MaxMemoryMiB = BoxSandbox.MaxMemory >> 20;
    private const int MaxOutput = 16 << 20;
    private const double MaxSeconds = 120;
    private const int MaxGenerated = 64 << 20;
    private const string Repeated = " repeated ";

    // A submission with hundreds of tests must not take hundreds of time limits.
    private const int RunsPerSubmission = 12;

    // A program that works is ended by its processor time, and one that sleeps by its sleep. Wall time stands behind both: a
    // program must reach its limits first, on a machine that is as busy as a machine gets.
    private const int WallPerCpu = 20;

    /// <summary>The limits of a row that names none.</summary>
    public static RunLimits Limits { get; } = new()
    {
        Steps = 20_000_000,
        CpuTime = TimeSpan.FromSeconds(10),
        Time = TimeSpan.FromSeconds(10 * WallPerCpu),
        MemoryBytes = 1L << 30,
        OutputCharacters = 1 << 20,
        SubmissionSteps = 100_000_000,
        SubmissionCpuTime = TimeSpan.FromSeconds(120),
        SubmissionTime = TimeSpan.FromSeconds(120 * WallPerCpu),
    };

    /// <param name="tests">The metadata.</param>
    /// <param name="prompt">What the learner was shown, which may be code to start from; null where the row has none.</param>
    /// <exception cref="TaskFormatException">The tests are not one of the shapes above, or there are none.</exception>
    public static ProgramTests ReadTests(MetadataReader tests, string? prompt) => ReadKind(tests, prompt) with
    {
        Payment = !tests["pay"].Exists ? Payment.All : tests["pay"].String switch
        {
            "all" => Payment.All,
            "share" => Payment.Share,
            _ => throw tests["pay"].Wrong("\"all\" or \"share\""),
        },
        StopAtFirstFailure = tests["stop_at_first_failure"].Exists && tests["stop_at_first_failure"].Bool,
    };

    private static ProgramTests ReadKind(MetadataReader tests, string? prompt) => tests["type"].String switch
    {
        "stdio" => new ProgramTests.Stdio(SomeOf(tests["cases"], c => new StdioCase(ReadStdin(c), c["stdout"].String)), ReadChecker(tests["checker"]))
        {
            SpecialJudge = IsProgram(tests["checker"]) ? new SourceProgram(tests["checker"]["language"].String, NotEmpty(tests["checker"]["source"])) : null,
        },
        "function" when tests["test_code"].Exists => new ProgramTests.Code(ReadTestCode(tests) with { Given = prompt }),
        "function" => ReadCalls(tests),
        _ => throw tests["type"].Wrong("\"stdio\" or \"function\""),
    };

    /// <summary>
    /// The limits: <c>{cpu_seconds?, wall_seconds?, memory_mb?, output_chars?, steps?}</c>; what is missing is as in
    /// <see cref="Limits"/>. The times are those of one run; a submission may use twelve times as much processor time.
    /// </summary>
    public static RunLimits ReadLimits(MetadataReader limits)
    {
        if (!limits.Exists)
            return Limits;
        foreach (var (key, _) in limits.Object(m => m))
        {
            if (key is not ("steps" or "memory_mb" or "output_chars" or "cpu_seconds" or "wall_seconds"))
                throw limits[key].Wrong("absent: the limits are cpu_seconds, wall_seconds, memory_mb, output_chars and steps");
        }

        var cpu = Seconds(limits["cpu_seconds"], Limits.CpuTime);
        var wall = Seconds(limits["wall_seconds"], cpu * WallPerCpu);
        return Limits with
        {
            CpuTime = cpu,
            Time = wall,
            SubmissionCpuTime = cpu * RunsPerSubmission,
            SubmissionTime = TimeSpan.FromSeconds(Math.Min(3600, (wall * RunsPerSubmission).TotalSeconds)),
            Steps = Within(limits["steps"], Limits.Steps, MaxSteps),
            MemoryBytes = Within(limits["memory_mb"], Limits.MemoryBytes >> 20, MaxMemoryMiB) << 20,
            OutputCharacters = (int)Within(limits["output_chars"], Limits.OutputCharacters, MaxOutput),
        };
    }

    // A long input may be given as "X" repeated N times, with X as JSON: {"stdin_generator": "\"1\\n\" repeated 2500000 times"}.
    private static string ReadStdin(MetadataReader test)
    {
        var generator = test["stdin_generator"];
        if (!generator.Exists)
            return test["stdin"].String;
        var text = generator.String;
        var at = text.LastIndexOf(Repeated, StringComparison.Ordinal);
        if (at > 0 && text.EndsWith(" times", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan((at + Repeated.Length)..^6), NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            && ReadText(generator, text[..at]) is PlainValue.Text { Value: var piece } && (long)piece.Length * times <= MaxGenerated)
            return new StringBuilder().Insert(0, piece, times).ToString();
        throw generator.Wrong($"\"X\" repeated N times, of at most {MaxGenerated} characters");
    }

    private static TestCode ReadTestCode(MetadataReader tests) => new(NotEmpty(tests["test_code"]), Text(tests["entry_point"]))
    {
        Style = !tests["style"].Exists ? TestStyle.Statements : tests["style"].String switch
        {
            "asserts" => TestStyle.Statements,
            "check" => TestStyle.Check,
            "unittest" or "pytest" => TestStyle.Framework,
            "file" => TestStyle.File,
            _ => throw tests["style"].Wrong("\"asserts\", \"check\", \"unittest\", \"pytest\" or \"file\""),
        },
        SolutionFile = Text(tests["solution_file"]),
        TestFile = Text(tests["test_file"]),
        ExtraFiles = tests["extra_files"].Exists
            ? tests["extra_files"].Object(m => m.String).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal)
            : new Dictionary<string, string>(),
    };

    private static string? Text(MetadataReader value) =>
        value.Exists && value.Json.ValueKind != JsonValueKind.Null ? value.String : null;

    private static ProgramTests.Calls ReadCalls(MetadataReader tests)
    {
        // LiveCodeBench calls it fn_name and may put it beside the cases or among them.
        var shape = tests["cases"].Json.ValueKind == JsonValueKind.Object ? tests["cases"] : tests;
        var name = shape["fn_name"].Exists ? shape["fn_name"].String : tests["entry_point"].String;
        if (!shape["inputs"].Exists)
            return new ProgramTests.Calls(name, SomeOf(tests["cases"], c => new CallCase(c["args"].Array(a => PlainJson.Read(a.Json)), PlainJson.Read(c["expected"].Json))));
        var inputs = SomeOf(shape["inputs"], ReadArguments);
        var outputs = shape["outputs"].Array(ReadOutput);
        if (inputs.Length != outputs.Length)
            throw shape["outputs"].Wrong($"as long as the inputs, which are {inputs.Length}");

        // APPS and TACO put some return values into a list of their own, and their graders take both.
        var wrapped = outputs.All(o => o is PlainValue.List { Items.Count: 1 });
        return new ProgramTests.Calls(name, [.. inputs.Zip(outputs, (i, o) => new CallCase(i, o, wrapped ? ((PlainValue.List)o).Items[0] : null))]);
    }

    // A list holds the arguments; a text holds one of them as JSON on each line.
    private static PlainValue[] ReadArguments(MetadataReader input) => input.Json.ValueKind == JsonValueKind.String
        ? [.. input.String.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => ReadText(input, line))]
        : input.Array(a => PlainJson.Read(a.Json));

    private static PlainValue ReadOutput(MetadataReader output) =>
        output.Json.ValueKind == JsonValueKind.String ? ReadText(output, output.String) : PlainJson.Read(output.Json);

    private static PlainValue ReadText(MetadataReader source, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return PlainJson.Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw source.Wrong("JSON values as text");
        }
    }

    private static bool IsProgram(MetadataReader checker) => checker.Exists && checker["type"].String == "program";

    private static Checker ReadChecker(MetadataReader checker)
    {
        if (!checker.Exists || IsProgram(checker))
            return DefaultChecker;
        return checker["type"].String switch
        {
            "exact" => new Checker(CheckerKind.Exact),
            "trailing" => DefaultChecker,
            "tokens" => new Checker(CheckerKind.Tokens),
            "case_insensitive" or "yes_no" => new Checker(CheckerKind.CaseInsensitive),
            "unordered_lines" => new Checker(CheckerKind.UnorderedLines),
            "float" => new Checker(CheckerKind.Float, Tolerance(checker["abs"]), Tolerance(checker["rel"])),
            _ => throw checker["type"].Wrong("\"exact\", \"trailing\", \"tokens\", \"case_insensitive\", \"yes_no\", \"unordered_lines\", \"float\" or \"program\""),
        };
    }

    private static double Tolerance(MetadataReader value)
    {
        if (!value.Exists)
            return 0;
        return value.Double is >= 0 and <= 1 ? value.Double : throw value.Wrong("from 0 to 1");
    }

    private static T[] SomeOf<T>(MetadataReader cases, Func<MetadataReader, T> read)
    {
        var all = cases.Array(read);
        return all.Length > 0 ? all : throw cases.Wrong("a list of at least one test");
    }

    private static string NotEmpty(MetadataReader text) =>
        string.IsNullOrWhiteSpace(text.String) ? throw text.Wrong("test code") : text.String;

    private static TimeSpan Seconds(MetadataReader value, TimeSpan otherwise)
    {
        if (!value.Exists)
            return otherwise;
        return value.Double is > 0 and <= MaxSeconds ? TimeSpan.FromSeconds(value.Double) : throw value.Wrong($"more than 0 and at most {MaxSeconds}");
    }

    private static long Within(MetadataReader value, long otherwise, long most)
    {
        if (!value.Exists)
            return otherwise;
        return value.Long >= 1 && value.Long <= most ? value.Long : throw value.Wrong($"from 1 to {most}");
    }
}
