"""One end of the bridge: asks the other side to do things with its objects, and does what it is asked.

Both ends are alike. Requests nest: while one waits for its answer the other side may ask back (a callback), and the
answers come in the reverse order of the questions. A request is ["?", what, object, arguments, keywords, surroundings],
an answer ["=" or "!", value or error, changed arguments, output].
"""

import copy
import sys
import threading
import types
from contextlib import nullcontext

from prorl_channel import Broken
from prorl_classes import base_of, described, is_rich, shared_members
from prorl_proxies import OPERATIONS, Remote, RemoteType, make_class
from prorl_wire import TYPE_NAMES, Decoder, Encoder


class Peer:
    strict = False

    def __init__(self, channel):
        self._channel = channel
        self._lock = threading.RLock()
        self._exports = []
        self._numbers = {}
        self._proxies = {}
        self._classes = {}
        self._loop = None
        self.calls = 0

    # Asking.

    def request(self, what, number, arguments=(), keywords=None):
        with self._lock:
            define = []
            encoder = Encoder(self, define=define)
            message = ["?", what, number, [encoder.encode(a) for a in arguments],
                       {name: encoder.encode(a) for name, a in keywords.items()} if keywords else {}, self.surroundings()]
            self.send(message)
            return self.wait(what, dict(enumerate(define)))

    def wait(self, what, known):
        while True:
            message = self.receive()
            if message[0] == "?":
                self.serve(message)
                continue
            kind, value, changes, output = message
            decoder = Decoder(self, known)
            error = None
            with self.reading():
                for number, inner in changes:
                    decoder.fill(known[number], inner if type(inner) is list else next(iter(inner.values())))
                value = decoder.decode(value)
                if kind == "!":
                    error = self.received_error(what, value)
            self.heard(output)
            if error is not None:
                raise error
            return value

    # Answering.

    def serve(self, message):
        self.reply(self.answer(message))

    def answer(self, message):
        """Does what is asked, and returns the answer with an encoder that knows the arguments by their numbers."""
        known = {}
        with self.reading():
            _, what, number, arguments, keywords, around = message
            decoder = Decoder(self, known)
            arguments = decoder.items(arguments)
            keywords = {str(name): decoder.decode(a) for name, a in keywords.items()}
            target = self._exports[number]
        before = {n: self._snapshot(c) for n, c in known.items()}
        with self.around(around) as output:
            try:
                self.check(what, target, arguments)
                kind, value = "=", self.perform(what, target, arguments, keywords)
            except Broken:
                raise
            except BaseException as error:  # the other side decides what becomes of it
                kind, value = "!", error
        changed = [(n, c) for n, c in known.items() if self._changed(before[n], c)]
        return kind, value, changed, output, Encoder(self, known={id(c): n for n, c in known.items()})

    def reply(self, answer):
        kind, value, changed, output, encoder = answer
        try:
            self.send([kind, encoder.encode(value), [[n, encoder.contents(c)] for n, c in changed], output])
        except (ValueError, TypeError, RecursionError, MemoryError) as error:
            self.send(["!", Encoder(self).encode(ValueError(f"what it gave back can't be read: {error}")), [], None])

    def perform(self, what, target, arguments, keywords):
        if what == "call":
            return target(*arguments, **keywords)
        if what == "get":
            return getattr(target, *arguments)
        if what == "set":
            return setattr(target, *arguments)
        if what == "del":
            return delattr(target, *arguments)
        if what in ("copy", "deepcopy"):
            return getattr(copy, what)(target)
        if what == "describe":
            return described(target)
        if what == "contents":
            return base_of(target)
        if what == "names":
            return [str(n) for n in getattr(target, "__all__", None) or [n for n in vars(target) if not n.startswith("_")]]
        if what == "await":
            return self._run(target)
        if what in OPERATIONS:
            return self._special(target, what)(*arguments)
        raise TypeError(f"there is no operation {what!r}")

    def _run(self, coroutine):
        import asyncio  # few solutions need it

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(coroutine)

    @staticmethod
    def _special(target, name):
        """A special method as Python looks it up: on the class, and bound."""
        kind = type(target)
        found = next((vars(c)[name] for c in kind.__mro__ if name in vars(c)), None)
        if found is None and name == "__getitem__" and hasattr(target, "__class_getitem__"):
            return target.__class_getitem__  # a generic class with its parameters
        if found is None:
            raise TypeError(f"{kind.__name__!r} object has no {name}")
        return found.__get__(target, kind) if hasattr(found, "__get__") else found

    @staticmethod
    def _snapshot(container):
        return list(container.items()) if isinstance(container, dict) else list(container)

    def _changed(self, before, container):
        now = self._snapshot(container)
        if len(now) != len(before):
            return True
        if isinstance(container, dict):
            return any(a[0] is not b[0] or a[1] is not b[1] for a, b in zip(now, before))
        return any(a is not b for a, b in zip(now, before))

    # Objects that stay here; the other side gets their numbers.

    def export(self, value):
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._exports)
            self._exports.append(value)
        return number

    def own(self, number):
        return self._exports[number]

    def encode_other(self, encoder, value):
        kind = type(value)
        if isinstance(value, Remote):
            return {"=": object.__getattribute__(value, "_prorl_number")}
        if isinstance(value, type):
            return self.encode_class(value)
        if isinstance(value, BaseException):
            return self.encode_error(encoder, value)
        if isinstance(value, types.ModuleType):
            return {"m": value.__name__}
        if not is_rich(kind):
            return encoder.encode(base_of(value))
        self.check_export(value)
        if isinstance(value, types.CoroutineType):
            return {"w": self.export(value)}
        return {"@": [self.export(value), self.encode_class(kind, False)]}

    def encode_class(self, kind, as_value=True):
        if as_value and kind in TYPE_NAMES:
            return {"T": TYPE_NAMES[kind]}
        if "_prorl_class" in vars(kind):
            return {"=": vars(kind)["_prorl_class"]}
        return {"k": self.export(kind)}

    def encode_error(self, encoder, error):
        home = vars(error).get("_prorl_home")
        if home is not None:
            return {"=": home}
        arguments = [self._portable(encoder, a) for a in error.args[:20]]
        members = [[n, self._portable(encoder, m)] for n, m in list({**shared_members(error), **vars(error)}.items())[:50] if type(n) is str]
        try:
            text = str(error)[:10_000]
        except Exception:
            text = ""
        return {"E": [self.encode_class(type(error)), arguments, members, text, self.export(error)]}

    @staticmethod
    def _portable(encoder, value):
        try:
            return encoder.encode(value)
        except (ValueError, TypeError, RecursionError):
            return None

    # Proxies of what stays on the other side.

    def proxy(self, number, kind):
        found = self._proxies.get(number)
        if found is None:
            found = self._proxies[number] = object.__new__(self._instance_class(kind))
            object.__setattr__(found, "_prorl_peer", self)
            object.__setattr__(found, "_prorl_number", number)
        return found

    def _instance_class(self, kind):
        found = Decoder(self).decode(kind)
        if not isinstance(found, RemoteType):
            raise Broken("it sent an object of no class")
        return found

    async def coroutine(self, number):
        return self.request("await", number)

    def proxy_class(self, number):
        found = self._classes.get(number)
        if found is None:
            name, bases, slots, plain, is_error = self.request("describe", number)
            bases = [b for b in bases if isinstance(b, type)]
            found = self._classes[number] = make_class(self, number, name, bases, slots, plain, is_error)
        return found

    def decode_error(self, decoder, kind, arguments, members, text, home):
        kind = decoder.decode(kind)
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise Broken("it sent an error that is none")
        kind = self.error_class(kind)
        error = self._made_error(kind, decoder.items(arguments))
        for name, member in members:
            if not name.startswith("_"):
                object.__setattr__(error, decoder.text(name), decoder.decode(member))
        if hasattr(kind, "_prorl_text"):
            error._prorl_text = decoder.text(text)
        error._prorl_home = home
        return error

    @staticmethod
    def _made_error(kind, arguments):
        if kind in TYPE_NAMES:
            try:
                return kind(*arguments)
            except TypeError:  # it wants others
                pass
        return kind.__new__(kind, *arguments)

    # What the two ends do differently.

    def send(self, message):
        self._channel.send(message)

    def receive(self):
        return self._channel.receive()

    def reading(self):
        return Reading()

    def surroundings(self):
        return None

    def around(self, surroundings):
        return nullcontext()

    def heard(self, output):
        pass

    def check(self, what, target, arguments):
        pass

    def check_export(self, value):
        pass

    def trusts(self, kind):
        return True

    def module(self, name):
        return sys.modules.get(name)

    def unfinite(self, kind):
        return kind * float("inf") if kind else float("nan")

    def error_class(self, kind):
        return kind

    def received_error(self, what, value):
        return value


class Reading:
    """Around the reading of a message: whatever goes wrong there means that the message is none."""

    def __enter__(self):
        return None

    def __exit__(self, kind, error, trace):
        if kind is not None and issubclass(kind, Exception) and not issubclass(kind, Broken):
            raise Broken(f"it sent what can't be read ({kind.__name__})") from None
        return False
