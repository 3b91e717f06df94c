using ProRL.Server.Calls;

namespace ProRL.Server.Verification;

/// <summary>Judges lines of a file of rows.</summary>
internal interface IRowJudge : IAsyncDisposable
{
    /// <summary>One verdict for each line, in order; a line that is no row gets a fault.</summary>
    ValueTask<Judged[]> JudgeAsync(IReadOnlyList<RowLine> lines, CancellationToken cancellation);
}
