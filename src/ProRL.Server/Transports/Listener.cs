using System.Net;
using System.Net.Sockets;
using ProRL.Gym.Protocol;

namespace ProRL.Server.Transports;

/// <summary>A socket that peers connect to.</summary>
internal sealed class Listener : IDisposable
{
    private const int Backlog = 512;

    private readonly Socket _socket;

    private Listener(Socket socket, GymAddress address, bool trusted)
    {
        _socket = socket;
        Address = address;
        Trusted = trusted;
    }

    /// <summary>Where it listens, with the port that the system chose where 0 was asked for.</summary>
    public GymAddress Address { get; }

    /// <summary>Whether who can connect may call: the file system decides that for a Unix socket.</summary>
    public bool Trusted { get; }

    /// <summary>
    /// Listens at a Unix socket that only its owner can connect to. A socket that a dead server left is replaced.
    /// </summary>
    /// <exception cref="ListenException">A server listens there already, or something else is in the way.</exception>
    public static async Task<Listener> UnixAsync(GymAddress address, CancellationToken cancellation)
    {
        var path = address.Path!;
        await RemoveStaleAsync(address, cancellation).ConfigureAwait(false);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));

            // Between binding and listening nobody can connect, so there is no moment at which others could.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(Backlog);
            return new Listener(socket, address, trusted: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ListenException($"Can't listen at {path}: {e.Message}; the folder must exist and be writable.", e);
        }
    }

    /// <summary>Listens at TCP.</summary>
    /// <exception cref="ListenException">The port is taken, or others could connect and there is no token to keep them out.</exception>
    public static async Task<Listener> TcpAsync(GymAddress address, bool hasToken, CancellationToken cancellation)
    {
        var end = await ResolveAsync(address, hasToken, cancellation).ConfigureAwait(false);
        Socket? socket = null;
        try
        {
            socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(end);
            socket.Listen(Backlog);
            return new Listener(socket, GymAddress.Tcp(socket.LocalEndPoint!.ToString()!), trusted: !hasToken);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new ListenException($"Can't listen at {address}: {e.Message}.", e);
        }
    }

    /// <summary>Where in the network an address is: on this machine, or beyond it where there is a token.</summary>
    /// <exception cref="ListenException">The host has no address, or others could connect and there is no token to keep them out.</exception>
    public static async Task<IPEndPoint> ResolveAsync(GymAddress address, bool hasToken, CancellationToken cancellation)
    {
        try
        {
            var end = (IPEndPoint)await address.ResolveAsync(cancellation).ConfigureAwait(false);
            return hasToken || IPAddress.IsLoopback(end.Address)
                ? end
                : throw new ListenException($"{address} can be reached from other machines; give a --token that they must show, or listen at 127.0.0.1.");
        }
        catch (SocketException e)
        {
            throw new ListenException($"Can't listen at {address}: {e.Message}.", e);
        }
    }

    public ValueTask<Socket> AcceptAsync(CancellationToken cancellation) => _socket.AcceptAsync(cancellation);

    public void Dispose()
    {
        _socket.Dispose();
        if (Address.Path is { } path)
            File.Delete(path);
    }

    private static async Task RemoveStaleAsync(GymAddress address, CancellationToken cancellation)
    {
        var path = address.Path!;
        if (!File.Exists(path))
            return;
        if (File.GetAttributes(path) is var attributes && (attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) != 0)
            throw new ListenException($"{path} is not a socket; it is left alone.");
        if (new FileInfo(path).Length > 0)
            throw new ListenException($"{path} is a file and not a socket; it is left alone.");
        try
        {
            using var probe = await address.ConnectAsync(cancellation).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        catch (SocketException e)
        {
            throw new ListenException($"{path} is in the way: {e.Message}.", e);
        }

        throw new ListenException($"A server listens at {path} already; stop it, or choose another --socket.");
    }
}

/// <summary>The server can't listen where it was told to; the message says why, in one sentence.</summary>
internal sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner);
