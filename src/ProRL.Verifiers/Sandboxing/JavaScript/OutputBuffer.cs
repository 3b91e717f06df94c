using System.Text;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>What a program writes, up to a limit; one character more fires it.</summary>
internal sealed class OutputBuffer(int limit, RunBudget budget)
{
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public string Stdout => _out.ToString();

    public string Stderr => _error.ToString();

    public void Write(int stream, string text)
    {
        var left = limit - _out.Length - _error.Length;
        var target = stream == 2 ? _error : _out;
        target.Append(text.AsSpan(0, Math.Min(text.Length, left)));
        if (text.Length > left)
            budget.Fire(RunOutcome.OutputLimit, $"The output limit of {limit} characters was reached.");
    }
}
