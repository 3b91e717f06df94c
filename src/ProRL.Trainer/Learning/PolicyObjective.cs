namespace ProRL.Trainer.Learning;

/// <summary>The knobs of the policy loss.</summary>
/// <param name="ClipLow">ε_low: the ratio is not pushed below 1 − ε_low.</param>
/// <param name="ClipHigh">ε_high: nor above 1 + ε_high ("decoupled clipping", arXiv 2503.14476).</param>
/// <param name="DualClip">Bounds the loss at this times |A| where A is below 0 (arXiv 1912.09729); 0 leaves it out.</param>
/// <param name="KlWeight">Weight of the k3 divergence from the reference.</param>
/// <param name="Temperature">What the rollouts were sampled at: the policy is softmax(logits / temperature).</param>
internal readonly record struct PolicyObjective(double ClipLow, double ClipHigh, double DualClip, double KlWeight, double Temperature);
