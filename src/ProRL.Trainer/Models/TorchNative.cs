using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ProRL.Trainer.Models;

/// <summary>
/// Loads libtorch before anything touches <c>TorchSharp.torch</c>. The natives come from the output folder, or from an
/// installed PyTorch when <c>PRORL_LIBTORCH</c> names its library folder. Where the system's C++ library is older than
/// the one libLibTorchSharp.so was linked with, a copy that asks for it weakly is loaded instead.
/// </summary>
internal static class TorchNative
{
    /// <summary>Names the folder of another libtorch than the program's own.</summary>
    public const string Variable = "PRORL_LIBTORCH";

    /// <summary>The release of libtorch that the binding was made for.</summary>
    private const string Release = "2.10";

    private const string Binding = "libLibTorchSharp.so";
    private const string Core = "libtorch_cpu.so";
    private const string Cuda = "libtorch_cuda.so";

    // Order matters: each needs the ones before it, and a CUDA build adds its two in the middle.
    private static readonly string[] Libraries = ["libc10.so", Core, "libc10_cuda.so", Cuda, "libtorch.so"];

    private static nint _setGraphExecutorOptimize;

    /// <summary>Why libtorch could not be loaded, in one sentence; null when it was.</summary>
    public static string? Failure { get; private set; }

    /// <summary>The folder that <see cref="Variable"/> names; null where the program's own libtorch is used.</summary>
    public static string? Given { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Whether the libtorch that was loaded is built for GPUs.</summary>
    public static bool HasCuda { get; private set; }

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "TorchSharp loads its natives in a static constructor: only a module initializer is sure to come first.")]
    internal static void Load()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            var binding = Locate(Binding) ?? throw new FileNotFoundException($"{Binding} is not beside the program ({AppContext.BaseDirectory}).");
            var folder = Given ?? Path.GetDirectoryName(binding)!;
            if (Array.Find(Libraries, name => !name.Contains("cuda", StringComparison.Ordinal) && !File.Exists(Path.Combine(folder, name))) is { } missing) throw new FileNotFoundException($"{missing} is not in {folder}.");
            foreach (var name in Libraries)
                if (File.Exists(Path.Combine(folder, name))) Open(Path.Combine(folder, name), allNow: false);
            HasCuda = File.Exists(Path.Combine(folder, Cuda));
            // Of another release, what is missing would otherwise end the process at its first call.
            OpenBinding(binding, allNow: Given != null);
            CheckOne();
            TorchSharp.torch.set_num_threads(1);
            _setGraphExecutorOptimize = NativeLibrary.GetExport(NativeLibrary.Load(Path.Combine(folder, Core)), "_ZN5torch3jit24setGraphExecutorOptimizeEb");
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or IOException or InvalidDataException or UnauthorizedAccessException or TypeInitializationException)
        {
            var reason = (error.InnerException ?? error).Message.Split('\n')[0].Trim();
            Failure = Given == null
                ? $"libtorch could not be loaded: {reason}"
                : $"{Variable} names {Given}, and no libtorch could be loaded from there{Found(Given)}: {reason.TrimEnd('.')}; it must be the folder lib of an installed PyTorch of release {Release} or near to it, which 'python -c \"import torch; print(torch.__path__[0] + '/lib')\"' prints.";
        }
    }

    /// <summary>
    /// Has scripts called from this thread computed as they are written. Otherwise an optimizer profiles a script's first
    /// calls and then changes how it computes, so that the same call gives other last bits later in a process, and a
    /// resumed run would not repeat an uninterrupted one. TorchSharp does not bind the switch: it is reached by its C++
    /// name, torch::jit::setGraphExecutorOptimize(bool).
    /// </summary>
    public static unsafe void DisableScriptOptimizer() => ((delegate* unmanaged<byte, void>)_setGraphExecutorOptimize)(0);

    private static void OpenBinding(string binding, bool allNow)
    {
        try
        {
            Open(binding, allNow);
        }
        catch (DllNotFoundException error) when (error.Message.Contains("GLIBCXX_", StringComparison.Ordinal))
        {
            Open(WeakCopy(binding), allNow);
        }
    }

    // NativeLibrary would hide the loader's reason behind advice, and looks names up at their first call only. The two
    // functions are called by address: a call that has to be looked up first would forget the reason.
    private static unsafe void Open(string path, bool allNow)
    {
        const int Lazy = 1, Now = 2;
        var loader = NativeLibrary.Load("libdl.so.2");
        var open = (delegate* unmanaged<byte*, int, nint>)NativeLibrary.GetExport(loader, "dlopen");
        var error = (delegate* unmanaged<nint>)NativeLibrary.GetExport(loader, "dlerror");
        nint opened, reason = 0;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            opened = open(name, allNow ? Now : Lazy);
            if (opened == 0) reason = error();
        }
        if (opened == 0) throw new DllNotFoundException(Marshal.PtrToStringUTF8(reason));
    }

    // Libraries under other names than the binding asks for (libtorch_cpu.so.1.13) are no use to it: it finds its own.
    private static void CheckOne()
    {
        string[] loaded = [.. File.ReadLines("/proc/self/maps").Select(l => l[(l.IndexOf('/', StringComparison.Ordinal) + 1)..]).Where(p => Path.GetFileName(p).StartsWith(Core, StringComparison.Ordinal)).Distinct()];
        if (loaded.Length > 1) throw new InvalidDataException($"its libraries bear other names than {Core}");
    }

    // What the release calls itself, where it says so.
    private static string Found(string folder)
    {
        var (python, plain) = (Path.Combine(folder, "..", "version.py"), Path.Combine(folder, "..", "build-version"));
        var text = File.Exists(python) ? Array.Find(File.ReadAllLines(python), l => l.StartsWith("__version__", StringComparison.Ordinal))?.Split('\'', '"').ElementAtOrDefault(1) : File.Exists(plain) ? File.ReadAllText(plain).Trim() : null;
        return text == null ? "" : $" (it is of release {text})";
    }

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
