using System.Globalization;
using System.Numerics;
using CsCheck;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Verifiers.Tests.Puzzles;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("-1915")]
    [InlineData("-01915")]
    [InlineData("-1,915")]
    [InlineData("-1915.")]
    [InlineData("-1915.000")]
    [InlineData("-1.915e3")]
    [InlineData("-1.9150E+03")]
    [InlineData("-191500e-2")]
    public void A_number_may_be_written_in_any_exact_way(string answer)
    {
        Assert.Equal(VerdictStatus.Correct, Judge(-1915, answer));
    }

    [Theory]
    [InlineData("1915")]
    [InlineData("--1915")]
    [InlineData("+-1915")]
    [InlineData("- 1915")]
    [InlineData("-1915.0001")]
    [InlineData("-1914.9999999")]
    [InlineData("-19,15")]
    [InlineData("-1915e")]
    [InlineData("-1915e1")]
    [InlineData("-1915e999999999")]
    [InlineData("-0x77b")]
    [InlineData("-1915/1")]
    [InlineData("-1915 -1915")]
    [InlineData("-\u0661\u0669\u0661\u0665")]
    public void Nothing_else_is_the_number(string answer)
    {
        Assert.Equal(VerdictStatus.Incorrect, Judge(-1915, answer));
    }

    [Fact]
    public void Numbers_of_any_size_are_right_only_for_themselves()
    {
        Gen.Select(Gen.Long, Gen.Int[0, 60]).Sample((n, zeros) =>
        {
            var gold = n * BigInteger.Pow(10, zeros);
            Assert.Equal(VerdictStatus.Correct, Judge(gold, gold.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(VerdictStatus.Correct, Judge(gold, $"{n}e{zeros}"));
            Assert.Equal(VerdictStatus.Incorrect, Judge(gold, (gold + 1).ToString(CultureInfo.InvariantCulture)));
        });
    }

    [Fact]
    public void Any_text_gets_a_verdict()
    {
        Gen.OneOf(Gen.String, Gen.Char["0123456789.,eE+-"].Array[0, 20].Select(c => new string(c))).Sample(text => { Judge(7, text); }, iter: 20_000);
    }

    private static VerdictStatus Judge(BigInteger gold, string answer) => Numbers.JudgeInteger(gold, answer, new Budget(1_000_000)).Status;
}
