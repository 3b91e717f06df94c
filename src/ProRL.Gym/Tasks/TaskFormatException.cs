namespace ProRL.Gym.Tasks;

/// <summary>
/// What a caller passed can't be used: a handle, a config, a row. The message is one sentence that says what was wrong and
/// what would be right, fit to be shown to the caller as it is.
/// </summary>
public sealed class TaskFormatException(string message) : Exception(message);
