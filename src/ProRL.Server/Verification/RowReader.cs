namespace ProRL.Server.Verification;

/// <summary>One line of a file of rows.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The line without its end; empty where it was too long to keep.</param>
/// <param name="TooLong">Whether it has more than <see cref="RowReader.MaxLineBytes"/>.</param>
internal readonly record struct RowLine(long Number, ReadOnlyMemory<byte> Text, bool TooLong = false)
{
    /// <summary>What was judged before, where the line is of a log of rollouts.</summary>
    public LoggedRollout? Logged { get; init; }

    /// <summary>Why it can't be judged, in one sentence, where that is known before it is read as a row.</summary>
    public string? Flaw { get; init; }
}

/// <summary>
/// Cuts a stream into lines and hands them out some at a time, as soon as there are any. Needs memory for the longest
/// line that is kept, whatever the size of the stream.
/// </summary>
internal sealed class RowReader(Stream input) : IRowSource
{
    /// <summary>The longest line that is judged: as long as a message of the server may be.</summary>
    public const int MaxLineBytes = 16 << 20;

    // Few enough that slow rows spread over all workers, enough that handing them over costs nothing.
    private const int MaxLines = 64;

    private const int ChunkBytes = 64 * 1024;
    private const byte NewLine = (byte)'\n';
    private static readonly byte[] ByteOrderMark = [0xef, 0xbb, 0xbf];

    private byte[] _buffer = new byte[ChunkBytes];
    private int _start;
    private int _end;
    private long _lines;
    private bool _skipping;
    private bool _ended;

    public async ValueTask<IReadOnlyList<RowLine>?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Cut() is { } lines)
                return lines;
            if (_ended)
                return Rest();
            MakeRoom();
            var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            _ended = read == 0;
            if (_lines == 0 && _end == 0 && _buffer.AsSpan(0, read).StartsWith(ByteOrderMark))
                _start = ByteOrderMark.Length;
            _end += read;
        }
    }

    private List<RowLine>? Cut()
    {
        var fresh = _buffer.AsSpan(_start, _end - _start);
        if (_skipping)
        {
            var end = fresh.IndexOf(NewLine);
            _start = end < 0 ? _end : _start + end + 1;
            if (end < 0)
                return null;
            _skipping = false;
            return [new RowLine(++_lines, default, TooLong: true)];
        }

        var last = -1;
        for (int n = 0, at = 0, length; n < MaxLines && (length = fresh[at..].IndexOf(NewLine)) >= 0; n++)
        {
            last = at + length;
            at = last + 1;
        }

        if (last < 0)
            return null;
        ReadOnlyMemory<byte> own = fresh[..last].ToArray();
        _start += last + 1;
        return Split(own);
    }

    private List<RowLine> Split(ReadOnlyMemory<byte> text)
    {
        var lines = new List<RowLine>(MaxLines);
        while (true)
        {
            var end = text.Span.IndexOf(NewLine);
            lines.Add(Line(end < 0 ? text : text[..end]));
            if (end < 0)
                return lines;
            text = text[(end + 1)..];
        }
    }

    private List<RowLine>? Rest()
    {
        // The last line may lack its end; an end without a line after it is none.
        var rest = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        if (_skipping)
        {
            _skipping = false;
            return [new RowLine(++_lines, default, TooLong: true)];
        }

        return rest.IsEmpty ? null : [Line(rest.ToArray())];
    }

    private RowLine Line(ReadOnlyMemory<byte> text) =>
        text.Length <= MaxLineBytes ? new RowLine(++_lines, text) : new RowLine(++_lines, default, TooLong: true);

    private void MakeRoom()
    {
        if (_end - _start > MaxLineBytes)
        {
            _skipping = true;
            _buffer = new byte[ChunkBytes];
            _start = _end = 0;
            return;
        }

        var kept = _buffer.AsSpan(_start, _end - _start);
        if (kept.Length == _buffer.Length)
        {
            var larger = new byte[_buffer.Length * 2];
            kept.CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            kept.CopyTo(_buffer);
        }

        _end = kept.Length;
        _start = 0;
    }
}
