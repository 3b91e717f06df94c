namespace ProRL.Trainer.Tokenizers;

/// <summary>What a recipe adds to the chats that a model's template writes.</summary>
/// <param name="System">A system message before a prompt that has none of its own.</param>
/// <param name="EnableThinking">The variable <c>enable_thinking</c> that Qwen3's template reads; absent when null.</param>
/// <param name="Date">What a template's <c>strftime_now</c> tells; without it the function is not there, and templates that look for it fall back to a date of their own.</param>
internal sealed record ChatSettings(string? System = null, bool? EnableThinking = null, DateOnly? Date = null);
