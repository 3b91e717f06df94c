using System.Buffers;

namespace ProRL.Verifiers.Puzzles;

/// <summary>Reads a square of digits as people lay one out.</summary>
public static class DigitGrid
{
    private static readonly SearchValues<char> Ruling = SearchValues.Create(" \t,|[]-+=");

    /// <summary>
    /// The cells row by row; null where <paramref name="text"/> is anything but a square of the digits from 1 to
    /// <paramref name="size"/>. Rows are lines, or all stand on one line; blanks, commas, bars and square brackets may
    /// separate, lines of dashes may rule, a code fence may enclose.
    /// </summary>
    /// <param name="text">The answer.</param>
    /// <param name="size">Cells in a row, from 1 to 9.</param>
    /// <param name="budget">One step for each character.</param>
    public static int[]? Read(string text, int size, Budget budget)
    {
        budget.Spend(text.Length);
        var cells = new int[size * size];
        var count = 0;
        var rows = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.ContainsAnyInRange('0', '9'))
            {
                var before = count;
                if (!ReadRow(line, size, cells, ref count))
                    return null;
                rows++;
                if (rows > size || count - before != size && count != cells.Length)
                    return null;
            }
            else if (line.ContainsAnyExcept(Ruling) && line is not "```")
            {
                return null;
            }
        }

        return count == cells.Length && (rows == size || rows == 1) ? cells : null;
    }

    private static bool ReadRow(ReadOnlySpan<char> line, int size, int[] cells, ref int count)
    {
        foreach (var c in line)
        {
            if (c is ' ' or '\t' or ',' or '|' or '[' or ']')
                continue;
            if (c < '1' || c > '0' + size || count == cells.Length)
                return false;
            cells[count++] = c - '0';
        }

        return true;
    }
}
