using System.Collections.Concurrent;
using System.Diagnostics;
using ProRL.Verifiers.Programs;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;
using ProRL.Verifiers.Sandboxing.Languages;
using static ProRL.Verifiers.Tests.Sandboxing.Boxes.Engine;

namespace ProRL.Verifiers.Tests.Sandboxing.Boxes;

/// <summary>Starts an engine of its own, beside the machine's, to kill it. Only where PRORL_NIGHTLY is set, as root.</summary>
public sealed class EngineRestartTests
{
    private const int Submissions = 1000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_killed_amid_a_thousand_submissions_costs_faults_and_no_verdict()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PRORL_NIGHTLY") is { Length: > 0 }, "It starts and kills a container engine, which takes root and a minute; PRORL_NIGHTLY=1 runs it.");
        Require();
        var folder = Directory.CreateTempSubdirectory("prorl-engine-").FullName;
        var socket = $"unix://{folder}/docker.sock";
        // What it starts inherits no stream of ours, whose end would then be waited for.
        var start = new ProcessStartInfo("sh", ["-c", $"exec dockerd -H {socket} --data-root {folder}/data --exec-root {folder}/exec -p {folder}/docker.pid --bridge none --iptables=false >{folder}/log 2>&1 </dev/null"]);
        var tag = Options.Images["python"];
        var engine = await StartAsync(start, socket);
        try
        {
            await ShellAsync($"docker save {tag} | docker -H {socket} load");
            var options = Options with { BoxesPerImage = 3, Engine = new Uri(socket), EngineWait = TimeSpan.FromMinutes(2), Images = new Dictionary<string, string> { ["python"] = tag } };
            await using var boxes = new DockerBoxes(options, TimeProvider.System);
            await using var sandbox = new BoxSandbox(() => boxes, new PythonLanguage());
            var (verdicts, faults, wrong) = (0, 0, new ConcurrentBag<string>());
            var submissions = Parallel.ForAsync(0, Submissions, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (i, cancellation) =>
            {
                try
                {
                    var verdict = await SubmitAsync(sandbox, i, cancellation);
                    if (verdict.Status != (i % 4 == 0 ? VerdictStatus.Incorrect : VerdictStatus.Correct))
                        wrong.Add($"{i}: {verdict.Status}: {verdict.Reason}");
                    Interlocked.Increment(ref verdicts);
                }
                catch (SandboxFaultException)
                {
                    Interlocked.Increment(ref faults);
                }
            });
            async Task ReachAsync(int count)
            {
                while (Volatile.Read(ref verdicts) + Volatile.Read(ref faults) < count && !submissions.IsCompleted)
                    await Task.Delay(5, Cancellation);
            }

            await ReachAsync(100);
            await ShellAsync($"docker -H {socket} kill {boxes.Containers.First()}");
            await ReachAsync(200);
            await ShellAsync($"kill -9 $(docker -H {socket} inspect -f '{{{{.State.Pid}}}}' {boxes.Containers.First()})");
            await ReachAsync(300);
            engine.Kill();
            await engine.WaitForExitAsync(Cancellation);
            await Task.Delay(1000, Cancellation);
            engine.Dispose();
            // Where nobody buries the dead, the engine's helper seems to be alive for ever.
            await ShellAsync($"rm -f {folder}/docker.pid {folder}/exec/containerd/containerd.pid");
            Assert.False(submissions.IsCompleted);
            engine = await StartAsync(start, socket);
            await submissions;
            TestContext.Current.TestOutputHelper?.WriteLine($"{verdicts} verdicts, {faults} faults");
            Assert.Empty(wrong);
            Assert.Equal(Submissions, verdicts + faults);
            Assert.InRange(faults, 0, 16);
        }
        finally
        {
            await ShellAsync($"kill {engine.Id}");
            await engine.WaitForExitAsync(Cancellation);
            engine.Dispose();
            await ShellAsync($"rm -rf {folder}");
        }
    }

    /// <summary>Submissions that differ, of which every fourth is wrong.</summary>
    private static Task<Verdict> SubmitAsync(BoxSandbox sandbox, int i, CancellationToken cancellation) => new ProgramJudge(sandbox).JudgeAsync(
        new SourceProgram("python", $"import time\ntime.sleep(0.01)\nprint(int(input()) + {(i % 4 == 0 ? i + 1 : i)})"),
        new Verifiers.Programs.ProgramTests.Stdio([new StdioCase("1", $"{1 + i}"), new StdioCase("2", $"{2 + i}")], new Checker(CheckerKind.Tokens)),
        Submission,
        cancellation);

    private static async Task<Process> StartAsync(ProcessStartInfo start, string socket)
    {
        var engine = Process.Start(start)!;
        for (var i = 0; i < 300 && await ShellAsync($"docker -H {socket} version") != 0; i++)
            await Task.Delay(200, Cancellation);
        return engine;
    }

    private static async Task<int> ShellAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{{ {command}; }} >/dev/null 2>&1"]))!;
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }
}
