namespace ProRL.Trainer.Rollouts;

/// <summary>The engine can't be reached, refused a request, or answered what is no answer. The message says which, in one sentence.</summary>
internal sealed class EngineException(string message) : Exception(message);
