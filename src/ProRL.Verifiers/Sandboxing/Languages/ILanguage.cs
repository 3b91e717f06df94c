using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>How programs of one language are made ready to run in a box, alone or under tests.</summary>
internal interface ILanguage
{
    /// <summary>In small letters, as rows name it.</summary>
    string Name { get; }

    /// <summary>The image whose boxes have what it needs.</summary>
    string Image { get; }

    /// <summary>Makes a whole program ready: compiled once, runnable many times in the same lease.</summary>
    Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation);

    /// <summary>
    /// Makes a solution and its tests ready as two programs of one job. The solution is never compiled or run where the
    /// text of the tests can be read, and gives plain values only; see docs/sandbox.md for the report.
    /// </summary>
    Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation);
}

/// <summary>What became of a build: a job that can be run, or the reason why there is none.</summary>
/// <param name="Job">What to run, whose stdin and arguments the caller may still add; null after an error.</param>
/// <param name="Error">What the compiler said, or what the solution lacks; null where there is a job.</param>
/// <param name="TestsAtFault">Whether the tests, and not the solution, are what can't be used.</param>
internal sealed record Built(BoxJob? Job, string? Error = null, bool TestsAtFault = false)
{
    /// <summary>The name under which the box keeps what a whole program was compiled to; null where nothing was compiled.</summary>
    public string? Kept { get; init; }

    /// <summary>Whether a limit ended the build: what was built may be right, and building it anew would end in the same way.</summary>
    public bool Limited { get; init; }
}
