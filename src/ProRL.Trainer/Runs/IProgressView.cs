namespace ProRL.Trainer.Runs;

/// <summary>What a person watching a run sees.</summary>
internal interface IProgressView
{
    /// <summary>A phase begins, or continues after <paramref name="done"/> of <paramref name="total"/> steps.</summary>
    void Phase(string name, int done, int total);

    /// <summary>A step of the phase is done.</summary>
    void Step(int done, string detail);

    /// <summary>Something worth a line of its own.</summary>
    void Say(string line);
}
