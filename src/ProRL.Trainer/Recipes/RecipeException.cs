namespace ProRL.Trainer.Recipes;

/// <summary>A recipe that can't be run. The message names every mistake found, in one sentence each.</summary>
public sealed class RecipeException(string message) : Exception(message);
