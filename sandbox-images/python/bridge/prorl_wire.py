"""Values as data: the only thing that crosses between a solution and its tests.

A message is four bytes of length and JSON. In it null, truths, whole numbers, finite floats, texts and lists stand for
themselves; every other value is an object with one member, whose name is its kind (see Encoder and DECODERS). Reading
builds exact built-in types only: a subclass comes over as its base contents, anything with behaviour as a reference.
"""

from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from pathlib import PosixPath, PurePosixPath, PureWindowsPath

from prorl_channel import MAX_PARTS, Broken

MAX_DEPTH = 200
BIG = 1 << 256  # numbers beyond go in hexadecimal: reading decimal digits takes the square of their number
NoneType = type(None)
SIMPLE = {NoneType, bool, str}
BUILTIN_TYPES = {t.__name__: t for t in (
    object, type, NoneType, bool, int, float, complex, str, bytes, bytearray, list, tuple, set, frozenset, dict, range, slice)}
_builtins = __builtins__ if isinstance(__builtins__, dict) else vars(__builtins__)
BUILTIN_TYPES.update({n: t for n, t in _builtins.items() if isinstance(t, type) and issubclass(t, BaseException)})
TYPE_NAMES = {t: n for n, t in BUILTIN_TYPES.items() if t.__name__ == n}


class Encoder:
    """Writes values for one message. `known` has the numbers of mutable containers that the other side holds already;
    with `define` new ones are numbered too, so that what becomes of them can be told afterwards."""

    def __init__(self, peer, known=None, define=None):
        self._peer = peer
        self._known = {} if known is None else known
        self._define = define
        self._depth = 0
        self._parts = 0

    def encode(self, value):
        kind = type(value)
        if kind in SIMPLE:
            return value
        if kind is int:
            return value if -BIG < value < BIG else {"i": format(value, "x")}
        if kind is float:
            return value if isfinite(value) else {"f": float.__repr__(value)}
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError("the value is nested too deep")
        try:
            if kind in MUTABLE:
                return self._mutable(value)
            write = WRITERS.get(kind)
            return write(self, value) if write else self._peer.encode_other(self, value)
        finally:
            self._depth -= 1

    def _mutable(self, value):
        number = self._known.get(id(value))
        if number is not None:
            return {"#": number}
        if self._define is None:
            return MUTABLE[type(value)](self, value)
        number = len(self._define)
        self._define.append(value)
        self._known[id(value)] = number
        return {"#": [number, MUTABLE[type(value)](self, value)]}

    def contents(self, value):
        """A mutable container without its number."""
        return MUTABLE[type(value)](self, value)

    def items(self, items):
        self._parts += len(items)
        if self._parts > MAX_PARTS:
            raise ValueError("the value has too many parts")
        kinds = set(map(type, items))
        if kinds <= SIMPLE or kinds == {int} and -BIG < min(items) and max(items) < BIG or kinds == {float} and all(map(isfinite, items)):
            return list(items)
        return [self.encode(item) for item in items]

    def pairs(self, mapping):
        return [[self.encode(k), self.encode(v)] for k, v in self._counted(mapping.items())]

    def _counted(self, items):
        self._parts += 2 * len(items)
        if self._parts > MAX_PARTS:
            raise ValueError("the value has too many parts")
        return items


# What a defaultdict may make by itself; with any other factory it comes over as a dict.
FACTORIES = {t: f"d:{t.__name__}" for t in (int, float, str, bool, list, dict, set, tuple)}


def _zone(value):
    return None if value.tzinfo is None else value.utcoffset().total_seconds()


MUTABLE = {
    list: lambda e, v: e.items(v),
    dict: lambda e, v: {"d": e.pairs(v)},
    set: lambda e, v: {"s": e.items(v)},
    bytearray: lambda e, v: {"y": v.hex()},
    defaultdict: lambda e, v: {FACTORIES.get(v.default_factory, "d") if isinstance(v.default_factory, type) else "d": e.pairs(v)},
    Counter: lambda e, v: {"C": e.pairs(v)},
    OrderedDict: lambda e, v: {"O": e.pairs(v)},
    deque: lambda e, v: {"q": [e.items(v), v.maxlen]},
    array: lambda e, v: {"a": [v.typecode, e.items(v.tolist())]},
}

WRITERS = {
    tuple: lambda e, v: {"t": e.items(v)},
    frozenset: lambda e, v: {"z": e.items(v)},
    bytes: lambda e, v: {"b": v.hex()},
    complex: lambda e, v: {"c": [e.encode(v.real), e.encode(v.imag)]},
    range: lambda e, v: {"x": [e.encode(v.start), e.encode(v.stop), e.encode(v.step)]},
    slice: lambda e, v: {"S": [e.encode(v.start), e.encode(v.stop), e.encode(v.step)]},
    Decimal: lambda e, v: {"D": str(v)},
    Fraction: lambda e, v: {"F": [e.encode(v.numerator), e.encode(v.denominator)]},
    datetime: lambda e, v: {"dt": [v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond, _zone(v)]},
    date: lambda e, v: {"da": [v.year, v.month, v.day]},
    time: lambda e, v: {"ti": [v.hour, v.minute, v.second, v.microsecond]},
    timedelta: lambda e, v: {"td": [v.days, v.seconds, v.microseconds]},
    **{kind: lambda e, v: {"p": [type(v).__name__, str(v)]} for kind in (PosixPath, PurePosixPath, PureWindowsPath)},
    type(NotImplemented): lambda e, v: {"n": "NotImplemented"},
    type(Ellipsis): lambda e, v: {"n": "Ellipsis"},
}

# The contents of subclasses, read past whatever they define themselves.
BASES = {
    int: lambda v: int.__index__(v) + 0,
    float: lambda v: float.__mul__(v, 1.0),
    str: lambda v: str.__getitem__(v, slice(None)),
    complex: lambda v: complex.__mul__(v, 1),
    bytes: lambda v: bytes.__getitem__(v, slice(None)),
    bytearray: lambda v: bytearray(bytearray.__getitem__(v, slice(None))),
    list: lambda v: list(list.__iter__(v)),
    tuple: lambda v: tuple(tuple.__iter__(v)),
    set: lambda v: set(set.__iter__(v)),
    frozenset: lambda v: frozenset(frozenset.__iter__(v)),
    dict: lambda v: dict(dict.items(v)),
    deque: lambda v: deque(deque.__iter__(v)),
    Decimal: lambda v: Decimal(Decimal.__str__(v)),
    Fraction: lambda v: Fraction(v.numerator, v.denominator),
    datetime: lambda v: datetime.__add__(datetime(*datetime.timetuple(v)[:6]), timedelta(microseconds=v.microsecond)),
    date: lambda v: date.fromordinal(date.toordinal(v)),
}


class Decoder:
    """Reads the values of one message; `known` maps numbers to mutable containers."""

    def __init__(self, peer, known=None):
        self.peer = peer
        self.known = {} if known is None else known
        self._depth = 0

    def decode(self, data):
        kind = type(data)
        if kind is str or kind is int or kind is bool or data is None:
            return data
        if kind is float:
            return data
        self._depth += 1
        if self._depth > 3 * MAX_DEPTH:
            raise Broken("it sent a value that is nested too deep")
        try:
            if kind is list:
                return self.fill([], data)
            (tag, content), = data.items()
            return DECODERS[tag](self, content)
        finally:
            self._depth -= 1

    def items(self, data):
        if type(data) is not list:
            raise Broken("it sent a list that is none")
        kinds = set(map(type, data))
        return data if list not in kinds and dict not in kinds else [self.decode(item) for item in data]

    def number(self, content):
        if type(content) is int:
            return self.known[content]
        number, inner = content
        if isinstance(inner, list):
            made = []
        else:
            (tag, inner), = inner.items()
            made = EMPTY[tag](inner)
        self.known[number] = made
        return self.fill(made, inner)

    def fill(self, made, data):
        """Gives a container new contents, in place."""
        if isinstance(made, list):
            made[:] = self.items(data)
        elif isinstance(made, dict):
            pairs = [(self.decode(k), self.decode(v)) for k, v in data]
            made.clear()
            for key, value in pairs:
                made[key] = value
        elif isinstance(made, set):
            items = self.items(data)
            made.clear()
            made.update(items)
        elif isinstance(made, bytearray):
            made[:] = bytes.fromhex(data)
        elif isinstance(made, deque):
            items = self.items(data[0])
            made.clear()
            made.extend(items)
        elif isinstance(made, array):
            made[:] = array(made.typecode, self.items(data[1]))
        else:
            raise Broken("it sent contents for what has none")
        return made

    def text(self, content):
        if type(content) is not str:
            raise Broken("it sent a text that is none")
        return content


EMPTY = {
    "d": lambda c: {},
    **{tag: (lambda c, kind=kind: defaultdict(kind)) for kind, tag in FACTORIES.items()},
    "s": lambda c: set(),
    "y": lambda c: bytearray(),
    "C": lambda c: Counter(),
    "O": lambda c: OrderedDict(),
    "q": lambda c: deque(maxlen=c[1]),
    "a": lambda c: array(c[0]),
}


def _moment(d, content):
    zone = content[7]
    return datetime(*content[:7], tzinfo=None if zone is None else timezone(timedelta(seconds=zone)))


DECODERS = {
    "#": Decoder.number,
    **{tag: (lambda d, c, empty=empty: d.fill(empty(c), c)) for tag, empty in EMPTY.items()},
    "i": lambda d, c: int(d.text(c), 16),
    "f": lambda d, c: d.peer.unfinite({"nan": 0.0, "inf": 1.0, "-inf": -1.0}[c]),
    "t": lambda d, c: tuple(d.items(c)),
    "z": lambda d, c: frozenset(d.items(c)),
    "b": lambda d, c: bytes.fromhex(c),
    "c": lambda d, c: complex(d.decode(c[0]), d.decode(c[1])),
    "x": lambda d, c: range(*map(d.decode, c)),
    "S": lambda d, c: slice(*map(d.decode, c)),
    "D": lambda d, c: Decimal(d.text(c)),
    "F": lambda d, c: Fraction(*map(d.decode, c)),
    "dt": _moment,
    "da": lambda d, c: date(*c),
    "ti": lambda d, c: time(*c),
    "td": lambda d, c: timedelta(*c),
    "p": lambda d, c: {k.__name__: k for k in (PosixPath, PurePosixPath, PureWindowsPath)}[c[0]](d.text(c[1])),
    "n": lambda d, c: {"NotImplemented": NotImplemented, "Ellipsis": Ellipsis}[c],
    "T": lambda d, c: BUILTIN_TYPES[c],
    "@": lambda d, c: d.peer.proxy(*c),
    "w": lambda d, c: d.peer.coroutine(c),
    "k": lambda d, c: d.peer.proxy_class(c),
    "=": lambda d, c: d.peer.own(c),
    "m": lambda d, c: d.peer.module(c),
    "E": lambda d, c: d.peer.decode_error(d, *c),
}
