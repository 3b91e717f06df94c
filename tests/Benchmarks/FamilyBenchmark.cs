using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ProRL.Gym.Tasks;

namespace ProRL.Benchmarks;

/// <summary>
/// Items and verdicts per second of each reasoning family, on one core, beside the published library's figures
/// (upstream_families.jsonl; measured on one core of another machine, so ratios are rough).
/// </summary>
internal static class FamilyBenchmark
{
    private const int Answers = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private const int Turns = 5;

    private sealed record Upstream(double Made, double Judged);

    private sealed record Measured(string Id, double Made, double Judged, double Wrong, Upstream? Upstream)
    {
        public double? MadeRatio => Made / Upstream?.Made;

        public double? JudgedRatio => Judged / Upstream?.Judged;
    }

    public static int Run(IReadOnlyList<string> named, bool json)
    {
        var catalog = FamilyCatalog.BuiltIn();
        ITaskFamily[] families = named.Count > 0 ? [.. named.Select(id => catalog[id])] : [.. catalog.All.Where(f => f.Info.Domain == "logic")];
        var upstream = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "upstream_families.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(row => row.GetProperty("family").GetString()!, row => new Upstream(row.GetProperty("items_per_second").GetDouble(), row.GetProperty("verdicts_per_second").GetDouble()), StringComparer.Ordinal);
        if (!json)
            Console.WriteLine($"{"",-38}{"items/s",12}{"×",9}{"right/s",12}{"×",9}{"wrong/s",12}");
        var results = new List<Measured>();
        foreach (var family in families)
        {
            var name = family.Info.Id[(family.Info.Id.IndexOf('/') + 1)..family.Info.Id.LastIndexOf("-v", StringComparison.Ordinal)];
            var measured = Measure(family, upstream.GetValueOrDefault(name));
            results.Add(measured);
            Console.WriteLine(json ? JsonSerializer.Serialize(measured) : Line(measured));
        }

        if (!json && results.Any(r => r.Upstream is not null))
            Summarise([.. results.Where(r => r.Upstream is not null)]);
        return 0;
    }

    private static Measured Measure(ITaskFamily family, Upstream? upstream)
    {
        var index = 0L;
        var items = Enumerable.Range(0, Answers).Select(i => family.Make(new Handle(family.Info.Id, Split.Train, 1, i, ""))).ToArray();
        var right = items.Select(i => family.Oracle(i) ?? throw new InvalidOperationException($"{family.Info.Id} knows no answer to {i.Handle}.")).ToArray();
        var made = Rate(() => family.Make(new Handle(family.Info.Id, Split.Train, 2, index++, "")));
        var judged = Rate(() => Judge((int)(index++ % Answers), 0));
        var wrong = Rate(() => Judge((int)(index++ % Answers), 1));
        return new Measured(family.Info.Id, made, judged, wrong, upstream);

        void Judge(int i, int offset)
        {
            var verdict = family.JudgeAsync(items[i], Answer.Final(right[(i + offset) % Answers]), CancellationToken.None);
            if (!verdict.IsCompletedSuccessfully)
                throw new InvalidOperationException("A verdict that waits for something can't be timed on one thread.");
        }
    }

    // Per second: the median of some turns, after the runtime has compiled and optimised.
    private static double Rate(Action action)
    {
        Run(action, WarmUp);
        Thread.Sleep(100); // The optimising compiler works in the background.
        Run(action, WarmUp);
        var rates = Enumerable.Range(0, Turns).Select(_ => Run(action, Turn)).Order().ToArray();
        return rates[Turns / 2];
    }

    private static double Run(Action action, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var done = 0L;
        var batch = 1;
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < time)
        {
            for (var i = 0; i < batch; i++)
                action();
            done += batch;
            batch = elapsed.TotalMilliseconds < 1 ? Math.Min(batch * 2, 1024) : batch;
        }

        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Line(Measured m) => string.Create(
        CultureInfo.InvariantCulture,
        $"{m.Id,-38}{m.Made,12:N0}{m.MadeRatio,9:N1}{m.Judged,12:N0}{m.JudgedRatio,9:N1}{m.Wrong,12:N0}");

    private static void Summarise(Measured[] results)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Median over {results.Length} families: {Median(results.Select(r => r.MadeRatio!.Value)):N1}× in making, {Median(results.Select(r => r.JudgedRatio!.Value)):N1}× in judging."));
        Slowest("making", results.OrderBy(r => r.Upstream!.Made).Take(10).Select(r => r.MadeRatio!.Value));
        Slowest("judging", results.OrderBy(r => r.Upstream!.Judged).Take(10).Select(r => r.JudgedRatio!.Value));

        static void Slowest(string what, IEnumerable<double> ratios) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Its slowest ten in {what}: {ratios.Min():N0}× at least, {Median(ratios):N0}× in the median."));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
