namespace ProRL.Trainer.Learning;

/// <summary>Learning-rate schedules.</summary>
internal static class LearningRate
{
    /// <summary>The rate of one update.</summary>
    /// <param name="peak">The rate at the end of the ramp, at progress 0.</param>
    /// <param name="update">Updates made since the ramp began.</param>
    /// <param name="ramp">Updates over which the rate rises linearly.</param>
    /// <param name="progress">Share of the run that is over, in [0, 1].</param>
    /// <param name="finalShare">What is left of the peak at progress 1.</param>
    public static double At(double peak, int update, int ramp, double progress, double finalShare) =>
        peak * Math.Min(1, (update + 1.0) / Math.Max(1, ramp)) * (1 - (1 - finalShare) * progress);
}
