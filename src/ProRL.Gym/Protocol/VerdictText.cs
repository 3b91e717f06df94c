using ProRL.Verifiers;

namespace ProRL.Gym.Protocol;

/// <summary>The names that statuses and proofs have in files and on the wire: lower-case, and stable.</summary>
internal static class VerdictText
{
    private static readonly string[] Statuses = [.. Enum.GetNames<VerdictStatus>().Select(Lower)];
    private static readonly string[] Proofs = [.. Enum.GetNames<Proof>().Select(Lower)];

    public static string Name(VerdictStatus status) => Statuses[(int)status];

    public static string? Name(Proof? proof) => proof is { } p ? Proofs[(int)p] : null;

    /// <summary>The status with this name; null where there is none.</summary>
    public static VerdictStatus? Status(string? name) =>
        Array.IndexOf(Statuses, name) is >= 0 and var i ? (VerdictStatus)i : null;

    /// <inheritdoc cref="Status"/>
    public static Proof? Proof(string? name) => Array.IndexOf(Proofs, name) is >= 0 and var i ? (Proof)i : null;

    private static string Lower(string name) => name.ToLowerInvariant();
}
