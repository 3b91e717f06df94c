namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Finds the differential that an integrand ends with.</summary>
internal static class Integrands
{
    /// <summary>f · d · x as f and x; null where no factor d is followed by a variable.</summary>
    public static (Expr Integrand, string Variable)? Split(Expr body)
    {
        if (body is Product p)
        {
            for (var i = p.Factors.Length - 2; i >= 0; i--)
            {
                if (p.Factors[i] is Sym { Name: "d" } && p.Factors[i + 1] is Sym x)
                {
                    Expr[] rest = [.. p.Factors[..i], .. p.Factors[(i + 2)..]];
                    return (rest.Length switch { 0 => Expr.One, 1 => rest[0], _ => new Product(rest) }, x.Name);
                }
            }

            // (d x)/x is written as a quotient whose numerator holds the differential.
            return null;
        }

        // ∫ x + 1 dx: the differential stands in the last term and closes the whole.
        if (body is Sum s && Split(s.Terms[^1]) is var (last, variable))
            return (new Sum([.. s.Terms[..^1], last]), variable);
        return null;
    }
}
