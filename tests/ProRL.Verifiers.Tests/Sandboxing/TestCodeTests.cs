using ProRL.Verifiers.Sandboxing;

namespace ProRL.Verifiers.Tests.Sandboxing;

/// <summary>What a program can do to the tests that run against it: nothing.</summary>
public sealed class TestCodeTests
{
    private const string Tests = "console.assert = (c) => { if (!c) throw new Error('assertion failed'); };\nconsole.assert(f(1) === 2);\nconsole.assert(JSON.stringify(f(2)) === '3');\n";

    [Theory]
    [InlineData("const f = x => x + 1;")]
    [InlineData("function f(x) { console.log('debug', x); return x + 1; }")]
    [InlineData("module.exports = { f: x => x + 1 };")]
    [InlineData("exports.f = x => x + 1;")]
    [InlineData("module.exports = function f(x) { return x + 1; };")]
    [InlineData("class Adder { add(x) { return x + 1; } } var f = x => new Adder().add(x);")]
    [InlineData("Array.prototype.last = function () { return this[this.length - 1]; }; let f = x => [x + 1].last();")]
    [InlineData("const f = x => x + 1; setInterval(() => {}, 1000);")]
    public async Task A_right_program_passes(string program)
    {
        var result = await Sandboxes.TestAsync(program, Tests);
        Assert.Equal((RunOutcome.Finished, 2, null), (result.Run.Outcome, result.Calls, result.Run.Error));
    }

    [Theory]
    [InlineData("console.assert = () => {}; const f = () => 0;")]
    [InlineData("JSON.stringify = () => '3'; const f = () => 0;")]
    [InlineData("Object.is = () => true; Array.prototype.every = () => true; const f = () => 0;")]
    [InlineData("process.exit(0); const f = () => 0;")]
    [InlineData("const f = () => process.exit(0);")]
    [InlineData("process.on('uncaughtException', () => process.exit(0)); const f = () => 0;")]
    [InlineData("class Any { valueOf() { return 2; } toString() { return '2'; } [Symbol.toPrimitive]() { return 2; } toJSON() { return 3; } } const f = () => new Any();")]
    [InlineData("const f = () => ({ toJSON: () => 3 });")]
    [InlineData("const f = () => new Proxy({}, { get: () => () => 2 });")]
    [InlineData("const f = () => new Number(2);")]
    [InlineData("const f = x => { throw new Error('assertion passed'); };")]
    [InlineData("const f = x => { arguments.callee.caller; };")]
    [InlineData("const f = function g(x) { return g.caller; };")]
    [InlineData("const f = x => x + 1")]
    public async Task A_program_that_patches_what_the_tests_compare_with_earns_nothing(string program)
    {
        var tests = program == "const f = x => x + 1" ? Tests.Replace("=== 2", "=== 7", StringComparison.Ordinal) : Tests;
        var result = await Sandboxes.TestAsync(program, tests);
        Assert.NotEqual(RunOutcome.Finished, result.Run.Outcome);
    }

    [Theory]
    [InlineData("const poly = (c, x) => c[0] + c[1] * x; const findZero = c => -c[0] / c[1];", true)]
    [InlineData("const findZero = c => -c[0] / c[1];", true)]
    [InlineData("const poly = () => 0; const findZero = c => 7;", false)]
    [InlineData("function poly() { return 0; } globalThis.poly = poly; const findZero = c => 7;", false)]
    public async Task A_function_that_the_task_gives_is_the_tests_own(string program, bool right)
    {
        const string Prompt = """
            /* Evaluates a polynomial. */
            const poly = (xs, x) => {
              return xs.reduce((sum, c, i) => sum + c * Math.pow(x, i), 0);
            }

            /* findZero finds x such that poly(x) = 0. */
            const findZero = (xs) => {
            """;
        var tests = new TestCode("const check = () => { if (Math.abs(poly([1, 2], findZero([1, 2]))) > 1e-4) throw new Error('wrong'); };\ncheck();\n", "findZero") { Given = Prompt };
        var result = await Sandboxes.TestAsync(program, tests);
        Assert.Equal(right, result.Run.Outcome == RunOutcome.Finished);

        // In words there is nothing to take, and the solution's own function is what the tests call.
        result = await Sandboxes.TestAsync("const poly = () => 0; const findZero = c => 7;", tests with { Given = "Write a function `const findZero = (xs)` such that poly(x) = 0." });
        Assert.Equal(RunOutcome.Finished, result.Run.Outcome);
    }

    [Fact]
    public async Task Failed_assertions_that_throw_nothing_are_counted()
    {
        var result = await Sandboxes.TestAsync("const f = x => x", "console.assert(f(1) === 2); console.assert(f(1) === 1);");
        Assert.Equal((RunOutcome.Finished, "1 of 2 assertions failed"), (result.Run.Outcome, Assert.Single(result.Parts).Failure));
    }

    [Fact]
    public async Task A_limit_that_fires_in_the_program_is_not_caught_by_the_tests()
    {
        var result = await Sandboxes.TestAsync("const f = () => { for (;;) {} }", "try { f(); } catch {} finally { }");
        Assert.Equal(RunOutcome.TimeLimit, result.Run.Outcome);
    }

    [Fact]
    public async Task Errors_of_the_program_reach_the_tests_as_errors_of_their_kind()
    {
        var result = await Sandboxes.TestAsync(
            "const f = x => { if (x === 0) throw new RangeError('zero'); class Own extends Error { constructor() { super('own'); this.name = 'Own'; } } throw new Own(); }",
            "try { f(0); throw 1; } catch (e) { if (!(e instanceof RangeError) || e.message !== 'zero') throw new Error('not passed on'); }\n"
            + "try { f(1); throw 1; } catch (e) { if (!(e instanceof Error) || e.name !== 'Own') throw new Error('not passed on'); }");
        Assert.Equal((RunOutcome.Finished, null), (result.Run.Outcome, result.Run.Error));
    }

    [Fact]
    public async Task What_the_program_does_to_its_arguments_is_seen_by_the_tests()
    {
        var result = await Sandboxes.TestAsync(
            "function f(list, record) { list.sort((a, b) => a - b); list.push(9); record.seen = true; delete record.gone; }",
            "const l = [3, 1], r = { gone: 1, kept: 2 }; f(l, r); require('assert').deepStrictEqual([l, r], [[1, 3, 9], { kept: 2, seen: true }]);");
        Assert.Equal((RunOutcome.Finished, null), (result.Run.Outcome, result.Run.Error));
    }

    [Fact]
    public async Task Other_functions_of_the_program_that_the_tests_use_are_there_too()
    {
        var result = await Sandboxes.TestAsync("const encode = s => s + '!'; const f = s => s.slice(0, -1); const limit = 5;", "if (f(encode('a')) !== 'a' || limit !== 5) throw new Error();");
        Assert.Equal((RunOutcome.Finished, null), (result.Run.Outcome, result.Run.Error));
    }

    [Fact]
    public async Task An_async_function_can_be_awaited()
    {
        var result = await Sandboxes.TestAsync(
            "async function f(x) { await new Promise(ok => setTimeout(ok, 50)); return x + 1; }",
            "(async () => { require('assert').strictEqual(await f(1), 2); })()");
        Assert.Equal((RunOutcome.Finished, 1, null), (result.Run.Outcome, result.Calls, result.Run.Error));
        var wrong = await Sandboxes.TestAsync("async function f(x) { return x; }", "(async () => { require('assert').strictEqual(await f(1), 2); })()");
        Assert.Equal(RunOutcome.RuntimeError, wrong.Run.Outcome);
    }

    [Theory]
    [InlineData("const f = () => () => 1;", "is a function")]
    [InlineData("const f = () => { const a = []; a.push(a); return a; };", "holds itself")]
    [InlineData("const f = () => Symbol('x');", "is a symbol")]
    [InlineData("const f = () => { let a = []; for (let i = 0; i < 1000; i++) a = [a]; return a; };", "nested deeper")]
    public async Task What_is_not_a_plain_value_is_refused_with_a_reason(string program, string reason)
    {
        var result = await Sandboxes.TestAsync(program, "f();");
        Assert.Equal(RunOutcome.RuntimeError, result.Run.Outcome);
        Assert.Contains(reason, result.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_that_do_not_parse_are_not_the_program_s_fault()
    {
        var result = await Sandboxes.TestAsync("const f = 1", "if (");
        Assert.True(result.TestsAtFault);
    }
}
