using MessagePack;
using ProRL.Gym.Environments;
using ProRL.Gym.Protocol;

namespace ProRL.Server.Calls;

/// <summary>Results of environments as maps on the wire.</summary>
internal static class EnvironmentMap
{
    public static void Write(ref MessagePackWriter writer, EnvironmentReset reset)
    {
        writer.WriteMapHeader(2);
        writer.Write("observation");
        SampledItemMap.WritePrompt(ref writer, reset.Observation);
        writer.Write("info");
        writer.WriteMapHeader(2);
        writer.Write("handle");
        writer.Write(reset.Handle);
        writer.Write("difficulty");
        writer.Write(reset.Difficulty);
    }

    public static void Write(ref MessagePackWriter writer, EnvironmentStep step)
    {
        writer.WriteMapHeader(5);
        writer.Write("observation");
        if (step.Observation is { } observation)
            SampledItemMap.WritePrompt(ref writer, observation);
        else
            writer.WriteNil();
        writer.Write("reward");
        writer.WriteOptional(step.Reward);
        writer.Write("terminated");
        writer.Write(step.Terminated);
        writer.Write("truncated");
        writer.Write(step.Truncated);
        writer.Write("info");
        VerdictMap.Write(ref writer, null, step.Verdict);
    }
}
