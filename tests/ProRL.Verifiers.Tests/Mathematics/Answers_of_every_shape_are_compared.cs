using ProRL.Verifiers.Mathematics;

namespace ProRL.Verifiers.Tests.Mathematics;

public sealed class Answers_of_every_shape_are_compared
{
    [Theory]
    [InlineData("(x+1)^2", "x^2+2x+1")]
    [InlineData(@"\frac{1}{x-1}-\frac{1}{x+1}", "2/(x^2-1)")]
    [InlineData(@"\sqrt{12}", @"2\sqrt3")]
    [InlineData(@"\sqrt{2}+\sqrt{3}", @"\sqrt{5+2\sqrt{6}}")]
    [InlineData(@"\sin^2 x", @"1-\cos^2 x")]
    [InlineData(@"\arctan 1+\arctan 2+\arctan 3", @"\pi")]
    [InlineData(@"\log_2 8", "3")]
    [InlineData(@"\sum_{k=1}^{n} k", @"\frac{n(n+1)}{2}")]
    [InlineData(@"(-1)^n", @"\cos(n\pi)")]
    [InlineData(@"\frac{x^2}{2}+C", @"\frac{x^2}{2}+5+c")]
    [InlineData(@"\ln|x|+C", @"\ln(3|x|)+C")]
    [InlineData("(x+y+z+w)^{60}", "(w+z+y+x)^{60}")]
    [InlineData("1+2i", "i(2-i)")]
    [InlineData(@"\frac{d}{dx} x^3", "3x^2")]
    [InlineData("5!", "120")]
    [InlineData(@"\binom{10}{3}", "120")]
    [InlineData(@"\begin{vmatrix} 2 & 1 \\ 1 & 2 \end{vmatrix}", "3")]
    public void Formulas(string gold, string response) => Same(gold, response);

    [Theory]
    [InlineData("1, 2, 3", "3, 2, 1")]
    [InlineData(@"\{1,2\}", "x=1 or x=2")]
    [InlineData(@"x=\pm3", "x=3, x=-3")]
    [InlineData(@"(\pm 1, \pm 2)", "(1,2),(1,-2),(-1,2),(-1,-2)")]
    [InlineData("(x,y)=(1,2)", "(1,2)")]
    [InlineData(@"\begin{pmatrix}1\\2\end{pmatrix}", "(1,2)")]
    [InlineData(@"\frac12\begin{pmatrix}2&4\\6&8\end{pmatrix}", @"\begin{bmatrix}1&2\\3&4\end{bmatrix}")]
    [InlineData(@"2\mathbf{i}-3\mathbf{j}", "(2,-3)")]
    [InlineData("2:3", "4:6")]
    [InlineData("20:34", "8:34 p.m.")]
    public void Collections(string gold, string response) => Same(gold, response);

    [Theory]
    [InlineData("x<3", @"(-\infty,3)")]
    [InlineData("x^2<4", "(-2,2)")]
    [InlineData("|x-1| >= 2", @"(-\infty,-1]\cup[3,\infty)")]
    [InlineData(@"\frac{x-1}{x+2}>0", @"x<-2 \text{ or } x>1")]
    [InlineData("x^2>2", @"(-\infty,-\sqrt2)\cup(\sqrt2,\infty)")]
    [InlineData(@"(0,1)\cup[1,2)", "(0,2)")]
    [InlineData(@"\mathbb{R}\setminus\{0\}", @"x \neq 0")]
    [InlineData(@"\{x \mid -1<x<1\}", "(-1,1)")]
    [InlineData("x^2-3a<0", "3x^2<9a")]
    public void Sets_and_inequalities(string gold, string response) => Same(gold, response);

    [Theory]
    [InlineData("3x+2y=6", @"\frac x2+\frac y3=1")]
    [InlineData("x=2y", @"y=\frac{x}{2}")]
    [InlineData("y=x^2+1", "x^2+1")]
    [InlineData("f(x)=x^2", "f(t)=t^2")]
    [InlineData("xy=6", "y=6/x")]
    [InlineData(@"x \equiv 17 \pmod{343}", @"x \equiv 360 \pmod{343}")]
    [InlineData(@"x=k\pi", @"n\pi")]
    public void Equations(string gold, string response) => Same(gold, response);

    [Theory]
    [InlineData("1.5 hours", "90 minutes")]
    [InlineData("36 km/h", "10 m/s")]
    [InlineData(@"2\text{ m}^2", @"20000\text{ cm}^2")]
    [InlineData(@"10\text{ apples}", "10")]
    [InlineData(@"\frac{\pi}{6}", @"30^\circ")]
    [InlineData(@"\text{No solution}", "no solutions")]
    [InlineData(@"\text{even}", "Even")]
    public void Quantities_and_words(string gold, string response) => Same(gold, response);

    [Theory]
    [InlineData(@"\sqrt{4^{2012}+1}", @"\sqrt{4^{2012}-1}")]
    [InlineData("2^{10^9}", "2^{10^9}+1")]
    [InlineData(@"\frac{e^\pi (1-e^{2010\pi})}{2}", @"\frac{e^\pi (3-e^{2010\pi})}{2}")]
    [InlineData(@"\sqrt{x^2}", "x")]
    [InlineData("ab", "a_b")]
    [InlineData("(5,-6)", "(5,-6]")]
    [InlineData("[1,2)", "(1,2]")]
    [InlineData("m>1", "q>1")]
    [InlineData("f(x)=x+1", "f(q)=x+1")]
    [InlineData("(x,y)=(0,1)", "(q,y)=(0,1)")]
    [InlineData("a+b+c+3x", "a-b+c+3x")]
    [InlineData("x=1, y=2", "x=2, y=1")]
    [InlineData("5 a.m.", "5 p.m.")]
    [InlineData("5:00", "15:00")]
    [InlineData("10 apples", "10 oranges")]
    [InlineData(@"5 \text{ cm}^2", @"5 \text{ cm}^8")]
    [InlineData("All powers of 2", "All powers of 3")]
    [InlineData(@"g(x)=x^2 \text{ for } x<0", @"g(x)=x^2 \text{ for } x<3")]
    [InlineData("5", @"5 \text{ if it rains, otherwise } 6")]
    [InlineData("5", @"5 \text{ (or 6)}")]
    [InlineData("5", @"\pm 5")]
    [InlineData("5", "5 or 6")]
    [InlineData("1", @"\frac{x^2}{12}+\frac{y^2}{9}=1")]
    [InlineData(@"\binom{10}{3}", @"\binom{10}{4}")]
    [InlineData("x^2<4", "x^2<5")]
    [InlineData(@"\text{A cat}", @"\text{A car}")]
    public void Different_answers(string gold, string response)
    {
        Assert.False(Compare(gold, response).IsEqual);
        Assert.False(Compare(response, gold).IsEqual);
    }

    [Fact]
    public void Proofs_are_told()
    {
        Assert.Equal(Proof.Exact, Compare("(x+1)^2", "x^2+2x+1").Proof);
        Assert.Equal(Proof.Sampled, Compare("(x+y+z+w)^{60}", "(w+z+y+x)^{60}").Proof);
        Assert.Equal(Proof.Certified, Compare(@"\sqrt2", @"\sqrt3").Proof);
        Assert.Equal(Proof.Certified, Compare(@"\sqrt{2}+\sqrt{3}", @"\sqrt{5+2\sqrt{6}}").Proof);
        Assert.Equal(Proof.Sampled, Compare(@"e^{i\pi}", "-1").Proof);
        Assert.Equal(Outcome.Unread, Compare("1", @"\frac{1").Outcome);
        Assert.Contains("position", Compare("1", @"\frac{1").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_decide_where_they_are_given()
    {
        Assert.False(Compare("1, 2", "2, 1", new() { Ordered = true }).IsEqual);
        Assert.True(Compare("(1, 2)", "(2, 1)", new() { Ordered = false }).IsEqual);
        Assert.True(Compare(@"\sqrt{x^2}", "x", new() { Domain = "positive" }).IsEqual);
        Assert.True(Compare(@"\pi", "3.14", new() { Rounding = 2 }).IsEqual);
        Assert.False(Compare(@"\pi", "3.15", new() { Rounding = 2 }).IsEqual);
        Assert.False(Compare("e^2", "e*e+0*i^2", new() { Variables = ["e"] }).Outcome == Outcome.Unread);
        Assert.False(Compare("i^2", "-1", new() { Variables = ["i"] }).IsEqual);
        Assert.True(Compare(@"\sqrt2", "1.414", new() { RelativeTolerance = 0.001m }).IsEqual);
    }

    [Theory]
    [InlineData(@"n\equiv 3\pmod 7", "n=7k+3")]
    [InlineData(@"n\equiv 3\pmod 7", @"n=7k-4, k\in\mathbb{Z}")]
    [InlineData(@"\sqrt[3]{2}", @"\root 3 \of 2")]
    [InlineData(@"\sqrt[3]{2x+1}", @"\root 3 \of {2x+1}")]
    [InlineData(@"(-\infty,2)\cup(2,\infty)", "all real numbers except 2")]
    [InlineData(@"x\ne 2, x\ne 3", @"\text{all real numbers except } 2 \text{ and } 3")]
    [InlineData("2x", @"\frac{dy}{dx}=2x")]
    [InlineData("2", @"\frac{d^2y}{dx^2}=2")]
    public void Other_ways_to_say_it(string gold, string response) => Same(gold, response);

    [Theory]
    [InlineData(@"n\equiv 3\pmod 7", "n=7k+4")]
    [InlineData(@"n\equiv 3\pmod 7", "n=14k+3")]
    [InlineData(@"n\equiv 3\pmod 7", "m=7k+3")]
    [InlineData(@"n\equiv 3\pmod 7", "n=7k^2+3")]
    [InlineData(@"n\equiv 3\pmod 7", "n=7n+3")]
    [InlineData(@"\sqrt[3]{2}", @"\root 2 \of 3")]
    [InlineData(@"\sqrt[3]{2}", @"\root 3 \of 3")]
    [InlineData(@"(-\infty,2)\cup(2,\infty)", "all real numbers except 3")]
    [InlineData(@"\mathbb{R}", "all real numbers except 2")]
    [InlineData("2", "all real numbers except 2")]
    [InlineData("2x", @"\frac{dy}{dx}=3x")]
    [InlineData("2x", @"\frac{xy}{zx}=2x")]
    [InlineData(@"\frac{dy}{dx}=2x", @"\frac{dx}{dy}=2x")]
    public void And_what_only_looks_like_it(string gold, string response)
    {
        Assert.False(Compare(gold, response).IsEqual);
        Assert.False(Compare(response, gold).IsEqual);
    }

    private static void Same(string gold, string response)
    {
        var (there, back) = (Compare(gold, response), Compare(response, gold));
        Assert.True(there.IsEqual, there.Reason);
        Assert.True(back.IsEqual, back.Reason);
    }

    private static Comparison Compare(string gold, string response, EquivalenceOptions? options = null) =>
        Equivalence.Compare(gold, response, Budget.ForVerdict(), options);
}
