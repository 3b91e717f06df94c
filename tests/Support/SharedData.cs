namespace ProRL.Tests.Support;

/// <summary>
/// The outside data of conformance tests: the folder PRORL_SHARED, or <c>shared</c> beside the repository. Where it is
/// absent the test is skipped, and fails instead when PRORL_REQUIRE names <c>shared</c>.
/// </summary>
internal static class SharedData
{
    /// <summary>The path of a file in it, for example <c>data/logic/gcd.jsonl</c>.</summary>
    public static string File(string path)
    {
        var full = Path.Combine(Root(), path);
        if (System.IO.File.Exists(full))
            return full;
        if ((Environment.GetEnvironmentVariable("PRORL_REQUIRE") ?? "").Split(',').Contains("shared"))
            Assert.Fail($"PRORL_REQUIRE names shared, but there is no {full}.");
        Assert.Skip($"There is no {full}; set PRORL_SHARED to the folder of outside data.");
        return full;
    }

    private static string Root() =>
        Environment.GetEnvironmentVariable("PRORL_SHARED") is { Length: > 0 } set
            ? set
            : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared"));
}
