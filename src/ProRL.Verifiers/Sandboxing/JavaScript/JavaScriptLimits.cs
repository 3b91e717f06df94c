namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>What the engine itself allows, beyond the limits of a run. There are no defaults and no value means "unlimited".</summary>
public sealed record JavaScriptLimits
{
    /// <summary>Programs that run at the same time, each on a thread of its own.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Characters of a program or of test code.</summary>
    public required int SourceCharacters { get; init; }

    /// <summary>
    /// The native stack of a program's thread. Unwinding takes time quadratic in the depth, so more is not better: 48 MiB
    /// hold ten thousand calls of the usual kind and unwind in a second or two.
    /// </summary>
    public required int StackBytes { get; init; }

    /// <summary>How often one function may be on the call stack.</summary>
    public required int RecursionDepth { get; init; }

    /// <summary>Elements of one array.</summary>
    public required uint ArrayLength { get; init; }

    /// <summary>Characters of a text, or bytes of a buffer, that one native call may be asked to make.</summary>
    public required int NativeLength { get; init; }

    /// <summary>Nesting of a value that is written out (as JSON, as text) or flattened.</summary>
    public required int WrittenDepth { get; init; }

    /// <summary>Time of one match of a regular expression.</summary>
    public required TimeSpan RegexTime { get; init; }

    /// <summary>Depth of JSON that is parsed.</summary>
    public required int JsonDepth { get; init; }

    /// <summary>Nesting of a value that crosses between a program and its tests.</summary>
    public required int ValueDepth { get; init; }

    /// <summary>Parts of a value that crosses between a program and its tests.</summary>
    public required int ValueNodes { get; init; }

    /// <summary>How long after its time a native operation that looks at no limit may go on before its thread is left behind.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Limits for programs like those of contests and exercises.</summary>
    public static JavaScriptLimits ForExercises() => new()
    {
        Concurrency = Environment.ProcessorCount,
        SourceCharacters = 256 * 1024,
        StackBytes = 48 * 1024 * 1024,
        RecursionDepth = 10_000,
        ArrayLength = 10_000_000,
        NativeLength = 32 * 1024 * 1024,
        WrittenDepth = 2000,
        RegexTime = TimeSpan.FromSeconds(1),
        JsonDepth = 200,
        ValueDepth = 200,
        ValueNodes = 1_000_000,
        Grace = TimeSpan.FromSeconds(1),
    };

    /// <summary>What is wrong with the limits: one clause for each, saying what would be right.</summary>
    public IEnumerable<string> Validate()
    {
        if (Concurrency is < 1 or > 1024)
            yield return $"concurrency is {Concurrency}; it must be from 1 to 1024";
        if (SourceCharacters is < 1 or > 16 << 20)
            yield return $"source is {SourceCharacters} characters; it must be from 1 to {16 << 20}";
        if (StackBytes is < 4 << 20 or > 64 << 20)
            yield return $"stack is {StackBytes} bytes; it must be from 4 to 64 MiB";
        if (RecursionDepth is < 1 or > 100_000)
            yield return $"recursion depth is {RecursionDepth}; it must be from 1 to 100000";
        if (ArrayLength is < 1 or > 100_000_000)
            yield return $"array length is {ArrayLength}; it must be from 1 to 100000000";
        if (NativeLength is < 1 or > 1 << 29)
            yield return $"native length is {NativeLength}; it must be from 1 to {1 << 29}";
        if (WrittenDepth is < 1 or > 10_000)
            yield return $"written depth is {WrittenDepth}; it must be from 1 to 10000";
        if (RegexTime <= TimeSpan.Zero || RegexTime > TimeSpan.FromMinutes(1))
            yield return $"regex time is {RegexTime}; it must be above 0 and at most a minute";
        if (JsonDepth is < 1 or > 1000 || ValueDepth is < 1 or > 1000)
            yield return $"JSON depth is {JsonDepth} and value depth {ValueDepth}; they must be from 1 to 1000";
        if (ValueNodes is < 1 or > 100_000_000)
            yield return $"value nodes is {ValueNodes}; it must be from 1 to 100000000";
        if (Grace <= TimeSpan.Zero || Grace > TimeSpan.FromMinutes(1))
            yield return $"grace is {Grace}; it must be above 0 and at most a minute";
    }
}
