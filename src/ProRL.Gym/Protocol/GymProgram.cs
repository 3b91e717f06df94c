using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ProRL.Gym.Protocol;

/// <summary>
/// Finds the server's program: where the environment variable <c>PRORL_GYM</c> says, else beside the running program,
/// else in the build output of this repository beside the running program's own.
/// </summary>
public static class GymProgram
{
    public const string Variable = "PRORL_GYM";

    /// <summary>The path of <c>prorl-gym.dll</c>, or of a native <c>prorl-gym</c>.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says where it was looked for.</exception>
    public static string Find() => Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);

    internal static string Find(string? given, string baseDirectory)
    {
        if (!string.IsNullOrEmpty(given))
            return File.Exists(given) ? given : throw new FileNotFoundException($"{Variable} names '{given}', and there is no such file; it must be the path of prorl-gym or prorl-gym.dll.");
        var folders = Folders(baseDirectory).ToArray();
        return folders.SelectMany(Candidates).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"The server's program prorl-gym.dll is in none of {string.Join(", ", folders)}; build src/ProRL.Server, or set {Variable} to its path.");
    }

    /// <summary>How to start it: a dll runs through the same dotnet that runs this process.</summary>
    internal static ProcessStartInfo StartInfo(string program)
    {
        if (!program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return new ProcessStartInfo(program);
        return new ProcessStartInfo(DotNet(), [program]);
    }

    // A dll without its runtimeconfig.json is a mere reference copy and can't be run.
    private static IEnumerable<string> Candidates(string folder) => File.Exists(Path.Combine(folder, "prorl-gym.runtimeconfig.json"))
        ? [Path.Combine(folder, "prorl-gym.dll"), Path.Combine(folder, "prorl-gym")]
        : [Path.Combine(folder, "prorl-gym")];

    private static IEnumerable<string> Folders(string baseDirectory)
    {
        yield return baseDirectory;

        // bin/<project>/<configuration>[_<system>]: the server's own folder may lack or have the name of the system.
        var mine = new DirectoryInfo(Path.TrimEndingDirectorySeparator(baseDirectory));
        if (mine.Parent?.Parent is not { } bin)
            yield break;
        var server = Path.Combine(bin.FullName, "ProRL.Server");
        var configuration = mine.Name.Split('_')[0];
        yield return Path.Combine(server, configuration);
        yield return Path.Combine(server, $"{configuration}_{RuntimeInformation.RuntimeIdentifier}");
    }

    private static string DotNet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } self && Path.GetFileName(self) == name)
            return self;

        // <root>/shared/Microsoft.NETCore.App/<version>/ is where this process has its runtime from.
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
