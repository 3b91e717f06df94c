using System.IO.Pipes;
using ProRL.Server.Hosting;

namespace ProRL.Server.Tests.Hosting;

public sealed class ParentWatchTests
{
    [Fact]
    public async Task The_end_of_the_input_asks_to_finish_and_then_ends()
    {
        using var parent = new AnonymousPipeServerStream(PipeDirection.Out);
        using var input = new AnonymousPipeClientStream(PipeDirection.In, parent.ClientSafePipeHandle);
        var calls = new List<string>();
        var ended = new TaskCompletionSource();
        ParentWatch.Start(input, TimeSpan.FromMilliseconds(1), () => calls.Add("finish"), () =>
        {
            calls.Add("end");
            ended.SetResult();
        });
        parent.Write("what a parent says is not read"u8);
        Assert.Empty(calls);
        parent.Dispose();
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["finish", "end"], calls);
    }
}
