namespace ProRL.Gym.Protocol;

/// <summary>What a scanner knows after the bytes it was fed.</summary>
internal enum ScanState
{
    /// <summary>The message goes on.</summary>
    Within,

    /// <summary>The message ends here, within the limits.</summary>
    Complete,

    /// <summary>The message ends here; it had more bytes than a message may have.</summary>
    TooLarge,

    /// <summary>The message ends here; it nested deeper than a message may.</summary>
    TooDeep,

    /// <summary>These bytes are no MessagePack-RPC message, and where the next one begins can't be known.</summary>
    Malformed,
}

/// <summary>
/// Finds the end of a MessagePack-RPC message (an array of 3 or 4 values) in bytes that arrive in any pieces. Each byte is
/// looked at once, and memory doesn't grow with the message: what is too large or too deep is followed to its end
/// without being kept.
/// </summary>
internal sealed class MessageScanner(ProtocolLimits limits)
{
    // The longest beginning that can hold the message's array header, type and id, however wastefully they are written.
    private const int HeadLength = 23;

    private readonly long[] _open = new long[limits.MaxDepth];
    private readonly byte[] _head = new byte[HeadLength];
    private int _headLength;
    private int _depth;
    private ulong _pending = 1;
    private ulong _payload;
    private byte _code;
    private int _lengthBytes;
    private ulong _length;
    private ulong _size;
    private bool _tooLarge;
    private bool _tooDeep;

    /// <summary>Whether the message is already known to be refused, so that its bytes need not be kept.</summary>
    public bool Discarding => _tooLarge || _tooDeep;

    /// <summary>Whether some bytes of a message have come.</summary>
    public bool InMessage => _size > 0;

    /// <summary>The first bytes of the message: enough to read its id from.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    /// <summary>Makes ready for the next message.</summary>
    public void Reset()
    {
        _headLength = _depth = _lengthBytes = 0;
        _pending = 1;
        _payload = _length = _size = 0;
        _tooLarge = _tooDeep = false;
    }

    /// <summary>Takes bytes up to the end of the message, or all of them where the end is not among them.</summary>
    public ScanState Feed(ReadOnlySpan<byte> bytes, out int taken)
    {
        var state = ScanState.Within;
        var at = 0;
        while (state == ScanState.Within && at < bytes.Length)
        {
            if (_payload > 0)
            {
                var pass = (int)Math.Min(_payload, (ulong)(bytes.Length - at));
                _payload -= (ulong)pass;
                _size += (ulong)pass;
                at += pass;
                if (_payload == 0)
                    state = ValueEnded();
                continue;
            }

            var next = bytes[at++];
            _size++;
            if (_lengthBytes == 0)
            {
                state = Begin(next);
            }
            else
            {
                _length = (_length << 8) | next;
                if (--_lengthBytes == 0)
                    state = HeaderEnded();
            }
        }

        taken = at;
        var kept = Math.Min(HeadLength - _headLength, at);
        bytes[..kept].CopyTo(_head.AsSpan(_headLength));
        _headLength += kept;

        // Each value that is still to come has a byte at least, so what is announced is refused before it arrives.
        if (_size + _payload + _pending - (_payload > 0 ? 1UL : 0) > (ulong)limits.MaxMessageBytes)
            _tooLarge = true;
        return state == ScanState.Complete && Discarding ? (_tooLarge ? ScanState.TooLarge : ScanState.TooDeep) : state;
    }

    private ScanState Begin(byte code)
    {
        _code = code;
        _length = 0;
        if (_size == 1 && code is not (0x93 or 0x94 or 0xdc or 0xdd))
            return ScanState.Malformed;
        switch (code)
        {
            case <= 0x7f or >= 0xe0 or 0xc0 or 0xc2 or 0xc3:
                return ValueEnded();
            case <= 0x8f:
                return Container((ulong)(code & 0x0f) * 2);
            case <= 0x9f:
                return Container((ulong)(code & 0x0f));
            case <= 0xbf:
                return Payload((ulong)(code & 0x1f));
            case 0xc1:
                return ScanState.Malformed;
            case 0xca or 0xce or 0xd2:
                return Payload(4);
            case 0xcb or 0xcf or 0xd3:
                return Payload(8);
            case 0xcc or 0xd0:
                return Payload(1);
            case 0xcd or 0xd1:
                return Payload(2);
            case >= 0xd4 and <= 0xd8:
                return Payload((1UL << (code - 0xd4)) + 1);
            default:
                // What is left announces a length of 1, 2 or 4 bytes.
                _lengthBytes = code switch
                {
                    0xc4 or 0xc7 or 0xd9 => 1,
                    0xc5 or 0xc8 or 0xda or 0xdc or 0xde => 2,
                    _ => 4,
                };
                return ScanState.Within;
        }
    }

    private ScanState HeaderEnded() => _code switch
    {
        0xdc or 0xdd when _depth == 0 && _pending == 1 && _length is not (3 or 4) => ScanState.Malformed,
        0xdc or 0xdd => Container(_length),
        0xde or 0xdf => Container(_length * 2),
        0xc7 or 0xc8 or 0xc9 => Payload(_length + 1),
        _ => Payload(_length),
    };

    private ScanState Payload(ulong bytes)
    {
        _payload = bytes;
        return bytes == 0 ? ValueEnded() : ScanState.Within;
    }

    private ScanState Container(ulong values)
    {
        if (values == 0)
            return ValueEnded();
        if (_pending > ulong.MaxValue / 2)
            return ScanState.Malformed;
        _pending += values - 1;

        // Depth is followed only while it is within bounds: the count of pending values alone finds the end.
        if (_depth == _open.Length)
            _tooDeep = true;
        else if (!_tooDeep)
            _open[_depth++] = (long)values;
        return ScanState.Within;
    }

    private ScanState ValueEnded()
    {
        _pending--;
        if (!_tooDeep)
        {
            while (_depth > 0 && --_open[_depth - 1] == 0)
                _depth--;
        }

        return _pending == 0 ? ScanState.Complete : ScanState.Within;
    }
}
