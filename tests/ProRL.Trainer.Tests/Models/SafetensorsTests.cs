using System.Text;
using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Float32_and_bfloat16_survive_the_round_trip_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "a.safetensors");
        var full = randn(3, 5);
        var half = randn(7).to(ScalarType.BFloat16);
        var single = tensor(new[] { float.NaN, float.PositiveInfinity, -0f });
        Safetensors.Write(path, [("a.full", full), ("b.half", half), ("c", single)]);

        var read = Safetensors.Read(path);

        Assert.Equal(["a.full", "b.half", "c"], read.Keys.Order(StringComparer.Ordinal));
        Assert.True(full.bytes.SequenceEqual(read["a.full"].bytes));
        Assert.Equal([3, 5], read["a.full"].shape);
        Assert.Equal(ScalarType.BFloat16, read["b.half"].dtype);
        Assert.True(half.bytes.SequenceEqual(read["b.half"].bytes));
        Assert.True(single.bytes.SequenceEqual(read["c"].bytes));
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
}
