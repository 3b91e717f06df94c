namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>One run: the budget and the output that all of its engines share. Lives on one thread.</summary>
internal sealed class Run
{
    private readonly JavaScriptLimits _limits;
    private readonly SubmissionBudget _submission;
    private readonly OutputBuffer _output;

    public Run(JavaScriptLimits limits, SubmissionBudget submission, CancellationToken cancellation)
    {
        _limits = limits;
        _submission = submission;
        Budget = new RunBudget(submission, cancellation);
        _output = new OutputBuffer(submission.Limits.OutputCharacters, Budget);
    }

    public RunBudget Budget { get; }

    public Realm NewRealm(ProgramInput input) => new(_limits, Budget, _output, input);

    public Boundary Boundary(Realm realm) => new(realm.Engine, _limits, Budget);

    /// <summary>
    /// Does <paramref name="body"/> under the budget and says how it ended. A limit that fired is the outcome whatever
    /// the program, or an engine, made of it.
    /// </summary>
    public RunResult Guard(Func<Realm> make, Action<Realm> body)
    {
        var realm = make();
        var (outcome, error, code) = (RunOutcome.Finished, (string?)null, 0);
        try
        {
            Budget.Start();
            body(realm);
            code = realm.ExitCode;
        }
        catch (ProgramExitException exit)
        {
            code = exit.Code;
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // Every exception is turned into an outcome, or into a fault, by one rule.
        catch (Exception e)
#pragma warning restore CA1031
        {
            (outcome, error) = Budget.Fired is null ? Outcomes.Of(e) : default;
            code = 1;
        }

        _submission.Add(Budget.Spent);
        if (Budget.Fired is { } fired)
            (outcome, error, code) = (fired.Outcome, fired.Message, 1);
        return new RunResult(outcome, error, code, _output.Stdout, _output.Stderr, Budget.Spent);
    }
}
