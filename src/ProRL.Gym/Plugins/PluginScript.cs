using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Plugins;

/// <summary>Families of a C# script: all public classes of it that are one, written as those of this library are.</summary>
internal static class PluginScript
{
    private static readonly string[] Imports =
    [
        "System", "System.Collections.Generic", "System.Globalization", "System.Linq", "System.Numerics", "System.Text", "System.Text.Json.Nodes",
        "System.Threading", "System.Threading.Tasks",
        "ProRL.Gym.Datasets", "ProRL.Gym.Environments", "ProRL.Gym.Tasks", "ProRL.Verifiers", "ProRL.Verifiers.Extraction", "ProRL.Verifiers.Puzzles",
    ];

    /// <exception cref="TaskFormatException">It does not compile, or has no family.</exception>
    public static IReadOnlyList<ITaskFamily> Load(string file)
    {
        var options = ScriptOptions.Default
            .WithFilePath(Path.GetFullPath(file))
            .WithImports(Imports)
            .WithReferences(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path)))
            .WithOptimizationLevel(OptimizationLevel.Release);
        var compilation = CSharpScript.Create(File.ReadAllText(file), options).GetCompilation();
        using var image = new MemoryStream();
        if (compilation.Emit(image) is { Success: false } failed)
        {
            var error = failed.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            throw PluginFolder.Wrong(file, FormattableString.Invariant($"line {error.Location.GetLineSpan().StartLinePosition.Line + 1}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('.')}"));
        }

        image.Position = 0;
        var families = PluginAssembly.Families(new AssemblyLoadContext(Path.GetFileName(file)).LoadFromStream(image), file);
        return families.Count > 0 ? families : throw PluginFolder.Wrong(file, "it declares no public class that is a family and has a constructor without parameters");
    }
}
