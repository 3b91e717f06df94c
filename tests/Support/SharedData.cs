namespace ProRL.Tests.Support;

/// <summary>The rows of other projects that lie outside the repository: <c>PRORL_SHARED</c>, or <c>shared</c> beside the repository.</summary>
internal static class SharedData
{
    /// <summary>A file there; skips the test where there is none, and fails instead where PRORL_REQUIRE has <c>shared</c>.</summary>
    public static string Require(string path)
    {
        var file = Path.Combine(Folder(), path);
        if (File.Exists(file))
            return file;
        var reason = $"The shared data has no {path}: set PRORL_SHARED to its folder.";
        if ((Environment.GetEnvironmentVariable("PRORL_REQUIRE") ?? "").Split(',', ' ').Contains("shared"))
            Assert.Fail(reason);
        Assert.Skip(reason);
        return file;
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("PRORL_SHARED") is { Length: > 0 } set)
            return set;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ProRL.sln")))
                return Path.Combine(folder.FullName, "..", "shared");
        }

        return "shared";
    }
}
