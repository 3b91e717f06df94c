using System.Globalization;
using TorchSharp;

namespace ProRL.Trainer.Models;

/// <summary>Which devices this process can compute on.</summary>
internal static class Devices
{
    /// <param name="name"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="InvalidOperationException">It can't be used here; the message is one sentence that says what would help.</exception>
    public static void Require(string name)
    {
        if (TorchNative.Failure is { } failure) throw new InvalidOperationException(failure);
        if (!name.StartsWith("cuda", StringComparison.Ordinal)) return;
        if (!TorchNative.HasCuda)
        {
            throw new InvalidOperationException(TorchNative.Given is { } given
                ? $"model.device is {name}, and the libtorch in {given} ({TorchNative.Variable}) is built for CPU only; name the folder of a PyTorch with CUDA."
                : $"model.device is {name}, and this build has libtorch for CPU only: './prorl train RECIPE --device cuda' builds with the package TorchSharp-cuda-linux, "
                    + $"and {TorchNative.Variable}=/path/to/torch/lib takes the libraries of an installed PyTorch with CUDA.");
        }
        var count = Count();
        if (count == 0) throw new InvalidOperationException($"model.device is {name}, and libtorch finds no GPU here: nvidia-smi must list one, in a container too.");
        var number = name.Length > 5 ? int.Parse(name[5..], NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        if (number >= count) throw new InvalidOperationException(FormattableString.Invariant($"model.device is {name}, and {(count == 1 ? "there is 1 GPU" : $"there are {count} GPUs")} here: the last is cuda:{count - 1}."));
    }

    private static int Count()
    {
        try
        {
            return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or EntryPointNotFoundException)
        {
            return 0; // TorchSharp looks for packages of its own where no CUDA library was loaded.
        }
    }
}
