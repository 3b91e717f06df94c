using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Gym.Datasets.Importing;

/// <summary>
/// Sets whose tests are inputs with expected outputs: whole programs, or calls where a function is named. Their own
/// graders compare outputs token by token or more loosely; so do these rows.
/// </summary>
internal static class CaseImports
{
    /// <summary>APPS and TACO: <c>input_output</c> is JSON as text.</summary>
    public static JsonObject Apps(MetadataReader record, ImportOptions options) => ImportedRow.Program(
        ImportedRow.Id(record, "id", "problem_id", "task_id"),
        WithStarter(ImportedRow.Text(record, "question", "problem", "prompt"), ImportedRow.OptionalText(record, "starter_code")),
        null,
        options,
        TestShapes.Read(ImportedRow.Unpacked(record["input_output"], "apps")));

    /// <summary>CodeContests: tests of three kinds in columns or lists, or one list of them (DeepCoder, PrimeIntellect).</summary>
    public static JsonObject CodeContests(MetadataReader record, ImportOptions options)
    {
        var prompt = WithStarter(ImportedRow.Text(record, "description", "problem", "content"), ImportedRow.OptionalText(record, "starter_code"));
        var id = ImportedRow.Id(record, "name", "id", "task_id");
        if (record["tests"].Exists)
            return ImportedRow.Program(id, prompt, null, options, TestShapes.Read(ImportedRow.Unpacked(record["tests"], "codecontests"), ImportedRow.OptionalText(record["metadata"], "func_name")));
        var cases = new List<(MetadataReader, MetadataReader)>();
        if (record["test"].Exists)
            cases.AddRange(TestShapes.Cases(ImportedRow.Unpacked(record["test"], "codecontests")));
        foreach (var kind in (ReadOnlySpan<string>)["public_tests", "private_tests", "generated_tests"])
        {
            if (record[kind].Exists)
                cases.AddRange(TestShapes.Cases(record[kind]));
        }

        return ImportedRow.Program(id, prompt, null, options, TestShapes.Stdio(record["public_tests"], cases));
    }

    /// <summary>LiveCodeBench: cases with a <c>testtype</c> each, the private ones packed; or one packed text.</summary>
    public static JsonObject LiveCodeBench(MetadataReader record, ImportOptions options)
    {
        var prompt = ImportedRow.Text(record, "question_content", "content");
        var starter = ImportedRow.OptionalText(record, "starter_code");
        var id = ImportedRow.Id(record, "question_id", "id");
        if (record["test"].Exists)
            return ImportedRow.Program(id, prompt, null, options, TestShapes.Read(PackedTests.Read(record["test"])));
        var cases = new List<MetadataReader>();
        foreach (var kind in (ReadOnlySpan<string>)["public_test_cases", "private_test_cases"])
        {
            // Where nothing is private, it is null or an empty text.
            if (record[kind].Exists && ImportedRow.OptionalText(record, kind) is not "")
                cases.AddRange(PackedTests.Read(record[kind]).Array(c => c));
        }

        if (cases.Count == 0)
            throw record["public_test_cases"].Wrong("a list of at least one test");
        var tests = cases.TrueForAll(c => ImportedRow.OptionalText(c, "testtype") is "functional")
            ? new JsonObject
            {
                ["type"] = "function",
                ["fn_name"] = ImportedRow.Unpacked(record["metadata"], "livecodebench")["func_name"].String,
                ["inputs"] = new JsonArray([.. cases.Select(c => JsonValue.Create(c["input"].String))]),
                ["outputs"] = new JsonArray([.. cases.Select(c => JsonValue.Create(c["output"].String))]),
            }
            : TestShapes.Stdio(record["public_test_cases"], cases.Select(c => (c["input"], c["output"])));
        return ImportedRow.Program(id, WithStarter(prompt, starter), null, options, tests);
    }

    /// <summary>NeMo Gym's code server: the prompt is a chat, the tests are its verifier's metadata.</summary>
    public static JsonObject NemoGym(MetadataReader record, ImportOptions options) => ImportedRow.Program(
        ImportedRow.Id(record, "hash_id", "id"),
        Question(record["responses_create_params"]["input"]),
        null,
        options,
        TestShapes.Read(ImportedRow.Unpacked(record["verifier_metadata"]["unit_tests"], "nemo-gym")));

    /// <summary>Eurus-2-RL, Skywork and others in verl's shape: the ground truth is a text, JSON for programs.</summary>
    public static JsonObject Eurus(MetadataReader record, ImportOptions options)
    {
        var id = ImportedRow.Id(record["extra_info"], "index", "id");
        var truth = record["reward_model"]["ground_truth"];
        return ImportedRow.OptionalText(record, "ability") is "code" or "coding"
            ? ImportedRow.Program(id, Question(record["prompt"]), null, options, TestShapes.Read(ImportedRow.Unpacked(truth, "eurus")))
            : ImportedRow.Mathematics(id, Question(record["prompt"]), truth.String);
    }

    /// <summary>SYNTHETIC-1 and -2: <c>verification_info</c> holds test cases or a ground truth.</summary>
    public static JsonObject Synthetic(MetadataReader record, ImportOptions options)
    {
        var id = ImportedRow.Id(record, "problem_id", "id");
        var prompt = ImportedRow.Text(record, "prompt");
        var info = ImportedRow.Unpacked(record["verification_info"], "synthetic");
        if (!info["test_cases"].Exists)
            return ImportedRow.Mathematics(id, prompt, info["ground_truth"].String);
        return ImportedRow.Program(id, prompt, null, ImportedRow.OptionalText(info, "language") is { } language ? options with { Language = language } : options, TestShapes.Read(info));
    }

    private static string WithStarter(string question, string? starter) =>
        string.IsNullOrWhiteSpace(starter) ? question : $"{question}\n\nBegin with this code:\n```python\n{starter}\n```";

    // A text, or the last turn of the user's in a chat, whose content may be in parts.
    private static string Question(MetadataReader prompt)
    {
        if (prompt.Json.ValueKind == JsonValueKind.String)
            return prompt.String;
        if (prompt.Array(t => t).LastOrDefault(t => t["role"].String == "user") is not { Exists: true } turn)
            throw prompt.Wrong("a chat with a turn of the user");
        return turn["content"].Json.ValueKind == JsonValueKind.Array ? string.Join('\n', turn["content"].Array(part => part["text"].String)) : turn["content"].String;
    }
}
