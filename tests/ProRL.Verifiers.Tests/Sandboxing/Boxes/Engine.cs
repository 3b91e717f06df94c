using System.Text;
using ProRL.Tests.Support;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;
using ProRL.Verifiers.Tests.Sandboxing.Boxes;

[assembly: AssemblyFixture(typeof(Engine))]

namespace ProRL.Verifiers.Tests.Sandboxing.Boxes;

/// <summary>
/// Boxes on the machine's container engine. Where there is none, or its images are not built, tests skip, and fail
/// instead when PRORL_REQUIRE names <c>sandbox</c>.
/// </summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly Lazy<DockerBoxes> _boxes = new(() => new DockerBoxes(Options, TimeProvider.System));

    public static BoxOptions Options => new(BoxOptions.ReadImages(Containers.Images()), BoxesPerImage: 2, MemoryBytes: 2L << 30, Processes: 256);

    public static BoxLimits Limits { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), 256L << 20, 1 << 20, 64);

    public static RunLimits Submission { get; } = new()
    {
        Steps = 1,
        CpuTime = TimeSpan.FromSeconds(2),
        Time = TimeSpan.FromMinutes(3),
        MemoryBytes = 256L << 20,
        OutputCharacters = 1 << 16,
        SubmissionSteps = 1,
        SubmissionCpuTime = TimeSpan.FromMinutes(1),
        SubmissionTime = TimeSpan.FromMinutes(10),
    };

    public DockerBoxes Boxes
    {
        get
        {
            Require();
            return _boxes.Value;
        }
    }

    public static void Require() => Containers.Images();

    public static BoxProgram Python(string source, BoxLimits? limits = null) => new()
    {
        Command = ["python3", "main.py"],
        Files = [File("main.py", source)],
        Limits = limits ?? Limits,
    };

    public static BoxProgram Shell(string script, BoxLimits? limits = null) => new() { Command = ["sh", "-c", script], Limits = limits ?? Limits };

    public static BoxFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>Runs a job in a box of its own lease.</summary>
    public async Task<BoxResult> RunAsync(BoxJob job, string image = "python")
    {
        await using var box = await Boxes.LeaseAsync(image, TestContext.Current.CancellationToken);
        return await box.RunAsync(job, TestContext.Current.CancellationToken);
    }

    public async Task<BoxRun> RunAsync(BoxProgram program, string image = "python") => (await RunAsync(new BoxJob(program), image)).Program;

    public async ValueTask DisposeAsync()
    {
        if (_boxes.IsValueCreated)
            await _boxes.Value.DisposeAsync();
    }
}
