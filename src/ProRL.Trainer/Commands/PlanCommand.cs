using ProRL.Trainer.Models;
using ProRL.Trainer.Planning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Commands;

/// <summary>Prints what a recipe would take; starts nothing, and loads no weights.</summary>
internal sealed class PlanCommand(Recipe recipe, TextWriter output)
{
    /// <summary>The device that the command line names, or describes.</summary>
    /// <exception cref="RecipeException">It is unknown, or described in part.</exception>
    public static ComputeDevice DeviceOf(string name, double? memory, double? teraflops, double? bandwidth)
    {
        double?[] described = [memory, teraflops, bandwidth];
        if (described.All(d => d == null))
        {
            return name == "cpu"
                ? ComputeDevice.Cpu(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
                : ComputeDevice.Known.FirstOrDefault(d => d.Name == name)
                    ?? throw new RecipeException($"There are no figures of '{name}'; there are of cpu, {string.Join(", ", ComputeDevice.Known.Select(d => d.Name))}, and --memory, --tflops and --bandwidth describe another.");
        }
        if (described.Any(d => d is not > 0)) throw new RecipeException("A device is described by all of --memory, --tflops and --bandwidth, each above 0.");
        return new ComputeDevice("as described", memory!.Value * 1e9, teraflops!.Value * 1e12, teraflops.Value * 1e12, bandwidth!.Value * 1e9);
    }

    /// <summary>Prints it; 0 whether it fits or not.</summary>
    public int Execute(ComputeDevice device, bool json)
    {
        var estimate = RunEstimate.Of(recipe, new ModelSize(Shape(recipe.Model), recipe.Model.Lora), device, new Assumptions());
        output.Write(json ? estimate.Json() + "\n" : estimate.Text());
        return 0;
    }

    private static DecoderShape Shape(ModelOptions model)
    {
        if (model.Path.Length == 0) return TrainingSession.ShapeOf(model, new CharacterTokenizer(model.Alphabet, model.Words));
        if (!Directory.Exists(model.Path)) throw new RecipeException($"There is no model folder '{model.Path}'; name one with --set model.path=FOLDER. For a plan, its config.json is enough.");
        var shape = HuggingFaceConfig.Read(model.Path).Shape;
        return model.MaxPositions > 0 ? shape with { MaxPositionEmbeddings = Math.Min(model.MaxPositions, shape.MaxPositionEmbeddings) } : shape;
    }
}
