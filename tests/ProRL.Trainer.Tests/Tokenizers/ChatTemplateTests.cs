using System.Text.Json;
using CsCheck;
using ProRL.Gym.Tasks;
using ProRL.Tests.Support;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Tests.Tokenizers;

public sealed class ChatTemplateTests
{
    private const string Variables =
        """
        { "a": 7, "b": -3, "f": 2.5, "s": "  Héllo 🙂 ", "t": "one<x>two<x>three", "yes": true, "no": false, "nothing": null, "empty": "",
          "list": ["p", "q", "r"], "map": { "name": "f", "items": 1, "n": { "deep": [1, 2.0, null, true, "é\"\n"] } },
          "messages": [{ "role": "system", "content": "S" }, { "role": "user", "content": "U" }, { "role": "assistant", "content": "<think>t</think>\n\nA" }, { "role": "user", "content": "V" }] }
        """;

    private static readonly (string Template, string Expected)[] Cases =
    [
        // Text, blanks, comments.
        ("a {{ a }} b", "a 7 b"),
        ("a\n{% if yes %}\nb\n{% endif %}\nc\n", "a\nb\nc"),
        ("a\n  {% if yes %}\n  b\n  {% endif %}\nc", "a\n  b\nc"),
        ("x {% if yes %} y {% endif %} z", "x  y  z"),
        ("x {%- if yes -%} y {%- endif -%} z", "xyz"),
        ("x\n  {%+ if yes %}y{% endif +%}\nz", "x\n  y\nz"),
        ("a {#- note -#} b {# note #}\nc", "ab c"),
        ("  {# note #}\n  {{ a }}\n", "  7"),
        ("{{ a -}}   \n b {{- ' c' }}", "7b c"),
        ("{%- if yes -%}\n   {% if yes %}q{% endif %}\n{%- endif -%}\n", "q"),
        ("a\r\nb\r\n", "a\nb"),
        ("{ {{ '{{' }} } {{ \"}}\" }} {{ {'k': {'j': 1}}['k']['j'] }}", "{ {{ } }} 1"),
        // Literals and writing.
        ("{{ 'a\\n\\t\\\\\\'\\x41\\u00e9\\q' }}|{{ \"it's\" 'glued' }}", "a\n\t\\'Aé\\q|it'sglued"),
        ("{{ 1_000 }} {{ 2.50 }} {{ 1.0 }} {{ true }} {{ False }} {{ none }} {{ missing }}", "1000 2.5 1.0 True False None "),
        // Arithmetic and joining.
        ("{{ 1 + 2 * 3 - 4 }} {{ (1 + 2) * 3 }} {{ 7 / 2 }} {{ 7 // 2 }} {{ b // 2 }} {{ b % 5 }} {{ 2 ** 10 }} {{ -a }} {{ a - -1 }}", "3 9 3.5 3 -2 2 1024 -7 8"),
        ("{{ 'a' ~ 1 ~ none ~ 2.0 }} {{ 'a' + 'b' }} {{ 'ab' * 3 }} {{ ([1] + [2])|length }} {{ 1 + f }} {{ 4 / 2 }}", "a1None2.0 ab ababab 2 3.5 2.0"),
        // Comparing and deciding.
        ("{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 'a' < 'b' }} {{ 1 == 1.0 }} {{ 1 == true }} {{ '1' == 1 }} {{ [1, 'x'] == [1, 'x'] }} {{ missing == missing2 }}", "True False True True True False True True"),
        ("{{ 'x' in t }} {{ 'q' in list }} {{ 'name' in map }} {{ 'z' not in list }} {{ not 'q' in list }} {{ 'a' in missing }}", "True True True True False False"),
        ("{{ '' or 'x' }} {{ 'a' and 'b' }} {{ not empty and yes }} {{ no or nothing or 0 or [] or 'end' }} {{ not not a }}", "x b True end True"),
        ("{{ 'y' if yes else 'n' }} {{ 'y' if no else 'n' }} {{ 'y' if no }}|{{ 1 if no else 2 if no else 3 }}", "y n |3"),
        ("{% if no %}1{% elif a == 7 %}2{% else %}3{% endif %}{% if nothing %}4{% else %}5{% endif %}", "25"),
        ("{{ a is defined }} {{ z is defined }} {{ not z is defined }} {{ z is not defined }} {{ z is undefined }}", "True False True True True"),
        ("{{ nothing is none }} {{ a is not none }} {{ s is string }} {{ map is mapping }} {{ list is mapping }} {{ list is iterable }} {{ a is iterable }} {{ s is iterable }} {{ list is sequence }}", "True True True True False True False True True"),
        ("{{ yes is true }} {{ a is true }} {{ no is false }} {{ nothing is false }} {{ a is number }} {{ a is integer }} {{ f is float }} {{ yes is boolean }} {{ 'x' is not string and no }}", "True False True False True True True True False"),
        ("{{ a is odd }} {{ a is divisibleby 7 }} {{ a is eq 7 }} {{ 'p' is in list }} {{ a is even or yes }}", "True True True True True"),
        // Members, items, slices.
        ("{{ map.name }}{{ map['name'] }}{{ map['items'] }}{{ map.n.deep[0] }}{{ list[0] }}{{ list[-1] }}{{ list[9] }}{{ map.zzz }}{{ nothing.x }}", "ff11pr"),
        ("{{ list[1:]|join }} {{ list[:-1]|join }} {{ list[::-1]|join }} {{ list[::2]|join }} {{ 'hello'[1:3] }} {{ 'hello'[::-1] }} {{ 'a🙂b'[1] }} {{ list[5:]|length }} {{ 'abc'[-2:] }} {{ list[-9:9]|join }} {{ list[2:0:-1]|join }}", "qr pq rqp pr el olleh 🙂 0 bc pqr rq"),
        ("{% for k, v in map.items() %}{{ k }},{% endfor %}{% for k in map %}{{ k }}{% endfor %} {{ map.get('name') }} {{ map.get('zz', 'd') }} {{ map.get('zz') }} {{ map.keys()|list|length }}", "name,items,n,nameitemsn f d None 3"),
        // Strings.
        ("[{{ s.strip() }}] [{{ s|trim }}] [{{ s.lstrip() }}] [{{ s.rstrip() }}] {{ 'xxaxx'.strip('x') }} {{ '\\n\\na\\n'.lstrip('\\n') }}", "[Héllo 🙂] [Héllo 🙂] [Héllo 🙂 ] [  Héllo 🙂] a a\n"),
        ("{{ t.split('<x>')[-1] }} {{ t.split('<x>')|length }} {{ t.split('<x>', 1)[1] }} {{ ' a  b c '.split()|join(',') }} {{ ' a  b c '.split(none, 1)|join(',') }}", "three 3 two<x>three a,b,c a,b c "),
        ("{{ t.startswith('one') }} {{ t.endswith('x') }} {{ t.replace('<x>', '-') }} {{ t|replace('<x>', '', 1) }} {{ 'aB'.upper() }} {{ 'aB'|lower }} {{ 'hELLO'|capitalize }} {{ t.startswith(('q', 'o')) }} {{ 'abc'.find('c') }}", "True False one-two-three onetwo<x>three AB ab Hello True 2"),
        // Filters.
        ("{{ s|length }} {{ list|length }} {{ map|count }} {{ missing|length }} {{ list|first }}{{ list|last }} {{ list|reverse|join('.') }} {{ missing|default('d') }} {{ empty|d('e', true) }} {{ empty|default('e') }}|{{ '12'|int + 1 }}", "10 3 3 0 pr r.q.p d e |13"),
        ("{{ 5|string + 'x' }} {{ 'x'|safe }} {{ map|items|list|length }} {{ [1, 2]|join(', ') }} {{ 'abc'|list|join('-') }} {{ -1|string }}", "5x x 3 1, 2 a-b-c -1"),
        ("{{ map|tojson }} {{ [] | tojson }} {{ 'é<>&'|tojson }}", """{"name": "f", "items": 1, "n": {"deep": [1, 2.0, null, true, "é\"\n"]}} [] "é<>&" """.TrimEnd().Replace("\n", "\\n", StringComparison.Ordinal)),
        ("{{ {'a': [1, {}], 'b': []}|tojson(indent=2) }}", "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}"),
        // Loops and scopes.
        ("{% for x in list %}{{ loop.index0 }}{{ loop.index }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ x }};{% endfor %}", "01TrueFalse33p;12FalseFalse32q;23FalseTrue31r;"),
        ("{% for x in [] %}x{% else %}none{% endfor %}{% for x in missing %}x{% endfor %}{% for c in 'ab' %}{{ c }}.{% endfor %}", "nonea.b."),
        ("{% for x in range(6) if x is even %}{{ x }}{{ loop.index }} {% endfor %}{% for x in range(3, 0, -1) %}{{ x }}{% endfor %}", "01 22 43 321"),
        ("{% for x in list %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}", "<p>q p<q>r q<r> "),
        ("{% for x in range(9) %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}", "013"),
        ("{% set x = 1 %}{% for y in list %}{% set x = x + 1 %}{{ x }}{% endfor %}{{ x }}", "2221"),
        ("{% set ns = namespace(n=0, s='') %}{% for y in list %}{% set ns.n = ns.n + 1 %}{% set ns.s = ns.s ~ y %}{% endfor %}{{ ns.n }}{{ ns.s }}", "3pqr"),
        ("{% if yes %}{% set x = 5 %}{% endif %}{{ x }}{% set messages = messages[1:] %}{{ messages[0].role }}", "5user"),
        ("{% set x %}  <{{ a }}>{% endset %}[{{ x }}]{% set p = 1, 2 %}{{ p[1] }}", "[  <7>]2"),
        ("{% macro m(x, y='d') %}({{ x }}{{ y }}){% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(y=3, x=4) }}{{ m() }}", "(1d)(12)(43)(d)"),
        ("{% set g = 'g' %}{% macro m() %}{{ g }}{{ a }}{{ loop is defined }}{% endmacro %}{% for x in [1] %}{{ m() }}{% endfor %}", "g7False"),
        ("{% macro down(n) %}{{ n }}{% if n > 0 %}{{ down(n - 1) }}{% endif %}{% endmacro %}{{ down(3) }}", "3210"),
        ("a{% generation %}{{ a }}{% endgeneration %}b", "a7b"),
        // Chats: marks around turns, thoughts of past turns left out, the last question looked for from behind.
        ("{%- for m in messages %}\n    {{- '<' + m.role + '>' + m['content'] }}\n{%- endfor %}\n{{- '<assistant>' }}", "<system>S<user>U<assistant><think>t</think>\n\nA<user>V<assistant>"),
        ("{%- set ns = namespace(last=-1) -%}\n{%- for m in messages[::-1] -%}\n{%- if ns.last < 0 and m.role == 'user' and not(m.content.startswith('<r>') and m.content.endswith('</r>')) -%}\n{%- set ns.last = (messages|length - 1) - loop.index0 -%}\n{%- endif -%}\n{%- endfor -%}\n{{ ns.last }}", "3"),
        ("{%- for m in messages -%}{%- set c = m.content -%}{%- if '</think>' in c -%}{%- set c = c.split('</think>')[-1].lstrip('\\n') -%}{%- endif -%}{%- if m.role == 'assistant' and m['tool_calls'] -%}T{%- else -%}{{ c }}{%- endif -%}{%- endfor -%}", "SUAV"),
        ("{%- if messages[0]['role'] == 'system' %}{% set head = messages[0]['content']|trim %}{% set messages = messages[1:] %}{% endif %}{{ head }}:{{ messages|length }}{% if not tools is defined %}{% set tools = none %}{% endif %}{{ tools is none }}", "S:3True"),
    ];

    // What Jinja refuses too, with what our message says.
    private static readonly (string Template, string Why)[] Refused =
    [
        ("{% if yes %}\n {{ a", "line 2, column 2: '{{' has no '}}'"),
        ("a\n{% if yes %}b", "line 2, column 1: the block 'if' has no 'endif'"),
        ("{% endif %}", "'endif' is no block"),
        ("{{ a b }}", "the end was expected, not 'b'"),
        ("{{ a | wrap }}", "line 1, column 8: there is no filter 'wrap'"),
        ("{{ a is wrapped }}", "there is no test 'wrapped'"),
        ("{{ wrap(a) }}", "there is no function 'wrap'"),
        ("{{ missing.x }}", "'missing' is not defined, so it has no members"),
        ("{{ a.x.y }}", "'x' is not defined"),
        ("{{ 'x' + 1 }}", "'+' does not go between a string and an integer"),
        ("{{ missing + 'x' }}", "'missing', which is not defined"),
        ("{{ 1 / 0 }}", "a division by zero"),
        ("{% for x in a %}{% endfor %}", "an integer can't be gone through"),
        ("{% for k, v in list %}{% endfor %}", "taken apart into 2 names"),
        ("{{ raise_exception('Roles must alternate') }}", "the template refuses: Roles must alternate"),
        ("{% set a.x = 1 %}", "'a' is no namespace"),
        ("{{ 'abc }}", "the string has no end"),
        ("{# abc", "the comment has no end"),
        ("{{ 'a' < 1 }}", "have no order"),
        ("{{ ''.split('') }}", "a separator that is not empty"),
        ("{% for x in list %}{{ x }}", "the block 'for' has no 'endfor'"),
        ("{{ t.startswith() }}", "needs a string as 'affix'"),
        ("{{ $ }}", "'$' belongs to no expression"),
    ];

    [Fact]
    public void Every_construct_does_what_jinja_documents()
    {
        foreach (var (template, expected) in Cases)
            Assert.True(Render(template) == expected, $"{template}\nexpected: {expected}\nfound:    {Render(template)}");
    }

    [Fact]
    public async Task Jinja_itself_agrees()
    {
        using var variables = JsonDocument.Parse(Variables);
        object[][] work = [.. Cases.Select(c => c.Template).Concat(Refused.Select(r => r.Template)).Select(object[] (t) => [t, variables.RootElement])];
        var script = Path.Combine(Repository.Root, "tests", "ProRL.Trainer.Tests", "Tokenizers", "jinja_reference.py");
        var texts = JsonSerializer.Deserialize<string?[]>(await PythonScript.RunAsync(script, ["jinja2"], JsonSerializer.Serialize(work)))!;
        string?[] expected = [.. Cases.Select(c => c.Expected), .. Refused.Select(_ => (string?)null)];
        for (var i = 0; i < work.Length; i++) Assert.True(expected[i] == texts[i], $"{work[i][0]}\nexpected: {expected[i]}\nJinja:    {texts[i]}");
    }

    [Fact]
    public void What_is_wrong_is_named_with_its_place()
    {
        foreach (var (template, why) in Refused)
            Assert.Contains(why, Assert.Throws<FormatException>(() => Render(template)).Message, StringComparison.Ordinal);
        Assert.Contains("line 3, column 5: there is no filter 'f'", Assert.Throws<FormatException>(() => ChatTemplate.Parse("a\nb\n{{a|f}}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% set x = namespace(s='ab') %}{% for i in range(99) %}{% set x.s = x.s ~ x.s %}{% endfor %}", "is over the bound")]
    [InlineData("{{ 'abcdefgh' * 99999999 }}", "is over the bound")]
    [InlineData("{% set l = namespace(v=[1]) %}{% for i in range(99) %}{% set l.v = l.v + l.v %}{% endfor %}", "takes over 1000000 steps")]
    [InlineData("{% for i in range(99999999) %}{% endfor %}", "takes over 1000000 steps")]
    [InlineData("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", "takes over 1000000 steps")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "call each other over 16 deep")]
    [InlineData("{% set s = 'ab' * 4000000 %}{% for i in range(999) %}{{ s }}{% endfor %}", "over")]
    [InlineData("{% set s = 'ab' * 400000 %}{% set r = s.replace('a', s) %}", "is over the bound")]
    public void What_a_template_does_is_bounded(string template, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => Render(template)).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_instead_of_using_up_the_stack()
    {
        string[] deep =
        [
            Nested("(", "a", ")"), Nested("[", "a", "]"), Nested("{'a':", "a", "}"), Nested("a[", "a", "]"), Nested("a(", "a", ")"), Nested("a|d(", "a", ")"),
            Nested("", "a", "+1"), Nested("", "a", ".b"), Nested("", "a", "|trim"), Nested("", "a", " is string"), Nested("not ", "a", ""), Nested("-", "1", ""),
            Nested("a if a else ", "a", ""), Nested("", "a", " if a"), string.Concat(Enumerable.Repeat("{% if a %}", 50_000)),
        ];
        foreach (var template in deep)
            Assert.Contains("nest", Assert.Throws<FormatException>(() => ChatTemplate.Parse(template)).Message, StringComparison.Ordinal);
    }

    private static string Nested(string before, string inside, string after) =>
        $"{{{{ {string.Concat(Enumerable.Repeat(before, 50_000))}{inside}{string.Concat(Enumerable.Repeat(after, 50_000))} }}}}";

    [Fact]
    public void Settings_reach_the_template_and_a_date_is_told_only_where_the_recipe_gives_one()
    {
        ChatMessage[] messages = [new("user", "U")];
        var specials = new Dictionary<string, string> { ["bos_token"] = "<s>" };
        var template = ChatTemplate.Parse(
            "{{ bos_token }}{{ eos_token }}{% if strftime_now is defined %}{{ strftime_now('%d %b %Y') }}{% else %}26 Jul 2024{% endif %}{% if enable_thinking is defined and enable_thinking is false %}<think></think>{% endif %}{{ tools is none }}{{ add_generation_prompt }}");
        Assert.Equal("<s>26 Jul 2024TrueTrue", template.Render(messages, specials, new ChatSettings()));
        Assert.Equal("<s>05 Mar 2025<think></think>TrueTrue", template.Render(messages, specials, new ChatSettings(EnableThinking: false, Date: new DateOnly(2025, 3, 5))));
        Assert.Contains("strftime_now can't write '%H'", Assert.Throws<FormatException>(() => ChatTemplate.Parse("{{ strftime_now('%H') }}").Render(messages, specials, new ChatSettings(Date: new DateOnly(2025, 3, 5)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_put_together_renders_or_is_refused_in_a_sentence()
    {
        string[] parts = ["{{", "}}", "{%", "%}", "{#", "#}", "-", "if", "else", "endif", "for", "in", "endfor", "set", "macro", "endmacro", "a", "list", "map", "s", "loop", "ns", "namespace", "range",
            "(", ")", "[", "]", "{", "}", ".", ",", ":", "|", "=", "==", "+", "~", "*", "//", "%", "**", "is", "not", "and", "or", "trim", "tojson", "length", "items", "split", "defined", "'x'", "\"", "1", "0", "2.5", "9999999999", "\n", " ", " "];
        Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[1, 25].Sample(
            pieces =>
            {
                try
                {
                    Render(string.Join(' ', pieces));
                    Render("{{ " + string.Join(' ', pieces) + " }}");
                }
                catch (FormatException error)
                {
                    Assert.StartsWith("The chat template, line ", error.Message, StringComparison.Ordinal);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Rendering_leaves_no_trace_for_the_next()
    {
        var template = ChatTemplate.Parse("{{ x }}{% set x = 1 %}{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ x }}{{ ns.n }}");
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal("11", template.Render([])));
    }

    private static string Render(string template)
    {
        using var variables = JsonDocument.Parse(Variables);
        return ChatTemplate.Parse(template).Render((Dictionary<string, object?>)Value(variables.RootElement)!);
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value), StringComparer.Ordinal),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var n) ? (object)n : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
