using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Rewards;

/// <summary>What a run has dealt so far, by family id: a family that a later stage leaves out and brings back goes on where it stood.</summary>
/// <param name="Items">Tasks dealt.</param>
/// <param name="Levels">Where the curricula stand.</param>
internal sealed record Progress(IReadOnlyDictionary<string, long> Items, IReadOnlyDictionary<string, CurriculumState> Levels)
{
    public static Progress None { get; } = new(new SortedDictionary<string, long>(StringComparer.Ordinal), new SortedDictionary<string, CurriculumState>(StringComparer.Ordinal));
}

/// <summary>Deals the tasks of a recipe's families, in proportion to their weights, each at its level.</summary>
internal sealed class Dealer
{
    private readonly IReadOnlyList<FamilyOptions> _families;
    private readonly Progress _before;
    private readonly Curriculum?[] _curricula;
    private readonly Mixture _mixture;

    /// <param name="families">What to deal from.</param>
    /// <param name="source">Knows how far levels go.</param>
    /// <param name="progress">Where to continue.</param>
    public Dealer(IReadOnlyList<FamilyOptions> families, ITaskSource source, Progress progress)
    {
        (_families, _before) = (families, progress);
        _curricula = [.. families.Select(family =>
        {
            var c = family.Curriculum;
            if (!c.Moves) return null;
            var plan = new CurriculumPlan { Start = c.Start, Band = c.Band, Window = c.Window, Schedule = c.Schedule, Target = c.Target > 0 ? c.Target : new CurriculumPlan().Target };
            return new Curriculum(plan, source.MaxLevel(family), progress.Levels.TryGetValue(family.Id, out var state) ? state : null);
        })];
        _mixture = new Mixture(families.Select((f, i) => new MixturePart(f.Weight, _curricula[i])), [.. families.Select(f => progress.Items.GetValueOrDefault(f.Id))]);
    }

    /// <summary>Where the run stands after what was dealt and observed here.</summary>
    public Progress Progress
    {
        get
        {
            var items = new SortedDictionary<string, long>(_before.Items.ToDictionary(), StringComparer.Ordinal);
            var levels = new SortedDictionary<string, CurriculumState>(_before.Levels.ToDictionary(), StringComparer.Ordinal);
            var dealt = _mixture.Dealt;
            for (var f = 0; f < _families.Count; f++)
            {
                items[_families[f].Id] = dealt[f];
                if (_curricula[f] is { } curriculum) levels[_families[f].Id] = curriculum.State;
            }
            return new Progress(items, levels);
        }
    }

    /// <summary>The next items, one deal per family.</summary>
    public Deal[] Next(int items) => _mixture.Next(items);

    /// <summary>The levels as they are now, one per family; null where a level doesn't move.</summary>
    public int?[] Levels() => [.. _curricula.Select(c => c?.State.Level)];

    /// <summary>Tells a family's curriculum of a score at a level.</summary>
    public void Observe(string family, int?[] levels, double score)
    {
        for (var f = 0; f < _families.Count; f++)
            if (_families[f].Id == family && levels[f] is { } level) _curricula[f]!.Observe(level, score);
    }
}
