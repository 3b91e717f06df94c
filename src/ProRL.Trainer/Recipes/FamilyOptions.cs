namespace ProRL.Trainer.Recipes;

/// <param name="Id">The family's id, for example <c>arithmetic/gcd-v1</c>; with <paramref name="Rows"/>, any name.</param>
/// <param name="Weight">Its share of the items, relative to the others.</param>
/// <param name="Config">Its settings, as one JSON object.</param>
/// <param name="Curriculum">How its level moves.</param>
/// <param name="Rows">A JSONL file of rows with prompts, to be trained on instead of items that the family makes; each row names its family.</param>
/// <param name="HeldOut">A JSONL file of the rows to evaluate on; where there is none, the hash of a row's prompt decides on which side it is.</param>
internal sealed record FamilyOptions(string Id, CurriculumOptions Curriculum, string Config = "{}", double Weight = 1, string Rows = "", string HeldOut = "")
{
    /// <summary>The id without category and version: <c>gcd</c> of <c>arithmetic/gcd-v1</c>.</summary>
    public string Name => Id.Split('/')[^1].Split('-')[0];

    /// <summary>What stands before the slash: the category, by which results are also added up.</summary>
    public string Category => Id.Split('/')[0];

    public bool HasRows => Rows.Length > 0 || HeldOut.Length > 0;
}

/// <param name="Target">The mean score to hold the family near, by moving its level; 0 leaves the level alone.</param>
/// <param name="Start">The level to begin with, in place of a level in the family's config.</param>
/// <param name="Band">How far the mean may be from the target before the level moves.</param>
/// <param name="Window">Verdicts at a level before it may move.</param>
/// <param name="Schedule">Instead of a target: for each level from the start on, how many items are dealt at it; the last lasts.</param>
internal sealed record CurriculumOptions(IReadOnlyList<int> Schedule, double Target = 0, int Start = 0, double Band = 0.15, int Window = 256)
{
    /// <summary>Whether the level moves at all.</summary>
    public bool Moves => Target > 0 || Schedule.Count > 0;
}
