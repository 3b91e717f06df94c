using System.Text.Json;
using ProRL.Tests.Support;
using ProRL.Trainer.Models;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

/// <summary>The architectures against <c>reference.py</c>, which computes them again in float64.</summary>
public sealed class ArchitectureTests : IDisposable
{
    private static readonly long[] Tokens = [3, 5, 7, 2, 9, 11, 4, 19, 0, 3, 3, 8];

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("prorl-test-").FullName, "model");

    public static TheoryData<string> Names => ["qwen2, tied", "qwen2, untied", "qwen3, tied", "qwen3, untied", "llama 3", "llama 3.2"];

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_are_those_of_the_reference(string name)
    {
        using var scope = NewDisposeScope();
        using var made = Export(name, ScalarType.Float32);
        AssertNear(Logits(made.Model), Reference(), 1e-5);
    }

    [Theory]
    [InlineData("qwen2, untied", ScalarType.BFloat16)]
    [InlineData("qwen3, tied", ScalarType.Float16)]
    public void Half_files_read_into_float32_compute_as_the_reference_does_from_them(string name, ScalarType stored)
    {
        using var scope = NewDisposeScope();
        using var made = Export(name, stored);
        using var read = PretrainedModel.Load(_folder, ScalarType.Float32);
        AssertNear(Logits(read.Model), Reference(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bfloat16_computes_about_the_same(string name)
    {
        using var scope = NewDisposeScope();
        using var made = Export(name, ScalarType.BFloat16);
        using var read = PretrainedModel.Load(_folder);
        Assert.Equal(ScalarType.BFloat16, read.Model.Dtype);
        var expected = Reference();
        // Eight bits of mantissa, through two layers.
        var largest = expected.SelectMany(row => row).Max(Math.Abs);
        AssertNear(Logits(read.Model), expected, 0.04 * largest);
    }

    private PretrainedModel Export(string name, ScalarType stored)
    {
        var model = Samples.Scrambled(Samples.ShapeOf(name));
        var made = new PretrainedModel(model, HuggingFaceConfig.Of(model.Shape, Samples.Tokenizer));
        made.Export(_folder, stored);
        return made;
    }

    private static Tensor Logits(CausalDecoder model)
    {
        using var none = no_grad();
        return model.Logits(model.Hidden(tensor(Tokens, [1, Tokens.Length])).view(Tokens.Length, -1));
    }

    // Waited for: a dispose scope is of one thread, and does not survive an await.
    private double[][] Reference() => JsonSerializer.Deserialize<double[][]>(PythonScript.RunAsync(
        Path.Combine(AppContext.BaseDirectory, "Models", "reference.py"), ["numpy"], "", _folder, string.Join(',', Tokens)).GetAwaiter().GetResult())!;

    private static void AssertNear(Tensor logits, double[][] expected, double tolerance)
    {
        Assert.Equal(ScalarType.Float32, logits.dtype);
        var actual = logits.data<float>().ToArray();
        double[] flat = [.. expected.SelectMany(row => row)];
        Assert.Equal(flat.Length, actual.Length);
        var worst = flat.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"{worst} where {tolerance} is allowed; the largest logit is {flat.Max(Math.Abs)}");
        Assert.True(flat.Max(Math.Abs) > 0.5, "Logits this small would make any two models equal.");
    }
}
