using System.Diagnostics;
using ProRL.Trainer.Models;

namespace ProRL.Trainer.Tests.Models;

/// <summary>What a user sees whose libtorch is not as it should be: one sentence, and exit code 1.</summary>
public sealed class TorchNativeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_that_is_not_there() =>
        Assert.StartsWith("PRORL_LIBTORCH names /nowhere, and no libtorch could be loaded from there: libc10.so is not in /nowhere; it must be the folder lib of an installed PyTorch of release 2.10", Error("/nowhere", "cpu"), StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_libtorch() => Assert.Contains($"libc10.so is not in {_folder};", Error(_folder, "cuda"), StringComparison.Ordinal);

    [Fact]
    public void Files_that_are_no_libraries()
    {
        foreach (var name in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" }) File.WriteAllText(Path.Combine(_folder, name), "no library");
        Assert.Contains("libc10.so: file too short", Error(_folder, "cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public void Libraries_that_lack_what_the_binding_needs_say_what_release_they_are()
    {
        // Of the right kind, but not what their names say: every symbol of libtorch is missing.
        var lib = Directory.CreateDirectory(Path.Combine(_folder, "lib")).FullName;
        foreach (var name in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" }) File.CreateSymbolicLink(Path.Combine(lib, name), Own("libc10.so"));
        File.WriteAllText(Path.Combine(_folder, "version.py"), "__version__ = '1.13.1+cpu'\n");
        Assert.StartsWith($"PRORL_LIBTORCH names {lib}, and no libtorch could be loaded from there (it is of release 1.13.1+cpu): ", Error(lib, "cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_libtorch_for_CPU_where_a_GPU_is_asked_for()
    {
        if (File.Exists(Own("libtorch_cuda.so"))) Assert.Skip("This build has libtorch for GPUs.");
        var folder = Path.GetDirectoryName(Own("libtorch.so"))!;
        Assert.Equal($"model.device is cuda, and the libtorch in {folder} (PRORL_LIBTORCH) is built for CPU only; name the folder of a PyTorch with CUDA.", Error(folder, "cuda"));
        Assert.StartsWith("model.device is cuda, and this build has libtorch for CPU only: './prorl train RECIPE --device cuda' builds with", Error("", "cuda"), StringComparison.Ordinal);
    }

    private static string Own(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private string Error(string libtorch, string device)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "prorl-train.dll"), "quickstart.yaml", "--device", device]) { WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[TorchNative.Variable] = libtorch;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_folder, "runs")));
        return Assert.Single(error.TrimEnd('\n').Split('\n'));
    }
}
