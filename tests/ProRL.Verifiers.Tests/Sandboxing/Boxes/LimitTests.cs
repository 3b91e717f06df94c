using ProRL.Verifiers.Sandboxing.Boxes;
using static ProRL.Verifiers.Tests.Sandboxing.Boxes.Engine;

namespace ProRL.Verifiers.Tests.Sandboxing.Boxes;

public sealed class LimitTests(Engine engine)
{
    private static readonly BoxLimits Short = Limits with { CpuTime = TimeSpan.FromSeconds(0.5), WallTime = TimeSpan.FromSeconds(15) };

    [Theory]
    [InlineData("while True: pass")]
    [InlineData("import os\nfor _ in range(3): os.fork()\nwhile True: pass")]
    [InlineData("import threading\nfor _ in range(3): threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()")]
    [InlineData("import os, signal\nfor s in range(1, 32):\n  try: signal.signal(s, signal.SIG_IGN)\n  except OSError: pass\nwhile True: pass")]
    // Children whose parent ignores their end are counted by nobody but the control group.
    [InlineData("import os, signal, time\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nwhile True:\n  if os.fork() == 0:\n    e = time.process_time()\n    while time.process_time() - e < 0.02: pass\n    os._exit(0)\n  time.sleep(0.02)")]
    public async Task Cpu_time_of_all_its_processes_is_limited(string source)
    {
        var run = await engine.RunAsync(Python(source, Short));
        Assert.Equal(BoxEnd.CpuTimeLimit, run.End);
        Assert.InRange(run.CpuTime.TotalSeconds, 0.5, 3);
    }

    [Fact]
    public async Task The_wall_clock_stands_behind_every_other_limit()
    {
        var run = await engine.RunAsync(Python("import time\ntime.sleep(1000)", Limits with { WallTime = TimeSpan.FromSeconds(0.5) }));
        Assert.Equal(BoxEnd.WallTimeLimit, run.End);
        Assert.InRange(run.CpuTime.TotalSeconds, 0, 0.4);
    }

    [Theory]
    [InlineData("import time\ntime.sleep(1000)")]
    [InlineData("import time\nwhile True: time.sleep(0.001)")]
    [InlineData("import signal\nsignal.pause()")]
    [InlineData("import os\nos.kill(os.getpid(), 19)")]
    [InlineData("import threading\nfor _ in range(3): threading.Thread(target=threading.Event().wait).start()")]
    [InlineData("import os, time\nfor _ in range(3): os.fork()\ntime.sleep(1000)")]
    [InlineData("import os, ctypes, threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()\nctypes.CDLL(None).pthread_exit(None)")]
    public async Task A_program_that_sleeps_is_ended_by_its_sleep(string source)
    {
        var run = await engine.RunAsync(Python(source, Short with { WallTime = TimeSpan.FromMinutes(2) }));
        Assert.Equal(BoxEnd.IdleTimeLimit, run.End);
        Assert.InRange(run.IdleTime.TotalSeconds, 0.5, 1);
    }

    /// <summary>Waiting for a processor is no sleep, with the first thread asleep or not.</summary>
    [Fact]
    public async Task Work_is_no_sleep_on_a_machine_that_is_busy()
    {
        const string Work = "import threading\ndef work():\n  x = 0\n  for i in range(1000000): x += i\nt = threading.Thread(target=work)\nt.start()\nt.join()\nprint('done')";
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => engine.RunAsync(Python(
            $"import os\nfor _ in range(10):\n  if os.fork() == 0: break\n{Work}", Limits with { CpuTime = TimeSpan.FromSeconds(20), WallTime = TimeSpan.FromMinutes(2) }))));
        Assert.All(runs, run => Assert.Equal(BoxEnd.Exited, run.End));
        Assert.All(runs, run => Assert.InRange(run.IdleTime.TotalSeconds, 0, 0.3));
    }

    [Fact]
    public async Task A_solution_and_tests_that_wait_for_each_other_sleep_together()
    {
        var job = new BoxJob(Shell("cat <&3", Short), Shell("exec cat <&3", Short with { CpuTime = TimeSpan.FromSeconds(10) }));
        var result = await engine.RunAsync(job);
        Assert.Equal((BoxEnd.IdleTimeLimit, BoxEnd.Exited), (result.Program.End, result.Tests!.End));
    }

    [Theory]
    [InlineData("x = bytearray(4 << 30)")]
    [InlineData("l = []\nwhile True: l.append(b'x' * 1000000)")]
    [InlineData("def f(n): return f(n + 1)\nimport sys\nsys.setrecursionlimit(10**9)\nf(0)")]
    [InlineData("import os, time\nfor _ in range(8):\n  if os.fork() == 0:\n    x = bytearray(b'x') * (60 << 20)\n    time.sleep(60)\ntime.sleep(60)")]
    [InlineData("f = open('big', 'wb')\nwhile True: f.write(b'x' * 1000000)")]
    [InlineData("import os\nfds = [os.memfd_create('x') for _ in range(100)]\nwhile True:\n  for fd in fds: os.write(fd, b'x' * 1000000)")]
    public async Task Memory_is_limited_in_processes_and_in_files(string source)
    {
        var run = await engine.RunAsync(Python(source));
        Assert.Equal(BoxEnd.MemoryLimit, run.End);
    }

    [Fact]
    public async Task Memory_that_forks_share_counts_once()
    {
        var run = await engine.RunAsync(Python("import os, time\nx = bytearray(b'x') * (100 << 20)\nfor _ in range(5):\n  if os.fork() == 0:\n    time.sleep(0.3)\n    os._exit(0)\ntime.sleep(0.3)"));
        Assert.Equal(BoxEnd.Exited, run.End);
        Assert.InRange(run.PeakMemoryBytes, 100L << 20, 200L << 20);
    }

    [Theory]
    [InlineData("f = open('/tmp/big', 'wb')\nwhile True: f.write(b'x' * 1000000)")]
    [InlineData("f = open('/dev/shm/big', 'wb')\nwhile True: f.write(b'x' * 1000000)")]
    [InlineData("import os\ni = 0\nwhile True:\n  open(f'{i}', 'w')\n  i += 1")]
    [InlineData("import os\nwhile True:\n  os.mkdir('d')\n  os.chdir('d')")]
    public async Task Room_and_number_of_files_are_bounded_everywhere(string source)
    {
        var run = await engine.RunAsync(Python(source, Limits with { CpuTime = TimeSpan.FromSeconds(20) }));
        Assert.Equal((BoxEnd.Exited, 1), (run.End, run.ExitCode));
        Assert.Contains("No space left", Text(run.Stderr), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_is_cut_at_the_limit()
    {
        foreach (var stream in new[] { "stdout", "stderr" })
        {
            var run = await engine.RunAsync(Python($"import sys\nwhile True: sys.{stream}.write('x' * 65536)"));
            Assert.Equal(BoxEnd.OutputLimit, run.End);
            Assert.InRange(run.Stdout.Length + run.Stderr.Length, Limits.OutputBytes, 2 * Limits.OutputBytes);
        }
    }

    [Fact]
    public async Task Processes_are_limited_and_a_fork_bomb_ends()
    {
        var run = await engine.RunAsync(Python("import os\ndef go():\n  n = 0\n  try:\n    while True:\n      if os.fork() == 0:\n        import time; time.sleep(60)\n      n += 1\n  except OSError: print(n)\ngo()"));
        Assert.Equal("63\n", Text(run.Stdout));
        run = await engine.RunAsync(Python("import os\nwhile True:\n  try: os.fork()\n  except OSError: pass", Short));
        Assert.True(run.End is BoxEnd.CpuTimeLimit or BoxEnd.WallTimeLimit, run.End.ToString());
    }

    [Fact]
    public async Task Deep_recursion_of_the_machine_is_limited_by_memory_alone()
    {
        const string Source = "#include <cstdio>\nint f(int n){ volatile char x[100]; x[0] = n; return n ? f(n - 1) + x[0] : 0; }\nint main(){ printf(\"%d\\n\", f(1000000) != 1); }";
        var built = new BoxProgram { Command = ["g++", "-o", "main", "main.cpp"], Files = [File("main.cpp", Source)], Limits = Limits with { MemoryBytes = 1L << 30, CpuTime = TimeSpan.FromSeconds(30), WallTime = TimeSpan.FromMinutes(1) } };
        await using var box = await engine.Boxes.LeaseAsync("cpp", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await box.RunAsync(new BoxJob(built, Keep: "main"), TestContext.Current.CancellationToken)).Program.ExitCode);
        var run = (await box.RunAsync(new BoxJob(Shell("") with { Command = ["/kept/main/main"] }), TestContext.Current.CancellationToken)).Program;
        Assert.Equal("1\n", Text(run.Stdout));
    }

    [Fact]
    public async Task Limits_beyond_the_box_are_an_error_of_the_caller()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync(Shell("true", Limits with { MemoryBytes = 4L << 30 })));
        Assert.Contains("4294967296", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync(Shell("true", Limits with { Processes = 10_000 })));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task A_path_out_of_the_folder_is_an_error_of_the_caller(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync(Shell("true") with { Files = [File(path, "x")] }));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync(Shell("true") with { Fetch = [path] }));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync(new BoxJob(Shell("true"), Keep: path)));
    }
}
