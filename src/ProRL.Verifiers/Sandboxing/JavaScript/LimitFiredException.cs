namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>A limit fired. No program can catch it: the engine lets programs see its own kind of exception only.</summary>
internal sealed class LimitFiredException(RunOutcome outcome, string message) : Exception(message)
{
    public RunOutcome Outcome { get; } = outcome;
}

/// <summary>A program ended itself by <c>process.exit</c>. No program can catch it.</summary>
internal sealed class ProgramExitException(int code) : Exception($"exit {code}")
{
    public int Code { get; } = code;
}
