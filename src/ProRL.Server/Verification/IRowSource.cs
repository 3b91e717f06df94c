namespace ProRL.Server.Verification;

/// <summary>Where rows to judge come from.</summary>
internal interface IRowSource
{
    /// <summary>The next lines, at least one; null at the end.</summary>
    /// <exception cref="IOException">They can't be read.</exception>
    ValueTask<IReadOnlyList<RowLine>?> NextAsync(CancellationToken cancellation);
}
