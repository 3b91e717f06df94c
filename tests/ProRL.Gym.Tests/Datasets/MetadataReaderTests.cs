using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Datasets;

public sealed class MetadataReaderTests
{
    private static readonly MetadataReader Reader = new("f", JsonElement.Parse(
        "{\"s\":\"x\",\"i\":3,\"l\":9000000000,\"d\":1.5,\"b\":true,\"n\":null,\"a\":[1,2,\"z\"],\"o\":{\"k\":4},\"bad\":\"\\ud800\"}"));

    [Fact]
    public void Values_are_read_by_their_kind()
    {
        Assert.Equal("x", Reader["s"].String);
        Assert.Equal(3, Reader["i"].Int);
        Assert.Equal(9_000_000_000, Reader["l"].Long);
        Assert.Equal(1.5, Reader["d"].Double);
        Assert.True(Reader["b"].Bool);
        Assert.Equal([KeyValuePair.Create("k", 4)], Reader["o"].Object(v => v.Int));
        Assert.False(Reader["n"].Exists);
        Assert.False(Reader["none"]["of"]["these"].Exists);
    }

    [Fact]
    public void What_is_missing_or_of_another_kind_is_named_with_its_place()
    {
        Assert.Equal("f: metadata.none.of is missing; it must be a string.", Message(() => Reader["none"]["of"].String));
        Assert.Equal("f: metadata.s is \"x\"; it must be a whole number.", Message(() => Reader["s"].Int));
        Assert.Equal("f: metadata.l is 9000000000; it must be a whole number.", Message(() => Reader["l"].Int));
        Assert.Equal("f: metadata.d is 1.5; it must be a whole number.", Message(() => Reader["d"].Long));
        Assert.Equal("f: metadata.a[2] is \"z\"; it must be a whole number.", Message(() => Reader["a"].Array(v => v.Int)));
        Assert.Equal("f: metadata.s is \"x\"; it must be an array.", Message(() => Reader["s"].Array(v => v.Int)));
        Assert.Equal("f: metadata.a is [1,2,\"z\"]; it must be an object.", Message(() => Reader["a"].Object(v => v.Int)));
        Assert.Equal("f: metadata.bad is \"\\ud800\"; it must be a string of whole characters.", Message(() => Reader["bad"].String));
    }

    private static string Message(Func<object?> read) => Assert.Throws<TaskFormatException>(() => { read(); }).Message;
}
