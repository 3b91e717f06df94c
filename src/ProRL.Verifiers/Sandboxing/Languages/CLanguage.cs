using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>C17, whole programs only: the types of C's functions (pointers, and lengths beside them) don't say what is plain.</summary>
internal sealed class CLanguage : ILanguage
{
    public string Name => "c";

    public string Image => "cpp";

    public Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation) => Compiler.ProgramAsync(
        box, limits, ["gcc", "-std=gnu17", "-O2", "-pipe", "-w", "-fmax-errors=5", "-o", "program", "program.c", "-lm", "-pthread"],
        Compiler.Text("program.c", source), ["/kept/program/program"], cancellation);

    public Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation) =>
        Task.FromResult(new Built(null, "Functions in C can't be tested: their types don't say what they take. Test the whole program.", TestsAtFault: true));
}
