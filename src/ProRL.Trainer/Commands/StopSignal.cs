using System.Runtime.InteropServices;

namespace ProRL.Trainer.Commands;

/// <summary>Ctrl-C and SIGTERM: the first asks the run to stop at a step's boundary, the second ends the process at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignal()
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // Left alone, the signal ends the process: that is what the second one is for.
        if (_stop.IsCancellationRequested) return;
        context.Cancel = true;
        // On another thread: whoever waits on the token would otherwise run inside the signal's handler.
        _ = Task.Run(_stop.Cancel);
    }
}
