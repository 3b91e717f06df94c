using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MessagePack;
using ProRL.Gym.Environments;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Metrics;
using ProRL.Server.Queueing;
using ProRL.Verifiers;

namespace ProRL.Server.Calls;

/// <summary>
/// The calls about environments: <c>make</c>, <c>reset</c>, <c>step</c> and <c>close</c>. Sessions belong to the server and
/// not to a connection, so that one that breaks loses none; they end with the server, or an hour after their last use.
/// </summary>
internal sealed class EnvironmentCalls(Grader grader, Tally tally, TimeProvider time)
{
    /// <summary>The most environments that one session may have.</summary>
    public const int MaxCount = 4096;

    private const int MaxOpen = 1 << 16;
    private const int MaxStepLimit = 1_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, EnvironmentSession> _open = new(StringComparer.Ordinal);

    /// <summary>
    /// <c>{"family", "split", "seed", "level", "config": {…}, "attempts": 1, "max_steps", "count": 1, "profile":
    /// "default"}</c>: <c>{"session", "count"}</c>. With a count, environment i has the items i, i + count, i + 2 count….
    /// </summary>
    public byte[] Make(ReadOnlyMemory<byte> parameters)
    {
        var map = new CallParameters("make", parameters, "family", "split", "seed", "level", "config", "attempts", "max_steps", "count", "profile");
        map.Required("family");
        var options = ItemCalls.FamilyRequest(map, 1);
        var count = map.Int("count", 1);
        if (count is < 1 or > MaxCount)
            throw map.Wrong("count", $"from 1 to {MaxCount}");
        int? maxSteps = map.Has("max_steps") ? map.Int("max_steps", 0) : null;
        if (maxSteps is < 1 or > MaxStepLimit)
            throw map.Wrong("max_steps", $"from 1 to {MaxStepLimit}");
        var about = new TaskEnvironmentOptions(options.Family, options.Split, options.Seed)
        {
            Level = options.Level,
            Config = options.Config,
            Attempts = map.Int("attempts", 1),
        };
        var judge = grader.Under(ItemList.ParseProfile(map.Text("profile") ?? "default"));

        // A setting that is wrong shows here and not at the first reset.
        grader.Catalog[options.Family].Make(Handle.Parse(options.Handles()[0]));
        var environments = VectorEnvironment.Of(count, judge, about, maxSteps);
        Sweep();
        if (_open.Values.Sum(s => s.Count) + count > MaxOpen)
            throw new GymException(ErrorCodes.Busy, $"There are nearly {MaxOpen} environments, the most that may be; close ends a session's, and an hour without use does.");
        var session = new EnvironmentSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), options.Family, environments) { UsedAt = time.GetTimestamp() };
        _open[session.Id] = session;
        return MapWriting.Encode(session, static (ref MessagePackWriter writer, EnvironmentSession made) =>
        {
            writer.WriteMapHeader(2);
            writer.Write("session");
            writer.Write(made.Id);
            writer.Write("count");
            writer.Write(made.Count);
        });
    }

    /// <summary>
    /// <c>{"session", "seed", "environments": [i, …], "turn"}</c>: <c>{"results": [{"observation", "info": {"handle",
    /// "difficulty"}}, …]}</c>, one for each environment that is reset; all are where none is named.
    /// </summary>
    public WorkOrder Reset(ReadOnlyMemory<byte> parameters)
    {
        var map = new CallParameters("reset", parameters, "session", "seed", "environments", "turn");
        var session = Find(map);
        ulong? seed = map.Has("seed") ? map.Unsigned("seed") : null;
        var chosen = map.Has("environments") ? Chosen(map, session.Count) : [.. Enumerable.Range(0, session.Count)];
        var turn = session.Begin(Turn(map), parameters.Span);
        return new WorkOrder(Work, chosen.Length, parameters.Length, "results", false);

        ValueTask<byte[]> Work(int index, TimeSpan queued, CancellationToken cancellation) => session.OnceAsync(
            chosen[index],
            turn,
            async environment => MapWriting.Encode(await environment.ResetAsync(seed, cancellation).ConfigureAwait(false), EnvironmentMap.Write),
            cancellation);
    }

    /// <summary>
    /// <c>{"session", "actions": [text or nil, …], "turn"}</c>, one action for each environment: <c>{"results":
    /// [{"observation", "reward", "terminated", "truncated", "info": verdict} or nil, …]}</c>. A reward of nil is a fault,
    /// that of an environment without an episode included: nothing has changed there.
    /// </summary>
    public WorkOrder Step(ReadOnlyMemory<byte> parameters)
    {
        var map = new CallParameters("step", parameters, "session", "actions", "turn");
        var session = Find(map);
        var list = map.Required("actions");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != session.Count || list.EnumerateArray().Any(a => a.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)))
            throw GymException.BadRequest(string.Create(CultureInfo.InvariantCulture, $"step's \"actions\" must be a list of {session.Count} texts or nils, one for each environment"));
        string?[] actions = [.. list.EnumerateArray().Select(a => a.GetString())];
        var turn = session.Begin(Turn(map), parameters.Span);
        return new WorkOrder(Work, actions.Length, parameters.Length, "results", false);

        async ValueTask<byte[]> Work(int index, TimeSpan queued, CancellationToken cancellation)
        {
            if (actions[index] is not { } action)
                return [MessagePackCode.Nil];
            return await session.OnceAsync(index, turn, async environment =>
            {
                var step = await StepAsync(environment, action, cancellation).ConfigureAwait(false);
                tally.Count(session.Family, step.Verdict.Status);
                return MapWriting.Encode(step with { Verdict = step.Verdict with { QueueMicroseconds = (long)queued.TotalMicroseconds } }, EnvironmentMap.Write);
            }, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary><c>{"session"}</c>: <c>{"closed": true}</c>, or false where none was open.</summary>
    public byte[] Close(ReadOnlyMemory<byte> parameters)
    {
        var map = new CallParameters("close", parameters, "session");
        map.Required("session");
        return AboutCalls.Flag("closed", _open.TryRemove(map.Text("session")!, out _));
    }

    // One environment that has no episode must not leave it open what became of the others.
    private static async ValueTask<EnvironmentStep> StepAsync(IEnvironment environment, string action, CancellationToken cancellation)
    {
        try
        {
            return await environment.StepAsync(action, cancellation).ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            return new EnvironmentStep(null, null, false, false, Verdict.Fault(e.Message));
        }
    }

    private EnvironmentSession Find(CallParameters map)
    {
        map.Required("session");
        var id = map.Text("session")!;
        if (!_open.TryGetValue(id, out var session) || IsForgotten(session))
            throw GymException.BadRequest($"there is no session '{Gym.Datasets.TaskRow.Shorten(id)}'; make begins one, and the server forgets it at its end or after an hour without use");
        session.UsedAt = time.GetTimestamp();
        return session;
    }

    private void Sweep()
    {
        foreach (var session in _open.Values.Where(IsForgotten))
            _open.TryRemove(session.Id, out _);
    }

    private bool IsForgotten(EnvironmentSession session) => time.GetElapsedTime(session.UsedAt) > Patience;

    private static long? Turn(CallParameters map) => map.Has("turn") ? map.Long("turn", 0) : null;

    private static int[] Chosen(CallParameters map, int count)
    {
        var list = map.Required("environments");
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(i => i.ValueKind != JsonValueKind.Number || !i.TryGetInt32(out var n) || n < 0 || n >= count))
            throw map.Wrong("environments", $"a list of numbers from 0 to {count - 1}");
        int[] chosen = [.. list.EnumerateArray().Select(i => i.GetInt32())];
        return chosen.Distinct().Count() == chosen.Length ? chosen : throw map.Wrong("environments", "a list that names each once");
    }
}
