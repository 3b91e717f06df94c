using System.Reflection;
using System.Runtime.Loader;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Plugins;

/// <summary>Families of an assembly: all public classes with a constructor without parameters that are one.</summary>
internal static class PluginAssembly
{
    /// <exception cref="TaskFormatException">The file is no assembly for this runtime, or a family of it can't be made.</exception>
    public static IEnumerable<ITaskFamily> Load(string file)
    {
        try
        {
            return Families(new Context(Path.GetFullPath(file)).LoadFromAssemblyPath(Path.GetFullPath(file)), file);
        }
        catch (BadImageFormatException)
        {
            throw PluginFolder.Wrong(file, "it is no assembly for this runtime");
        }
        catch (Exception e) when (e is IOException or TypeLoadException or ReflectionTypeLoadException or MissingMemberException)
        {
            throw PluginFolder.Wrong(file, (e is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } ? first : e).Message.TrimEnd('.'));
        }
    }

    /// <summary>One of each family class.</summary>
    public static IReadOnlyList<ITaskFamily> Families(Assembly assembly, string file)
    {
        var families = new List<ITaskFamily>();
        foreach (var type in assembly.GetExportedTypes().Where(t => t is { IsAbstract: false, ContainsGenericParameters: false } && t.IsAssignableTo(typeof(ITaskFamily))))
        {
            if (type.GetConstructor(Type.EmptyTypes) is not { } constructor)
                continue;
            try
            {
                families.Add((ITaskFamily)constructor.Invoke(null));
            }
            catch (TargetInvocationException e)
            {
                throw PluginFolder.Wrong(file, $"{type.Name} can't be made: {e.InnerException!.Message.TrimEnd('.')}");
            }
        }

        return families;
    }

    // The library is the host's own, so that its types are the same; all else comes from beside the plugin.
    private sealed class Context(string file) : AssemblyLoadContext(Path.GetFileName(file))
    {
        private readonly AssemblyDependencyResolver _resolver = new(file);

        protected override Assembly? Load(AssemblyName name)
        {
            if (Default.Assemblies.Any(a => a.GetName().Name == name.Name))
                return null;
            return _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
        }
    }
}
