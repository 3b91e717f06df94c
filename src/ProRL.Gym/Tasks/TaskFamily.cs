using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Environments;
using ProRL.Verifiers;
using ProRL.Verifiers.Extraction;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Tasks;

/// <summary>
/// A procedural family: write the members below and it is complete. The truth is everything a judge needs, and all
/// methods are pure functions of their arguments.
/// </summary>
/// <typeparam name="TConfig">The settings: a record with a default for each.</typeparam>
/// <typeparam name="TTruth">What is asked and how to tell a right answer.</typeparam>
public abstract class TaskFamily<TConfig, TTruth> : ITaskFamily
    where TConfig : FamilyConfig, new()
    where TTruth : notnull
{
    private const long DefaultSteps = 1_000_000;

    private readonly ConfigReader<TConfig> _configs;

    /// <param name="id"><c>category/name-vN</c>.</param>
    /// <param name="summary">What is asked, in one line.</param>
    /// <param name="maxLevel">The hardest level; see <see cref="AtLevel"/>.</param>
    /// <param name="domain">See <see cref="FamilyInfo.Domain"/>.</param>
    protected TaskFamily(string id, string summary, int maxLevel, string domain = "logic")
    {
        _configs = new ConfigReader<TConfig>(id, maxLevel, AtLevel, Validate);
        Info = new FamilyInfo(id, domain, summary, new Lazy<JsonObject>(() => _configs.Defaults), maxLevel);
    }

    public FamilyInfo Info { get; }

    /// <summary>The settings of a level: 0 is trivial, the highest is far beyond what models solve today.</summary>
    protected abstract TConfig AtLevel(int level);

    /// <summary>What is wrong with the settings: one clause for each mistake, saying what would be right.</summary>
    protected abstract IEnumerable<string> Validate(TConfig config);

    /// <summary>Makes a truth.</summary>
    protected abstract TTruth Generate(TConfig config, Rng rng);

    /// <summary>What makes two items the same task, however they are worded: items of equal content share a split.</summary>
    protected abstract string Content(TTruth truth);

    /// <summary>Grows with hardness.</summary>
    protected abstract double Difficulty(TTruth truth);

    /// <summary>The prompt, in sentences, ending with how to answer: in answer tags.</summary>
    protected abstract string Ask(TTruth truth);

    /// <summary>
    /// The shortest prompt that says it all, one line of ASCII without tags, for models too small to read; null where the
    /// family has none.
    /// </summary>
    protected virtual string? AskTersely(TTruth truth) => null;

    /// <summary>A right answer; null only for a row that tells none where none can be worked out.</summary>
    protected abstract string? Solve(TTruth truth);

    /// <summary>
    /// Judges a bare, trimmed answer that is neither empty nor longer than <see cref="Answer.MaxLength"/>. Every family has
    /// this or, where judging means waiting, <see cref="JudgeAsync(TTruth, string, CancellationToken)"/>.
    /// </summary>
    protected virtual Verdict Judge(TTruth truth, string answer, Budget budget) =>
        throw new NotSupportedException($"{Info.Id} has neither Judge nor JudgeAsync.");

    /// <summary>As <see cref="Judge(TTruth, string, Budget)"/>, for families that wait for a sandbox.</summary>
    protected virtual ValueTask<Verdict> JudgeAsync(TTruth truth, string answer, CancellationToken cancellation)
    {
        try
        {
            return ValueTask.FromResult(Judge(truth, answer, new Budget(DefaultSteps)));
        }
        catch (BudgetExhaustedException e)
        {
            return ValueTask.FromResult(Verdict.Undecided(TaskRow.Shorten(answer), e.Message));
        }
    }

    /// <summary>The truth as metadata, in the shape that published rows of this family have.</summary>
    protected abstract JsonObject Describe(TTruth truth);

    /// <summary>The truth of a row; the opposite of <see cref="Describe"/>.</summary>
    /// <param name="answer">The row's right answer; null where it gives none.</param>
    /// <param name="metadata">The row's metadata; read it with <see cref="MetadataReader"/>, which says what is missing.</param>
    protected abstract TTruth Read(string? answer, MetadataReader metadata);

    /// <summary>
    /// What Reasoning Gym pays for an answer, in [0, 1], floors, containment and holes included: in the profile
    /// <c>reasoning-gym</c>, so that results can be compared with published ones. The rule that most of its families share
    /// is here; see <see cref="PublishedScore"/> for the others.
    /// </summary>
    /// <param name="truth">The item's truth.</param>
    /// <param name="answer">As it was given, not trimmed; null where none was.</param>
    /// <param name="budget">Steps of work.</param>
    protected virtual double ScoreAsPublished(TTruth truth, string? answer, Budget budget) =>
        PublishedScore.Containment(Solve(truth), answer);

    /// <summary>An episode of several turns; null where the item is answered. See <see cref="ITaskFamily.Begin"/>.</summary>
    protected virtual IEpisode? Begin(TTruth truth) => null;

    /// <summary>A worked response of mixed quality; see <see cref="ITaskFamily.Demonstrate"/>.</summary>
    protected virtual string? Demonstrate(TTruth truth, Rng rng) => null;

    public TaskItem Make(Handle handle)
    {
        var config = _configs.Read(handle.Config);
        var truth = ContentSplit.Draw(handle, rng => Generate(config, rng), Content);
        var prompt = config.Style != PromptStyle.Terse ? Ask(truth) : AskTersely(truth)
            ?? throw new TaskFormatException($"{Info.Id}: style is \"terse\", and this family has no terse prompts; it must be \"full\".");
        return new TaskItem(Info.Id, handle, prompt, Difficulty(truth), truth);
    }

    public TaskItem Read(TaskRow row)
    {
        var truth = Read(row.Answer, new MetadataReader(Info.Id, row.Metadata));
        return new TaskItem(Info.Id, null, row.Prompt ?? "", Difficulty(truth), truth);
    }

    public string? Oracle(TaskItem item) => Solve((TTruth)item.Truth);

    public JsonObject Metadata(TaskItem item) => Describe((TTruth)item.Truth);

    public string? Demonstrate(TaskItem item, Rng rng) => Demonstrate((TTruth)item.Truth, rng);

    public IEpisode? Begin(TaskItem item) => Begin((TTruth)item.Truth);

    public ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation) =>
        answer.Refuse(out var bare) is { } refusal ? ValueTask.FromResult(refusal) : JudgeAsync((TTruth)item.Truth, bare, cancellation);

    public virtual Verdict? JudgeAsPublished(TaskItem item, Answer answer)
    {
        var text = answer.IsFinal || answer.Text is null ? answer.Text : AnswerTags.Last(answer.Text);
        var shown = text is null ? null : TaskRow.Shorten(text);
        if (text?.Length > Answer.MaxLength)
            return Verdict.Incorrect(shown, $"The answer has {text.Length} characters; no right answer has more than {Answer.MaxLength}.");
        try
        {
            return ScoreAsPublished((TTruth)item.Truth, text, new Budget(DefaultSteps)) switch
            {
                >= 1 => Verdict.Correct(shown),
                > 0 and var share => Verdict.FromScore(share, shown, "Reasoning Gym pays a part for this."),
                _ => text is null ? Verdict.Unanswered("No answer was given.") : Verdict.Incorrect(shown, "Reasoning Gym pays nothing for this."),
            };
        }
        catch (BudgetExhaustedException e)
        {
            return Verdict.Undecided(shown, e.Message);
        }
    }
}
