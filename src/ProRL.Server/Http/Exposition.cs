using Prometheus;
using ProRL.Gym.Protocol;
using ProRL.Server.Metrics;
using ProRL.Server.Queueing;
using ProRL.Verifiers;

namespace ProRL.Server.Http;

/// <summary>The server's numbers for Prometheus.</summary>
internal sealed class Exposition
{
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();

    public Exposition(Tally tally, Admission admission)
    {
        var factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        var verdicts = factory.CreateCounter("prorl_verdicts_total", "Verdicts given.", "family", "status");
        var waiting = factory.CreateGauge("prorl_queue_items", "Items taken and not yet answered.");
        var room = factory.CreateGauge("prorl_queue_limit", "Items that may be taken and not yet answered.");
        _registry.AddBeforeCollectCallback(() =>
        {
            waiting.Set(admission.Items);
            room.Set(admission.MaxItems);
            foreach (var (family, counts) in tally.All())
            {
                for (var i = 0; i < counts.Count; i++)
                    verdicts.WithLabels(family, VerdictText.Name((VerdictStatus)i)).IncTo(counts[i]);
            }
        });
    }

    public Task WriteAsync(Stream to, CancellationToken cancellation) => _registry.CollectAndExportAsTextAsync(to, cancellation);
}
