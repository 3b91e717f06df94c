"""A minimal stand-in for pytest: what simple test files use of it, and how their tests are found and run."""

import contextlib
import importlib
import inspect
import io
import itertools
import math
import os
import pathlib
import re
import sys
import tempfile
import types
import unittest
from collections import namedtuple
from numbers import Number


class Skipped(Exception):
    """Raised by skip()."""


class Failed(AssertionError):
    """Raised by fail()."""


def skip(reason="", **_):
    raise Skipped(reason)


def fail(reason="", **_):
    raise Failed(reason)


def importorskip(name, **_):
    return __import__(name)


class raises:
    def __init__(self, expected, match=None):
        self._expected = expected
        self._match = match

    def __new__(cls, expected, *call, match=None, **keywords):
        made = super().__new__(cls)
        if call:
            made.__init__(expected, match)
            with made:
                call[0](*call[1:], **keywords)
        return made

    def __enter__(self):
        self.value = self.type = None
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            raise Failed(f"no {self._expected} was raised")
        if not issubclass(kind, self._expected):
            return False
        self.type, self.value = kind, error
        if self._match is not None and not re.search(self._match, str(error)):
            raise Failed(f"{str(error)!r} does not match {self._match!r}")
        return True

    def match(self, pattern):
        if not re.search(pattern, str(self.value)):
            raise Failed(f"{str(self.value)!r} does not match {pattern!r}")
        return True


class approx:
    """Equal within a tolerance; NaN equals nothing unless nan_ok."""

    __hash__ = None

    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self._expected, self._rel, self._abs, self._nan = expected, rel, abs, nan_ok

    def __repr__(self):
        return f"about {self._expected!r}"

    def __eq__(self, actual):
        return self._close(self._expected, actual)

    def _close(self, expected, actual):
        if isinstance(expected, dict):
            return isinstance(actual, dict) and expected.keys() == actual.keys() and all(self._close(v, actual[k]) for k, v in expected.items())
        if isinstance(expected, (list, tuple)):
            return isinstance(actual, (list, tuple)) and len(expected) == len(actual) and all(map(self._close, expected, actual))
        if expected == actual:
            return True
        if not isinstance(expected, Number) or not isinstance(actual, Number) or isinstance(actual, bool):
            return False
        if expected != expected or actual != actual:
            return self._nan and expected != expected and actual != actual
        if math.isinf(abs(expected)) or math.isinf(abs(actual)):
            return False
        relative = 1e-6 if self._rel is None and self._abs is None else self._rel or 0
        absolute = 1e-12 if self._abs is None else self._abs
        return abs(expected - actual) <= max(relative * abs(expected), absolute)


class _Marks:
    @staticmethod
    def parametrize(names, values, ids=None, **_):
        names = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
        cases = [v.values if isinstance(v, _Case) else v if len(names) > 1 else (v,) for v in values]

        def mark(test):
            test._prorl_cases = [(names, cases), *getattr(test, "_prorl_cases", [])]
            return test
        return mark

    @staticmethod
    def skip(test=None, reason=""):
        return _left_out(test) if callable(test) else _left_out

    @staticmethod
    def skipif(condition, reason="", **_):
        return _left_out if condition else lambda test: test

    @staticmethod
    def xfail(test=None, *_, **__):
        return _left_out(test) if callable(test) else _left_out

    @staticmethod
    def usefixtures(*names):
        def mark(test):
            test._prorl_uses = names
            return test
        return mark

    def __getattr__(self, name):
        return lambda *arguments, **_: arguments[0] if len(arguments) == 1 and callable(arguments[0]) else lambda test: test


def _left_out(test):
    test._prorl_left_out = True
    return test


class _Case:
    def __init__(self, values):
        self.values = values


def param(*values, **_):
    return _Case(values)


mark = _Marks()


def fixture(function=None, *, autouse=False, name=None, params=None, **_):
    def make(function):
        function._prorl_fixture = (name or function.__name__, autouse)
        function._prorl_params = params
        return function
    return make(function) if function else make


def collect(module):
    """The tests of a module outside unittest's classes: name and function without arguments."""
    for name, member in list(vars(module).items()):
        if inspect.isfunction(member) and name.startswith("test") and member.__module__ == module.__name__:
            yield from _cases(module, None, name, member)
        elif inspect.isclass(member) and name.startswith("Test") and not issubclass(member, unittest.TestCase) and member.__module__ == module.__name__:
            for method, function in inspect.getmembers(member, inspect.isfunction):
                if method.startswith("test") and not hasattr(member, "_prorl_left_out"):
                    yield from _cases(module, member, method, function)


def _cases(module, owner, name, test):
    if hasattr(test, "_prorl_left_out"):
        return
    name = f"{owner.__name__}.{name}" if owner else name
    marks = [*getattr(owner, "_prorl_cases", []), *getattr(test, "_prorl_cases", [])]
    fixtures = _fixtures(module, owner)
    given = {n for names, _ in marks for n in names}
    lists = [[dict(zip(names, case)) for case in cases] for names, cases in marks]
    lists += [[{("parameter", n): p} for p in fixtures[n]._prorl_params] for n in _used(test, fixtures) - given if fixtures[n]._prorl_params]
    for number, parts in enumerate(itertools.product(*lists)):
        values = {k: v for part in parts for k, v in part.items()}
        yield (f"{name}[{number}]" if lists else name), lambda values=values: _run(module, owner, test, values)


def _fixtures(module, owner):
    """The fixtures that tests of a module, or of a class in it, can ask for, by name."""
    members = [*vars(module).values(), *(vars(owner).values() if owner else ())]
    return {f._prorl_fixture[0]: f for f in members if hasattr(f, "_prorl_fixture")}


def _used(test, fixtures):
    """The fixtures that a test asks for, itself or through others."""
    found, left = set(), [*inspect.signature(test).parameters, *getattr(test, "_prorl_uses", ()), *(n for n, f in fixtures.items() if f._prorl_fixture[1])]
    while left:
        name = left.pop()
        if name in fixtures and name not in found:
            found.add(name)
            left += inspect.signature(fixtures[name]).parameters
    return found


def _run(module, owner, test, values):
    with contextlib.ExitStack() as stack:
        instance = owner() if owner else None
        scope = _Fixtures(_fixtures(module, owner), instance, stack, values)
        for before, after in (("setup_module", None), ("setup_function", "teardown_function")) if owner is None else (("setup_class", None), ("setup_method", "teardown_method")):
            _hook(instance or module, before, test)
            stack.callback(_hook, instance or module, after, test)
        for name in [*scope.automatic(), *getattr(test, "_prorl_uses", ())]:
            scope.value(name)
        bound = test.__get__(instance) if instance is not None else test
        bound(**{name: scope.value(name) for name in inspect.signature(bound).parameters})


def _hook(owner, name, test):
    hook = getattr(owner, name, None) if name else None
    if hook is not None:
        hook(*[test][:len(inspect.signature(hook).parameters)])


class _Fixtures:
    def __init__(self, made, instance, stack, values):
        self._stack = stack
        self._values = dict(values)
        self._instance = instance
        self._made = made

    def automatic(self):
        return [name for name, f in self._made.items() if f._prorl_fixture[1]]

    def value(self, name):
        if name not in self._values:
            self._values[name] = self._make(name)
        return self._values[name]

    def _make(self, name):
        if name not in self._made:
            return getattr(self, f"_{name}")()
        function = self._made[name]
        if "self" in inspect.signature(function).parameters:
            function = function.__get__(self._instance)
        request = types.SimpleNamespace(param=self._values.get(("parameter", name)), instance=self._instance, fixturename=name)
        made = function(**{n: request if n == "request" else self.value(n) for n in inspect.signature(function).parameters})
        if not isinstance(made, types.GeneratorType):
            return made
        self._stack.callback(next, made, None)
        return next(made)

    def _tmp_path(self):
        return pathlib.Path(tempfile.mkdtemp(dir=os.getcwd()))

    def _monkeypatch(self):
        patch = _MonkeyPatch()
        self._stack.callback(patch.undo)
        return patch

    def _capsys(self):
        capture = _Capture()
        self._stack.callback(capture.close)
        return capture

    _capfd = _capsys


_Captured = namedtuple("_Captured", "out err")


class _Capture:
    def __init__(self):
        self._before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()

    def readouterr(self):
        texts = _Captured(sys.stdout.getvalue(), sys.stderr.getvalue())
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
        return texts

    def close(self):
        sys.stdout, sys.stderr = self._before


_MISSING = object()


class _MonkeyPatch:
    def __init__(self):
        self._undo = []

    def setattr(self, target, name, value=_MISSING, raising=True):
        if value is _MISSING:  # "module.name" and a value
            value = name
            target, _, name = target.rpartition(".")
            target = importlib.import_module(target)
        before = getattr(target, name) if raising else getattr(target, name, _MISSING)
        self._undo.append(lambda: delattr(target, name) if before is _MISSING else setattr(target, name, before))
        setattr(target, name, value)

    def delattr(self, target, name, raising=True):
        before = getattr(target, name, _MISSING)
        if before is not _MISSING or raising:
            delattr(target, name)
            self._undo.append(lambda: setattr(target, name, before))

    def setitem(self, target, key, value):
        before = target.get(key, _MISSING)
        self._undo.append(lambda: target.pop(key, None) if before is _MISSING else target.__setitem__(key, before))
        target[key] = value

    def delitem(self, target, key, raising=True):
        if key in target or raising:
            before = target.pop(key)
            self._undo.append(lambda: target.__setitem__(key, before))

    def setenv(self, name, value):
        self.setitem(os.environ, name, value)

    def delenv(self, name, raising=True):
        self.delitem(os.environ, name, raising)

    def undo(self):
        while self._undo:
            self._undo.pop()()
