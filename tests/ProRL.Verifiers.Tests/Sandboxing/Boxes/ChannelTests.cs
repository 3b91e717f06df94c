using System.Buffers.Binary;
using System.Threading.Channels;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Tests.Sandboxing.Boxes;

public sealed class ChannelTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly BoxJob Job = new(new BoxProgram { Command = ["x"], Limits = new BoxLimits(Deadline, Deadline, 1, 1, 1) });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_read_in_whatever_pieces_it_comes()
    {
        foreach (var piece in new[] { 1, 3, 7, 1000 })
        {
            using var runner = new FakeRunner(asked => [.. Frame(asked, Run(stdout: "out"))], piece);
            using var channel = new BoxChannel(runner);
            for (var i = 0; i < 3; i++)
            {
                var result = await channel.RunAsync(Job, Deadline, TimeProvider.System, Cancellation);
                Assert.Equal((BoxEnd.Exited, "out"), (result.Program.End, Engine.Text(result.Program.Stdout)));
                Assert.False(channel.Broken);
            }
        }
    }

    public static TheoryData<string, byte[]> Bad => new()
    {
        { "no frame", [.. "Hello, I am no runner at all."u8] },
        { "too short a length", [1, 0, 0, 0, (byte)'J', 1, 0, 0, 0, 0, 0, 0, 0] },
        { "too long a length", [255, 255, 255, 255, (byte)'J', 1, 0, 0, 0, 0, 0, 0, 0] },
        { "an answer to another question", Frame((byte)'J', 2, Run()) },
        { "an answer of another kind", Frame((byte)'L', 1, []) },
        { "an unknown kind", Frame((byte)'Z', 1, Run()) },
        { "an empty answer", Frame((byte)'J', 1, []) },
        { "an unknown end", Frame((byte)'J', 1, [99, .. Run()[1..]]) },
        { "more than an answer", Frame((byte)'J', 1, [.. Run(), 0]) },
        { "a text longer than the answer", Frame((byte)'J', 1, [.. Run()[..33], 255, 255, 255, 127]) },
        { "more files than can be", Frame((byte)'J', 1, [.. Run()[..^4], 255, 255, 255, 255]) },
        { "a fault", Frame((byte)'F', 1, [2, 0, 0, 0, (byte)'n', (byte)'o']) },
        { "the end", [] },
        { "the end within an answer", Frame((byte)'J', 1, Run())[..20] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Whatever_else_is_said_is_a_fault(string what, byte[] said)
    {
        _ = what;
        using var runner = new FakeRunner(_ => said, 1000, ends: true);
        using var channel = new BoxChannel(runner);
        await Assert.ThrowsAsync<SandboxFaultException>(() => channel.RunAsync(Job, Deadline, TimeProvider.System, Cancellation));
        Assert.True(channel.Broken);
        await Assert.ThrowsAsync<SandboxFaultException>(() => channel.RunAsync(Job, Deadline, TimeProvider.System, Cancellation));
    }

    [Fact]
    public async Task Every_cut_and_every_changed_byte_of_an_answer_is_a_result_or_a_fault()
    {
        var answer = Frame((byte)'J', 1, Run("some output", "some file"));
        for (var at = 0; at < answer.Length; at++)
        {
            foreach (byte value in new byte[] { 0, 1, 127, 255 })
            {
                byte[] changed = [.. answer];
                changed[at] = value;
                using var runner = new FakeRunner(_ => changed, 1000, ends: true);
                using var channel = new BoxChannel(runner);
                try
                {
                    await channel.RunAsync(Job, Deadline, TimeProvider.System, Cancellation);
                }
                catch (SandboxFaultException)
                {
                    Assert.True(channel.Broken);
                }
            }
        }
    }

    [Fact]
    public async Task Words_spoken_unasked_break_it()
    {
        using var runner = new FakeRunner(asked => [.. Frame(asked, Run()), .. Frame((byte)'J', 2, Run())], 1000);
        using var channel = new BoxChannel(runner);
        await channel.RunAsync(Job, Deadline, TimeProvider.System, Cancellation);
        await runner.SaidAll.WaitAsync(Deadline, Cancellation);
        await Assert.ThrowsAsync<SandboxFaultException>(async () =>
        {
            while (true) // the late frame may come after the next question at the earliest
                await channel.RunAsync(Job, Deadline, TimeProvider.System, Cancellation);
        });
        Assert.True(channel.Broken);
    }

    [Fact]
    public async Task Silence_is_a_fault_after_the_deadline_and_ends_with_cancellation()
    {
        using var runner = new FakeRunner(_ => [], 1000);
        using var channel = new BoxChannel(runner);
        await Assert.ThrowsAsync<SandboxFaultException>(() => channel.RunAsync(Job, TimeSpan.FromSeconds(0.05), TimeProvider.System, Cancellation));
        Assert.True(channel.Broken);

        using var second = new BoxChannel(new FakeRunner(_ => [], 1000));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(0.05));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.RunAsync(Job, Deadline, TimeProvider.System, cancelled.Token));
        Assert.True(second.Broken);
    }

    private static byte[] Frame(byte[] asked, byte[] body) => Frame(asked[4], BinaryPrimitives.ReadUInt64LittleEndian(asked.AsSpan(5)), body);

    private static byte[] Frame(byte kind, ulong id, byte[] body)
    {
        var frame = new byte[13 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, 9 + body.Length);
        frame[4] = kind;
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(5), id);
        body.CopyTo(frame, 13);
        return frame;
    }

    private static byte[] Run(string stdout = "", string? file = null) =>
        [0, .. new byte[4 + 4 + 8 + 8 + 8 + 8], .. Text(stdout), .. Text(""), (byte)(file is null ? 0 : 1), 0, 0, 0, .. file is null ? [] : (byte[])[.. Text("f"), 0, .. Text(file)]];

    private static byte[] Text(string text) => [(byte)text.Length, 0, 0, 0, .. System.Text.Encoding.UTF8.GetBytes(text)];

    /// <summary>Streams whose other end answers each question as told, in pieces, and may end then.</summary>
    private sealed class FakeRunner(Func<byte[], byte[]> answer, int piece, bool ends = false) : IBoxStreams
    {
        private readonly Channel<byte[]> _said = Channel.CreateUnbounded<byte[]>();
        private byte[] _rest = [];
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task SaidAll => _all.Task;

        public Task WriteAsync(byte[] bytes, CancellationToken cancellation)
        {
            foreach (var part in answer(bytes).Chunk(piece))
                _said.Writer.TryWrite(part);
            if (ends)
                _said.Writer.TryComplete();
            _all.TrySetResult();
            return Task.CompletedTask;
        }

        public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellation)
        {
            if (_rest.Length == 0 && (!await _said.Reader.WaitToReadAsync(cancellation) || !_said.Reader.TryRead(out _rest!)))
                return 0;
            var taken = Math.Min(count, _rest.Length);
            _rest.AsSpan(0, taken).CopyTo(buffer.AsSpan(offset));
            _rest = _rest[taken..];
            return taken;
        }

        public void Dispose() => _said.Writer.TryComplete();
    }
}
