using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Trainer.Runs;

/// <summary>A file of JSON lines that only grows, except that a resumed run cuts off what came after its checkpoint.</summary>
internal sealed class AppendLog : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _file;

    /// <param name="path">Made where it is missing.</param>
    /// <param name="length">Bytes to keep of what is there.</param>
    public AppendLog(string path, long length)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        _file.SetLength(Math.Min(length, _file.Length));
        _file.Position = _file.Length;
    }

    public long Length => _file.Position;

    public void Append(JsonObject line) => _file.Write(Encoding.UTF8.GetBytes(line.ToJsonString(Readable) + "\n"));

    /// <summary>Hands what was written to the system, so that a killed process loses none of it.</summary>
    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();
}
