using System.Text;
using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_type_survives_the_round_trip_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "a.safetensors");
        var full = randn(3, 5);
        var half = randn(7).to(ScalarType.BFloat16);
        var single = tensor(new[] { float.NaN, float.PositiveInfinity, -0f });
        var other = randn(2, 2).to(ScalarType.Float16);
        var none = empty(0, 3);
        Safetensors.Write(path, [("a.full", full), ("b.half", half), ("c", single), ("d", other), ("e", none)]);

        var read = Safetensors.Read(path);

        Assert.Equal(["a.full", "b.half", "c", "d", "e"], read.Keys.Order(StringComparer.Ordinal));
        Assert.True(full.bytes.SequenceEqual(read["a.full"].bytes));
        Assert.Equal([3, 5], read["a.full"].shape);
        Assert.Equal(ScalarType.BFloat16, read["b.half"].dtype);
        Assert.True(half.bytes.SequenceEqual(read["b.half"].bytes));
        Assert.True(single.bytes.SequenceEqual(read["c"].bytes));
        Assert.Equal(ScalarType.Float16, read["d"].dtype);
        Assert.True(other.bytes.SequenceEqual(read["d"].bytes));
        Assert.Equal([0, 3], read["e"].shape);
    }

    [Fact]
    public void The_data_starts_on_a_multiple_of_eight()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "a.safetensors");
        Safetensors.Write(path, [("x", ones(1))]);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
        Assert.Contains("\"dtype\":\"F32\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'x', (byte)'y' })]
    public void A_damaged_file_is_refused_with_its_name(byte[] content)
    {
        var path = Path.Combine(_folder, "damaged.safetensors");
        File.WriteAllBytes(path, content);
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Read(path));
        Assert.Contains("damaged.safetensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_many_chunks_is_read_and_written_whole()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "a.safetensors");
        var large = arange(2 * Safetensors.ChunkElements + 5, ScalarType.Int64).remainder(tensor(251L)).to(ScalarType.Float32).view(-1, 1);
        Safetensors.Write(path, [new StoredTensor("x", large, ScalarType.BFloat16)]);
        using var file = new SafetensorsFile(path);
        Assert.Equal(ScalarType.BFloat16, file.Entries["x"].Type);
        var read = zeros(large.shape);
        file.CopyTo("x", read);
        Assert.True(large.eq(read).all().item<bool>());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", "F64")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "does not fit")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "'y' starts at byte 4")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "starts at byte 4")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes, its data 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[100],"data_offsets":[0,400]}}""", "ends after the file")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "does not fit")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", "whole numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "data_offsets")]
    [InlineData("""{"x":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"x":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", "two tensors")]
    [InlineData("""{"x":[[[[[[[[[[1]]]]]]]]]]}""", "not JSON")]
    [InlineData("""[]""", "not an object")]
    [InlineData("""{"x":{}}""", "no dtype")]
    public void A_header_that_lies_is_refused_with_a_sentence(string header, string says)
    {
        var path = Path.Combine(_folder, "lies.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[8]]);
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Read(path));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }
}
