using System.Collections.Frozen;
using ProRL.Verifiers.Mathematics;

namespace ProRL.Verifiers.Quantities;

/// <summary>Units of measure by their spellings: SI with prefixes, and customary ones.</summary>
internal static class UnitTable
{
    private static readonly Unit Metre = new(Rational.One, 1, 0, 0);
    private static readonly Unit Kilogram = new(Rational.One, 0, 1, 0);
    private static readonly Unit Second = new(Rational.One, 0, 0, 1);
    private static readonly Unit Ampere = new(Rational.One, 0, 0, 0, 1);
    private static readonly Unit Gram = Kilogram.Times(Rational.Of(1, 1000));
    private static readonly Unit Litre = Metre.Power(3).Times(Rational.Of(1, 1000));
    private static readonly Unit Newton = Metre * Kilogram * Second.Power(-2);
    private static readonly Unit Joule = Newton * Metre;
    private static readonly Unit Watt = Joule * Second.Power(-1);
    private static readonly Unit Volt = Watt * Ampere.Power(-1);
    private static readonly Unit Foot = Metre.Times(Rational.Of(3048, 10000));
    private static readonly Unit Inch = Metre.Times(Rational.Of(254, 10000));
    private static readonly Unit Mile = Metre.Times(Rational.Of(1609344, 1000));
    private static readonly Unit Pound = Kilogram.Times(Rational.Of(45359237, 100000000));
    private static readonly Unit Minute = Second.Times(60);
    private static readonly Unit Hour = Second.Times(3600);

    /// <summary>Units that take SI prefixes, by their signs.</summary>
    private static readonly FrozenDictionary<string, Unit> Prefixed = new Dictionary<string, Unit>
    {
        ["m"] = Metre,
        ["g"] = Gram,
        ["s"] = Second,
        ["A"] = Ampere,
        ["K"] = new(Rational.One, 0, 0, 0, 0, 1),
        ["mol"] = new(Rational.One, 0, 0, 0, 0, 0, 1),
        ["L"] = Litre,
        ["l"] = Litre,
        ["N"] = Newton,
        ["J"] = Joule,
        ["W"] = Watt,
        ["V"] = Volt,
        ["Pa"] = Newton * Metre.Power(-2),
        ["Hz"] = Second.Power(-1),
        ["C"] = Ampere * Second,
        ["F"] = Ampere * Second * Volt.Power(-1),
        ["Ω"] = Volt * Ampere.Power(-1),
        ["T"] = Volt * Second * Metre.Power(-2),
        ["H"] = Volt * Second * Ampere.Power(-1),
        ["eV"] = Joule.Times(new Rational(1602176634) * new Rational(10).Pow(-28)),
        ["cal"] = Joule.Times(Rational.Of(4184, 1000)),
    }.ToFrozenDictionary();

    /// <summary>Units by words, in the singular, and signs without prefixes.</summary>
    private static readonly FrozenDictionary<string, Unit> Plain = new Dictionary<string, Unit>
    {
        ["meter"] = Metre,
        ["metre"] = Metre,
        ["gram"] = Gram,
        ["second"] = Second,
        ["sec"] = Second,
        ["minute"] = Minute,
        ["min"] = Minute,
        ["hour"] = Hour,
        ["hr"] = Hour,
        ["h"] = Hour,
        ["day"] = Hour.Times(24),
        ["week"] = Hour.Times(168),
        ["liter"] = Litre,
        ["litre"] = Litre,
        ["newton"] = Newton,
        ["joule"] = Joule,
        ["watt"] = Watt,
        ["volt"] = Volt,
        ["foot"] = Foot,
        ["feet"] = Foot,
        ["ft"] = Foot,
        ["inch"] = Inch,
        ["inche"] = Inch,
        ["in"] = Inch,
        ["yard"] = Foot.Times(3),
        ["yd"] = Foot.Times(3),
        ["mile"] = Mile,
        ["mi"] = Mile,
        ["mph"] = Mile * Hour.Power(-1),
        ["pound"] = Pound,
        ["lb"] = Pound,
        ["ounce"] = Pound.Times(Rational.Of(1, 16)),
        ["oz"] = Pound.Times(Rational.Of(1, 16)),
        ["tonne"] = Kilogram.Times(1000),
        ["hectare"] = Metre.Power(2).Times(10000),
        ["ha"] = Metre.Power(2).Times(10000),
        ["centimeter"] = Metre.Times(Rational.Of(1, 100)),
        ["centimetre"] = Metre.Times(Rational.Of(1, 100)),
        ["millimeter"] = Metre.Times(Rational.Of(1, 1000)),
        ["millimetre"] = Metre.Times(Rational.Of(1, 1000)),
        ["kilometer"] = Metre.Times(1000),
        ["kilometre"] = Metre.Times(1000),
        ["kilogram"] = Kilogram,
        ["milligram"] = Gram.Times(Rational.Of(1, 1000)),
        ["milliliter"] = Litre.Times(Rational.Of(1, 1000)),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, int> Prefixes = new Dictionary<char, int>
    {
        ['T'] = 12,
        ['G'] = 9,
        ['M'] = 6,
        ['k'] = 3,
        ['h'] = 2,
        ['d'] = -1,
        ['c'] = -2,
        ['m'] = -3,
        ['μ'] = -6,
        ['µ'] = -6,
        ['n'] = -9,
        ['p'] = -12,
        ['f'] = -15,
    }.ToFrozenDictionary();

    /// <summary>The unit that a text means, such as <c>m/s^2</c>, <c>\text{cm}^3</c>, <c>square feet</c>; null where it is none.</summary>
    public static Unit? Parse(string text)
    {
        if (text.Length > 60)
            return null;
        var plain = text.Replace("\\text", " ", StringComparison.Ordinal).Replace("\\mathrm", " ", StringComparison.Ordinal).Replace("\\cdot", " ", StringComparison.Ordinal)
            .Replace("²", "^2", StringComparison.Ordinal).Replace("³", "^3", StringComparison.Ordinal).Replace("/", " / ", StringComparison.Ordinal).Replace(" ^", "^", StringComparison.Ordinal);
        foreach (var c in (ReadOnlySpan<char>)['{', '}', '\\', ',', '(', ')', '~', '$', '*', '·'])
            plain = plain.Replace(c, ' ');
        while (plain.Contains(" ^", StringComparison.Ordinal))
            plain = plain.Replace(" ^", "^", StringComparison.Ordinal);
        var unit = Unit.None;
        var (found, sign, power) = (false, 1, 1);
        foreach (var word in plain.Replace("^ ", "^", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word.TrimEnd('.'))
            {
                case "/" or "per":
                    sign = -1;
                    continue;
                case "square" or "sq":
                    power = 2;
                    continue;
                case "cubic" or "cu":
                    power = 3;
                    continue;
                default:
                    break;
            }

            if (Factor(word.TrimEnd('.')) is not { } factor)
                return null;
            unit *= factor.Power(sign * power);
            (found, sign, power) = (true, 1, 1);
        }

        return found ? unit : null;
    }

    /// <summary>A product of a number and letters that are units, as in 3·10^8 m/s, taken apart; null where it is none.</summary>
    public static (Expr Value, Unit Unit)? Of(Expr x)
    {
        if (x is not Product p)
            return null;
        var unit = Unit.None;
        Expr value = Expr.One;
        var found = false;
        foreach (var factor in p.Factors)
        {
            var (letter, power) = factor switch
            {
                Sym s => (s, 1),
                Power { Base: Sym b, Exponent: Num { Value: { IsInteger: true } e } } when e.Size < 6 => (b, (int)e.Numerator),
                _ => (null, 0),
            };
            if (letter is null)
            {
                if (Symbols.Of(factor).Count > 0)
                    return null;
                value = Make.Multiply(value, factor);
                continue;
            }

            if (letter.Name.Length != 1 || Factor(letter.Name) is not { } known)
                return null;
            unit *= known.Power(power);
            found = true;
        }

        return found ? (value, unit) : null;
    }

    private static Unit? Factor(string word)
    {
        var caret = word.IndexOf('^', StringComparison.Ordinal);
        if (caret >= 0)
            return int.TryParse(word[(caret + 1)..], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var n) && Math.Abs(n) <= 6 ? Factor(word[..caret])?.Power(n) : null;
        if (Prefixed.TryGetValue(word, out var unit) || Plain.TryGetValue(word, out unit) || word.Length > 3 && word[^1] == 's' && Plain.TryGetValue(word[..^1], out unit) || word is "hrs" or "lbs" or "mins" or "yds" && Plain.TryGetValue(word[..^1], out unit))
            return unit;
        return word.Length > 1 && Prefixes.TryGetValue(word[0], out var power) && Prefixed.TryGetValue(word[1..], out unit) ? unit.Times(new Rational(10).Pow(power)) : null;
    }
}
