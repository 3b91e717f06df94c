using System.Text;
using CsCheck;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Datasets;

public sealed class TaskRowTests
{
    [Fact]
    public void A_row_has_what_its_line_says()
    {
        var row = Parse("{\"id\":7,\"family\":\"a/b-v1\",\"prompt\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"}],\"answer\":0.50,\"metadata\":{\"k\":1},\"response\":\"r\",\"licence\":\"x\"} ");
        Assert.Equal("7", row.Id!.ToJsonString());
        Assert.Equal("u", row.Prompt!.Text);
        Assert.Equal("0.50", row.Answer);
        Assert.Equal(Answer.Response("r"), row.Submission);
    }

    [Theory]
    [InlineData("{\"family\":\"f\",\"final\":null}", null)]
    [InlineData("{\"family\":\"f\",\"final\":\"x\"}", "x")]
    public void A_final_answer_is_bare_and_may_be_none(string line, string? text)
    {
        Assert.Equal(Answer.Final(text), Parse(line).Submission);
    }

    [Fact]
    public void A_row_without_a_family_may_name_an_item_of_the_gym()
    {
        var row = Parse("{\"handle\":\"a/b-v1|train|1|2|\",\"response\":\"r\"}");
        Assert.Equal(("a/b-v1", "a/b-v1|train|1|2|"), (row.Family, row.Handle));
        Assert.Null(Parse("{\"family\":\"f\",\"handle\":\"whatever the caller means by it\"}").Handle);
    }

    [Fact]
    public void A_list_of_answers_is_kept_as_a_list()
    {
        var row = Parse("{\"family\":\"f\",\"answer\":[\"a\",1]}");
        Assert.Null(row.Answer);
        Assert.Equal(["a", "1"], row.Answers);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "a list")]
    [InlineData("{}", "\"family\"")]
    [InlineData("{\"family\":1}", "\"family\"")]
    [InlineData("{\"family\":\"f\"} {}", "goes on")]
    [InlineData("{\"family\":\"f\",\"id\":{}}", "\"id\"")]
    [InlineData("{\"family\":\"f\",\"prompt\":1}", "\"prompt\"")]
    [InlineData("{\"family\":\"f\",\"prompt\":[{\"role\":\"user\"}]}", "\"prompt\"")]
    [InlineData("{\"family\":\"f\",\"answer\":{}}", "\"answer\"")]
    [InlineData("{\"family\":\"f\",\"answer\":[[]]}", "\"answer\"")]
    [InlineData("{\"family\":\"f\",\"metadata\":[]}", "\"metadata\"")]
    [InlineData("{\"family\":\"f\",\"response\":null}", "\"response\"")]
    [InlineData("{\"family\":\"f\",\"response\":\"a\",\"final\":\"b\"}", "both")]
    [InlineData("{\"family\":\"f\",\"prompt\":\"\\ud800\"}", "surrogate")]
    [InlineData("{\"family\":\"\\udc00\"}", "surrogate")]
    public void A_malformed_row_is_refused_with_what_is_wrong(string line, string named)
    {
        Assert.Contains(named, Assert.Throws<TaskFormatException>(() => Parse(line)).Message);
    }

    [Fact]
    public void Any_bytes_are_a_row_or_refused()
    {
        Gen.OneOf(
            Gen.Byte.Array[0, 60],
            Gen.OneOf(Gen.Const("{"), Gen.Const("}"), Gen.Const("\"family\":\"f\""), Gen.Const(",\"answer\":"), Gen.Const("[1]"), Gen.Const("\"\\ud800\""), Gen.Const(",\"final\":"), Gen.Const(",\"id\":"))
                .Array[0, 8].Select(parts => Encoding.UTF8.GetBytes($"{{{string.Concat(parts)}}}"))).Sample(bytes =>
        {
            try
            {
                TaskRow.Parse(bytes);
            }
            catch (TaskFormatException)
            {
            }
        }, iter: 5000);
    }

    private static TaskRow Parse(string line) => TaskRow.Parse(Encoding.UTF8.GetBytes(line));

    [Theory]
    [InlineData("a\\ud83d", "a\ufffd")]
    [InlineData("\\udc00b\\n", "\ufffdb\n")]
    [InlineData("\\ud83d\\ude00\\ud83d\\ud83d\\ude00", "\U0001F600\ufffd\U0001F600")]
    [InlineData("\\\\ud800 \\ud800", "\\ud800 \ufffd")]
    public void Half_characters_of_a_model_are_read_as_replacements(string written, string read)
    {
        var row = TaskRow.Parse(Encoding.UTF8.GetBytes($"{{\"family\":\"f\",\"response\":\"{written}\"}}"));
        Assert.Equal(read, row.Submission!.Value.Text);
    }
}
