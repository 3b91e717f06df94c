using System.Buffers;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Protocol;

public sealed class GymClientTests
{
    private static readonly GymClientOptions Patient = new(TimeSpan.FromMinutes(1));
    private static readonly GymClientOptions Impatient = new(TimeSpan.FromMilliseconds(100));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_that_says_so()
    {
        var error = await Assert.ThrowsAsync<GymException>(() => GymClient.ConnectAsync("/nonexistent/gym.sock", Impatient, Cancellation));
        Assert.Equal(GymException.Unreachable, error.Code);
        Assert.Contains("/nonexistent/gym.sock could not be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_is_no_gym_is_an_error_at_once()
    {
        await using var server = new ScriptedServer((_, output) => output.Write("HTTP/1.1 400 Bad Request\r\n\r\n"u8));
        var error = await Assert.ThrowsAsync<GymException>(() => GymClient.ConnectAsync(server.Address, Patient, Cancellation));
        Assert.Contains("is no gym server", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_protocol_is_an_error_at_once()
    {
        await using var server = new ScriptedServer((message, output) => ScriptedServer.Hello(message, output, protocol: 99));
        var error = await Assert.ThrowsAsync<GymException>(() => GymClient.ConnectAsync(server.Address, Patient, Cancellation));
        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_is_waited_out()
    {
        var refusals = 0;
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
            else if (refusals++ < 3)
                output.WriteError(message.MsgId, refusals == 2 ? ErrorCodes.Draining : ErrorCodes.Busy, "not now");
            else
                Verdicts(message, output, Verdict.Correct("1"));
        });
        await using var client = await GymClient.ConnectAsync(server.Address, Patient, Cancellation);
        Assert.Equal(1.0, (await client.ScoreAsync("h", "r", Cancellation)).Score);
        Assert.Equal(4, refusals);
    }

    [Fact]
    public async Task Busy_for_longer_than_the_caller_has_patience_is_an_error()
    {
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
            else
                output.WriteError(message.MsgId, ErrorCodes.Busy, "not now");
        });
        await using var client = await GymClient.ConnectAsync(server.Address, Impatient, Cancellation);
        var error = await Assert.ThrowsAsync<GymException>(() => client.ScoreAsync("h", "r", Cancellation));
        Assert.Equal(ErrorCodes.Busy, error.Code);
    }

    [Fact]
    public async Task What_was_outstanding_is_sent_again_on_the_next_connection()
    {
        var scores = 0;
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
            else if (++scores > 2)
                Verdicts(message, output, Verdict.Correct("1"));
        });
        await using var client = await GymClient.ConnectAsync(server.Address, Patient, Cancellation);
        Assert.Equal(VerdictStatus.Correct, (await client.ScoreAsync("h", "r", Cancellation)).Status);
        Assert.Equal(3, scores);
    }

    [Fact]
    public async Task A_call_that_ends_every_connection_is_given_up()
    {
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
        });
        await using var client = await GymClient.ConnectAsync(server.Address, Patient, Cancellation);
        var error = await Assert.ThrowsAsync<GymException>(() => client.ScoreAsync("h", "r", Cancellation));
        Assert.Contains("under this call", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_that_contradicts_itself_is_an_error_and_no_score()
    {
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
            else
                output.WriteNotification("verdict", Notice(message.MsgId, static (ref MessagePackWriter w) =>
                {
                    w.WriteMapHeader(2);
                    w.Write("status");
                    w.Write("incorrect");
                    w.Write("score");
                    w.Write(0.5);
                }));
        });
        await using var client = await GymClient.ConnectAsync(server.Address, Patient, Cancellation);
        await Assert.ThrowsAsync<GymException>(() => client.ScoreAsync("h", "r", Cancellation));
    }

    [Fact]
    public async Task A_reply_without_a_verdict_is_an_error_and_no_score()
    {
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
            else
                output.WriteResponse(message.MsgId, [0x80]);
        });
        await using var client = await GymClient.ConnectAsync(server.Address, Patient, Cancellation);
        await Assert.ThrowsAsync<GymException>(() => client.ScoreAsync("h", "r", Cancellation));
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once_and_is_cancelled_at_the_server()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
            else if (message.Method == "score")
                cancel.Cancel();
            else
                told.TrySetResult(message.Method);
            if (output.WrittenCount == 0)
                output.WriteNotification("nothing", default);
        });
        await using var client = await GymClient.ConnectAsync(server.Address, Patient, Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ScoreAsync("h", "r", cancel.Token));
        Assert.Equal("cancel", await told.Task);
    }

    [Fact]
    public async Task Calls_of_a_disposed_client_end()
    {
        await using var server = new ScriptedServer((message, output) =>
        {
            if (message.Method == "hello")
                ScriptedServer.Hello(message, output);
            else
                output.WriteNotification("nothing", default);
        });
        var client = await GymClient.ConnectAsync(server.Address, Patient, Cancellation);
        var call = client.ScoreAsync("h", "r", Cancellation);
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ScoreAsync("h", "r", Cancellation));
    }

    private delegate void WriteVerdict(ref MessagePackWriter writer);

    private static void Verdicts(RpcMessage message, ArrayBufferWriter<byte> output, Verdict verdict)
    {
        output.WriteNotification("verdict", Notice(message.MsgId, (ref MessagePackWriter w) => VerdictMap.Write(ref w, null, verdict)));
        output.WriteResponse(message.MsgId, [0x80]);
    }

    private static byte[] Notice(uint id, WriteVerdict write) => MapWriting.Encode((id, write), static (ref MessagePackWriter w, (uint Id, WriteVerdict Write) notice) =>
    {
        w.WriteMapHeader(3);
        w.Write("msgid");
        w.Write(notice.Id);
        w.Write("index");
        w.Write(0);
        w.Write("verdict");
        notice.Write(ref w);
    });
}
