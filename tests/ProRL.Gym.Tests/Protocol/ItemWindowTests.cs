using ProRL.Gym.Protocol;

namespace ProRL.Gym.Tests.Protocol;

public sealed class ItemWindowTests
{
    [Fact]
    public void Calls_enter_in_order_as_there_is_room()
    {
        var window = new ItemWindow();
        Assert.True(window.EnterAsync(6, 10).IsCompleted);
        var large = window.EnterAsync(5, 10);
        var small = window.EnterAsync(1, 10);
        Assert.False(large.IsCompleted);
        Assert.False(small.IsCompleted);
        window.Leave(6, 10);
        Assert.True(large.IsCompleted);
        Assert.True(small.IsCompleted);
    }

    [Fact]
    public void A_call_past_the_limit_enters_alone()
    {
        var window = new ItemWindow();
        Assert.True(window.EnterAsync(1, 10).IsCompleted);
        var huge = window.EnterAsync(100, 10);
        Assert.False(huge.IsCompleted);
        window.Leave(1, 10);
        Assert.True(huge.IsCompleted);
        Assert.False(window.EnterAsync(1, 10).IsCompleted);
    }
}
