using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>
/// What is said between server and runner, as <c>sandbox-images/runner/wire.h</c> defines it: a frame is
/// <c>u32 length | u8 kind | u64 id | body</c>, numbers little-endian, text and blob <c>u32 length | bytes</c>.
/// </summary>
internal static class Wire
{
    public const byte Lease = (byte)'L';
    public const byte Job = (byte)'J';
    public const byte Fault = (byte)'F';
    public const int HeadBytes = 13;
    public const int MaxFrame = 256 << 20;
    private const int MaxItems = 4096;

    /// <summary>The frame that begins a lease.</summary>
    public static byte[] WriteLease(ulong id) => Frame(Lease, id, new ArrayBufferWriter<byte>(1));

    /// <summary>The frame of a job.</summary>
    /// <exception cref="ArgumentException">The job is too large for a frame.</exception>
    public static byte[] WriteJob(ulong id, BoxJob job)
    {
        var to = new ArrayBufferWriter<byte>(1024);
        Number(to, job.Tests is null ? 1u : 2u, 1);
        Text(to, job.Keep ?? "");
        foreach (var program in job.Tests is null ? [job.Program] : new[] { job.Program, job.Tests })
        {
            Number(to, (ulong)program.Limits.CpuTime.TotalMicroseconds, 8);
            Number(to, (ulong)program.Limits.WallTime.TotalMicroseconds, 8);
            Number(to, (ulong)program.Limits.MemoryBytes, 8);
            Number(to, (ulong)program.Limits.OutputBytes, 8);
            Number(to, (ulong)program.Limits.Processes, 4);
            Number(to, (ulong)program.Command.Count, 4);
            foreach (var argument in program.Command)
                Text(to, argument);
            Number(to, (ulong)program.Files.Count, 4);
            foreach (var file in program.Files)
            {
                Text(to, file.Path);
                Number(to, file.Executable ? 1u : 0u, 1);
                Blob(to, file.Content.Span);
            }
            Blob(to, program.Stdin.Span);
            Number(to, (ulong)program.Fetch.Count, 4);
            foreach (var path in program.Fetch)
                Text(to, path);
        }
        return Frame(Job, id, to);
    }

    /// <summary>Reads the body of the answer to a job.</summary>
    /// <exception cref="SandboxFaultException">It is not of its form.</exception>
    public static BoxResult ReadResult(ReadOnlyMemory<byte> body, bool tests)
    {
        var reader = new Reader(body);
        var program = ReadRun(ref reader);
        var result = tests ? new BoxResult(program, ReadRun(ref reader), reader.Blob()) : new BoxResult(program, null, default);
        return reader.AtEnd ? result : throw Reader.Garbage();
    }

    /// <summary>Reads why the box is at fault.</summary>
    public static string ReadFault(ReadOnlyMemory<byte> body) => new Reader(body).Text();

    private static BoxRun ReadRun(ref Reader reader)
    {
        var end = (BoxEnd)reader.Number(1);
        if (end > BoxEnd.NotStarted)
            throw Reader.Garbage();
        var (exitCode, signal) = ((int)(uint)reader.Number(4), (int)(uint)reader.Number(4));
        var (cpu, wall, idle, peak) = (reader.Number(8), reader.Number(8), reader.Number(8), reader.Number(8));
        if (cpu > uint.MaxValue * 1000UL || wall > uint.MaxValue * 1000UL || idle > uint.MaxValue * 1000UL || peak > long.MaxValue)
            throw Reader.Garbage();
        var (stdout, stderr) = (reader.Blob(), reader.Blob());
        var files = new BoxFile[reader.Number(4) is <= MaxItems and var count ? count : throw Reader.Garbage()];
        for (var i = 0; i < files.Length; i++)
        {
            var path = reader.Text();
            var executable = reader.Number(1) != 0;
            files[i] = new BoxFile(path, reader.Blob(), executable);
        }
        return new BoxRun(end, exitCode, signal, TimeSpan.FromMicroseconds(cpu), TimeSpan.FromMicroseconds(wall), TimeSpan.FromMicroseconds(idle), (long)peak, stdout, stderr, files);
    }

    private static byte[] Frame(byte kind, ulong id, ArrayBufferWriter<byte> body)
    {
        if (body.WrittenCount > MaxFrame - HeadBytes)
            throw new ArgumentException($"A job of {body.WrittenCount} bytes is too large for a box; at most {MaxFrame - HeadBytes} can be sent.");
        var frame = new byte[HeadBytes + body.WrittenCount];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
        frame[4] = kind;
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(5), id);
        body.WrittenSpan.CopyTo(frame.AsSpan(HeadBytes));
        return frame;
    }

    private static void Number(ArrayBufferWriter<byte> to, ulong value, int bytes)
    {
        Span<byte> little = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(little, value);
        to.Write(little[..bytes]);
    }

    private static void Blob(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        Number(to, (ulong)bytes.Length, 4);
        to.Write(bytes);
    }

    private static void Text(ArrayBufferWriter<byte> to, string text) => Blob(to, Encoding.UTF8.GetBytes(text));

    private ref struct Reader(ReadOnlyMemory<byte> body)
    {
        private ReadOnlyMemory<byte> _left = body;

        public readonly bool AtEnd => _left.IsEmpty;

        public static SandboxFaultException Garbage() => new("A box answered with what is no answer.");

        public ulong Number(int bytes)
        {
            var taken = Take((ulong)bytes).Span;
            var value = 0UL;
            for (var i = bytes - 1; i >= 0; i--)
                value = (value << 8) | taken[i];
            return value;
        }

        public ReadOnlyMemory<byte> Blob() => Take(Number(4));

        public string Text() => Encoding.UTF8.GetString(Blob().Span);

        private ReadOnlyMemory<byte> Take(ulong bytes)
        {
            if (bytes > (ulong)_left.Length)
                throw Garbage();
            var taken = _left[..(int)bytes];
            _left = _left[(int)bytes..];
            return taken;
        }
    }
}
