using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>
/// Boxes that are Docker containers. They are made when they are needed, used again and again, and given up when they
/// were idle for long; one that misbehaves in any way is thrown away. Containers of dead servers are removed at the start.
/// </summary>
public sealed class DockerBoxes : IBoxPool, IAsyncDisposable
{
    private readonly BoxOptions _options;
    private readonly TimeProvider _time;
    private readonly DockerClientConfiguration _configuration;
    private readonly DockerClient _client;
    private readonly Dictionary<string, Shelf> _shelves;
    private readonly ITimer _sweep;
    private volatile bool _answered;
    private int _strays; // 0 until somebody looks after them

    /// <exception cref="ArgumentException">The options can't be used; the message says all that is wrong.</exception>
    public DockerBoxes(BoxOptions options, TimeProvider time)
    {
        if (options.Validate().ToList() is { Count: > 0 } wrong)
            throw new ArgumentException(string.Join("; ", wrong), nameof(options));
        (_options, _time) = (options, time);
        _configuration = new DockerClientConfiguration(options.Engine);
        _client = _configuration.CreateClient();
        _shelves = options.Images.ToDictionary(image => image.Key, image => new Shelf(options.BoxesPerImage, () => CreateAsync(image.Value), RemoveAsync, time));
        _sweep = time.CreateTimer(_ => Sweep(), null, options.IdleTime / 2, options.IdleTime / 2);
    }

    /// <summary>The containers that there are now.</summary>
    internal IEnumerable<string> Containers => _shelves.Values.SelectMany(shelf => shelf.Containers);

    /// <inheritdoc/>
    public async ValueTask<IBox> LeaseAsync(string image, CancellationToken cancellation)
    {
        var shelf = Shelf(image);
        return new Lease(await shelf.TakeAsync(cancellation).ConfigureAwait(false), shelf, _options, _time);
    }

    /// <inheritdoc/>
    public async ValueTask<IBox?> TryLeaseAsync(string image, CancellationToken cancellation)
    {
        var shelf = Shelf(image);
        return await shelf.TryTakeAsync(cancellation).ConfigureAwait(false) is { } box ? new Lease(box, shelf, _options, _time) : null;
    }

    /// <inheritdoc/>
    public bool IsWanted(string image) => Shelf(image).IsWanted;

    /// <summary>Makes boxes of an image ready, so that the next leases find them.</summary>
    /// <param name="image">As for <see cref="LeaseAsync"/>.</param>
    /// <param name="count">How many, at most as many as one image may have.</param>
    /// <param name="cancellation">Ends the wait; boxes that were made stay.</param>
    public async Task WarmAsync(string image, int count, CancellationToken cancellation)
    {
        var leases = Enumerable.Range(0, Math.Min(count, _options.BoxesPerImage)).Select(_ => LeaseAsync(image, cancellation).AsTask()).ToArray();
        try
        {
            await Task.WhenAll(leases).ConfigureAwait(false);
        }
        finally
        {
            foreach (var lease in leases.Where(lease => lease.IsCompletedSuccessfully))
                await (await lease.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Removes all boxes. Leases must have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_shelves.Values.Select(shelf => shelf.DisposeAsync().AsTask())).ConfigureAwait(false);
        _client.Dispose();
        _configuration.Dispose();
    }

    /// <summary>Whether an error is one of the engine or the way to it, and may pass.</summary>
    internal static bool IsOfEngine(Exception e) =>
        e is DockerApiException or HttpRequestException or IOException or SocketException or TimeoutException or SandboxFaultException;

    /// <summary>Makes a box, and waits for an engine that is being started again.</summary>
    private async Task<DockerBox> CreateAsync(string tag)
    {
        var began = _time.GetTimestamp();
        for (var wait = TimeSpan.FromSeconds(0.1); ; wait *= 2)
        {
            try
            {
                var box = await DockerBox.CreateAsync(_client, _options, tag, _time, CancellationToken.None).ConfigureAwait(false);
                _answered = true;
                if (Interlocked.Exchange(ref _strays, 1) == 0)
                    _ = RemoveStraysAsync();
                return box;
            }
            catch (DockerImageNotFoundException e)
            {
                throw new SandboxFaultException($"There is no image {tag}; sandbox-images/build makes it.", e);
            }
            catch (Exception e) when (IsOfEngine(e))
            {
                // An engine that has answered will answer again; one that never did is not there.
                if (!_answered || _time.GetElapsedTime(began) + wait > _options.EngineWait)
                    throw new SandboxFaultException($"The container engine at {_options.Engine} makes no boxes: {e.Message}", e);
                await Task.Delay(wait, _time).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveStraysAsync()
    {
        try
        {
            var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [Owner.Label] = true } };
            var all = await _client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }).ConfigureAwait(false);
            foreach (var container in all.Where(container => container.Labels.TryGetValue(Owner.Label, out var owner) && Owner.IsDead(owner)))
                await DockerBox.RemoveAsync(_client, container.ID, _time).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfEngine(e))
        {
            Volatile.Write(ref _strays, 0); // the next box looks again
        }
    }

    private async Task RemoveAsync(DockerBox box)
    {
        box.Channel.Dispose();
        await DockerBox.RemoveAsync(_client, box.Container, _time).ConfigureAwait(false);
    }

    private Shelf Shelf(string image) => _shelves.TryGetValue(image, out var shelf)
        ? shelf
        : throw new SandboxFaultException($"There is no image '{image}'; there are {string.Join(", ", _shelves.Keys.Order(StringComparer.Ordinal))}. sandbox-images/build makes them.");

    private void Sweep()
    {
        foreach (var shelf in _shelves.Values)
            shelf.GiveUpIdle(_options.IdleTime);
    }
}
