using System.Buffers;

namespace ProRL.Gym.Families.Games;

/// <summary>
/// Goes through a plan that is a JSON list of objects of strings without escapes, without making anything of it. Whatever
/// is written in another way, or is no JSON, ends it with <see cref="Next"/>.Odd, and a real reader has to look.
/// </summary>
internal ref struct BoxPlan(ReadOnlySpan<char> text)
{
    // What stands for itself inside a JSON string, of ASCII.
    private static readonly SearchValues<char> Literal = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    private ReadOnlySpan<char> _rest = text;
    private char _last;

    /// <summary>What comes next in a plan.</summary>
    public enum Next
    {
        /// <summary>A new object.</summary>
        Step,

        /// <summary>A member of it.</summary>
        Member,

        /// <summary>Nothing: the plan was read to its end.</summary>
        End,

        /// <summary>Something that is not read here.</summary>
        Odd,
    }

    /// <summary>The name of the member that was read last.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Its value.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Reads on.</summary>
    public Next Read()
    {
        switch (_last)
        {
            case '\0':
                return Take('[') && Take('{') ? Step() : Next.Odd;
            case '{' when Take('}'):
                return After();
            case '{':
                return Member();
            case '"' when Take(','):
                return Member();
            case '"' when Take('}'):
                return After();
            default:
                return Next.Odd;
        }
    }

    private Next Step()
    {
        _last = '{';
        return Next.Step;
    }

    private Next Member()
    {
        _last = '"';
        if (!TryText(out var name) || !Take(':') || !TryText(out var value))
            return Next.Odd;
        Name = name;
        Value = value;
        return Next.Member;
    }

    // Behind an object.
    private Next After()
    {
        if (Take(','))
            return Take('{') ? Step() : Next.Odd;
        return Take(']') && _rest.Trim(" \t\r\n").IsEmpty ? Next.End : Next.Odd;
    }

    private bool TryText(out ReadOnlySpan<char> text)
    {
        text = [];
        if (!Take('"') || _rest.IndexOfAnyExcept(Literal) is not (>= 0 and var end) || _rest[end] != '"')
            return false;
        text = _rest[..end];
        _rest = _rest[(end + 1)..];
        return true;
    }

    private bool Take(char c)
    {
        var blanks = 0;
        while (blanks < _rest.Length && _rest[blanks] is ' ' or '\t' or '\r' or '\n')
            blanks++;
        if (blanks == _rest.Length || _rest[blanks] != c)
            return false;
        _rest = _rest[(blanks + 1)..];
        return true;
    }
}
