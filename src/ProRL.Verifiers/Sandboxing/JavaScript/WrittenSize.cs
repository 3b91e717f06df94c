using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// How large and how deep a value becomes when it is written out or flattened, where a part that is shared counts each
/// time it is met. The engine's own operations would take exponential time to find out, or unwind from the end of the
/// stack. Runs none of the program's code, and visits each part once.
/// </summary>
internal sealed class WrittenSize(RunBudget budget, JavaScriptLimits limits)
{
    private const double PartsPerStep = 64;

    private readonly Dictionary<ObjectInstance, (double Size, int Depth)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Fires the memory or the recursion limit where writing <paramref name="value"/> out would reach it.</summary>
    public void Check(JsValue value)
    {
        if (value is not ObjectInstance root)
            return;
        var open = new Stack<ObjectInstance>([root]);
        var entered = new HashSet<ObjectInstance>(ReferenceEqualityComparer.Instance);
        while (open.TryPeek(out var at))
        {
            if (_known.ContainsKey(at))
            {
                open.Pop();
            }
            else if (entered.Add(at))
            {
                // A part that is already entered is its own ancestor or will be met again: a cycle is the engine's to report.
                foreach (var child in Children(at).Where(c => !entered.Contains(c)))
                    open.Push(child);
            }
            else
            {
                open.Pop();
                _known[at] = Sum(at);
            }
        }

        var (size, depth) = _known[root];
        if (depth > limits.WrittenDepth)
            budget.Fire(RunOutcome.RecursionLimit, $"A value nested deeper than {limits.WrittenDepth} was to be written out.");
        if (size > limits.NativeLength)
            budget.Fire(RunOutcome.MemoryLimit, $"A value of more than {limits.NativeLength} parts was to be written out.");
    }

    private (double Size, int Depth) Sum(ObjectInstance o)
    {
        var (size, depth) = (1.0 + Scalars(o), 0);
        foreach (var child in Children(o))
        {
            var part = _known.GetValueOrDefault(child);
            size += part.Size;
            depth = Math.Max(depth, part.Depth);
        }

        return (size, depth + 1);
    }

    private static double Scalars(ObjectInstance o) => o is JsArray array ? array.Length : 0;

    private IEnumerable<ObjectInstance> Children(ObjectInstance o)
    {
        budget.Check();
        return o is JsArray array ? Items(array) : Members(o);
    }

    private IEnumerable<ObjectInstance> Items(JsArray array)
    {
        // A sparse array is long without holding much; its places are not walked.
        if (array.Length > limits.ArrayLength)
            yield break;
        for (uint i = 0; i < array.Length; i++)
        {
            if (i % PartsPerStep == 0)
                budget.Check();
            if (array.TryGetValue(i, out var item) && item is ObjectInstance child)
                yield return child;
        }
    }

    private static IEnumerable<ObjectInstance> Members(ObjectInstance o)
    {
        foreach (var key in o.GetOwnPropertyKeys(Types.String))
        {
            if (o.GetOwnProperty(key) is { Enumerable: true, Get: null, Value: ObjectInstance child })
                yield return child;
        }
    }
}
