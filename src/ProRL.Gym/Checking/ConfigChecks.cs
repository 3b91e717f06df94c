using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Checking;

/// <summary>Every setting, given every absurd value: one clear sentence that names it, or an item that works.</summary>
internal static class ConfigChecks
{
    private static readonly string[] Values =
    [
        "-1", "0", "1", "2", "3", "50", "1000", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "1e300", "-1e300", "0.5", "1.5",
        "null", "true", "\"\"", "\"x\"", "\"+\"", "\"\\ud800\"", "[]", "[null]", "[\"x\"]", "[\"*\"]", "{}", "[[[[1]]]]",
    ];

    private static readonly string[] Malformed =
    [
        "{\"level\":-1}", "{\"level\":1000}", "{\"level\":\"1\"}", "{\"level\":null}", "{\"level\":0.5}", "{\"level\":0,\"level\":1}",
        "{\"no_such_setting\":1}", "{\"\\ud800\":1}", "[]", "1", "{", "nonsense", "{\"level\":1}{}", "null",
    ];

    public static void Run(CheckRun run)
    {
        foreach (var key in run.Family.Info.Defaults.Select(p => p.Key).Append("level"))
        {
            foreach (var value in Values)
                Try(run, $"{{\"{key}\":{value}}}", key, mayWork: true);
        }

        foreach (var config in Malformed)
            Try(run, config, "", mayWork: false);
        Try(run, string.Concat(Enumerable.Repeat("[", 500)), "", mayWork: false);
    }

    private static void Try(CheckRun run, string config, string key, bool mayWork)
    {
        var handle = new Handle(run.Family.Info.Id, Split.Train, 1, 0, config);
        run.Guard("config", $"{handle}", () =>
        {
            try
            {
                var item = run.Family.Make(handle);
                if (!mayWork)
                    run.Report("config", $"{handle} is accepted.");
                if (run.Family.Oracle(item) is not { } oracle || Judge(run, item, oracle).Status != VerdictStatus.Correct)
                    run.Report("config", $"{handle} makes an item whose own answer is not right.");
            }
            catch (TaskFormatException e)
            {
                if (!e.Message.Contains(key, StringComparison.Ordinal) || !e.Message.EndsWith('.') || e.Message.Contains('\n', StringComparison.Ordinal))
                    run.Report("config", $"{handle}: '{e.Message}' is not one sentence that names {key}.");
            }

            return true;
        });
    }

    private static Verdict Judge(CheckRun run, TaskItem item, string oracle)
    {
        var judged = run.Family.JudgeAsync(item, Answer.Final(oracle), CancellationToken.None);
        return judged.IsCompleted ? judged.Result : judged.AsTask().GetAwaiter().GetResult();
    }
}
