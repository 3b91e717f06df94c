using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Arc;

public sealed record ArcAgiConfig : FamilyConfig
{
    /// <summary>A folder of tasks in the public layout of ARC-AGI, by its name in the <see cref="DataFolder"/>; empty for the few that come with this library.</summary>
    public string Data { get; init; } = "";

    /// <summary>Whether tasks of the set for training are asked.</summary>
    public bool UseTrain { get; init; } = true;

    /// <summary>Whether tasks of the set for evaluation are asked.</summary>
    public bool UseEval { get; init; } = true;

    /// <summary>How grids are written; there is one way.</summary>
    public string BoardFormatOpts { get; init; } = GridSettings.Format;

    /// <summary>Which rotations there may be: 90, 180 and 270.</summary>
    public string[] Rotations { get; init; } = ["90", "180", "270"];

    /// <summary>Which mirrors there may be: horizontal, vertical, diagonal and counterdiagonal.</summary>
    public string[] Mirrors { get; init; } = ["horizontal", "vertical", "diagonal", "counterdiagonal"];

    /// <summary>Whether the colours other than 0 are exchanged.</summary>
    public bool UseColorPermutation { get; init; } = true;

    /// <summary>Whether the examples come in random order.</summary>
    public bool ShuffleExampleOrder { get; init; } = true;

    /// <summary>How often no rotation and each of the rotations is drawn.</summary>
    public double[] RotationsWeights { get; init; } = [0.25, 0.25, 0.25, 0.25];

    /// <summary>How often no mirror and each of the mirrors is drawn.</summary>
    public double[] MirrorsWeights { get; init; } = [0.2, 0.2, 0.2, 0.2, 0.2];
}

/// <summary>
/// Puzzles of grids that were written down, turned, mirrored and recoloured. Their rules are for the reader to find, so no
/// solver can read them from the prompt.
/// </summary>
public sealed class ArcAgi(DataFolder data) : TaskFamily<ArcAgiConfig, GridTask>(
    "arc/arc_agi-v1", "what becomes of a grid, by a rule that the examples of a written puzzle show", maxLevel: 5)
{
    private static readonly string[] AllRotations = ["90", "180", "270"];
    private static readonly string[] AllMirrors = ["horizontal", "vertical", "diagonal", "counterdiagonal"];

    // The higher the level, the more is turned and mirrored.
    protected override ArcAgiConfig AtLevel(int level)
    {
        var turned = level * 0.2;
        return new()
        {
            UseColorPermutation = true,
            ShuffleExampleOrder = level > 0,
            RotationsWeights = [1 - turned + 0.01, turned / 3, turned / 3, turned / 3],
            MirrorsWeights = [1 - turned + 0.01, turned / 4, turned / 4, turned / 4, turned / 4],
        };
    }

    protected override IEnumerable<string> Validate(ArcAgiConfig c)
    {
        if (GridSettings.WrongFormat(c.BoardFormatOpts) is { } format)
            yield return format;
        if (c.Rotations.Length > AllRotations.Length || c.Rotations.Any(r => !AllRotations.Contains(r)))
            yield return $"rotations must be some of {string.Join(", ", AllRotations)}, as texts";
        else if (GridSettings.WrongWeights("rotations_weights", c.RotationsWeights, c.Rotations.Length + 1, "for no rotation and for each of rotations") is { } rotations)
            yield return rotations;
        if (c.Mirrors.Length > AllMirrors.Length || c.Mirrors.Any(m => !AllMirrors.Contains(m)))
            yield return $"mirrors must be some of {string.Join(", ", AllMirrors)}";
        else if (GridSettings.WrongWeights("mirrors_weights", c.MirrorsWeights, c.Mirrors.Length + 1, "for no mirror and for each of mirrors") is { } mirrors)
            yield return mirrors;
        if (!c.UseTrain && !c.UseEval)
            yield return "use_train and use_eval are both false; one of them must be true";
        else if (WrongData(c) is { } wrong)
            yield return wrong;
    }

    protected override GridTask Generate(ArcAgiConfig c, Rng rng)
    {
        var task = rng.Pick(Tasks(c));
        var rotation = GridSettings.Pick(c.RotationsWeights, rng) is > 0 and var r ? Array.IndexOf(AllRotations, c.Rotations[r - 1]) + 1 : 0;
        var mirror = GridSettings.Pick(c.MirrorsWeights, rng) is > 0 and var m ? c.Mirrors[m - 1] : "";
        int[] colors = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        if (c.UseColorPermutation)
            rng.Shuffle(colors.AsSpan(1));
        GridPair[] train = [.. task.Train.Select(Changed)];
        if (c.ShuffleExampleOrder)
            rng.Shuffle(train.AsSpan());
        var test = Changed(rng.Pick(task.Tests));
        return new GridTask(task.Id, train, test, ColorGrid.Write(test.Output));

        GridPair Changed(GridPair pair) => new(Grid(pair.Input), Grid(pair.Output));

        int[][] Grid(int[][] grid)
        {
            grid = [.. grid.Select(row => row.Select(cell => colors[cell]).ToArray())];
            for (var i = 0; i < rotation; i++)
                grid = GridRules.Rotated(grid);
            return mirror switch
            {
                "horizontal" => GridRules.MirroredUpDown(grid),
                "vertical" => GridRules.MirroredLeftRight(grid),
                "diagonal" => GridRules.Transposed(grid),
                "counterdiagonal" => GridRules.Rotated(GridRules.Rotated(GridRules.Transposed(grid))),
                _ => grid,
            };
        }
    }

    protected override string Content(GridTask truth) => truth.Content;

    protected override double Difficulty(GridTask truth) => GridSettings.Pso(truth.Test);

    protected override string Ask(GridTask truth) => truth.Ask();

    protected override string Solve(GridTask truth) => truth.Answer;

    protected override Verdict Judge(GridTask truth, string answer, Budget budget) => ColorGrid.Judge(truth.Test.Output, answer, budget);

    protected override double ScoreAsPublished(GridTask truth, string? answer, Budget budget) => ColorGrid.ScoreAsPublished(truth.Test.Output, answer);

    protected override JsonObject Describe(GridTask truth) => truth.Describe("arc_agi");

    protected override GridTask Read(string? answer, MetadataReader metadata) => GridTask.Read(answer, metadata);

    private ArcTask[] Tasks(ArcAgiConfig c) => [.. (c.Data.Length == 0 ? ArcTasks.Sample : ArcTasks.Load(data.Resolve(c.Data))).Where(t => t.IsEvaluation ? c.UseEval : c.UseTrain)];

    private string? WrongData(ArcAgiConfig c)
    {
        try
        {
            return Tasks(c).Length > 0 ? null : $"data is '{TaskRow.Shorten(c.Data)}', which holds no task of the sets that use_train {c.UseTrain} and use_eval {c.UseEval} ask for";
        }
        catch (TaskFormatException e)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
