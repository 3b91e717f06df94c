namespace ProRL.Gym.Protocol;

/// <summary>
/// Keeps a client from sending more items than its server lets one connection have waiting, which would only be refused.
/// Calls enter in the order in which they ask.
/// </summary>
internal sealed class ItemWindow
{
    private readonly Queue<(int Items, TaskCompletionSource Entered)> _waiting = new();
    private int _inside;

    /// <summary>Enters with some items, when there is room; alone, any number has room.</summary>
    public Task EnterAsync(int items, int limit)
    {
        lock (_waiting)
        {
            if (_waiting.Count == 0 && HasRoom(items, limit))
            {
                _inside += items;
                return Task.CompletedTask;
            }

            var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((items, entered));
            return entered.Task;
        }
    }

    public void Leave(int items, int limit)
    {
        lock (_waiting)
        {
            _inside -= items;
            while (_waiting.TryPeek(out var next) && HasRoom(next.Items, limit))
            {
                _waiting.Dequeue();
                _inside += next.Items;
                next.Entered.SetResult();
            }
        }
    }

    private bool HasRoom(int items, int limit) => _inside == 0 || _inside + items <= limit;
}
