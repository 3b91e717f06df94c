using System.Diagnostics;

namespace ProRL.Trainer.Tests.Support;

/// <summary>
/// A file system of a few megabytes, for root. Where it can't be had the test is skipped, and fails instead when
/// PRORL_REQUIRE names <c>root</c>.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    public SmallDisk(int kilobytes)
    {
        Path = Directory.CreateTempSubdirectory("prorl-disk-").FullName;
        _filler = System.IO.Path.Combine(Path, "filler");
        if (Environment.IsPrivilegedProcess && Mount("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path)) return;
        Directory.Delete(Path);
        const string Reason = "A small disk can be mounted by root only.";
        Assert.False((Environment.GetEnvironmentVariable("PRORL_REQUIRE") ?? "").Split([',', ' ']).Contains("root"), Reason);
        Assert.Skip(Reason);
    }

    public string Path { get; }

    /// <summary>Fills it up, but for some room.</summary>
    public void Leave(int kilobytes)
    {
        File.Delete(_filler);
        using var filler = File.Create(_filler);
        var left = new DriveInfo(Path).AvailableFreeSpace - kilobytes * 1024L;
        if (left > 0) filler.Write(new byte[left]);
    }

    public void Dispose()
    {
        Mount("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Mount(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
