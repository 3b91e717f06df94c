namespace ProRL.Verifiers.Mathematics;

/// <summary>Vectors written with unit vectors: 2i − 3j + k.</summary>
internal static class Vectors
{
    /// <summary>The components of a sum of multiples of i, j and k, of which j occurs; else null.</summary>
    public static Expr[]? Components(Expr x)
    {
        var components = new Expr[] { Expr.Zero, Expr.Zero, Expr.Zero };
        var size = 0;
        Expr[] terms = x is Sum s ? s.Terms : [x];
        foreach (var term in terms)
        {
            Expr[] factors = term is Product p ? p.Factors : [term];
            var at = Array.FindIndex(factors, f => Unit(f) >= 0);
            if (at < 0)
                return null;
            var unit = Unit(factors[at]);
            Expr[] rest = [.. factors[..at], .. factors[(at + 1)..]];
            components[unit] = Make.Add(components[unit], rest.Aggregate((Expr)Expr.One, Make.Multiply));
            size = Math.Max(size, unit + 1);
        }

        return size < 2 ? null : components[..size];
    }

    private static int Unit(Expr x) => x switch
    {
        Named { Constant: Constant.I } or Sym { Name: "i" } => 0,
        Sym { Name: "j" } => 1,
        Sym { Name: "k" } => 2,
        _ => -1,
    };
}
