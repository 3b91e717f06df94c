namespace ProRL.Verifiers.Sandboxing;

/// <summary>The sandbox could not do its work: it is down, full or broken. Never a judgement of the program.</summary>
public sealed class SandboxFaultException : Exception
{
    public SandboxFaultException(string message)
        : base(message)
    {
    }

    public SandboxFaultException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
