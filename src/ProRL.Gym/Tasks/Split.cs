namespace ProRL.Gym.Tasks;

/// <summary>
/// Which side of the held-out line an item is on. The sides are disjoint by construction: the hash of an item's content
/// says which it belongs to, and a generator redraws what falls on the other.
/// </summary>
public enum Split
{
    /// <summary>For learning: nine tenths of all contents.</summary>
    Train,

    /// <summary>Held out: one tenth of all contents.</summary>
    Eval,
}
