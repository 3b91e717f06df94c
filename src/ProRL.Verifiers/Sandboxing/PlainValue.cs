using System.Numerics;

namespace ProRL.Verifiers.Sandboxing;

/// <summary>
/// A value without behaviour: what a program and its tests may exchange. Rebuilt from scratch on each side, so that
/// nothing that a program attaches to its values (getters, conversions, prototypes) reaches the tests.
/// </summary>
public abstract record PlainValue
{
    /// <summary>No value: JavaScript's undefined.</summary>
    public sealed record Undefined : PlainValue;

    public sealed record Null : PlainValue;

    public sealed record Truth(bool Value) : PlainValue;

    public sealed record Number(double Value) : PlainValue;

    /// <summary>A whole number of a type without bounds.</summary>
    public sealed record Whole(BigInteger Value) : PlainValue;

    public sealed record Text(string Value) : PlainValue;

    public sealed record List(IReadOnlyList<PlainValue> Items) : PlainValue;

    /// <summary>Named members, in their order.</summary>
    public sealed record Record(IReadOnlyList<KeyValuePair<string, PlainValue>> Members) : PlainValue;

    public sealed record Map(IReadOnlyList<KeyValuePair<PlainValue, PlainValue>> Entries) : PlainValue;

    public sealed record UniqueItems(IReadOnlyList<PlainValue> Items) : PlainValue;

    /// <summary>A time in milliseconds since 1970.</summary>
    public sealed record Moment(double Milliseconds) : PlainValue;

    /// <summary>An error as a value.</summary>
    public sealed record Failure(string Name, string Message) : PlainValue;
}
