"""The tests' process: runs test code against the solution on the other end of file descriptor 3, and reports.

Arguments: the style (check, statements, framework, calls), the solution's module, the test file (or - for calls, whose
arguments are on standard input), and the entry point (or nothing).
"""

import ast
import builtins
import importlib
import importlib.util
import json
import os
import sys

import prorl_numpy
from prorl_channel import Channel
from prorl_collect import run_framework
from prorl_peer import Peer
from prorl_proxies import Remote, contents
from prorl_report import Report, describe
from prorl_rewrite import install, parsed
from prorl_tester import MAX_RECEIVED, SolutionGone, SolutionModule, TestPeer
from prorl_wire import Decoder, Encoder


class Refused(Exception):
    """The solution can't be tested."""


class Unusable(Exception):
    """The test code can't be used."""


def main(style, name, file, entry_point=""):
    sys.setrecursionlimit(10_000)
    sys.path[0] = os.getcwd()
    install()
    if importlib.util.find_spec("numpy") is None:
        prorl_numpy.install()
    peer = TestPeer(Channel(3, MAX_RECEIVED))
    report = Report(4, peer)
    try:
        greet(peer)
        entry_point = entry_point.removesuffix("()").rpartition(".")[2]
        solution = SolutionModule(name, peer, entry_point)
        sys.modules[name] = solution
        sys.modules.setdefault("solution", solution)
        STYLES[style](peer, report, solution, file, entry_point)
    except Refused as error:
        report.write(refused=str(error))
    except Unusable as error:
        report.write(fault=str(error))
    except SolutionGone:
        report.write(refused=f"the solution can't be called: {peer.gone}")
    report.done()
    sys.stdout.flush()
    os._exit(0)  # threads that the tests left behind have nothing more to say


def greet(peer):
    kind, value = peer.receive()[:2]
    if kind != "=":
        raise Refused(value if type(value) is str else "it can't be loaded")


def read(file):
    with open(file, encoding="utf-8") as source:
        return source.read()


def parse(file):
    try:
        return parsed(read(file), file)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Unusable(f"the test code does not compile: {describe(error)}") from None


def function_of(solution, name):
    try:
        return getattr(solution, name)
    except AttributeError:
        raise Refused(f"the solution has no function {name}") from None


def given(entry_point):
    """The functions that the task's own code brings complete, beside the one that it asks for."""
    try:
        body = ast.parse(read("given-by-the-task.py")).body
    except (OSError, SyntaxError, ValueError, RecursionError):
        return {}  # most tasks are told in words
    functions = [n for n in body if isinstance(n, ast.FunctionDef) and n.name != entry_point and not is_stub(n)]
    others = [n for n in body if isinstance(n, (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign))]
    space = {"__name__": "given", "__builtins__": builtins}
    try:
        execute(ast.Module(others + functions, []), "given", [space])
    except Exception:
        return {}
    # One that needs more than that, such as a class of the solution's, is taken from the solution with it.
    known = space.keys() | vars(builtins).keys()
    return {f.name: space[f.name] for f in functions if set(space[f.name].__code__.co_names) & {n.id for n in ast.walk(f) if isinstance(n, ast.Name)} <= known}


def is_stub(function):
    """Whether a function is to be filled in: it does nothing but say so."""
    return all(isinstance(n, (ast.Pass, ast.Raise)) or isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) for n in function.body)


def namespaces(tree, solution, entry_point):
    """The test code's global names: with the functions that the task gave, and once more with the solution's own in their
    place, where it has some. A solution must pass with both."""
    own = given(entry_point)
    first = namespace(tree, solution, entry_point, own)
    replaced = [n for n in own if first.get(n) is own[n] and hasattr(solution, n)]
    if not replaced:
        return [first]
    return [first, namespace(tree, solution, entry_point, {n: f for n, f in own.items() if n not in replaced})]


def namespace(tree, solution, entry_point, own):
    """The test code's global names, with those of the solution's that it uses, does not define, and `own` has not."""
    space = {"__name__": "tests", "__builtins__": builtins}
    if entry_point:
        space[entry_point] = function_of(solution, entry_point)
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    defined = {getattr(n, "id", None) or getattr(n, "name", None) or getattr(n, "arg", None) for n in ast.walk(tree)
               if isinstance(n, (ast.arg, ast.alias, ast.FunctionDef, ast.ClassDef)) or isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    for name in sorted(used - defined - {entry_point}):
        if name in own:  # nor what it is measured with
            space[name] = own[name]
            continue
        if hasattr(builtins, name):  # a solution can't say what len or abs is
            continue
        if name in sys.stdlib_module_names:
            space[name] = importlib.import_module(name)
            continue
        try:
            space[name] = getattr(solution, name)
        except AttributeError:
            continue
    return space


def run_check(peer, report, solution, file, entry_point):
    """HumanEval's form: the file defines check(candidate), and may call it; one test, passed or not."""
    tree = parse(file)
    if not any(isinstance(n, ast.FunctionDef) and n.name == "check" for n in tree.body):
        return run_statements(peer, report, solution, file, entry_point)
    spaces = namespaces(tree, solution, entry_point)
    calls = [n for n in tree.body if calls_one_of({"check"}, n)]

    prepared = ast.Module([n for n in tree.body if n not in calls], [])
    try:
        execute(prepared, file, spaces)
    except Exception as error:
        raise_if_fault(peer, error)
        return report.failed("check", describe(error))
    if not calls:
        return report.run("check", lambda: [space["check"](space[entry_point]) for space in spaces])
    report.run("check", lambda: execute(ast.Module(calls, []), file, spaces))


def run_statements(peer, report, solution, file, entry_point):
    """Each top-level statement that asserts is a test; the others prepare, and what fails there fails all that follow."""
    tree = parse(file)
    tests = find_tests(tree)
    spaces = namespaces(tree, solution, entry_point)
    if not tests:
        return run_framework(peer, report, solution, tree, file, spaces[0])
    broken = None
    for node in tree.body:
        if node in tests:
            name = str(tests.index(node))
            if broken is None:
                report.run(name, lambda node=node: execute(ast.Module([node], []), file, spaces))
            else:
                report.failed(name, broken)
        elif broken is None:
            try:
                execute(ast.Module([node], []), file, spaces)
            except SolutionGone:
                broken = f"the solution can't be called: {peer.gone}"
            except BaseException as error:
                broken = describe(error)
                raise_if_fault(peer, error)


def find_tests(tree):
    """The top-level statements that assert something, or call a function of the file that does."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    checking = {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and any(isinstance(m, ast.Assert) for m in ast.walk(n))}

    def checks(node):
        return isinstance(node, ast.Assert) or isinstance(node, ast.Call) and getattr(node.func, "id", "") in checking
    return [n for n in tree.body if not isinstance(n, definitions) and any(map(checks, ast.walk(n)))]


def calls_one_of(names, node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") in names


def execute(tree, file, spaces):
    code = compile(tree, file, "exec")
    for space in spaces:
        exec(code, space)


def raise_if_fault(peer, error):
    """What fails before the solution was ever called, and not by its errors, is the test code's own fault."""
    if isinstance(error, Unusable):
        raise error
    if peer.calls == 0 and not peer.gone and not hasattr(error, "_prorl_home") and not isinstance(error, (AssertionError, NameError, AttributeError)):
        raise Unusable(f"the test code fails by itself: {describe(error)}")


def run_calls(peer, report, solution, file, entry_point):
    """Calls whose arguments are on standard input; what they return is reported, and compared on the server."""
    function = function_of(solution, entry_point)
    for index, arguments in enumerate(json.load(sys.stdin)):
        name = str(index)
        arguments = Decoder(peer).items(arguments)
        try:
            value = Encoder(_Values()).encode(function(*arguments))
        except SolutionGone:
            report.write(test=name, error=f"the solution can't be called: {peer.gone}")
        except BaseException as error:
            report.write(test=name, error=describe(error)[:400])
        else:
            report.write(test=name, value=value)


class _Values(Peer):
    """Writes values for the report: objects of the solution are their contents, or else only a name."""

    def __init__(self):
        super().__init__(None)

    def encode_other(self, encoder, value):
        if isinstance(value, Remote):
            plain = contents(value)
            if plain is not NotImplemented:
                return encoder.encode(plain)
        return {"@": (value if isinstance(value, type) else type(value)).__name__}


STYLES = {
    "check": run_check,
    "statements": run_statements,
    "framework": lambda peer, report, solution, file, entry_point: run_framework(peer, report, solution, parse(file), file, {}),
    "calls": run_calls,
}
