using ProRL.Gym.Tasks;

namespace ProRL.Trainer.Tokenizers;

/// <summary>Text to token ids and back. Thread-safe.</summary>
internal interface ITokenizer
{
    /// <summary>Ids run from 0 to below this; the model's embedding has at least as many rows.</summary>
    int Size { get; }

    /// <summary>The id that fills up rows, on which nothing depends: where a model has none for it, it is an end.</summary>
    int Pad { get; }

    /// <summary>Ids that end a completion, at least one. The first is what a demonstration ends with.</summary>
    IReadOnlyList<int> Ends { get; }

    /// <summary>What the model continues: the prompt as a chat where the tokenizer has a template for chats, else its text.</summary>
    /// <exception cref="FormatException">The prompt can't be written in these tokens.</exception>
    int[] Encode(Prompt prompt);

    /// <summary>The ids of a text, without an end token.</summary>
    /// <exception cref="FormatException">The text can't be written in these tokens.</exception>
    int[] Encode(string text);

    /// <summary>The text of the ids; padding and end tokens are left out.</summary>
    string Decode(ReadOnlySpan<int> ids);

    /// <summary>Writes the tokenizer's own files into a model's folder.</summary>
    void Save(string folder);
}
