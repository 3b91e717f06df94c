using System.Text.Json;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Protocol;

public sealed class MessagePackJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,-2,18446744073709551615,1.5,true,false,null,"ü<>\n"],"b":{}}""")]
    [InlineData("[]")]
    [InlineData("\"\\u0000 and \\\"quotes\\\"\"")]
    [InlineData("-9223372036854775808")]
    [InlineData("1E+300")]
    public void Json_survives_the_way_there_and_back(string json)
    {
        var encoded = MapWriting.Encode(JsonElement.Parse(json), MessagePackJson.Write);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), MessagePackJson.ToJson(encoded)));
    }

    [Fact]
    public void Byte_strings_are_texts_and_whole_numbers_are_keys()
    {
        var encoded = MapWriting.Encode(0, static (ref MessagePackWriter w, int _) =>
        {
            w.WriteMapHeader(2);
            w.Write(7);
            w.Write("seven"u8);
            w.Write("key"u8);
            w.Write(-1);
        });
        Assert.Equal("""{"7":"seven","key":-1}""", MessagePackJson.ToText(encoded));
    }

    [Fact]
    public void Bytes_that_are_no_text_become_replacement_characters() =>
        Assert.Equal("\"\uFFFD\"", MessagePackJson.ToText(new byte[] { 0xa1, 0xff }));

    [Theory]
    [InlineData(new byte[] { 0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xd4, 1, 2 })]
    [InlineData(new byte[] { 0x81, 0xc0, 1 })]
    public void What_json_can_not_hold_is_refused(byte[] encoded) =>
        Assert.Throws<TaskFormatException>(() => MessagePackJson.ToText(encoded));
}
