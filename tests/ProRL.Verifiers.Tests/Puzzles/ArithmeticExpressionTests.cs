using System.Globalization;
using CsCheck;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Verifiers.Tests.Puzzles;

public sealed class ArithmeticExpressionTests
{
    // An expression as a text, with its value worked out on the way down; the text says nothing of how it will be read.
    private static readonly Gen<(string Text, Rational? Value)> Expressions =
        Gen.Recursive<(string Text, Rational? Value)>((depth, inner) => depth > 5
            ? Gen.Long[0, 1_000_000_000].Select(n => (n.ToString(CultureInfo.InvariantCulture), (Rational?)n))
            : Gen.OneOf(
                Gen.Long[0, 1_000_000_000].Select(n => (n.ToString(CultureInfo.InvariantCulture), (Rational?)n)),
                inner.Select(e => ($"-({e.Text})", -e.Value)),
                Gen.Select(inner, Gen.OneOf('+', '-', '*', '/'), inner, Gen.OneOf("", " ", "\n")).Select((a, op, b, blank) =>
                    ($"({a.Text}){blank}{op}{blank}({b.Text})", Apply(a.Value, op, b.Value)))));

    [Fact]
    public void Every_expression_is_read_to_its_exact_value()
    {
        Expressions.Sample(e =>
        {
            var read = ArithmeticExpression.Read(e.Text, "+-*/", new Budget(1_000_000), out var error);
            Assert.Equal(e.Value is null, read is null);
            Assert.Equal(read is null, error is not null);
            if (e.Value is { } value)
                Assert.Equal(value, read!.Value);
        }, iter: 2000);
    }

    [Fact]
    public void Without_brackets_products_come_before_sums_and_the_left_before_the_right()
    {
        Gen.Select(Gen.OneOf('+', '-', '*', '/'), Gen.Long[1, 50]).Array[0, 8].Sample(tail =>
        {
            var (sum, product) = ((Rational)0, (Rational)7);
            foreach (var (op, n) in tail)
            {
                if (op is '+' or '-')
                    (sum, product) = (sum + product, op == '+' ? n : -n);
                else
                    product = op == '*' ? product * n : product / n;
            }

            var text = "7" + string.Concat(tail.Select(t => $"{t.Item1}{t.Item2}"));
            Assert.Equal(sum + product, ArithmeticExpression.Read(text, "+-*/", new Budget(10_000), out _)!.Value);
        }, iter: 1000);
    }

    [Fact]
    public void Any_text_is_read_or_refused_but_never_throws()
    {
        Gen.OneOf(Gen.String, Gen.OneOf("1", "23", "+", "-", "*", "/", "(", ")", " ", "0", "x", ".", "١").Array[0, 30].Select(string.Concat)).Sample(text =>
        {
            var read = ArithmeticExpression.Read(text, "+-*/", new Budget(100_000), out var error);
            Assert.True(read is null != error is null);
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("2+2*2", "6")]
    [InlineData("8/4/2", "1")]
    [InlineData("10-3-2", "5")]
    [InlineData("-(-(3))", "3")]
    [InlineData("2*-3", "-6")]
    [InlineData("1/3+1/6", "1/2")]
    [InlineData(" ( 1 + 2 ) \n* 3 ", "9")]
    public void Expressions_have_the_values_that_school_teaches(string text, string value)
    {
        Assert.Equal(value, ArithmeticExpression.Read(text, "+-*/", new Budget(10_000), out _)!.Value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2")]
    [InlineData("01")]
    [InlineData("1.5")]
    [InlineData("2**3")]
    [InlineData("2//3")]
    [InlineData("(1")]
    [InlineData("1)")]
    [InlineData("1/0")]
    [InlineData("1/(2-2)")]
    [InlineData("1\0")]
    [InlineData("\0")]
    [InlineData("١")]
    [InlineData("1+")]
    [InlineData("()")]
    [InlineData("1e3")]
    [InlineData("float(1)")]
    [InlineData("1000000000000000000000000000000000")]
    public void What_is_no_expression_of_whole_numbers_is_refused(string text)
    {
        Assert.Null(ArithmeticExpression.Read(text, "+-*/", new Budget(10_000), out var error));
        Assert.NotNull(error);
    }

    [Fact]
    public void An_operator_that_is_not_allowed_is_refused()
    {
        Assert.Null(ArithmeticExpression.Read("2*3", "+-", new Budget(100), out var error));
        Assert.Contains("'*'", error);
    }

    [Fact]
    public void Depth_and_size_have_bounds()
    {
        foreach (var text in new[] { new string('(', 50_000), new string('-', 50_000) + "1", string.Concat(Enumerable.Repeat("((1)+", 10_000)), string.Concat(Enumerable.Repeat("9*", 40_000)) + "9" })
            Assert.Null(ArithmeticExpression.Read(text, "+-*/", new Budget(1_000_000), out _));
    }

    private static Rational? Apply(Rational? a, char op, Rational? b) => (a, op, b) switch
    {
        ({ } x, '+', { } y) => x + y,
        ({ } x, '-', { } y) => x - y,
        ({ } x, '*', { } y) => x * y,
        ({ } x, '/', { } y) when !y.Numerator.IsZero => x / y,
        _ => null,
    };
}
