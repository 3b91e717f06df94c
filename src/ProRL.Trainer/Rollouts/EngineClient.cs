using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Rollouts;

/// <summary>JSON calls to an engine, tried again where the connection is lost or the engine is busy or restarting. Thread-safe.</summary>
internal sealed class EngineClient : IDisposable
{
    private const int MaxAnswer = 256 * 1024 * 1024;
    private const int MaxShown = 300;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _asking = new(1);
    private string? _model;

    public EngineClient(EngineOptions options, TimeProvider time)
    {
        (_options, _time, _model) = (options, time, options.Model.Length > 0 ? options.Model : null);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.InFlight, UseProxy = false })
        {
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            MaxResponseContentBufferSize = MaxAnswer,
        };
    }

    public void Dispose()
    {
        _http.Dispose();
        _asking.Dispose();
    }

    /// <summary>The name that the engine serves its model under.</summary>
    public async Task<string> ModelAsync(CancellationToken cancellation)
    {
        if (_model is { } known) return known;
        await _asking.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_model is not null) return _model;
            using var answer = await CallAsync("/v1/models", null, cancellation).ConfigureAwait(false);
            if (answer?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("data", out var models) && models.ValueKind == JsonValueKind.Array
                && models.GetArrayLength() > 0 && models[0].ValueKind == JsonValueKind.Object && models[0].TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
                return _model = id.GetString()!;
            throw new EngineException($"The engine at {_options.Url} lists no model under /v1/models; engine.model can name it.");
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Posts a body, or gets where there is none.</summary>
    /// <returns>The answer; null where it is empty, or text that is no JSON after a call that only does something.</returns>
    /// <exception cref="EngineException">The engine refused, or could not be reached at any attempt.</exception>
    public async Task<JsonDocument?> CallAsync(string path, JsonObject? body, CancellationToken cancellation)
    {
        var content = body?.ToJsonString();
        for (var attempt = 1; ; attempt++)
        {
            string failure;
            try
            {
                using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, _options.Url.TrimEnd('/') + path);
                if (content is not null) request.Content = new StringContent(content, Encoding.UTF8, "application/json");
                using var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
                var text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
                if (response.IsSuccessStatusCode) return Parse(text);
                failure = $"answered {path} with the status {(int)response.StatusCode}: {Shown(text)}";
                if (response.StatusCode is not HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500)
                    throw new EngineException($"The engine at {_options.Url} {failure}.");
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                failure = $"could not be reached at {path}: {error.Message}";
            }
            catch (TaskCanceledException error) when (error.InnerException is TimeoutException)
            {
                failure = FormattableString.Invariant($"did not answer {path} within {_options.TimeoutSeconds} seconds");
            }
            if (attempt >= _options.Attempts)
                throw new EngineException($"The engine at {_options.Url} {failure.TrimEnd('.')} (tried {attempt} times).");
            var wait = FirstWait * Math.Pow(2, attempt - 1);
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, cancellation).ConfigureAwait(false);
        }
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shown(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= MaxShown ? line : line[..MaxShown] + "…";
    }
}
