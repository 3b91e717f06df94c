namespace ProRL.Gym.Protocol;

/// <summary>The codes of the errors that a server answers with.</summary>
public static class ErrorCodes
{
    /// <summary>The parameters are wrong; the same call will fail again.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>There is no such method.</summary>
    public const string UnknownMethod = "unknown_method";

    /// <summary>The queue is full; the same call will be taken later.</summary>
    public const string Busy = "busy";

    /// <summary>The server is stopping; another one, or the same after its restart, will take the call.</summary>
    public const string Draining = "draining";

    /// <summary>The message has more bytes, or deeper nesting, or more items than a call may have.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The bytes are no MessagePack-RPC message; the connection is closed. The reply's msgid is 0 where none could be read.</summary>
    public const string Malformed = "malformed";

    /// <summary>The caller cancelled the call.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The server wants its token in <c>hello</c> first.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The server failed; a bug.</summary>
    public const string Internal = "internal";
}

/// <summary>
/// A call was refused, with one of <see cref="ErrorCodes"/>, or the server could not be reached in the time that the
/// caller allows. Never a verdict: nothing is known about the answer.
/// </summary>
public sealed class GymException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The code of a call that found no server in the time allowed.</summary>
    public const string Unreachable = "unreachable";

    public string Code { get; } = code;

    internal static GymException BadRequest(string message) => new(ErrorCodes.BadRequest, $"The call is wrong: {message}.");
}
