namespace ProRL.Server;

internal static class Product
{
    /// <summary>The version of the product, for example <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetName().Version!.ToString(3);
}
