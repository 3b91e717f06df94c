namespace ProRL.Tests.Support;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds ProRL.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ProRL.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}
