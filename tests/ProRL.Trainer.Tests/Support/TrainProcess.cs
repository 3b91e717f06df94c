using System.Diagnostics;

namespace ProRL.Trainer.Tests.Support;

/// <summary>prorl-train as a process of its own, with its embedded server.</summary>
internal sealed class TrainProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private TrainProcess(Process process) =>
        (_process, _output, _error) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    public bool HasExited => _process.HasExited;

    /// <summary>The temporary folder of processes that are started in a folder.</summary>
    public static string Temporary(string folder) => Path.Combine(folder, "tmp");

    public static TrainProcess Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "prorl-train.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Temporary(folder)).FullName;
        return new TrainProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its end and fails where it does not end well.</summary>
    public void Finish()
    {
        _process.WaitForExit();
        Assert.True(_process.ExitCode == 0, $"{_output.Result}\n{_error.Result}");
    }

    /// <summary>SIGKILL to this process alone; the ids of the children that it had.</summary>
    public int[] Kill()
    {
        var children = Children(_process.Id);
        _process.Kill();
        _process.WaitForExit();
        return children;
    }

    /// <summary>Whether a process of this id is there and no zombie.</summary>
    public static bool Lives(int id)
    {
        var stat = Stat($"/proc/{id}/stat");
        return stat != null && stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // The fields of a stat line after the name in brackets: state, parent.
    private static int[] Children(int parent) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _))
            .Where(n => Stat($"/proc/{n}/stat") is { } stat && stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == FormattableString.Invariant($"{parent}"))
            .Select(n => int.Parse(n!, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static string? Stat(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }
}
