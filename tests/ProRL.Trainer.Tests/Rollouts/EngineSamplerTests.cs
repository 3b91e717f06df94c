using System.Collections.Concurrent;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Rollouts;

public sealed class EngineSamplerTests
{
    private static readonly RolloutRequest[] Requests =
        [.. Enumerable.Range(0, 6).Select(g => new RolloutRequest(g, [.. Enumerable.Range(2, 2 + g % 4)], 3, Counter.Key(7, (ulong)g)))];

    private static readonly SamplingSettings Greedy = new(0, 12, 16);

    public static TheoryData<string> Kinds => [nameof(EngineKind.Vllm), nameof(EngineKind.Sglang)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Greedy_rollouts_are_those_of_the_trainers_own_sampler(string kind)
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        var here = new ConcurrentBag<Rollout>();
        new Sampler(model, Samples.Tokenizer, new Workers(1)).Run(Requests, Greedy, here.Add);
        var there = Run(Options(engine, kind), Greedy);
        Assert.Equal(18, there.Length);
        foreach (var (a, b) in Sorted(here).Zip(there))
        {
            Assert.Equal((a.Group, a.Sample, a.Truncated), (b.Group, b.Sample, b.Truncated));
            Assert.Equal(a.Prompt, b.Prompt);
            Assert.Equal(a.Completion, b.Completion);
            Assert.All(a.LogProbs.Zip(b.LogProbs), p => Assert.Equal(p.First, p.Second, 1e-5));
        }
        Assert.Contains(there, r => r.Truncated);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_knob_is_sent_and_the_same_seed_samples_the_same(string kind)
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        var settings = new SamplingSettings(1.2, 9, 16, 0.95, 8) { StopTokens = [5], Stop = ["pp"] };
        var first = Run(Options(engine, kind), settings);
        var again = Run(Options(engine, kind) with { InFlight = 1 }, settings);
        Assert.All(first.Zip(again), p => Assert.Equal(p.First.Completion, p.Second.Completion));
        Assert.True(first.Select(r => string.Join(',', r.Completion)).Distinct().Count() > 6);

        var body = engine.Calls.First(c => c.Path is "/v1/completions" or "/generate").Body!;
        Assert.Equal("small", (string)body["model"]!);
        var knobs = kind == nameof(EngineKind.Vllm) ? body : body["sampling_params"]!;
        Assert.Equal((1.2, 0.95, 8, 1, 0), ((double)knobs["temperature"]!, (double)knobs["top_p"]!, (int)knobs["top_k"]!, (int)knobs["repetition_penalty"]!, (int)knobs["min_p"]!));
        Assert.Equal([.. Samples.Tokenizer.Ends, 5], knobs["stop_token_ids"]!.AsArray().Select(t => (int)t!));
        Assert.Equal(["pp"], knobs["stop"]!.AsArray().Select(t => (string)t!));
    }

    [Fact]
    public void No_more_requests_are_in_flight_than_the_bound_and_each_rollout_comes_when_it_ends()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        var options = Options(engine, nameof(EngineKind.Vllm)) with { InFlight = 3 };
        var gate = new TaskCompletionSource();
        var ended = 0;
        // The first request is held until five others have ended: so these did not wait for it.
        engine.Before = async (path, count, _) =>
        {
            if (path == "/v1/completions" && count == 1) await gate.Task;
            return false;
        };
        using var client = new EngineClient(options, TimeProvider.System);
        new EngineSampler(client, options, Samples.Tokenizer.Ends, TestContext.Current.CancellationToken).Run(Requests, Greedy, _ =>
        {
            if (Interlocked.Increment(ref ended) == 5) gate.SetResult();
        });
        Assert.Equal(18, ended);
        Assert.InRange(engine.MostInFlight, 2, 3);
    }

    [Fact]
    public void A_dropped_connection_and_a_busy_engine_are_tried_again()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        engine.Before = async (path, count, context) =>
        {
            if (path != "/v1/completions" || count > 3) return false;
            if (count == 1)
            {
                // Less than was promised, and then the connection is gone.
                context.Response.ContentLength = 100;
                await context.Response.Body.WriteAsync("{"u8.ToArray());
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
            else await StandInEngine.AnswerAsync(context, count == 2 ? 503 : 429, "busy");
            return true;
        };
        var rollouts = Run(Options(engine, nameof(EngineKind.Vllm)), Greedy);
        Assert.Equal(18, rollouts.Select(r => (r.Group, r.Sample)).Distinct().Count());
        Assert.Equal(21, engine.Calls.Count(c => c.Path == "/v1/completions"));
    }

    [Fact]
    public void An_engine_that_stays_away_or_refuses_is_named_in_one_sentence()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        var options = Options(engine, nameof(EngineKind.Vllm)) with { Attempts = 2, InFlight = 2 };
        engine.Before = async (path, _, context) =>
        {
            await StandInEngine.AnswerAsync(context, path == "/v1/models" ? 200 : 500, path == "/v1/models" ? """{"data":[{"id":"m"}]}""" : "out\nof memory");
            return true;
        };
        Assert.Equal($"The engine at {engine.Url} answered /v1/completions with the status 500: out of memory (tried 2 times).", Refused(options));
        engine.Before = async (_, _, context) =>
        {
            await StandInEngine.AnswerAsync(context, 400, "no such model");
            return true;
        };
        Assert.Equal($"The engine at {engine.Url} answered /v1/models with the status 400: no such model.", Refused(options));
        Assert.StartsWith("The engine at http://127.0.0.1:1 could not be reached at /v1/models: ", Refused(options with { Url = "http://127.0.0.1:1" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vllm", "<html>", "it is no JSON")]
    [InlineData("Vllm", "[]", "it has no choices")]
    [InlineData("Vllm", """{"choices":[]}""", "it has 0 choices instead of one")]
    [InlineData("Vllm", """{"choices":[{"token_ids":[1],"logprobs":{"token_logprobs":[-1,-2]},"finish_reason":"stop"}]}""", "it has 2 log-probabilities of 1 tokens")]
    [InlineData("Vllm", """{"choices":[{"token_ids":[],"logprobs":{"token_logprobs":[]},"finish_reason":"stop"}]}""", "it has 0 tokens of at most 12")]
    [InlineData("Vllm", """{"choices":[{"token_ids":[1.5],"logprobs":{"token_logprobs":[-1]},"finish_reason":"stop"}]}""", "a token is no id")]
    [InlineData("Vllm", """{"choices":[{"token_ids":[1],"logprobs":{"token_logprobs":[0.5]},"finish_reason":"stop"}]}""", "a log-probability is no number of at most 0")]
    [InlineData("Vllm", """{"choices":[{"token_ids":[1],"logprobs":{"token_logprobs":[-1]},"finish_reason":"abort"}]}""", "neither stop nor length")]
    [InlineData("Vllm", """{"choices":[{"logprobs":{"tokens":["a"],"token_logprobs":[-1]},"finish_reason":"stop"}]}""", "it tells no token ids")]
    [InlineData("Sglang", """{"text":"x"}""", "it has no meta_info")]
    [InlineData("Sglang", """{"meta_info":{"output_token_logprobs":[[-1]],"finish_reason":{"type":"stop"}}}""", "an entry without an id")]
    [InlineData("Sglang", """{"meta_info":{"output_token_logprobs":[[-1,2,null]],"finish_reason":null}}""", "it has no type")]
    public void An_answer_that_is_no_completion_is_refused_in_one_sentence(string kind, string answer, string why)
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        engine.Before = async (_, _, context) =>
        {
            await StandInEngine.AnswerAsync(context, 200, answer);
            return true;
        };
        var message = Refused(Options(engine, kind) with { Model = "m" });
        Assert.StartsWith($"The engine at {engine.Url} answered ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Older_servers_tell_ids_as_the_names_of_tokens()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        engine.Before = async (_, _, context) =>
        {
            await StandInEngine.AnswerAsync(context, 200, """{"choices":[{"logprobs":{"tokens":["token_id:7","token_id:1"],"token_logprobs":[-0.5,-0.25]},"finish_reason":"stop"}]}""");
            return true;
        };
        var rollout = Run(Options(engine, nameof(EngineKind.Vllm)) with { Model = "m" }, Greedy)[0];
        Assert.Equal([7, 1], rollout.Completion);
        Assert.Equal([-0.5f, -0.25f], rollout.LogProbs);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task New_weights_are_sampled_from_once_they_are_handed_over(string kind)
    {
        using var outer = NewDisposeScope();
        using var served = Samples.Model();
        using var trained = Samples.Model(seed: 2);
        using var engine = new StandInEngine(served);
        var folder = Directory.CreateTempSubdirectory("prorl-engine");
        var options = Options(engine, kind) with { Weights = folder.FullName };
        var before = Run(options, Greedy);
        using var client = new EngineClient(options, TimeProvider.System);
        var weights = new EngineWeights(client, options);
        foreach (var step in new[] { 7, 8, 8 })
            await weights.HandOverAsync(step, path => Safetensors.Write(Path.Combine(path, "model.safetensors"), [.. trained.Weights.Select(w => (w.Name, (Tensor)w.Parameter))]), TestContext.Current.CancellationToken);

        var here = new ConcurrentBag<Rollout>();
        new Sampler(trained, Samples.Tokenizer, new Workers(1)).Run(Requests, Greedy, here.Add);
        var after = Run(options, Greedy);
        Assert.All(Sorted(here).Zip(after), p => Assert.Equal(p.First.Completion, p.Second.Completion));
        Assert.NotEqual(before.SelectMany(r => r.Completion), after.SelectMany(r => r.Completion));
        Assert.Equal(["step-000008"], folder.GetDirectories().Select(d => d.Name));
        if (kind == nameof(EngineKind.Vllm)) Assert.Equal(3, engine.Calls.Count(c => c.Path == "/reset_prefix_cache"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Weights_that_the_engine_does_not_take_are_a_fault()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        engine.Before = async (_, _, context) =>
        {
            await StandInEngine.AnswerAsync(context, 200, """{"success":false,"message":"shape mismatch"}""");
            return true;
        };
        var folder = Directory.CreateTempSubdirectory("prorl-engine");
        var options = Options(engine, nameof(EngineKind.Sglang)) with { Weights = folder.FullName };
        using var client = new EngineClient(options, TimeProvider.System);
        var error = await Assert.ThrowsAsync<EngineException>(() => new EngineWeights(client, options).HandOverAsync(1, _ => { }, TestContext.Current.CancellationToken));
        Assert.EndsWith("step-000001: shape mismatch.", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Cancelling_ends_the_sampling_at_once()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var engine = new StandInEngine(model);
        var never = new TaskCompletionSource();
        var waiting = new TaskCompletionSource();
        engine.Before = async (path, _, _) =>
        {
            if (path != "/v1/completions") return false;
            waiting.TrySetResult();
            await never.Task;
            return false;
        };
        using var stop = new CancellationTokenSource();
        var options = Options(engine, nameof(EngineKind.Vllm));
        using var client = new EngineClient(options, TimeProvider.System);
        var run = Task.Run(() => new EngineSampler(client, options, Samples.Tokenizer.Ends, stop.Token).Run(Requests, Greedy, _ => { }), TestContext.Current.CancellationToken);
        await waiting.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        never.SetResult();
    }

    [Fact]
    public void Options_name_all_their_mistakes_at_once()
    {
        var mistakes = new EngineOptions("127.0.0.1:8000", EngineKind.Vllm, " ", 0, "", 0, double.NaN).Mistakes().ToArray();
        Assert.Equal(5, mistakes.Length);
        Assert.Contains("'engine.in_flight' is 0; it must be from 1 to 4096", mistakes);
        Assert.Contains("without /v1", Assert.Single(new EngineOptions("http://h:1/v1/", EngineKind.Vllm, "w").Mistakes()), StringComparison.Ordinal);
        Assert.Empty(new EngineOptions("http://127.0.0.1:8000", EngineKind.Sglang, "/dev/shm/weights").Mistakes());
    }

    private static EngineOptions Options(StandInEngine engine, string kind) => new(engine.Url, Enum.Parse<EngineKind>(kind), "unused", InFlight: 8);

    private static string Refused(EngineOptions options) => Assert.Throws<EngineException>(() => Run(options, Greedy)).Message;

    private static Rollout[] Run(EngineOptions options, SamplingSettings settings)
    {
        var rollouts = new ConcurrentBag<Rollout>();
        using var client = new EngineClient(options, TimeProvider.System);
        new EngineSampler(client, options, Samples.Tokenizer.Ends, TestContext.Current.CancellationToken).Run(Requests, settings, rollouts.Add);
        return Sorted(rollouts);
    }

    private static Rollout[] Sorted(IEnumerable<Rollout> rollouts) => [.. rollouts.OrderBy(r => r.Group).ThenBy(r => r.Sample)];
}
