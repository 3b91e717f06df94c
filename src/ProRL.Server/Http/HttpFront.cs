using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Calls;
using ProRL.Server.Queueing;

namespace ProRL.Server.Http;

/// <summary>
/// The server over HTTP, in the shapes that trainers and their tools send: see docs/http.md. Answers 503 while the queue is
/// full or the server stops, and for what could not be judged, so that clients ask again.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly WebApplication _app;
    private readonly HttpJudge _judge;
    private readonly SandboxFusion _fusion;
    private readonly Exposition _exposition;
    private readonly Admission _admission;
    private readonly byte[]? _token;

    private HttpFront(IPEndPoint end, long maxBytes, string? token, HttpJudge judge, SandboxFusion fusion, Exposition exposition, Admission admission, ILogger log)
    {
        (_judge, _fusion, _exposition, _admission) = (judge, fusion, exposition, admission);
        _token = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {token}"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = maxBytes;
            kestrel.Listen(end);
        });
        builder.Services.AddRoutingCore();
        // The process has its own way to stop.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Use((context, next) => GuardAsync(context, next, log));
        _app.UseRouting();
        Map();
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.FirstOrDefault() ?? "";

    /// <summary>Listens and answers.</summary>
    /// <param name="address">Where; beyond this machine only with a token.</param>
    /// <param name="maxBytes">The largest request.</param>
    /// <param name="token">What <c>Authorization: Bearer</c> must bear; null for nothing.</param>
    /// <param name="judge">Judges rows.</param>
    /// <param name="fusion">Runs code.</param>
    /// <param name="exposition">Tells numbers.</param>
    /// <param name="admission">Says whether the server still takes calls.</param>
    /// <param name="log">Hears of failures.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Transports.ListenException">The port is taken, or others could connect and there is no token.</exception>
    public static async Task<HttpFront> StartAsync(
        GymAddress address, long maxBytes, string? token, HttpJudge judge, SandboxFusion fusion, Exposition exposition, Admission admission, ILogger log, CancellationToken cancellation)
    {
        var end = await Transports.Listener.ResolveAsync(address, token is not null, cancellation).ConfigureAwait(false);
        var front = new HttpFront(end, maxBytes, token, judge, fusion, exposition, admission, log);
        try
        {
            await front._app.StartAsync(cancellation).ConfigureAwait(false);
            return front;
        }
        catch (IOException e)
        {
            await front.DisposeAsync().ConfigureAwait(false);
            throw new Transports.ListenException($"Can't listen at http://{end}: {e.Message}", e);
        }
    }

    /// <summary>Takes no more requests, and waits until every reply has been written.</summary>
    public async ValueTask DisposeAsync()
    {
        // Without that, connections are cut off in the middle of a reply.
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private void Map()
    {
        _app.MapGet("/healthz", Health);
        _app.MapGet("/metrics", context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4";
            return _exposition.WriteAsync(context.Response.Body, context.RequestAborted);
        });
        _app.MapGet("/health", context => WriteAsync(context, new JsonObject { ["status"] = "healthy" }));
        _app.MapGet("/v1/ping", context => WriteAsync(context, "pong"));
        _app.MapGet("/", context => WriteAsync(context, new JsonObject { ["status"] = "ok" }));
        _app.MapGet("/reverify_mode", context => WriteAsync(context, "stateless"));
        Post("/seed_session", (_, _) => Task.FromResult<JsonNode>(new JsonObject()));
        Post("/aggregate_metrics", (_, _) => Task.FromResult<JsonNode>(new JsonObject { ["group_level_metrics"] = new JsonArray(), ["agent_metrics"] = new JsonObject(), ["key_metrics"] = new JsonObject() }));
        Post("/run_code", _fusion.RunAsync);
        Post("/test_program", (request, stop) => OpenInstruct.AssertionsAsync(request, _judge, stop));
        Post("/test_program_stdio", (request, stop) => OpenInstruct.StdioAsync(request, _judge, stop));
        Post("/verify", (request, stop) => NemoGym.Is(request) ? NemoGym.VerifyAsync(request, _judge, stop) : RowsAsync(request, stop));
        // Clients of remote rewards choose the path themselves.
        Post("/{**path}", (request, stop) =>
            OpenRlhf.Is(request) ? OpenRlhf.AnswerAsync(request, _judge, stop)
            : Slime.Is(request) ? Slime.AnswerAsync(request, _judge, stop)
            : throw GymException.BadRequest("the request has none of the known shapes: {\"items\"} at /verify, {\"query\", \"prompts\", \"labels\"}, {\"prompt\", \"response\", \"label\"}, or one of a path of its own; docs/http.md lists them"));
    }

    private void Post(string path, Func<RequestReader, CancellationToken, Task<JsonNode>> answer) => _app.MapPost(path, async context =>
    {
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(context.Request.Body, null, Bounded, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw GymException.BadRequest($"the body is not JSON of at most {Bounded.MaxDepth} levels without a key twice (line {e.LineNumber + 1})");
        }

        var request = new RequestReader(body as JsonObject ?? throw GymException.BadRequest("the body must be a JSON object"));
        try
        {
            await WriteAsync(context, await answer(request, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (InvalidOperationException e) when (e.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
        {
            throw GymException.BadRequest("the body holds a string that is not text (half of a surrogate pair); strings must be whole characters");
        }
    });

    // The server's own shape: {"items": [row, …], "profile"?} → {"verdicts": [verdict, …]}.
    private async Task<JsonNode> RowsAsync(RequestReader request, CancellationToken cancellation)
    {
        var rows = request.List("items").Select(row => row ?? throw RequestReader.Wrong("items", "a list of rows")).ToArray();
        var judged = await _judge.JudgeAsync(rows, Profile(request), cancellation).ConfigureAwait(false);
        return new JsonObject { ["verdicts"] = new JsonArray([.. judged.Select(ToNode)]) };
    }

    private static JsonNode ToNode(Judged judged)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            VerdictJson.Write(json, judged.Id, judged.Verdict);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    private static ScoringProfile Profile(RequestReader request) =>
        request.OptionalText("profile") is { } name ? ItemList.ParseProfile(name) : ScoringProfile.Default;

    private Task Health(HttpContext context)
    {
        context.Response.StatusCode = _admission.IsClosed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return WriteAsync(context, new JsonObject { ["status"] = _admission.IsClosed ? "draining" : "ok" });
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        if (_token is not null && !CryptographicOperations.FixedTimeEquals(_token, SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()))))
        {
            await FailAsync(context, StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, "The header Authorization must be \"Bearer\" with the server's token.").ConfigureAwait(false);
            return;
        }

        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed, HasStarted: false })
                await FailAsync(context, context.Response.StatusCode, ErrorCodes.UnknownMethod, $"There is no {context.Request.Method} {context.Request.Path}; docs/http.md lists what there is.").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (GymException e)
        {
            var status = e.Code switch { ErrorCodes.Busy or ErrorCodes.Draining => 503, ErrorCodes.TooLarge => 413, ErrorCodes.BadRequest => 400, _ => 500 };
            await FailAsync(context, status, e.Code, e.Message).ConfigureAwait(false);
        }
        catch (HttpFault e)
        {
            await FailAsync(context, e.Status, "fault", e.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(context, e.StatusCode, e.StatusCode == 413 ? ErrorCodes.TooLarge : ErrorCodes.BadRequest, e.Message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.LogError(e, "A request failed.");
            await FailAsync(context, StatusCodes.Status500InternalServerError, ErrorCodes.Internal, $"The server failed: {e.GetType().Name}: {e.Message}").ConfigureAwait(false);
        }
    }

    private static Task FailAsync(HttpContext context, int status, string code, string message)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        context.Response.Clear();
        context.Response.StatusCode = status;
        return WriteAsync(context, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });
    }

    private static async Task WriteAsync(HttpContext context, JsonNode reply)
    {
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, reply, cancellationToken: context.RequestAborted).ConfigureAwait(false);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
