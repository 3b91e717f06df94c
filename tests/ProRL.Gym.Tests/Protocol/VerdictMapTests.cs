using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Protocol;

public sealed class VerdictMapTests
{
    private static readonly Gen<Verdict> Verdicts = Gen.Select(
        Gen.Enum<VerdictStatus>(), Gen.Double[0.01, 0.99], Gen.String, Gen.String.Null(), Gen.Enum<Proof>().Nullable(), Gen.Long[0, long.MaxValue]).Select((status, score, reason, extracted, proof, time) =>
            Verdict.FromParts(
                status,
                status switch { VerdictStatus.Fault => null, VerdictStatus.Correct => 1, VerdictStatus.Partial => score, _ => 0 },
                reason,
                extracted) with
            {
                Proof = proof,
                QueueMicroseconds = time,
                WorkMicroseconds = time / 2,
                Version = "v1",
            });

    [Fact]
    public void A_verdict_survives_the_wire() => Verdicts.Sample(verdict => Assert.Equal(verdict, Read(Encode(verdict))));

    [Fact]
    public void Components_survive_the_wire()
    {
        var verdict = Verdict.FromScore(0.5, "x", "half") with { Components = new Dictionary<string, double> { ["one"] = 1, ["two"] = 0 } };
        Assert.Equal(verdict.Components, Read(Encode(verdict)).Components);
    }

    [Theory]
    [InlineData("correct", 0.0)]
    [InlineData("incorrect", 1.0)]
    [InlineData("fault", 0.0)]
    [InlineData("fantastic", 1.0)]
    [InlineData("partial", double.NaN)]
    public void A_verdict_that_contradicts_itself_is_an_error_and_no_reward(string status, double score)
    {
        var encoded = MapWriting.Encode((status, score), static (ref MessagePackWriter w, (string Status, double Score) v) =>
        {
            w.WriteMapHeader(2);
            w.Write("status");
            w.Write(v.Status);
            w.Write("score");
            w.Write(v.Score);
        });
        Assert.Throws<MessagePackSerializationException>(() => Read(encoded));
    }

    [Fact]
    public void Files_and_the_wire_use_the_same_keys()
    {
        var id = JsonValue.Create(JsonElement.Parse("\"a\""));
        var verdict = Verdict.Correct("4");
        var file = JsonElement.Parse(CompactJson.Text(json => VerdictJson.Write(json, id, verdict)));
        var wire = MessagePackJson.ToJson(MapWriting.Encode((id, verdict), static (ref MessagePackWriter w, (JsonValue? Id, Verdict Verdict) v) => VerdictMap.Write(ref w, v.Id, v.Verdict)));
        Assert.Equal(file.EnumerateObject().Select(p => p.Name), wire.EnumerateObject().Select(p => p.Name).Where(n => n != "queue_us"));
    }

    private static byte[] Encode(Verdict verdict) =>
        MapWriting.Encode(verdict, static (ref MessagePackWriter w, Verdict v) => VerdictMap.Write(ref w, null, v));

    private static Verdict Read(byte[] encoded)
    {
        var reader = new MessagePackReader(encoded);
        return VerdictMap.Read(ref reader);
    }
}
