using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Acornima;
using Jint;
using Jint.Native;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Plugins;

/// <summary>
/// A JavaScript module whose default export is a family. Its functions get and give JSON, nothing of .NET and nothing of
/// the system, and end after a number of steps. Thread-safe: calls that run at a time have an engine each, so that what a
/// module keeps in variables is not seen everywhere.
/// </summary>
internal sealed class JavaScriptPlugin
{
    private const int MaxStatements = 50_000_000;
    private const int MaxDepth = 1000;
    private const long MaxMemory = 256 << 20;

    // Behind the count of statements: what is one statement and takes long.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxMatching = TimeSpan.FromSeconds(2);

    private static readonly Lazy<string> Around = new(() =>
    {
        using var text = new StreamReader(typeof(JavaScriptPlugin).Assembly.GetManifestResourceStream("plugin.js")!);
        return text.ReadToEnd();
    });

    private readonly ConcurrentBag<Instance> _idle = [];
    private readonly Prepared<Acornima.Ast.Module> _module;

    /// <exception cref="TaskFormatException">The file is no module that can be run, or exports no family.</exception>
    public JavaScriptPlugin(string file)
    {
        File = file;
        try
        {
            _module = Engine.PrepareModule(System.IO.File.ReadAllText(file), Path.GetFileName(file));
            var first = new Instance(_module);
            if (!first.HasFamily)
                throw PluginFolder.Wrong(file, "it must export its family: export default { id: … }");
            _idle.Add(first);
            About = JsonNode.Parse(first.About())?.AsObject() ?? [];
        }
        catch (JintException e) when (e.InnerException is ParseErrorException error)
        {
            throw PluginFolder.Wrong(file, $"line {error.LineNumber}: {error.Description.TrimEnd('.')}");
        }
        catch (InvalidOperationException e)
        {
            throw PluginFolder.Wrong(file, $"{e.Message.TrimEnd('.')} (a plugin in JavaScript is one file, and imports none)");
        }
        catch (Exception e) when (e is JintException or TimeoutException)
        {
            throw PluginFolder.Wrong(file, e.Message.TrimEnd('.'));
        }
    }

    public string File { get; }

    /// <summary>All that the family has and JSON can hold; and the names of its <c>functions</c>.</summary>
    public JsonObject About { get; }

    /// <summary>Calls a function of the family.</summary>
    /// <param name="name">One that it has.</param>
    /// <param name="arguments">A JSON array.</param>
    /// <param name="rng">A further argument; null for none.</param>
    /// <returns>Its result; null for what JSON can't hold, and for null.</returns>
    /// <exception cref="InvalidOperationException">It threw, or did not end.</exception>
    public JsonNode? Call(string name, JsonArray arguments, Rng? rng = null)
    {
        if (!_idle.TryTake(out var instance))
            instance = new Instance(_module);
        try
        {
            var result = instance.Call(name, arguments.ToJsonString(), rng);
            _idle.Add(instance);
            return result is null ? null : JsonNode.Parse(result);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Not used again: it may have been stopped anywhere.
            instance.Dispose();
            throw new InvalidOperationException($"{name} of {Path.GetFileName(File)}: {e.Message}", e);
        }
    }

    private sealed class Instance : IDisposable
    {
        private readonly Engine _engine = new(options => options
            .MaxStatements(MaxStatements).LimitRecursion(MaxDepth).LimitMemory(MaxMemory).TimeoutInterval(MaxTime).RegexTimeoutInterval(MaxMatching)
            .DisableStringCompilation().Strict());
        private readonly JsValue _around;
        private readonly JsValue _family;

        public Instance(Prepared<Acornima.Ast.Module> module)
        {
            _around = _engine.Evaluate(Around.Value);
            _engine.Modules.Add("plugin", builder => builder.AddModule(module));
            _family = _engine.Modules.Import("plugin").Get("default");
        }

        public bool HasFamily => _family.IsObject();

        public string About() => _engine.Invoke(_around.Get("about"), _family).AsString();

        public string? Call(string name, string arguments, Rng? rng)
        {
            var result = _engine.Invoke(_around.Get("call"), _family, name, arguments, rng is null ? null : (Func<double>)rng.Unit);
            return result.IsString() ? result.AsString() : null;
        }

        public void Dispose() => _engine.Dispose();
    }
}
