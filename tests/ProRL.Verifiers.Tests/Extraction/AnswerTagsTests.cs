using System.Text.Json.Nodes;
using ProRL.Tests.Support;
using ProRL.Verifiers.Extraction;

namespace ProRL.Verifiers.Tests.Extraction;

public sealed class AnswerTagsTests
{
    [Fact]
    public void The_last_tagged_text_is_the_one_that_the_published_extraction_finds()
    {
        var rows = File.ReadLines(SharedData.File("data/logic/aux/extract_answer.jsonl")).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal((string?)row["extracted"], AnswerTags.Last((string)row["text"]!)));
    }

    [Theory]
    [InlineData("<answer>1</answer> no, <answer>2</answer>", true)]
    [InlineData("<answer>1</answer> yes, <answer> 1 </answer>", false)]
    [InlineData("<think><answer>1</answer></think><answer>2</answer>", false)]
    [InlineData("<answer>1</answer><answer></answer>", true)]
    public void Several_different_answers_after_the_reasoning_are_a_hedge(string response, bool hedged)
    {
        Assert.Equal(hedged, AnswerTags.Extract(response).Hedged);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("<answer>42")]
    [InlineData("<Answer>42</Answer>")]
    [InlineData("<answer>42</answer></think>")]
    public void Without_tags_after_the_reasoning_there_is_no_answer(string response)
    {
        Assert.Null(AnswerTags.Extract(response).Text);
    }
}
