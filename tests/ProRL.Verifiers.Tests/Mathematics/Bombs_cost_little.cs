using ProRL.Verifiers.Extraction;
using ProRL.Verifiers.Mathematics;

namespace ProRL.Verifiers.Tests.Mathematics;

/// <summary>
/// Answers made to hang a verifier or to exhaust its memory: each is decided or refused within the budget and 10 MB.
/// Steps stand for time, some 25 ns each; time itself is charted by the benchmarks.
/// </summary>
public sealed class Bombs_cost_little
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Bombs().Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void In_steps_and_in_memory(int number)
    {
        var bomb = Bombs()[number];
        foreach (var gold in (string[])["1", "x^2+1", @"(1,2)\cup(3,\pi)", "F"])
        {
            Spend(gold, bomb);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var steps = Spend(gold, bomb);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
            Assert.InRange(steps, 1, Budget.VerdictSteps);
        }
    }

    private static readonly string[] Series = ["sin", "tan", "ln", "arctan", "cosh"];

    public static TheoryData<int> Pairs => [.. Enumerable.Range(0, Near().Count)];

    /// <summary>Golds and answers that only the last digit tells apart, or that are equal in a way that is hard to see.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Next_to_a_gold_that_is_hard_to_tell_apart(int number)
    {
        var (gold, answer) = Near()[number];
        foreach (var (g, r) in ((string, string)[])[(gold, answer), (answer, gold)])
        {
            Judged(g, r);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var steps = Judged(g, r);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
            Assert.InRange(steps, 1, Budget.VerdictSteps);
        }
    }

    private static long Judged(string gold, string answer)
    {
        var budget = Budget.ForVerdict();
        try
        {
            MathJudge.JudgeFinal([gold], answer, EquivalenceOptions.Exact, budget);
        }
        catch (BudgetExhaustedException)
        {
        }

        return budget.Spent;
    }

    private static string J(string separator, int count, Func<int, string> part) => string.Join(separator, Enumerable.Range(1, count).Select(part));

    private static List<(string Gold, string Answer)> Near() =>
    [
        .. Series.Select(f => (J("+", 389, i => $@"\{f}({i}x)") + $@"+\{f}(1000x)", J("+", 389, i => $@"\{f}({i}x)") + $@"+\{f}(1000.0001x)")),
        (J("+", 389, i => $@"\sin({i})"), J("+", 388, i => $@"\sin({i})") + @"+\sin(1000.0001)"),
        (R(@"\sqrt{2+", 150, "2") + R("}", 150), R(@"\sqrt{2+", 150, "3") + R("}", 150)),
        (R(@"\sqrt{2+", 300, "2") + R("}", 300), R(@"\sqrt{2+", 300, "3") + R("}", 300)),
        (R(@"\sqrt[3]{2+", 60, "2") + R("}", 60), R(@"\sqrt[3]{2+", 60, "3") + R("}", 60)),
        (R(@"\sqrt[3]{2+", 150, "2") + R("}", 150), R(@"\sqrt[3]{2+", 150, "3") + R("}", 150)),
        (R(@"\ln(1+", 150, "x") + R(")", 150), R(@"\ln(1+", 150, "x+1") + R(")", 150)),
        (J(",", 150, i => $"x_{{{i}}}={i}y"), J(",", 150, i => $"x_{{{151 - i}}}={151 - i}y")),
        (J(" or ", 150, i => $@"x={i}\pi"), J(" or ", 150, i => $@"x={151 - i}\pi")),
        (@"\{" + J(",", 60, i => $@"\sin({i})") + @"\}", @"\{" + J(",", 60, i => $@"\sin({61 - i}+0\cdot\pi)") + @"\}"),
        (@"\{" + J(",", 150, i => $"(x+{i})^2") + @"\}", @"\{" + J(",", 150, i => $"x^2+{2 * (151 - i)}x+{(151 - i) * (151 - i)}") + @"\}"),
        (J("", 150, i => $"(x-{i})") + ">0", J("", 150, i => $"(x-{151 - i})") + ">0"),
        (J("+", 300, i => $@"\sqrt[{i % 50 + 2}]{{{i}^{{{i * 3}}}+1}}"), "1"),
        (J("+", 300, i => $@"\binom{{{i * 5}}}{{{i}}}"), "1"),
        (J("+", 300, i => $@"\arctan(10^{{{i}}})"), J("+", 300, i => $@"\arctan(10^{{{i}}})") + "+10^{-30}"),
        ($@"\frac{{d}}{{dx}}({J("", 60, i => $@"\sin({i}x)")})", "1"),
        ("(x+y+z+w)^{50}", "(x+y+z+w)^{50}+1"),
        (@"\begin{vmatrix}" + J(@"\\", 4, i => J("&", 4, j => $"(x+{i * 4 + j})^{{20}}")) + @"\end{vmatrix}", @"\begin{vmatrix}" + J(@"\\", 4, i => J("&", 4, j => $"(x+{j * 4 + i})^{{20}}")) + @"\end{vmatrix}"),
        (@"\sum_{k=1}^{400}\arctan k", "5"),
        (@"\sum_{j=1}^{400}\sum_{k=1}^{400} j\sin k", @"\sum_{j=1}^{400}\sum_{k=1}^{400} j\sin k+10^{-9}"),
    ];

    private static long Spend(string gold, string bomb)
    {
        var budget = Budget.ForVerdict();
        try
        {
            var whole = bomb.Length > 20_000 || bomb.Contains("boxed", StringComparison.Ordinal);
            var verdict = whole
                ? MathJudge.JudgeResponse([gold], bomb, MathExtraction.Any, EquivalenceOptions.Exact, budget)
                : MathJudge.JudgeFinal([gold], bomb, EquivalenceOptions.Exact, budget);
            Assert.NotEqual(VerdictStatus.Correct, verdict.Status);
        }
        catch (BudgetExhaustedException)
        {
            // Refused by its steps, which is a decision too.
        }

        return budget.Spent;
    }

    private static string R(string text, int times, string end = "") => string.Concat(Enumerable.Repeat(text, times)) + end;

    private static List<string> Bombs() =>
    [
        "5^{(5^{(5^{(5^5)})}-4)}",
        "9**9**9**9",
        "(10^7)!",
        @"\binom{10^9}{5·10^8}",
        "((((10!)!)!)!)!",
        @"\prod_{k=1}^{10^6}(1+k)",
        @"\sum_{k=1}^{10^9} \sin k",
        @"\sum_{k=1}^{10^9} k",
        @"\sum_{k=1}^{390}\sin(k^{k/7})",
        @"2000!/1999!+\sqrt{2000!}",
        @"\sin(e^{e^{e^{e^3}}})",
        "10^{10^{10}}+x^{10^{10}}",
        "(1+x+y+z+w+v+u)^{90}-(2+x)^{99}",
        "(x+y+z+1)^{200}",
        "(x+y+z+1)^{60}",
        "(x+y)^{100}(x-y)^{100}",
        "1e9999+1e-9999",
        "1."+R("0",50000)+"1",
        "0."+R("3",9000),
        R("7",9000),
        R("{",100000)+"2"+R("}",100000),
        R("(",100000)+"2"+R(")",100000),
        R(@"\boxed{",100000),
        R("The answer is 7 and so on. ",40000),
        R("#### 5\n",140000),
        R("B\u00e9 is no letter. ",60000),
        string.Join(',',Enumerable.Range(0,5000)),
        R(@"\quad ",9000,"5"),
        R(@"\quad",1600,"5"),
        R(@"\left",1600,"5"),
        R(@"\text{}",1200,"5"),
        R(@"\text{",1400,"5"),
        R(@"\mathbf{",1100,"5")+R("}",1100),
        R("x^",4900,"5"),
        R("2^-",3000,"5"),
        R("+",9000,"5"),
        R("-",9000,"5"),
        R("x+",4900,"5"),
        R("x+",499,"5"),
        R(@"x\cdot ",490,"5"),
        R("(x+1)",499),
        R("(x+y+z+w)",300),
        R(@"\sin(",300,"x")+R(")",300),
        R(@"\sqrt{",300,"x")+R("}",300),
        R(@"\sqrt{2+",300,"x")+R("}",300),
        R(@"\sqrt{2+",200,"2")+R("}",200),
        string.Join('+',Enumerable.Range(2,400).Select(i=>$@"\sqrt{{{i}}}")),
        string.Join('+',Enumerable.Range(2,300).Select(i=>$@"\sin({i})")),
        string.Join('+',Enumerable.Range(2,390).Select(i=>$@"\sin({i})")),
        string.Join('+',Enumerable.Range(2,390).Select(i=>$@"\arctan({i})")),
        string.Join('+',Enumerable.Range(2,300).Select(i=>$@"\sin({i}x)")),
        @"\int_0^1 "+R("x",400)+" dx",
        R(@"\frac{d}{dx}",30,@"\sin(\sin(\sin x^x))"),
        R(@"\frac{d}{dx}",30,"x^{x^{x^{x^x}}}"),
        R(@"\lim_{x\to0}",100,"x"),
        R(@"\sum_{k=1}^{100}",8,"k"),
        R(@"\sum_{k=1}^{n}",8,"k"),
        R(@"\begin{pmatrix}x&y\\z&w\end{pmatrix}",100),
        @"\begin{pmatrix}x&y\\z&w\end{pmatrix}^{12}",
        @"\begin{vmatrix}"+string.Join(@"\\",Enumerable.Range(0,20).Select(i=>string.Join('&',Enumerable.Range(0,20).Select(j=>$"x_{{{i}{j}}}"))))+@"\end{vmatrix}",
        @"\begin{vmatrix}"+string.Join(@"\\",Enumerable.Range(0,4).Select(i=>string.Join('&',Enumerable.Range(0,4).Select(j=>$"(x+{i*4+j})^{{20}}"))))+@"\end{vmatrix}",
        string.Join(" or ",Enumerable.Range(0,200).Select(i=>$@"x={i}\pi")),
        string.Join(@"\cup",Enumerable.Range(0,200).Select(i=>$@"({i}\pi,{i}\pi+1)")),
        string.Join(@"\cup",Enumerable.Range(0,60).Select(i=>$@"({i}\pi,{i}\pi+1)")),
        "x^{99}-"+R("x^2+",100,"1")+">0",
        "(x-1)(x-2)(x-3)(x-4)(x-5)(x-6)(x-7)(x-8)(x-9)(x-10)(x-11)>0",
        "|"+R("|x|",300)+"|",
        R("|",3000,"x"),
        R(@"\{",1000,"x"),
        R("f(",3000,"x"),
        R("P(x>",2000,"x"),
        R("a_{",300,"x")+R("}",300),
        R("'",5000,"5"),
        "5"+R("'",5000),
        "x"+R("!",5000),
        "5"+R("!",300),
        R(@"\pm 1+",8,"1"),
        "("+R(@"\pm 1,",8,"1)"),
        R(@"1,\pm ",100,"1"),
        "10^{9999}",
        "10^{12000}-1",
        @"\sqrt{10^{9999}+1}",
        "2^{40000}+x",
        "(2^{30000}+1)(2^{30000}-1)",
        R(@"2^{30000}\cdot ",50,"1"),
        R("2^{30000}+",50,"1"),
        @"\frac{1}{"+R("3^{9000}+",60,"1}"),
        "x^{2^{30000}}",
        @"\sqrt[99999]{2}",
        @"\binom{3000}{1500}",
        @"\binom{x}{1999}",
        @"\gcd(2^{30000}-1,2^{29999}-1)",
        @"\log_2(2^{4000}+1)",
        @"\tan(10^{50})",
        "e^{-10^{12}}",
        @"\sin(10^{500})",
        @"\lfloor e^{50}\pi\rfloor",
        R(@"\frac{1}{1+",300,"x")+R("}",300),
        R(@"\frac{1}{x+",60,"y")+R("}",60),
        R(@"\overline{",300,"x")+R("}",300),
        "x_1"+string.Concat(Enumerable.Range(2,40).Select(i=>$@"+x_{{{i}}}^2\sin x_{{{i}}}")),
        "("+string.Join('+',Enumerable.Range(1,20).Select(i=>$"x_{{{i}}}"))+")^8",
        R(@"\frac{",1200,"1"),
        R("1/",4000,"x"),
        R("a/b+",400,"c"),
        R(@"\left(",1600,"5"),
        R("#",9000),
        R(@"\",9000),
        R(@"\u1234",1500),
        "$"+R("$ $",9000),
        R("7 ",5000),
        R("=x",4000),
        "x"+R("=x",499),
        "x"+R("<x",400),
        R("x=1,",499)+"x=1",
        R(@"\begin{cases}",700),
        R(@"\begin{pmatrix}",600),
        @"x\in\{"+R("1,",400)+"1\\}",
        R(@"\log_",3000,"2"),
        R("sin",3000,"x"),
        R("∃x",4000),
        R("\\circ",1900),
        R("°",9000),
        R("e^{",250,"x")+R("}",250),
        "0<"+R("x+",400,"1")+"<1",
        R("1,2,",200)+@"\ldots,10^{12}",
        @"1,2,\ldots,10^{12}",
        R("π",9000),
        R("π+",480,"1"),
        R("i",490),
        R("i+",490,"1"),
        R("(1+i)",300),
        "(1+i)^{10^9}",
        "(3+4i)^{2000}",
        "(x+i)^{200}",
        @"e^{i\pi/7}^{100}",
        R("½",5000),
        R("²",5000),
        "x"+R("²",5000),
        R("[",3000),
        "["+R("[1,2],",400)+"[1,2]]",
        @"\{"+R("(1,2),",400)+@"(1,2)\}",
    ];
}
