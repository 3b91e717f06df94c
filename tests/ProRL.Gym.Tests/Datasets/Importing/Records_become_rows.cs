using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Datasets.Importing;
using ProRL.Gym.Tasks;
using ProRL.Tests.Support;

namespace ProRL.Gym.Tests.Datasets.Importing;

public sealed class Records_become_rows
{
    private static readonly Dictionary<string, string> SampleFormats = new(StringComparer.Ordinal)
    {
        ["nemo-gym code_gen (taco/apps style)"] = "nemo-gym",
        ["AceCode"] = "acecode",
        ["LiveCodeBench packed tests"] = "livecodebench",
        ["CodeContests in SandboxFusion CommonOJ form"] = "codecontests",
        ["MBPP in SandboxFusion form"] = "mbpp",
        ["DeepCoder/rllm code_contests"] = "codecontests",
    };

    [Fact]
    public void Samples_of_the_public_sets_are_read()
    {
        var read = 0;
        foreach (var line in File.ReadLines(SharedData.File("data/code/format_samples.jsonl")))
        {
            using var sample = JsonDocument.Parse(line);
            var row = Import(SampleFormats[sample.RootElement.GetProperty("format").GetString()!], sample.RootElement.GetProperty("record"));
            Assert.NotEmpty(row["prompt"]!.GetValue<string>());
            Assert.True(Tests(row) > 0);
            read++;
        }

        Assert.Equal(42, read);
    }

    [Fact]
    public void HumanEval_keeps_its_check_function()
    {
        var row = Import("humaneval", """{"task_id":"HumanEval/0","prompt":"def f(x):\n","entry_point":"f","canonical_solution":"    return x\n","test":"def check(candidate):\n    assert candidate(1) == 1\n"}""");
        Assert.Equal("def f(x):\n    return x\n", row["answer"]!.GetValue<string>());
        Assert.Equal("check", row["metadata"]!["tests"]!["style"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("assert set(similar((1, 2), (2, 3))) == set((2,))", "similar")]
    [InlineData("assert not is_odd(2)", "is_odd")]
    [InlineData("assert Solution().run(3) == 3", "Solution")]
    [InlineData("assert x == 3", null)]
    public void The_function_under_test_is_found_in_an_assert(string assert, string? name)
    {
        var row = Import("acecode", JsonSerializer.Serialize(new { id = 1, question = "Q", test_cases = new[] { assert } }));
        Assert.Equal(name, row["metadata"]!["tests"]!["entry_point"]?.GetValue<string>());
    }

    [Fact]
    public void Apps_tests_of_a_function_become_calls()
    {
        var row = Import("apps", """{"id":7,"question":"Q","input_output":"{\"fn_name\":\"add\",\"inputs\":[[1,2]],\"outputs\":[[3]]}","starter_code":"class Solution:"}""");
        Assert.Equal("add", row["metadata"]!["tests"]!["fn_name"]!.GetValue<string>());
        Assert.Contains("class Solution:", row["prompt"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveCodeBench_tests_of_both_kinds_are_read()
    {
        var stdio = Import("livecodebench", """{"question_id":"a","question_content":"Q","public_test_cases":"[{\"input\":\"1\",\"output\":\"2\",\"testtype\":\"stdin\"}]"}""");
        Assert.Equal("2", stdio["metadata"]!["tests"]!["cases"]![0]!["stdout"]!.GetValue<string>());
        var calls = Import("livecodebench", """{"question_id":"a","question_content":"Q","metadata":"{\"func_name\":\"f\"}","public_test_cases":"[{\"input\":\"1\\n[2]\",\"output\":\"3\",\"testtype\":\"functional\"}]"}""");
        Assert.Equal("f", calls["metadata"]!["tests"]!["fn_name"]!.GetValue<string>());
        Assert.Equal("3", calls["metadata"]!["tests"]!["outputs"]![0]!.GetValue<string>());
    }

    [Fact]
    public void Eurus_records_are_programs_or_mathematics()
    {
        var math = Import("eurus", """{"prompt":[{"role":"system","content":"S"},{"role":"user","content":"1+1?"}],"ability":"math","reward_model":{"ground_truth":"2"},"extra_info":{"index":4}}""");
        Assert.Equal(("math/answer-v1", "2", "1+1?"), (math["family"]!.GetValue<string>(), math["answer"]!.GetValue<string>(), math["prompt"]!.GetValue<string>()));
        var code = Import("eurus", """{"prompt":[{"role":"user","content":"Q"}],"ability":"code","reward_model":{"ground_truth":"{\"inputs\":[\"1\"],\"outputs\":[\"2\"]}"},"extra_info":{"index":4}}""");
        Assert.Equal(1, Tests(code));
    }

    [Theory]
    [InlineData("apps", """{"question":"Q","input_output":"{\"inputs\":[[\"3 4\"],\"1\"],\"outputs\":[[7],2]}"}""", """{"stdin":"3 4\n","stdout":"7\n"}""", 2)]
    [InlineData("apps", """{"prompt":"Q","input_output":{"inputs":"3 4","outputs":"7","fn_name":null}}""", """{"stdin":"3 4","stdout":"7"}""", 1)]
    [InlineData("codecontests", """{"description":"Q","public_tests":[{"input":"3","output":"7"}],"private_tests":null,"generated_tests":{"input":["4"],"output":["8"]}}""", """{"stdin":"3","stdout":"7"}""", 2)]
    [InlineData("codecontests", """{"problem":"Q","tests":"[{\"input\":\"3\",\"output\":\"7\",\"testtype\":\"stdin\"}]"}""", """{"stdin":"3","stdout":"7"}""", 1)]
    [InlineData("livecodebench", """{"question_content":"Q","public_test_cases":[{"input":"3","output":"7","testtype":"stdin"}],"private_test_cases":""}""", """{"stdin":"3","stdout":"7"}""", 1)]
    [InlineData("nemo-gym", """{"responses_create_params":{"input":[{"role":"user","content":[{"type":"input_text","text":"Q"}]}]},"verifier_metadata":{"unit_tests":"{\"inputs\":[\"3\"],\"outputs\":[\"7\"]}"}}""", """{"stdin":"3","stdout":"7"}""", 1)]
    [InlineData("synthetic", """{"prompt":"Q","verification_info":"{\"language\":\"python\",\"test_cases\":[{\"type\":\"stdin_stdout\",\"input\":\"3\",\"output\":\"7\"}]}"}""", """{"stdin":"3","stdout":"7"}""", 1)]
    public void Runs_are_read_in_every_shape(string format, string record, string first, int count)
    {
        var row = Import(format, record);
        Assert.Equal("Q", row["prompt"]!.GetValue<string>());
        Assert.Equal(first, row["metadata"]!["tests"]!["cases"]![0]!.ToJsonString());
        Assert.Equal(count, Tests(row));
    }

    [Theory]
    [InlineData("""{"problem":"Q","tests":[{"type":"function_call","fn_name":"add","input":[3,4],"output":7}]}""")]
    [InlineData("""{"problem":"Q","tests":[{"testtype":"functional","metadata":{"func_name":"add"},"input":[3,4],"output":7}]}""")]
    [InlineData("""{"problem":"Q","metadata":{"func_name":"add"},"tests":[{"testtype":"functional","input":[3,4],"output":7}]}""")]
    [InlineData("""{"problem":"Q","tests":{"fn_name":"add","inputs":[[3,4]],"outputs":[7]}}""")]
    public void Calls_are_read_in_every_shape(string record)
    {
        var tests = Import("codecontests", record)["metadata"]!["tests"]!;
        Assert.Equal(("add", "[[3,4]]", "[7]"), (tests["fn_name"]!.GetValue<string>(), tests["inputs"]!.ToJsonString(), tests["outputs"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("mbpp", """{"text":"Q","test_list":["assert add(1,2) == 3"],"challenge_test_list":["assert add(3,4) == 7"]}""", "asserts", "assert add(3,4) == 7")]
    [InlineData("mbpp", """{"prompt":"Q","test_list":["assert add(1,2) == 3"],"test":"assert add(3,4) == 7\n"}""", "asserts", "assert add(3,4) == 7")]
    [InlineData("acecode", """{"question":"Q","test_cases":"[\"assert add(3,4) == 7\"]"}""", "asserts", "assert add(3,4) == 7")]
    [InlineData("eurus", """{"prompt":"Q","ability":"code","reward_model":{"ground_truth":"[\"assert add(3,4) == 7\"]"},"extra_info":{"index":0}}""", "asserts", "assert add(3,4) == 7")]
    [InlineData("eurus", """{"prompt":"Q","ability":"code","reward_model":{"ground_truth":"{\"entry_point\":\"add\",\"import_prefix\":\"import math\",\"test_code\":\"def check(candidate): pass\"}"},"extra_info":{"index":0}}""", "check", "import math\ndef check")]
    [InlineData("leetcode", """{"problem_description":"Q","prompt":"from typing import *","starter_code":"class Solution:","entry_point":"Solution().add","test":"def check(candidate): pass"}""", "check", "from typing import *\ndef check")]
    [InlineData("kodcode", """{"question":"Q","solution":"S","test":"from solution import add\n"}""", "pytest", "from solution import add")]
    public void Test_code_is_read(string format, string record, string style, string code)
    {
        var row = Import(format, record);
        Assert.StartsWith("Q", row["prompt"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("7", row["prompt"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(style, row["metadata"]!["tests"]!["style"]!.GetValue<string>());
        Assert.Contains(code, row["metadata"]!["tests"]!["test_code"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apps", """{"question":"q","input_output":null}""", "inputs with outputs")]
    [InlineData("codecontests", """{"problem":"q","tests":[]}""", "at least one test")]
    [InlineData("codecontests", """{"problem":"q","tests":[3]}""", "a case {input, output}")]
    [InlineData("codecontests", """{"problem":"q","tests":[{"testtype":"functional","input":"3","output":"4"}]}""", "names its function")]
    [InlineData("acecode", """{"question":"q","test_cases":[]}""", "at least one assert")]
    [InlineData("humaneval", """{"prompt":"p"}""", "test")]
    [InlineData("apps", """{"question":"q","input_output":"{\"inputs\":[],\"outputs\":[]}"}""", "at least one test")]
    [InlineData("apps", """{"question":"q","input_output":"{\"inputs\":[\"1\"],\"outputs\":[]}"}""", "as long as the inputs")]
    [InlineData("apps", """{"question":"q","input_output":"{"}""", "JSON as text")]
    [InlineData("codecontests", """{"description":"d"}""", "at least one")]
    [InlineData("livecodebench", """{"question_content":"q","test":"AAAA"}""", "base64")]
    public void What_is_missing_is_said(string format, string record, string expected) =>
        Assert.Contains(expected, Assert.Throws<TaskFormatException>(() => Import(format, record)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pickle_that_names_code_is_refused()
    {
        // The pickle of os.system's name: c posix \n system \n … as an attacker would pack it.
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            zlib.Write("cposix\nsystem\n(X\u0002\u0000\u0000\u0000lstR."u8);
        var record = JsonSerializer.Serialize(new { question_content = "q", test = Convert.ToBase64String(packed.ToArray()) });
        Assert.Contains("pickled", Assert.Throws<TaskFormatException>(() => Import("livecodebench", record)).Message, StringComparison.Ordinal);
    }

    private static JsonObject Import(string format, string record)
    {
        using var document = JsonDocument.Parse(record);
        return Import(format, document.RootElement);
    }

    private static JsonObject Import(string format, JsonElement record)
    {
        var row = ImportFormat.All.Single(f => f.Name == format).Read(record, new ImportOptions());

        // What is written must be readable as a row.
        TaskRow.Parse(System.Text.Encoding.UTF8.GetBytes(row.ToJsonString()));
        return row;
    }

    private static int Tests(JsonObject row)
    {
        var tests = row["metadata"]!["tests"]!;
        return tests["cases"]?.AsArray().Count ?? tests["inputs"]?.AsArray().Count ?? tests["test_code"]!.GetValue<string>().Split("assert").Length - 1;
    }
}
