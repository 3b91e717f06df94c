using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Rollouts;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Support;

/// <summary>A server that speaks the endpoints of vLLM and SGLang which the trainer uses, and samples from a small model of ours.</summary>
internal sealed class StandInEngine : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly CausalDecoder _model;
    private readonly Lock _sampling = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Task _serving;
    private int _inFlight;
    private int _mostInFlight;

    public StandInEngine(CausalDecoder model)
    {
        _model = model;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public string Url { get; }

    /// <summary>Paths and bodies of all calls, in the order they came.</summary>
    public ConcurrentQueue<(string Path, JsonObject? Body)> Calls { get; } = new();

    /// <summary>The most completions that were asked for at once.</summary>
    public int MostInFlight => _mostInFlight;

    /// <summary>Called before a request is answered, with the number of its path's calls so far; true if it has seen to the answer itself.</summary>
    public Func<string, int, HttpListenerContext, Task<bool>> Before { get; set; } = (_, _, _) => Task.FromResult(false);

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    public static async Task AnswerAsync(HttpListenerContext context, int status, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                answers.Add(Task.Run(() => AnswerAsync(context)));
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var text = await reader.ReadToEndAsync();
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
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The client has gone; the listener says it in any of these ways.
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
}
