using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// Functions in TorchScript: they reach operators that TorchSharp does not bind, cost one managed call for many
/// operators, and their numbers never become TorchSharp scalars, whose finalizer can free them under a running call.
/// </summary>
internal sealed class TorchScript(string source)
{
    [ThreadStatic]
    private static bool _prepared;

    // The parser wants each line to end.
    private readonly jit.CompilationUnit _unit = jit.compile(source + "\n");

    /// <summary>Calls a function that returns one tensor. Arguments: tensors, tensor arrays, int, double, bool. Thread-safe.</summary>
    public Tensor Call(string function, params object[] arguments)
    {
        if (!_prepared) TorchNative.DisableScriptOptimizer();
        _prepared = true;
        return _unit.invoke<Tensor>(function, arguments);
    }
}
