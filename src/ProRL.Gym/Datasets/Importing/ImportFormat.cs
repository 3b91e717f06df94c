using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Datasets.Importing;

/// <summary>A public data set's shape of a record, and how it becomes a row.</summary>
public sealed class ImportFormat
{
    private readonly Func<MetadataReader, ImportOptions, JsonObject> _read;

    private ImportFormat(string name, string summary, Func<MetadataReader, ImportOptions, JsonObject> read)
    {
        Name = name;
        Summary = summary;
        _read = read;
    }

    /// <summary>Every format, by name.</summary>
    public static IReadOnlyList<ImportFormat> All { get; } =
    [
        new("humaneval", "HumanEval and HumanEval+: task_id, prompt, entry_point, test", FunctionImports.HumanEval),
        new("mbpp", "MBPP and MBPP+, also as SandboxFusion has it: test_list, test_setup_code", FunctionImports.Mbpp),
        new("leetcode", "LeetCodeDataset: problem_description, starter_code, entry_point, test", FunctionImports.LeetCode),
        new("kodcode", "KodCode: question, test (a pytest file)", FunctionImports.KodCode),
        new("acecode", "AceCode: question, test_cases of assert lines", FunctionImports.AceCode),
        new("apps", "APPS and TACO: question, input_output {inputs, outputs, fn_name}", CaseImports.Apps),
        new("codecontests", "CodeContests as published, as DeepCoder, PrimeIntellect or SandboxFusion has it", CaseImports.CodeContests),
        new("livecodebench", "LiveCodeBench: public_test_cases and private_test_cases, packed or not", CaseImports.LiveCodeBench),
        new("nemo-gym", "NeMo Gym code: verifier_metadata.unit_tests {inputs, outputs}", CaseImports.NemoGym),
        new("eurus", "Eurus-2-RL, Skywork and verl: reward_model.ground_truth, code and math", CaseImports.Eurus),
        new("synthetic", "SYNTHETIC-1 and -2: verification_info, code and math", CaseImports.Synthetic),
    ];

    public string Name { get; }

    /// <summary>What the format is recognised by, in one line.</summary>
    public string Summary { get; }

    /// <summary>The row that a record stands for: <c>{"id","family","prompt","answer","metadata"}</c>.</summary>
    /// <exception cref="TaskFormatException">The record is not of this format; the message says what is missing.</exception>
    public JsonObject Read(JsonElement record, ImportOptions options) => _read(new MetadataReader(Name, record, "record"), options);
}

/// <summary>What a record does not say.</summary>
/// <param name="Language">The language in which programs are asked for.</param>
public sealed record ImportOptions(string Language = "python");
