using System.Text.Json;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Metrics;
using ProRL.Server.Queueing;
using ProRL.Verifiers;

namespace ProRL.Server.Calls;

/// <summary>
/// The calls that work through a list of items: <c>score</c>, <c>verify</c> and <c>sample</c>. Here only the list is taken
/// apart; each item is decoded by the worker that does it.
/// </summary>
internal sealed class ItemCalls(Grader grader, MixtureCalls mixtures, Tally tally)
{
    /// <summary><c>{"items": [{"handle", "response" or "final"}], "stream": false, "profile": "default", "mixture"}</c>.</summary>
    public WorkOrder Score(ReadOnlyMemory<byte> parameters)
    {
        var list = ItemList.Read("score", parameters);
        var judge = grader.Under(list.Profile);
        var mixture = list.Mixture is { } name ? mixtures[name] : null;
        return Order(list, async (index, cancellation) =>
        {
            var (handle, answer) = ScoreItem.Read(list.Items[index]);
            var verdict = await judge.ScoreAsync(handle, answer, cancellation).ConfigureAwait(false);
            mixture?.Observe(handle, verdict.Score);
            return new Judged(null, handle.Split('|', 2)[0], verdict);
        });
    }

    /// <summary><c>{"items": [row, …], "stream": false, "profile": "default"}</c>, with rows as <see cref="Gym.Datasets.TaskRow"/> describes them.</summary>
    public WorkOrder Verify(ReadOnlyMemory<byte> parameters)
    {
        var list = ItemList.Read("verify", parameters);
        var judge = grader.Under(list.Profile);
        return Order(list, (index, cancellation) => Judged.RowAsync(judge, MessagePackJson.ToJson(list.Items[index]), cancellation));
    }

    /// <summary>
    /// <c>{"family", "split", "seed", "count", "start": 0, "level", "config": {…}, "answers": false, "demonstrations":
    /// false}</c>, or <c>{"handles": […], "answers", "demonstrations"}</c>, or the next items of a mixture, <c>{"mixture",
    /// "count", "answers", "demonstrations"}</c>.
    /// </summary>
    public WorkOrder Sample(ReadOnlyMemory<byte> parameters)
    {
        var map = new CallParameters("sample", parameters, "family", "split", "seed", "count", "start", "level", "config", "answers", "demonstrations", "handles", "mixture");
        var handles = map.Has("mixture") ? Drawn(map) : map.Has("handles") ? HandleList(map) : CountedRequest(map).Handles();
        var answers = map.Bool("answers");
        var demonstrations = map.Bool("demonstrations");
        return new WorkOrder(Work, handles.Count, parameters.Length, "items", false);

        ValueTask<byte[]> Work(int index, TimeSpan queued, CancellationToken cancellation)
        {
            var item = SampledItem.Make(grader.Catalog, handles[index], answers, demonstrations);
            return ValueTask.FromResult(MapWriting.Encode(item, SampledItemMap.Write));
        }
    }

    private WorkOrder Order(ItemList list, Func<int, CancellationToken, ValueTask<Judged>> judge)
    {
        return new WorkOrder(Work, list.Items.Count, list.Bytes, "verdicts", list.Streams);

        async ValueTask<byte[]> Work(int index, TimeSpan queued, CancellationToken cancellation)
        {
            Judged judged;
            try
            {
                judged = await judge(index, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is TaskFormatException or MessagePackSerializationException or EndOfStreamException)
            {
                judged = new Judged(null, null, Verdict.Fault($"Item {index} can't be read: {e.Message}"));
            }

            tally.Count(judged.Family, judged.Verdict.Status);
            var verdict = judged.Verdict with { QueueMicroseconds = (long)queued.TotalMicroseconds };
            return MapWriting.Encode((judged.Id, verdict), Write);
        }
    }

    private static void Write(ref MessagePackWriter writer, (System.Text.Json.Nodes.JsonNode? Id, Verdict Verdict) judged) =>
        VerdictMap.Write(ref writer, judged.Id, judged.Verdict);

    private IReadOnlyList<string> Drawn(CallParameters map)
    {
        Alone(map, "mixture", "family", "split", "seed", "start", "level", "config", "handles");
        map.Required("count");
        var count = map.Int("count", 0);
        return count > 0 ? mixtures[map.Text("mixture")!].Draw(count) : throw map.Wrong("count", "at least 1");
    }

    private static void Alone(CallParameters map, string what, params ReadOnlySpan<string> others)
    {
        foreach (var key in others)
        {
            if (map.Has(key))
                throw GymException.BadRequest($"sample has \"{what}\" and \"{key}\"; {(what == "mixture" ? "a mixture says" : "handles say")} all of that");
        }
    }

    private static List<string> HandleList(CallParameters map)
    {
        Alone(map, "handles", "family", "split", "seed", "count", "start", "level", "config");
        var list = map.Required("handles");
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(h => h.ValueKind != JsonValueKind.String))
            throw GymException.BadRequest("sample's \"handles\" must be a list of texts");
        return [.. list.EnumerateArray().Select(h => h.GetString()!)];
    }

    private static SampleRequest CountedRequest(CallParameters map)
    {
        var request = FamilyRequest(map, map.Int("count", 0)) with { Start = map.Long("start", 0) };
        map.Required("count");
        return request;
    }

    /// <summary>The items that a call is about: its <c>"family"</c>, <c>"split"</c>, <c>"seed"</c>, <c>"level"</c> and <c>"config"</c>.</summary>
    internal static SampleRequest FamilyRequest(CallParameters map, int count)
    {
        map.Required("family");
        map.Required("split");
        if (!Handle.TrySplit(map.Text("split")!, out var split))
            throw map.Wrong("split", "\"train\" or \"eval\"");
        var config = map.Has("config") ? map.Required("config") : default;
        if (config.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            throw map.Wrong("config", "a map");
        return new SampleRequest(map.Text("family")!, split, map.Unsigned("seed"), count)
        {
            Level = map.Has("level") ? map.Int("level", 0) : null,
            Config = config.ValueKind == JsonValueKind.Object ? config.GetRawText() : "",
        };
    }
}
