using System.Collections.Frozen;

namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Units that are recognised without being marked as text.</summary>
internal static class Units
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "cm", "mm", "km", "dm", "nm", "kg", "mg", "ml", "mL", "kN", "kJ", "kW", "MW", "Hz", "kHz", "MHz", "ft", "hr", "min", "sec", "mph", "kmh", "cm²", "hrs", "sq", "lb", "lbs", "oz", "yd", "eV", "keV", "MeV", "kPa", "Pa", "mol",
    }.ToFrozenSet();

    public static bool IsWord(string word) => Words.Contains(word);
}
