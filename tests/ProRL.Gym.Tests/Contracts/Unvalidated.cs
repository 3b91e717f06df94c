using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Tests.Contracts;

internal sealed record UnvalidatedConfig : FamilyConfig
{
    public int MaxValue { get; init; } = 100_000;
}

internal sealed record UnvalidatedTruth(int Value);

/// <summary>A family that uses its settings without looking at them.</summary>
internal sealed class Unvalidated() : TaskFamily<UnvalidatedConfig, UnvalidatedTruth>("test/unvalidated-v1", "repeat a number", maxLevel: 2)
{
    protected override UnvalidatedConfig AtLevel(int level) => new();

    protected override IEnumerable<string> Validate(UnvalidatedConfig config) => [];

    protected override UnvalidatedTruth Generate(UnvalidatedConfig config, Rng rng) => new(rng.Int(1, config.MaxValue));

    protected override string Content(UnvalidatedTruth truth) => $"{truth.Value}";

    protected override double Difficulty(UnvalidatedTruth truth) => truth.Value;

    protected override string Ask(UnvalidatedTruth truth) => $"Repeat {truth.Value} between <answer> and </answer>.";

    protected override string AskTersely(UnvalidatedTruth truth) => $"{truth.Value}=";

    protected override string Solve(UnvalidatedTruth truth) => $"{truth.Value}";

    protected override Verdict Judge(UnvalidatedTruth truth, string answer, Budget budget) => Numbers.JudgeInteger(truth.Value, answer, budget);

    protected override JsonObject Describe(UnvalidatedTruth truth) => new() { ["value"] = truth.Value };

    protected override UnvalidatedTruth Read(string? answer, MetadataReader metadata) => new(metadata["value"].Int);
}
