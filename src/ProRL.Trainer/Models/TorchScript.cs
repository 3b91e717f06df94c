using System.Globalization;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// Functions in TorchScript: they reach operators that TorchSharp does not bind, and cost one managed call for many
/// operators. Numbers stand in the source as constants, or come as tensors: a C# number given to TorchSharp, to
/// <c>a + b</c> too, becomes a scalar whose finalizer may free it under the running call.
/// </summary>
internal sealed class TorchScript(string source)
{
    [ThreadStatic]
    private static bool _prepared;

    // The parser wants each line to end.
    private readonly jit.CompilationUnit _unit = jit.compile(source + "\n");

    /// <summary>A number as the source of a script has it: always a float.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".E") < 0 ? text + ".0" : text;
    }

    /// <summary>Calls a function that returns one tensor. Thread-safe.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">Tensors and arrays of tensors, all held by the caller, and nothing else.</param>
    public Tensor Call(string function, params object[] arguments)
    {
        if (!_prepared) TorchNative.DisableScriptOptimizer();
        _prepared = true;
        return _unit.invoke<Tensor>(function, arguments);
    }
}
