using Acornima;
using Jint;
using Jint.Native.Object;
using Jint.Runtime;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>Says what an exception from the engine means: what the program did, or what the judge suffered.</summary>
internal static class Outcomes
{
    private const int MaxErrorLength = 500;

    /// <exception cref="SandboxFaultException">The exception is no doing of the program's.</exception>
    public static (RunOutcome Outcome, string Error) Of(Exception e) => e switch
    {
        LimitFiredException limit => (limit.Outcome, limit.Message),
        RecursionDepthOverflowException => (RunOutcome.RecursionLimit, "The recursion limit was reached."),
        InsufficientExecutionStackException => (RunOutcome.RecursionLimit, "The stack is used up."),
        MemoryLimitExceededException or OutOfMemoryException => (RunOutcome.MemoryLimit, Cut(e.Message)),
        System.Text.RegularExpressions.RegexMatchTimeoutException => (RunOutcome.TimeLimit, "A regular expression took too long."),
        TimeoutException => (RunOutcome.TimeLimit, Cut(e.Message)),
        JavaScriptException error => OfError(error),
        ScriptPreparationException or ParseErrorException => (RunOutcome.CompileError, Cut((e.InnerException ?? e).Message)),

        // The engine's words for what it does not offer, such as modules.
        NotSupportedException or NotImplementedException or InvalidOperationException => (RunOutcome.RuntimeError, Cut(e.Message)),
        _ => throw new SandboxFaultException($"The JavaScript engine failed: {e.GetType().Name}: {Cut(e.Message)}", e),
    };

    private static (RunOutcome, string) OfError(JavaScriptException error)
    {
        var text = Text(error);
        return text.StartsWith("RangeError: Maximum call stack", StringComparison.Ordinal)
            ? (RunOutcome.RecursionLimit, text)
            : (RunOutcome.RuntimeError, text);
    }

    // The message as it was when the error was thrown: asking the error object again could run the program's code.
    private static string Text(JavaScriptException error)
    {
        var name = error.Error is ObjectInstance o && o.GetOwnProperty("name") is { Value: { } own } && own.IsString() ? own.AsString() : null;
        var kind = name ?? error.GetType().Name;
        return Cut(kind == nameof(JavaScriptException) ? Kind(error) + error.Message : $"{kind}: {error.Message}");
    }

    private static string Kind(JavaScriptException error) =>
        error.Error is ObjectInstance { Prototype: { } prototype } && prototype.GetOwnProperty("name") is { Value: { } name } && name.IsString()
            ? name.AsString() + ": "
            : "";

    private static string Cut(string text) => text.Length <= MaxErrorLength ? text : text[..MaxErrorLength] + "…";
}
