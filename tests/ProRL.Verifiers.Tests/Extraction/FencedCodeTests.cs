using ProRL.Verifiers.Extraction;

namespace ProRL.Verifiers.Tests.Extraction;

public sealed class FencedCodeTests
{
    [Theory]
    [InlineData("```javascript\nA\n```", "A\n")]
    [InlineData("```js\nA\n```\ntext\n```js\nB\n```", "B\n")]
    [InlineData("```JavaScript\nA\n```\n```python\nB\n```", "A\n")]
    [InlineData("```js\nA\n```\n```\nB\n```", "A\n")]
    [InlineData("```\nA\n```\n```\nB\n```\n```bash\nC\n```", "B\n")]
    [InlineData("~~~js\nA\n```\nB\n~~~", "A\n```\nB\n")]
    [InlineData("````js\nA\n```\nB\n````", "A\n```\nB\n")]
    [InlineData("```js title=\"x\"\nA\n```", "A\n")]
    [InlineData("  ```js\r\nA\r\n  ```\r\n", "A\r\n")]
    [InlineData("```js\nA", "A")]
    [InlineData("console.log(1)", "console.log(1)")]
    [InlineData("<think>\n```js\nA\n```\n</think>\n```js\nB\n```", "B\n")]
    [InlineData("```js\nA\n```</think>", null)]
    [InlineData("```python\nA\n```", null)]
    [InlineData("```js\n\n```", null)]
    [InlineData("", null)]
    [InlineData("  \n", null)]
    [InlineData("`` `js` ``", "`` `js` ``")]
    public void The_program_is_found(string response, string? expected) =>
        Assert.Equal(expected, FencedCode.Last(response, ["javascript", "js"]));
}
