using TorchSharp;
using TorchSharp.Modules;

namespace ProRL.Trainer.Runs;

/// <summary>
/// TensorBoard's events: a file for each process that trained the run, in the order of their names. A resumed run cuts
/// off what came after its checkpoint, so that no step shows twice.
/// </summary>
internal sealed class EventLog
{
    private readonly string _folder;
    private readonly SummaryWriter _writer;

    /// <param name="folder">Made where it is missing.</param>
    /// <param name="length">Bytes to keep of what is there, in all files together.</param>
    public EventLog(string folder, long length)
    {
        _folder = folder;
        Cut(length);
        _writer = torch.utils.tensorboard.SummaryWriter(folder);
    }

    /// <summary>Bytes written, in all files together; the writer holds none back.</summary>
    public long Length => Files().Sum(f => new FileInfo(f).Length);

    public void Add(string name, double value, int step) => _writer.add_scalar(name, (float)value, step);

    private void Cut(long length)
    {
        foreach (var path in Files())
        {
            var size = new FileInfo(path).Length;
            if (length == 0) File.Delete(path);
            else if (length < size)
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
                file.SetLength(length);
            }
            length = Math.Max(0, length - size);
        }
    }

    // A name begins with the time of its making.
    private string[] Files() =>
        Directory.Exists(_folder) ? [.. Directory.GetFiles(_folder, "events.out.tfevents.*").Order(StringComparer.Ordinal)] : [];
}
