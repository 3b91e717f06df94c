"""The tests' end of the bridge. Nothing that comes from the solution is more than data here."""

import builtins
import inspect
import io
import sys
import types
import unittest

from prorl_channel import Broken
from prorl_peer import Peer
from prorl_proxies import OPERATIONS, REPLACED, Remote, RemoteType
from prorl_wire import Encoder

MAX_CALLBACKS = 1_000_000
MAX_RECEIVED = 256 << 20

# What is asked of these would lead from a callback to the test code around it.
_CALLABLE_ONLY = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.MethodDescriptorType,
                  types.WrapperDescriptorType, types.MethodWrapperType, types.GeneratorType)
_NEVER = (types.ModuleType, types.FrameType, types.CodeType, types.TracebackType, types.CoroutineType,
          types.AsyncGeneratorType, unittest.TestCase, io.FileIO)
_NAMES = ("__name__", "__qualname__", "__doc__")


class SolutionGone(BaseException):
    """The solution's process ended, or broke the bridge. No test can be passed from here on."""


class SolutionError(RuntimeError):
    """An error of the solution that must not steer the tests: it would end a loop or the whole run."""


class TestPeer(Peer):
    strict = True

    def __init__(self, channel):
        super().__init__(channel)
        self.gone = None
        self._callbacks = 0
        self._named = set()
        self._types_only = set()
        self._standard = {"stdin": sys.stdin, "stdout": sys.stdout, "stderr": sys.stderr, "print": print, "input": input, "open": open}

    # The channel: once broken, always broken, whatever the test code makes of the exception.

    def send(self, message):
        self._guarded(super().send, message)

    def receive(self):
        message = self._guarded(super().receive)
        if not isinstance(message, list) or not (len(message) == 4 and message[0] in ("=", "!") or len(message) == 6 and message[0] == "?"):
            self.gone = "it sent what is no message"
            raise SolutionGone(self.gone)
        return message

    def _guarded(self, step, *arguments):
        if self.gone:
            raise SolutionGone(self.gone)
        try:
            return step(*arguments)
        except Broken as error:
            self.gone = str(error)
            raise SolutionGone(self.gone) from None

    def reading(self):
        return _Reading(self)

    def request(self, what, number, arguments=(), keywords=None):
        runs = what == "call" or what in OPERATIONS  # the solution's code, and not only what it holds
        try:
            answer = super().request(what, number, arguments, keywords)
        except Exception:
            self.calls += runs
            raise
        self.calls += runs or what == "get" and not isinstance(answer, (Remote, type, types.ModuleType))
        return answer

    # Callbacks.

    def serve(self, message):
        self._callbacks += 1
        if self._callbacks > MAX_CALLBACKS:
            self.gone = "it called back too often"
            raise SolutionGone(self.gone)
        super().serve(message)

    def check(self, what, target, arguments):
        if what in ("describe", "contents", "copy", "deepcopy") or what in OPERATIONS and what != "__call__":
            return
        if what == "call":
            if isinstance(target, type) and id(target) in self._types_only:
                raise TypeError("this class was not given to the solution")
            return
        name = arguments[0] if arguments else None
        public = type(name) is str and (not name.startswith("_") or name in OPERATIONS) and not isinstance(target, _CALLABLE_ONLY)
        if what == "get" and (public or name in _NAMES) or what in ("set", "del") and public and not isinstance(target, type):
            return
        raise AttributeError(f"{type(target).__name__!r} object has no attribute {name!r}")

    def check_export(self, value):
        if isinstance(value, _NEVER):
            raise TypeError(f"a {type(value).__name__} can't be given to the solution")

    def encode_class(self, kind, as_value=True):
        if as_value:
            self._types_only.discard(id(kind))
        elif id(kind) not in self._numbers:
            self._types_only.add(id(kind))
        return super().encode_class(kind, as_value)

    # What the test code put in place of the standard streams is heard by the solution too.

    def surroundings(self):
        own = self._standard
        if (sys.stdout is own["stdout"] and sys.stderr is own["stderr"] and sys.stdin is own["stdin"]
                and all(getattr(builtins, name) is own[name] for name in REPLACED)):
            return None
        around = {name: True for name in ("stdout", "stderr") if getattr(sys, name) is not own[name]}
        if sys.stdin is not own["stdin"]:
            around["stdin"] = sys.stdin.read()
        encoder = Encoder(self)
        around.update((n, encoder.encode(getattr(builtins, n))) for n in REPLACED if getattr(builtins, n) is not own[n])
        return around

    def heard(self, output):
        if not output:
            return
        for name in ("stdout", "stderr"):
            text = output.get(name) if isinstance(output, dict) else None
            if type(text) is str and getattr(sys, name) is not self._standard[name]:
                getattr(sys, name).write(text)

    # What the solution sends.

    def module(self, name):
        if name.partition(".")[0] in sys.stdlib_module_names:
            return sys.modules.get(name)
        return None

    def received_error(self, what, value):
        if not isinstance(value, BaseException):
            raise Broken("it sent an error that is none")
        if isinstance(value, (StopIteration, StopAsyncIteration)) and what != "__next__":
            return SolutionError(f"it raised {type(value).__name__}")
        return value

    def error_class(self, kind):
        return SolutionError if issubclass(kind, (KeyboardInterrupt, GeneratorExit)) else kind

    def trusts(self, kind):
        return not self._named.isdisjoint(kind.__mro__)

    def named(self, name, value):
        """Notes that the tests know a class of the solution by its name."""
        if isinstance(value, RemoteType) and name[:1].isupper():
            self._named.add(value)
        return value


class _Reading:
    """Around the reading of a message: whatever goes wrong there ends the solution's part."""

    def __init__(self, peer):
        self._peer = peer

    def __enter__(self):
        return None

    def __exit__(self, kind, error, trace):
        if kind is not None and issubclass(kind, Exception):
            self._peer.gone = str(error) if issubclass(kind, Broken) else f"it sent what can't be read ({kind.__name__})"
            raise SolutionGone(self._peer.gone) from None
        return False


class SolutionModule(types.ModuleType):
    """What the test code imports in place of the solution."""

    def __init__(self, name, peer, entry_point):
        super().__init__(name)
        vars(self).update(_prorl_peer=peer, _prorl_entry=entry_point)

    def __getattr__(self, name):
        if name == "__all__":
            names = self._prorl_peer.request("names", 0)
            return [n for n in names if type(n) is str and n.isidentifier() and (not hasattr(builtins, n) or n == self._prorl_entry)]
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        peer = self._prorl_peer
        try:
            return peer.named(name, peer.request("get", 0, [name]))
        except AttributeError:
            found = self._method(name) if name != "Solution" else _Functions(self)
            if found is None:
                raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None
            return found

    def _method(self, name):
        """A function that the solution gives as a method of a class Solution; each call has an instance of its own."""
        try:
            solution = self._prorl_peer.request("get", 0, ["Solution"])
            if isinstance(solution, RemoteType) and inspect.isroutine(getattr(solution, name)) or isinstance(getattr(solution, name), Remote):
                return lambda *arguments, **keywords: getattr(solution(), name)(*arguments, **keywords)
        except AttributeError:
            pass
        return None

    def __setattr__(self, name, value):
        if name.startswith("__"):
            super().__setattr__(name, value)
        else:
            self._prorl_peer.request("set", 0, [name, value])

    def __delattr__(self, name):
        self._prorl_peer.request("del", 0, [name])


class _Functions:
    """A class Solution whose methods are the solution's functions, for tests that expect one."""

    def __init__(self, module):
        self._module = module

    def __call__(self):
        return self

    def __getattr__(self, name):
        if name == "Solution" or name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._module, name)
