using ProRL.Verifiers.Mathematics;

namespace ProRL.Verifiers.Tests.Mathematics;

public sealed class Numbers_are_compared
{
    [Theory]
    [InlineData("1/2", "0.5")]
    [InlineData("1/2", @"\frac12")]
    [InlineData("1/2", @"\dfrac{2}{4}")]
    [InlineData("1000", "1,000")]
    [InlineData("1000", "1{,}000")]
    [InlineData("1000", "1 000")]
    [InlineData("-5", "-(2+3)")]
    [InlineData("3/2", "1 1/2")]
    [InlineData("23/2", @"11\frac{1}{2}")]
    [InlineData("1/3", @"0.\overline{3}")]
    [InlineData("1/3", "0.333...")]
    [InlineData("1", @"0.\overline{9}")]
    [InlineData("0.6", "60%")]
    [InlineData("12300", "1.23e4")]
    [InlineData("5", "5.00")]
    [InlineData("½", @"\frac{1}{2}")]
    [InlineData("101_2", "5")]
    [InlineData("30.52", @"\dfrac{1587}{52}")]
    [InlineData("8/63", "0.126984126984127")]
    [InlineData("4", "x = 4")]
    [InlineData("10!", "3628800")]
    public void Equal(string gold, string response) => Assert.True(Compare(gold, response).IsEqual);

    [Theory]
    [InlineData("0.5", "0.5000004")]
    [InlineData("1/3", "0.33")]
    [InlineData("1/3", "0.333333333333334")]
    [InlineData("1/2^99", "1/2^98")]
    [InlineData("1/2004!", "1/2006!")]
    [InlineData("1/10^20", "1/10^21")]
    [InlineData("10", "4 10/3")]
    [InlineData("5", "-5")]
    [InlineData("204_5", "204_6")]
    [InlineData("1000000000000000", "999999999999999.9")]
    [InlineData("2^100", "1267650600228229401496703205377")]
    public void Different(string gold, string response) => Assert.False(Compare(gold, response).IsEqual);

    [Fact]
    public void A_tolerance_is_relative_or_absolute()
    {
        Assert.True(Compare("100", "101", new EquivalenceOptions { RelativeTolerance = 0.01m }).IsEqual);
        Assert.False(Compare("100", "101.1", new EquivalenceOptions { RelativeTolerance = 0.01m }).IsEqual);
        Assert.True(Compare("0", "0.01", new EquivalenceOptions { AbsoluteTolerance = 0.01m }).IsEqual);
        Assert.True(Compare("1/3", "0.33", new EquivalenceOptions { Rounding = 2 }).IsEqual);
        Assert.False(Compare("1/3", "0.34", new EquivalenceOptions { Rounding = 2 }).IsEqual);
    }

    [Fact]
    public void A_reason_and_a_proof_come_with_the_decision()
    {
        var comparison = Compare("1/2", "0.5");
        Assert.Equal(Proof.Exact, comparison.Proof);
        Assert.Equal("The numbers are equal.", comparison.Reason);
    }

    private static Comparison Compare(string gold, string response, EquivalenceOptions? options = null) =>
        Equivalence.Compare(gold, response, new Budget(1_000_000), options);
}
