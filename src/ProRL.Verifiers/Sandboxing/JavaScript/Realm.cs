using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// One engine with the part of Node that programs need. Everything in it is the program's to break; what it may not
/// reach (the host's types, another realm, the budget) is not in it.
/// </summary>
internal sealed class Realm
{
    private static readonly Lazy<Prepared<Script>> Node = new(() => Engine.PrepareScript(ReadNode(), "node.js", strict: false));

    private readonly RunBudget _budget;
    private readonly OutputBuffer _output;
    private readonly JsValue _node;
    private readonly JsValue _next;
    private JsValue? _rejection;

    public Realm(JavaScriptLimits limits, RunBudget budget, OutputBuffer output, ProgramInput input)
    {
        _budget = budget;
        _output = output;
        Engine = new Engine(options => Configure(options, limits, budget));
        Engine.Advanced.PromiseRejectionTracker += (_, e) =>
            _rejection = e.Operation == Jint.Native.Promise.PromiseRejectionOperation.Reject ? e.Value : null;
        _node = Engine.Invoke(Engine.Evaluate(Node.Value), Host(limits, input));
        _next = _node.Get("next");
        var arguments = _node.Get("argv");
        for (var i = 0; i < input.Arguments.Count; i++)
            arguments.AsArray().Push(JsString.Create(input.Arguments[i]));
    }

    public Engine Engine { get; }

    /// <summary>Assertions made by the sandbox's own assertion functions.</summary>
    public long Assertions { get; private set; }

    public long FailedAssertions { get; private set; }

    /// <summary>Runs a script and every event that follows from it, to the last.</summary>
    /// <exception cref="JavaScriptException">An error that nothing caught.</exception>
    public void Execute(in Prepared<Script> script)
    {
        Engine.Execute(script);
        while (Step())
        {
        }

        if (_rejection is { } error)
            throw new JavaScriptException(error);
    }

    /// <summary>Runs the promise jobs that are due, one event, and the jobs that follow from it; false where no event was left.</summary>
    public bool Step()
    {
        Engine.Advanced.ProcessTasks();
        var any = Engine.Invoke(_next).AsBoolean();
        Engine.Advanced.ProcessTasks();
        return any;
    }

    /// <summary>The exit code that the program set without exiting.</summary>
    public int ExitCode => Engine.Invoke(_node.Get("exitCode")) is JsNumber code ? TypeConverter.ToInt32(code) : 0;

    /// <summary>The function called <paramref name="name"/> in the global scope or among the exports; null where there is none.</summary>
    public JsValue? Find(string name)
    {
        var value = IsIdentifier(name) ? Engine.Evaluate($"typeof {name} === 'undefined' ? undefined : {name}") : JsValue.Undefined;
        if (value.IsUndefined())
            value = Engine.Invoke(_node.Get("find"), JsString.Create(name));
        return value.IsUndefined() ? null : value;
    }

    /// <summary>Calls a function by name; where it returns a promise, the value to which that settles.</summary>
    /// <exception cref="JavaScriptException">There is no such function, or it failed.</exception>
    public JsValue Call(string function, JsValue[] arguments)
    {
        var found = Find(function);
        if (found is null || !found.IsCallable())
            throw new JavaScriptException(Engine.Intrinsics.TypeError, $"The program defines no function {function}.");
        var returned = Engine.Call(found, arguments);
        return returned.IsPromise() ? Settle(returned) : returned;
    }

    /// <summary>The value that a promise settles to; running out of events before that is an error of the program.</summary>
    public JsValue Settle(JsValue promise)
    {
        JsValue? kept = null;
        JsValue? broken = null;
        Engine.Invoke(
            _node.Get("observe"),
            promise,
            new ClrFunction(Engine, "kept", (_, a) => kept = a.Length > 0 ? a[0] : JsValue.Undefined),
            new ClrFunction(Engine, "broken", (_, a) => broken = a.Length > 0 ? a[0] : JsValue.Undefined));
        while (kept is null && broken is null)
        {
            if (!Step() && kept is null && broken is null)
                throw new JavaScriptException(Engine.Intrinsics.Error, "The promise is never settled.");
        }

        return kept ?? throw new JavaScriptException(broken!);
    }

    /// <summary>A promise that is kept with <paramref name="value"/>.</summary>
    public JsValue Resolved(JsValue value) => Engine.Invoke(_node.Get("resolved"), value);

    public static bool IsIdentifier(string name) =>
        name.Length is > 0 and < 200 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');

    private static void Configure(Options options, JavaScriptLimits limits, RunBudget budget)
    {
        options.Constraint(budget);
        options.LimitRecursion(limits.RecursionDepth);
        options.Constraints.StackOverflowGuard = true;
        options.Constraints.MaxArraySize = limits.ArrayLength;
        options.Constraints.RegexTimeout = limits.RegexTime;
        options.Constraints.PromiseTimeout = limits.RegexTime;
        options.Constraints.MaxAtomicsPauseIterations = 1;
        options.Json.MaxParseDepth = limits.JsonDepth;
        options.AgentCanSuspend = false;
    }

    private JsObject Host(JavaScriptLimits limits, ProgramInput input)
    {
        var host = new JsObject(Engine);
        Add("stdin", _ => JsString.Create(input.Stdin));
        Add("write", a => Write(a[0], a[1]));
        Add("exit", a => throw new ProgramExitException(TypeConverter.ToInt32(a[0])));
        Add("asserted", a => Assert(TypeConverter.ToBoolean(a[0])));
        Add("room", a => Room(TypeConverter.ToNumber(a[0]), limits.NativeLength));
        Add("written", a => Written(a[0], limits));
        return host;

        void Add(string name, Func<JsValue[], JsValue> run) =>
            host.Set(name, new ClrFunction(Engine, name, (_, a) => run(a)));
    }

    private JsValue Write(JsValue stream, JsValue text)
    {
        _output.Write(TypeConverter.ToInt32(stream), text.ToString());
        return JsValue.Undefined;
    }

    private JsValue Assert(bool passed)
    {
        Assertions++;
        if (!passed)
            FailedAssertions++;
        return JsValue.Undefined;
    }

    private JsValue Room(double size, int limit)
    {
        if (size > limit)
            _budget.Fire(RunOutcome.MemoryLimit, $"One operation asked for {size:0} characters or bytes; the limit is {limit}.");
        return JsValue.Undefined;
    }

    private JsValue Written(JsValue value, JavaScriptLimits limits)
    {
        new WrittenSize(_budget, limits).Check(value);
        return JsValue.Undefined;
    }

    private static string ReadNode()
    {
        using var stream = typeof(Realm).Assembly.GetManifestResourceStream("sandbox/node.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
