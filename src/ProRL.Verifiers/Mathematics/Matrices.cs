namespace ProRL.Verifiers.Mathematics;

/// <summary>Matrices in formulas: sums, products, and multiples.</summary>
internal static class Matrices
{
    /// <summary>The matrix that a formula comes to; null where it is none or the sizes don't fit.</summary>
    public static Matrix? Compute(Expr x) => x switch
    {
        Matrix m => m,
        Sum s => s.Terms.Select(Compute).Aggregate((a, b) => a is null || b is null ? null : Add(a, b)),
        Product p => Multiply(p.Factors),
        _ => null,
    };

    private static Matrix? Add(Matrix a, Matrix b) =>
        a.Rows.Length != b.Rows.Length || a.Rows[0].Length != b.Rows[0].Length
            ? null
            : new Matrix([.. a.Rows.Select((row, i) => row.Select((cell, j) => Make.Add(cell, b.Rows[i][j])).ToArray())]);

    private static Matrix? Multiply(Expr[] factors)
    {
        Matrix? product = null;
        Expr scale = Expr.One;
        foreach (var factor in factors)
        {
            if (Compute(factor) is not { } matrix)
            {
                scale = Make.Multiply(scale, factor);
                continue;
            }

            product = product is null ? matrix : Multiply(product, matrix);
            if (product is null)
                return null;
        }

        return product is null ? null : new Matrix([.. product.Rows.Select(row => Array.ConvertAll(row, cell => Make.Multiply(scale, cell)))]);
    }

    private static Matrix? Multiply(Matrix a, Matrix b)
    {
        if (a.Rows[0].Length != b.Rows.Length)
            return null;
        var rows = new Expr[a.Rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new Expr[b.Rows[0].Length];
            for (var j = 0; j < rows[i].Length; j++)
            {
                Expr sum = Expr.Zero;
                for (var k = 0; k < b.Rows.Length; k++)
                    sum = Make.Add(sum, Make.Multiply(a.Rows[i][k], b.Rows[k][j]));
                rows[i][j] = sum;
            }
        }

        return new Matrix(rows);
    }
}
