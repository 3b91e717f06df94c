using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Rollouts;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Support;

/// <summary>A server that speaks the endpoints of vLLM and SGLang which the trainer uses, and samples from a small model of ours.</summary>
internal sealed class StandInEngine : IDisposable
{
    private readonly WebApplication _app;
    private readonly CausalDecoder _model;
    private readonly Lock _sampling = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _inFlight;
    private int _mostInFlight;

    public StandInEngine(CausalDecoder model)
    {
        _model = model;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _app.StartAsync().GetAwaiter().GetResult();
        Url = _app.Urls.Single();
    }

    public string Url { get; }

    /// <summary>Paths and bodies of all calls, in the order they came.</summary>
    public ConcurrentQueue<(string Path, JsonObject? Body)> Calls { get; } = new();

    /// <summary>The most completions that were asked for at once.</summary>
    public int MostInFlight => _mostInFlight;

    /// <summary>Called before a request is answered, with the number of its path's calls so far; true if it has seen to the answer itself.</summary>
    public Func<string, int, HttpContext, Task<bool>> Before { get; set; } = (_, _, _) => Task.FromResult(false);

    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    public static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var body = text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        Calls.Enqueue((path, body));
        var completes = path is "/v1/completions" or "/generate";
        if (completes)
        {
            var now = Interlocked.Increment(ref _inFlight);
            int most;
            while (now > (most = _mostInFlight) && Interlocked.CompareExchange(ref _mostInFlight, now, most) != most) { }
        }
        try
        {
            if (!await Before(path, _counts.AddOrUpdate(path, 1, (_, count) => count + 1), context)) await AnswerAsync(context, 200, Answer(path, body).ToJsonString());
        }
        finally
        {
            if (completes) Interlocked.Decrement(ref _inFlight);
        }
    }

    private JsonObject Answer(string path, JsonObject? body) => path switch
    {
        "/v1/models" => new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = "small" }) },
        "/v1/completions" => Vllm(body!),
        "/generate" => Sglang(body!),
        "/collective_rpc" when (string?)body!["method"] == "reload_weights" => Load((string)body["kwargs"]!["weights_path"]!),
        "/update_weights_from_disk" => Load((string)body!["model_path"]!),
        _ => new JsonObject(),
    };

    private JsonObject Vllm(JsonObject body)
    {
        var rollout = Sample(body["prompt"]!, body, "max_tokens", "seed");
        return new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["token_ids"] = new JsonArray([.. rollout.Completion.Select(t => (JsonNode)t)]),
                ["logprobs"] = new JsonObject { ["token_logprobs"] = new JsonArray([.. rollout.LogProbs.Select(l => (JsonNode)l)]) },
                ["finish_reason"] = rollout.Truncated ? "length" : "stop",
            }),
        };
    }

    private JsonObject Sglang(JsonObject body)
    {
        var rollout = Sample(body["input_ids"]!, body["sampling_params"]!, "max_new_tokens", "sampling_seed");
        return new JsonObject
        {
            ["meta_info"] = new JsonObject
            {
                ["finish_reason"] = new JsonObject { ["type"] = rollout.Truncated ? "length" : "stop" },
                ["output_token_logprobs"] = new JsonArray([.. rollout.Completion.Zip(rollout.LogProbs, (t, l) => new JsonArray(l, t, null))]),
            },
        };
    }

    private Rollout Sample(JsonNode prompt, JsonNode knobs, string most, string seed)
    {
        var settings = new SamplingSettings((double)knobs["temperature"]!, (int)knobs[most]!, 1, (double)knobs["top_p"]!, Math.Max(0, (int)knobs["top_k"]!))
        {
            StopTokens = [.. knobs["stop_token_ids"]!.AsArray().Select(t => (int)t!)],
            Stop = [.. knobs["stop"]!.AsArray().Select(t => (string)t!)],
        };
        Rollout? only = null;
        lock (_sampling)
            new Sampler(_model, Samples.Tokenizer, new Workers(1)).Run([new RolloutRequest(0, [.. prompt.AsArray().Select(t => (int)t!)], 1, (ulong)(int)knobs[seed]!)], settings, r => only = r);
        return only!;
    }

    private JsonObject Load(string folder)
    {
        lock (_sampling)
        {
            using var scope = NewDisposeScope();
            using var none = no_grad();
            var read = Safetensors.Read(Path.Combine(folder, "model.safetensors"));
            foreach (var (name, parameter) in _model.Weights) parameter.copy_(read[name]);
        }
        return new JsonObject { ["success"] = true, ["message"] = string.Create(CultureInfo.InvariantCulture, $"loaded {folder}") };
    }

    // The test process has its own way to stop.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
