using System.Text.Json.Nodes;

namespace ProRL.Gym.Datasets.Importing;

/// <summary>Sets whose tests are code that calls a function.</summary>
internal static class FunctionImports
{
    /// <summary>HumanEval and HumanEval+: github.com/openai/human-eval.</summary>
    public static JsonObject HumanEval(MetadataReader record, ImportOptions options)
    {
        var prompt = record["prompt"].String;
        var solution = ImportedRow.OptionalText(record, "canonical_solution");
        return ImportedRow.Program(
            ImportedRow.Id(record, "task_id"), prompt, solution is null ? null : prompt + solution, options, ImportedRow.Check(record["test"].String, record["entry_point"].String));
    }

    /// <summary>LeetCodeDataset: as HumanEval, but the question is told in words and the prompt is what tests import.</summary>
    public static JsonObject LeetCode(MetadataReader record, ImportOptions options) => ImportedRow.Program(
        ImportedRow.Id(record, "task_id", "question_id", "id"),
        $"{ImportedRow.Text(record, "problem_description", "question", "content")}\n\nBegin with this code:\n```python\n{record["starter_code"].String}\n```",
        ImportedRow.OptionalText(record, "completion"),
        options,
        ImportedRow.Check((ImportedRow.OptionalText(record, "prompt") ?? "") + "\n" + record["test"].String, record["entry_point"].String));

    /// <summary>MBPP: its own records, the sanitised ones, MBPP+ and SandboxFusion's.</summary>
    public static JsonObject Mbpp(MetadataReader record, ImportOptions options)
    {
        var shown = record["test_list"].Array(t => t.String);
        var setup = ImportedRow.OptionalText(record, "test_setup_code") ?? ImportedRow.OptionalText(record["labels"], "test_setup_code") ?? "";
        if (record["test_imports"].Exists)
            setup = string.Join('\n', record["test_imports"].Array(i => i.String)) + "\n" + setup;
        string[] hidden = record["challenge_test_list"].Exists ? record["challenge_test_list"].Array(t => t.String) : [];
        var tests = ImportedRow.Asserts(record["test_list"], setup, [.. shown, .. hidden]);

        // MBPP+ adds a program of many more tests, which says all that it needs.
        if (ImportedRow.OptionalText(record, "test") is { Length: > 0 } more)
            tests["test_code"] = tests["test_code"]!.GetValue<string>() + more;
        return ImportedRow.Program(
            ImportedRow.Id(record, "task_id", "id"),
            $"{ImportedRow.Text(record, "text", "prompt", "content")}\n\nYour code should pass these tests:\n{string.Join('\n', shown)}",
            ImportedRow.OptionalText(record, "code", "canonical_solution"),
            options,
            tests);
    }

    /// <summary>AceCode: a question with a list of assert lines.</summary>
    public static JsonObject AceCode(MetadataReader record, ImportOptions options)
    {
        var asserts = record["test_cases"].Exists ? record["test_cases"] : record["tests"];
        return ImportedRow.Program(
            ImportedRow.Id(record, "id"), ImportedRow.Text(record, "question"), null, options, ImportedRow.Asserts(asserts, "", ImportedRow.Unpacked(asserts, "acecode").Array(t => t.String)));
    }

    /// <summary>KodCode: a question with a pytest file that imports the module <c>solution</c>.</summary>
    public static JsonObject KodCode(MetadataReader record, ImportOptions options) => ImportedRow.Program(
        ImportedRow.Id(record, "question_id", "id"),
        ImportedRow.Text(record, "question"),
        ImportedRow.OptionalText(record, "solution"),
        options,
        new JsonObject
        {
            ["type"] = "function",
            ["test_code"] = record["test"].String,
            ["style"] = "pytest",
            ["solution_file"] = "solution.py",
            ["test_file"] = "test_solution.py",
        });
}
