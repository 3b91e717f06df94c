using System.Text.Json;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Metrics;
using ProRL.Server.Queueing;
using ProRL.Verifiers;

namespace ProRL.Server.Calls;

/// <summary>The calls that tell about the server: <c>hello</c>, <c>health</c>, <c>families</c> and <c>stats</c>.</summary>
internal sealed class AboutCalls(FamilyCatalog catalog, Tally tally, Admission admission, int workers, TimeProvider time)
{
    private readonly byte[] _families = EncodeFamilies(catalog);
    private readonly int _familyCount = catalog.All.Count();
    private readonly long _start = time.GetTimestamp();

    /// <summary><c>{"protocol", "version", "families", "workers", "limits": {"message_bytes", "depth", "items"}}</c>.</summary>
    public byte[] Hello(ProtocolLimits limits, int maxItems)
    {
        var reply = new HelloReply(ProtocolLimits.ProtocolVersion, Product.Version, _familyCount, workers, limits.MaxMessageBytes, limits.MaxDepth, maxItems);
        return MapWriting.Encode(reply, static (ref MessagePackWriter writer, HelloReply reply) => reply.Write(ref writer));
    }

    /// <summary><c>{"status": "ok"}</c>, or <c>"draining"</c>.</summary>
    public byte[] Health() => MapWriting.Encode(admission.IsClosed ? "draining" : "ok", static (ref MessagePackWriter writer, string status) =>
    {
        writer.WriteMapHeader(1);
        writer.Write("status");
        writer.Write(status);
    });

    /// <summary><c>{"families": [{"id", "domain", "summary", "defaults", "max_level"}]}</c>, in the order of their ids.</summary>
    public byte[] Families() => _families;

    /// <summary>
    /// <c>{"uptime_s", "queue": {"items", "limit"}, "verdicts_per_s", "verdicts": {family: {status: count}}}</c>; the rate is
    /// over the last ten seconds, and families without a verdict are left out.
    /// </summary>
    public byte[] Stats() => MapWriting.Encode(this, static (ref MessagePackWriter writer, AboutCalls me) => me.WriteStats(ref writer));

    /// <summary>A map with one truth value.</summary>
    public static byte[] Flag(string key, bool value) => MapWriting.Encode((key, value), static (ref MessagePackWriter writer, (string Key, bool Value) flag) =>
    {
        writer.WriteMapHeader(1);
        writer.Write(flag.Key);
        writer.Write(flag.Value);
    });

    private void WriteStats(ref MessagePackWriter writer)
    {
        var families = tally.All().ToArray();
        writer.WriteMapHeader(4);
        writer.Write("uptime_s");
        writer.Write(time.GetElapsedTime(_start).TotalSeconds);
        writer.Write("queue");
        writer.WriteMapHeader(2);
        writer.Write("items");
        writer.Write(admission.Items);
        writer.Write("limit");
        writer.Write(admission.MaxItems);
        writer.Write("verdicts_per_s");
        writer.Write(tally.PerSecond);
        writer.Write("verdicts");
        writer.WriteMapHeader(families.Length);
        foreach (var (family, counts) in families)
        {
            writer.Write(family);
            writer.WriteMapHeader(counts.Count);
            for (var i = 0; i < counts.Count; i++)
            {
                writer.Write(VerdictText.Name((VerdictStatus)i));
                writer.Write(counts[i]);
            }
        }
    }

    private static byte[] EncodeFamilies(FamilyCatalog catalog) => MapWriting.Encode(catalog, static (ref MessagePackWriter writer, FamilyCatalog catalog) =>
    {
        var all = catalog.All.Select(f => f.Info).ToArray();
        writer.WriteMapHeader(1);
        writer.Write("families");
        writer.WriteArrayHeader(all.Length);
        foreach (var family in all)
        {
            writer.WriteMapHeader(5);
            writer.Write("id");
            writer.Write(family.Id);
            writer.Write("domain");
            writer.Write(family.Domain);
            writer.Write("summary");
            writer.Write(family.Summary);
            writer.Write("defaults");
            MessagePackJson.Write(ref writer, JsonSerializer.SerializeToElement(family.Defaults));
            writer.Write("max_level");
            writer.Write(family.MaxLevel);
        }
    });
}
