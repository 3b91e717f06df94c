using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ProRL.Gym.Protocol;

/// <summary>Where a server listens: a Unix socket (<c>PATH</c> or <c>unix:PATH</c>) or TCP (<c>tcp://HOST:PORT</c>).</summary>
public sealed class GymAddress
{
    // The kernel's limit for the path of a Unix socket, less the closing zero.
    private const int MaxPathBytes = 107;

    private readonly string? _host;
    private readonly int _port;

    private GymAddress(string? path, string? host, int port)
    {
        Path = path;
        _host = host;
        _port = port;
    }

    /// <summary>The path of the Unix socket; null for TCP.</summary>
    public string? Path { get; }

    /// <exception cref="FormatException">The text is no address; the message says what would be.</exception>
    public static GymAddress Parse(string text)
    {
        if (text.StartsWith("tcp://", StringComparison.Ordinal))
            return Tcp(text["tcp://".Length..]);
        var path = text.StartsWith("unix:", StringComparison.Ordinal) ? text["unix:".Length..] : text;
        if (path.Length == 0 || path.Contains("://", StringComparison.Ordinal))
            throw new FormatException($"'{text}' is not an address; give a path, unix:PATH or tcp://HOST:PORT.");
        if (System.Text.Encoding.UTF8.GetByteCount(path) > MaxPathBytes)
            throw new FormatException($"The socket path '{path}' is too long; the system allows {MaxPathBytes} bytes.");
        return new GymAddress(System.IO.Path.GetFullPath(path), null, 0);
    }

    /// <summary>Reads <c>HOST:PORT</c>; an IPv6 host stands in brackets.</summary>
    /// <exception cref="FormatException">The text is not that.</exception>
    public static GymAddress Tcp(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new FormatException($"'{text}' is not HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:7411.");
        return new GymAddress(null, text[..colon].Trim('[', ']'), port);
    }

    public override string ToString() => Path is null ? $"tcp://{(_host!.Contains(':', StringComparison.Ordinal) ? $"[{_host}]" : _host)}:{_port}" : $"unix:{Path}";

    /// <summary>The end point to listen at or to connect to.</summary>
    /// <exception cref="SocketException">The host has no address.</exception>
    internal async ValueTask<EndPoint> ResolveAsync(CancellationToken cancellation)
    {
        if (Path is not null)
            return new UnixDomainSocketEndPoint(Path);
        if (IPAddress.TryParse(_host, out var address))
            return new IPEndPoint(address, _port);
        var addresses = await Dns.GetHostAddressesAsync(_host!, cancellation).ConfigureAwait(false);
        return addresses.Length > 0 ? new IPEndPoint(addresses[0], _port) : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    internal async ValueTask<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var end = await ResolveAsync(cancellation).ConfigureAwait(false);
        var socket = NewSocket();
        try
        {
            await socket.ConnectAsync(end, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Socket NewSocket() => Path is not null
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    }
}
