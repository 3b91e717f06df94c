namespace ProRL.Server.Http;

/// <summary>A request could not be answered for a reason that is ours or its row's: told with a status that its client tries again.</summary>
internal sealed class HttpFault(string message, int status = 503) : Exception(message)
{
    /// <summary>Of HTTP.</summary>
    public int Status => status;
}
