using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ProRL.Trainer.Models;

/// <summary>
/// Loads libtorch before anything touches <c>TorchSharp.torch</c>. The natives come from the output folder, or from an
/// installed PyTorch when <c>PRORL_LIBTORCH</c> names its library folder. Where the system's C++ library is older than
/// the one libLibTorchSharp.so was linked with, a copy that asks for it weakly is loaded instead.
/// </summary>
internal static class TorchNative
{
    private const string Binding = "libLibTorchSharp.so";

    // Order matters: each needs the ones before it, and a CUDA build adds its two in the middle.
    private static readonly string[] Libraries =
        ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];

    private static nint _setGraphExecutorOptimize;

    /// <summary>Why libtorch could not be loaded, in one sentence; null when it was.</summary>
    public static string? Failure { get; private set; }

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "TorchSharp loads its natives in a static constructor: only a module initializer is sure to come first.")]
    internal static void Load()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            var binding = Locate(Binding)
                ?? throw new FileNotFoundException($"{Binding} is not beside the program ({AppContext.BaseDirectory}).");
            var libtorch = Environment.GetEnvironmentVariable("PRORL_LIBTORCH");
            var folder = string.IsNullOrEmpty(libtorch) ? Path.GetDirectoryName(binding)! : libtorch;
            foreach (var name in Libraries)
            {
                var path = Path.Combine(folder, name);
                if (File.Exists(path)) NativeLibrary.Load(path);
                else if (!name.Contains("cuda", StringComparison.Ordinal)) throw new FileNotFoundException($"{name} is not in {folder}.");
            }
            if (!NativeLibrary.TryLoad(binding, out _)) NativeLibrary.Load(WeakCopy(binding));
            TorchSharp.torch.set_num_threads(1);
            _setGraphExecutorOptimize = NativeLibrary.GetExport(NativeLibrary.Load(Path.Combine(folder, "libtorch_cpu.so")), "_ZN5torch3jit24setGraphExecutorOptimizeEb");
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or IOException or InvalidDataException or UnauthorizedAccessException or TypeInitializationException)
        {
            Failure = $"libtorch could not be loaded: {(error.InnerException ?? error).Message.Split('\n')[0].Trim()}";
        }
    }

    /// <summary>
    /// Has scripts called from this thread computed as they are written. Otherwise an optimizer profiles a script's first
    /// calls and then changes how it computes, so that the same call gives other last bits later in a process, and a
    /// resumed run would not repeat an uninterrupted one. TorchSharp does not bind the switch: it is reached by its C++
    /// name, torch::jit::setGraphExecutorOptimize(bool).
    /// </summary>
    public static unsafe void DisableScriptOptimizer() => ((delegate* unmanaged<byte, void>)_setGraphExecutorOptimize)(0);

    private static string? Locate(string name)
    {
        string[] candidates =
        [
            Path.Combine(AppContext.BaseDirectory, name),
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", name),
        ];
        return Array.Find(candidates, File.Exists);
    }

    private static string WeakCopy(string original)
    {
        var image = File.ReadAllBytes(original);
        var hash = Convert.ToHexStringLower(SHA256.HashData(image))[..16];
        var folder = Path.Combine(CacheFolder(), "prorl", "native", hash);
        var copy = Path.Combine(folder, Binding);
        if (File.Exists(copy)) return copy;

        ElfVersions.Weaken(image, "GLIBCXX_3.4.32");
        Directory.CreateDirectory(folder);
        // Renamed into place: a process that already maps the file must never see it truncated.
        var temporary = $"{copy}.{Environment.ProcessId}";
        File.WriteAllBytes(temporary, image);
        File.Move(temporary, copy, overwrite: true);
        return copy;
    }

    private static string CacheFolder()
    {
        var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!string.IsNullOrEmpty(xdg)) return xdg;
        var home = Environment.GetEnvironmentVariable("HOME");
        return string.IsNullOrEmpty(home) ? Path.GetTempPath() : Path.Combine(home, ".cache");
    }
}
