using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Plugins;

/// <summary>
/// A family in JavaScript: <c>id</c>, <c>summary</c>, <c>maxLevel</c>, <c>defaults</c> and the functions <c>atLevel(level)</c>,
/// <c>generate(config, rng)</c>, <c>ask(truth)</c>, <c>solve(truth)</c> and <c>judge(truth, answer)</c>; and where wanted
/// <c>domain</c>, <c>validate(config)</c>, <c>content(truth)</c>, <c>difficulty(truth)</c>, <c>askTersely(truth)</c>,
/// <c>read(metadata, answer)</c> and <c>demonstrate(truth, rng)</c>. The truth is an object, and the metadata of rows.
/// </summary>
internal sealed class JavaScriptFamily : ITaskFamily
{
    private static readonly string[] Needed = ["atLevel", "generate", "ask", "solve", "judge"];

    private readonly JavaScriptPlugin _plugin;
    private readonly HashSet<string> _functions;
    private readonly JavaScriptConfig _config;

    /// <exception cref="TaskFormatException">Something that every family has is missing.</exception>
    public JavaScriptFamily(JavaScriptPlugin plugin)
    {
        _plugin = plugin;
        var about = plugin.About;
        _functions = [.. about["functions"]!.AsArray().Select(f => (string)f!)];
        if (Needed.FirstOrDefault(name => !_functions.Contains(name)) is { } missing)
            throw PluginFolder.Wrong(plugin.File, $"its family has no function {missing}; every family has {string.Join(", ", Needed)}");
        var id = Text("id");
        if (about["maxLevel"] is not JsonValue level || !level.TryGetValue<int>(out var maxLevel))
            throw PluginFolder.Wrong(plugin.File, "its family has no maxLevel that is a whole number");
        if (about["defaults"] is not JsonObject defaults)
            throw PluginFolder.Wrong(plugin.File, "its family has no defaults, an object with the settings");
        defaults["style"] = "full";
        Info = new FamilyInfo(id, about["domain"] is JsonValue domain ? domain.ToString() : "logic", Text("summary"), defaults, maxLevel);
        _config = new JavaScriptConfig(Info, level => Call("atLevel", level), _functions.Contains("validate") ? config => Call("validate", config) : _ => null);

        string Text(string name) => about[name] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw PluginFolder.Wrong(plugin.File, $"its family has no {name} that is a text");
    }

    public FamilyInfo Info { get; }

    public TaskItem Make(Handle handle)
    {
        var config = _config.Read(handle.Config);
        var truth = ContentSplit.Draw(handle, rng => Truth(Called("generate", rng, config), "generate"), truth => _functions.Contains("content") ? Word("content", truth) : truth);
        return Item(handle, truth, Word((string?)config["style"] == "terse" ? "askTersely" : "ask", truth));
    }

    public TaskItem Read(TaskRow row)
    {
        var metadata = row.Metadata.ValueKind == JsonValueKind.Object ? JsonNode.Parse(row.Metadata.GetRawText()) : throw new TaskFormatException($"{Info.Id}: the row has no metadata; it must be an object as sample gives it.");
        return Item(null, Truth(_functions.Contains("read") ? Call("read", metadata, row.Answer) : metadata, "read"), row.Prompt?.Text ?? "");
    }

    public string? Oracle(TaskItem item) => Call("solve", Node(item.Truth)) is JsonValue answer ? answer.ToString() : null;

    public JsonObject Metadata(TaskItem item) => Node(item.Truth).AsObject();

    public string? Demonstrate(TaskItem item, Rng rng) =>
        _functions.Contains("demonstrate") && Called("demonstrate", rng, Node(item.Truth)) is JsonValue shown ? shown.ToString() : null;

    public ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation)
    {
        if (answer.Refuse(out var bare) is { } refusal)
            return ValueTask.FromResult(refusal);
        var judged = Call("judge", Node(item.Truth), bare);
        var (score, reason) = judged is JsonObject parts ? (parts["score"], parts["reason"]) : (judged, null);
        if (score is not JsonValue value || !value.TryGetValue<double>(out var paid) || paid is not (>= 0 and <= 1))
            throw new InvalidOperationException($"judge of {Path.GetFileName(_plugin.File)} gave {TaskRow.Shorten(judged?.ToJsonString() ?? "nothing")}; it must give a number from 0 to 1, or {{ score, reason }}");
        return ValueTask.FromResult(Verdict.FromScore(paid, TaskRow.Shorten(bare), reason is JsonValue said ? said.ToString() : paid switch
        {
            1 => "The answer is right.",
            0 => "The answer is not right.",
            _ => "The answer is partly right.",
        }));
    }

    private TaskItem Item(Handle? handle, string truth, string prompt) =>
        new(Info.Id, handle, prompt, _functions.Contains("difficulty") && Call("difficulty", Node(truth)) is JsonValue n && n.TryGetValue<double>(out var difficulty) ? difficulty : 0, truth);

    private string Truth(JsonNode? made, string by) =>
        made as JsonObject is { } truth ? truth.ToJsonString() : throw new TaskFormatException($"{Info.Id}: {by} gave {TaskRow.Shorten(made?.ToJsonString() ?? "nothing")}; it must give the truth as an object.");

    private string Word(string function, string truth) => !_functions.Contains(function)
        ? throw new TaskFormatException($"{Info.Id}: style is \"terse\", and this family has no terse prompts; it must be \"full\".")
        : Call(function, Node(truth)) is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>()
        : throw new TaskFormatException($"{Info.Id}: {function} gave no text.");

    private JsonNode? Call(string function, params ReadOnlySpan<JsonNode?> arguments) => Called(function, null, arguments);

    private JsonNode? Called(string function, Rng? rng, params ReadOnlySpan<JsonNode?> arguments)
    {
        var given = new JsonArray();
        foreach (var argument in arguments)
            given.Add(argument?.DeepClone());
        return _plugin.Call(function, given, rng);
    }

    private static JsonNode Node(object truth) => JsonNode.Parse((string)truth)!;
}
