using ProRL.Gym.Protocol;

namespace ProRL.Gym.Tests.Protocol;

public sealed class GymAddressTests
{
    [Theory]
    [InlineData("/run/gym.sock", "unix:/run/gym.sock")]
    [InlineData("unix:/run/gym.sock", "unix:/run/gym.sock")]
    [InlineData("tcp://127.0.0.1:7411", "tcp://127.0.0.1:7411")]
    [InlineData("tcp://[::1]:7411", "tcp://[::1]:7411")]
    [InlineData("tcp://gym.example:80", "tcp://gym.example:80")]
    public void An_address_is_read_and_written(string text, string expected) =>
        Assert.Equal(expected, GymAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("http://host:80")]
    [InlineData("tcp://host")]
    [InlineData("tcp://:80")]
    [InlineData("tcp://host:65536")]
    [InlineData("tcp://host:-1")]
    public void What_is_no_address_is_refused_with_what_would_be(string text)
    {
        var error = Assert.Throws<FormatException>(() => GymAddress.Parse(text));
        Assert.Contains("HOST:PORT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_the_system_can_not_take_is_refused() =>
        Assert.Throws<FormatException>(() => GymAddress.Parse("/" + new string('x', 200)));
}
