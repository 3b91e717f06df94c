using ProRL.Gym.Protocol;
using ProRL.Server.Tests.Support;
using ProRL.Tests.Support;

namespace ProRL.Server.Tests.Python;

/// <summary>Any MessagePack client can speak to the server: Python's, over a plain socket.</summary>
public sealed class PythonClientTests
{
    [Fact]
    public async Task A_python_script_with_msgpack_and_a_socket_drives_every_call()
    {
        await using var server = await TestServer.StartAsync();
        var output = await PythonScript.RunAsync(Path.Combine(AppContext.BaseDirectory, "Python", "client.py"), ["msgpack"], "", server.Address.Path!);
        Assert.Contains("stats 41", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reward_functions_of_python_trainers_get_their_rewards()
    {
        await using var gym = await EmbeddedGym.StartAsync(new EmbeddedGymOptions(TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
        var client = Path.Combine(Repository.Root, "clients", "python");
        var output = await PythonScript.RunAsync(Path.Combine(AppContext.BaseDirectory, "Python", "shims.py"), ["msgpack"], "", client, gym.Address.Replace("unix:", "", StringComparison.Ordinal));
        Assert.EndsWith("done\n", output, StringComparison.Ordinal);
    }
}
