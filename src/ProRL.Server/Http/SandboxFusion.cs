using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Families.Code;
using ProRL.Gym.Tasks;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Server.Http;

/// <summary>SandboxFusion's <c>/run_code</c>, which verl's sandbox client calls. A fault is 504, the one status that it tries again.</summary>
internal sealed class SandboxFusion(SandboxSet sandboxes, HttpQueue queue)
{
    private const int Retried = 504;
    private const double Tail = 0.1;

    public async Task<JsonNode> RunAsync(RequestReader request, CancellationToken cancellation)
    {
        var language = Known(request.Text("language"));
        if (sandboxes.For(language) is not { } sandbox)
            return Reply("SandboxError", $"There is no language '{TaskRow.Shorten(language)}'; there are {string.Join(", ", sandboxes.Languages)}.", null, null, []);
        var program = new SourceProgram(language, request.Text("code"));
        var input = new ProgramInput(request.OptionalText("stdin") ?? "", [])
        {
            Files = request.Has("files") ? [.. request.Object("files").Body.Select(f => new BoxFile(f.Key, Bytes(f.Value)))] : [],
            Fetch = request.Has("fetch_files") ? request.Texts("fetch_files") : [],
        };
        RunResult? result = null;
        try
        {
            var limits = Limits(request);
            await queue.RunAsync(1, program.Source.Length + input.Stdin.Length, async (_, stop) => result = await sandbox.RunAsync(program, [input], limits, stop).FirstAsync(stop).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (SandboxFaultException e)
        {
            throw new HttpFault(e.Message, Retried);
        }
        catch (Exception e) when (e is ArgumentException or TaskFormatException)
        {
            return Reply("SandboxError", e.Message, null, null, []);
        }

        return Describe(result!);
    }

    // Without containers there is the JavaScript that needs none.
    private string Known(string language) => language switch
    {
        "nodejs" or "javascript" => sandboxes.For("node") is null ? "javascript" : "node",
        "c++" => "cpp",
        "c#" => "csharp",
        _ => language,
    };

    private static JsonObject Describe(RunResult result)
    {
        if (result.Outcome == RunOutcome.CompileError)
            return Reply("Failed", "", Part("Finished", 0, 1, "", result.Stderr), null, []);
        var timed = result.Outcome == RunOutcome.TimeLimit;
        // What a limit ended has no words of its own that say so.
        var stderr = result.Outcome is RunOutcome.Finished or RunOutcome.RuntimeError ? result.Stderr : $"{result.Stderr}{result.Error}\n";
        var run = Part(timed ? "TimeLimitExceeded" : "Finished", result.CpuTime.TotalSeconds, timed ? null : result.ExitCode, result.Stdout, stderr);
        return Reply(result is { Outcome: RunOutcome.Finished, ExitCode: 0 } ? "Success" : "Failed", "", null, run, result.Files);
    }

    private static JsonObject Part(string status, double seconds, int? code, string stdout, string stderr) => new()
    {
        ["status"] = status,
        ["execution_time"] = seconds,
        ["return_code"] = code,
        ["stdout"] = stdout,
        ["stderr"] = stderr,
    };

    private static JsonObject Reply(string status, string message, JsonNode? compile, JsonNode? run, IReadOnlyList<BoxFile> files) => new()
    {
        ["status"] = status,
        ["message"] = message,
        ["compile_result"] = compile,
        ["run_result"] = run,
        ["executor_pod_name"] = null,
        ["files"] = new JsonObject(files.Select(f => KeyValuePair.Create(f.Path, (JsonNode?)Convert.ToBase64String(f.Content.Span)))),
    };

    // Where it says -1 or nothing, the usual limits hold: none is without a bound.
    private static RunLimits Limits(RequestReader request)
    {
        var limits = new JsonObject();
        if (request.OptionalNumber("run_timeout") is > 0 and var seconds)
            limits["cpu_seconds"] = Math.Max(Tail, seconds);
        if (request.OptionalNumber("memory_limit_MB") is > 0 and var memory)
            limits["memory_mb"] = (long)memory;
        return ProgramMetadata.ReadLimits(new MetadataReader("run_code", System.Text.Json.JsonSerializer.SerializeToElement(limits), "limits"));
    }

    private static byte[] Bytes(JsonNode? content)
    {
        var text = content is JsonValue value && value.TryGetValue<string>(out var given) ? given : throw RequestReader.Wrong("files", "a map from paths to base64");
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw RequestReader.Wrong("files", "a map from paths to base64");
    }
}
