using ProRL.Gym.Tasks;
using ProRL.Trainer.Tokenizers.Templates;

namespace ProRL.Trainer.Tokenizers;

/// <summary>
/// A model's chat template: the part of Jinja that the templates of Qwen, DeepSeek's distillations and Llama 3 use, with
/// transformers' options (trim_blocks, lstrip_blocks, loop controls) and its <c>tojson</c>. Parsed once; rendering it is
/// bounded in steps, text and depth, and thread-safe.
/// </summary>
internal sealed class ChatTemplate
{
    private const int MaxSource = 1_000_000;

    private readonly string _source;
    private readonly IReadOnlyList<Statement> _body;

    private ChatTemplate(string source, IReadOnlyList<Statement> body) => (_source, _body) = (source, body);

    /// <exception cref="FormatException">The template is wrong or uses what is not supported; the message says what, on which line and column.</exception>
    public static ChatTemplate Parse(string source)
    {
        if (source.Length > MaxSource) throw new FormatException($"The chat template has {source.Length} characters; at most {MaxSource} are read.");
        // As Jinja reads it: every line end the same, and the last one left out.
        source = source.ReplaceLineEndings("\n");
        if (source.EndsWith('\n')) source = source[..^1];
        return new ChatTemplate(source, At(source, () => TemplateParser.Parse(source)));
    }

    /// <summary>
    /// The text that a model continues as the assistant. The special tokens go by the names that templates know them by,
    /// such as <c>bos_token</c>.
    /// </summary>
    /// <exception cref="FormatException">The template refuses these messages, or does what is not allowed.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, IReadOnlyDictionary<string, string> specials, ChatSettings settings)
    {
        var variables = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["messages"] = messages.Select(object? (m) => new Dictionary<string, object?>(StringComparer.Ordinal) { ["role"] = m.Role, ["content"] = m.Content }).ToList(),
            ["add_generation_prompt"] = true,
            ["tools"] = null,
            ["documents"] = null,
        };
        foreach (var (name, text) in specials) variables[name] = text;
        if (settings.EnableThinking is { } thinking) variables["enable_thinking"] = thinking;
        if (settings.Date is { } date) variables["strftime_now"] = Functions.Date(date);
        return Render(variables);
    }

    /// <summary>The text with these variables; values as <see cref="Values"/> lists them.</summary>
    /// <exception cref="FormatException">As above.</exception>
    public string Render(Dictionary<string, object?> variables)
    {
        var all = new Dictionary<string, object?>(variables, StringComparer.Ordinal);
        foreach (var (name, function) in Functions.Everywhere) all.TryAdd(name, function);
        var rendering = new Rendering(all);
        return At(_source, () =>
        {
            Statement.Run(_body, rendering);
            return rendering.Output;
        });
    }

    private static T At<T>(string source, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (TemplateException error)
        {
            var before = source.AsSpan(0, Math.Min(error.Offset, source.Length));
            var line = before.Count('\n') + 1;
            throw new FormatException($"The chat template, line {line}, column {before.Length - before.LastIndexOf('\n')}: {error.Message}.");
        }
    }
}
