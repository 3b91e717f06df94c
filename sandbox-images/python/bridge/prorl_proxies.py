"""Stand-ins for objects of the other side. What a stand-in answers is data that the other side sent.

Tests must not be decided by what a solution attaches to its objects. So, in the tests' process: an object of the solution
never equals a plain value, unless its class derives from a built-in type and the contents are equal; and its operators
(order, arithmetic, membership, conversion) are used only where the tests themselves name its class, with a capital letter.
"""

import sys
from dis import opmap

from prorl_rewrite import ASSERTED

COMPARISONS = ["__lt__", "__le__", "__gt__", "__ge__"]
_BINARY = ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor", "or"]
ARITHMETIC = [f"__{side}{name}__" for name in _BINARY for side in ("", "r", "i") if (side, name) != ("i", "divmod")]
UNARY = ["__neg__", "__pos__", "__abs__", "__invert__", "__int__", "__float__", "__complex__", "__index__",
         "__round__", "__trunc__", "__floor__", "__ceil__"]
PLAIN_ANSWERS = ["__iter__", "__next__", "__reversed__", "__len__", "__getitem__", "__setitem__", "__delitem__", "__enter__",
                 "__str__", "__repr__", "__format__", "__bool__", "__dir__"]
OPERATIONS = frozenset(COMPARISONS + ARITHMETIC + UNARY + PLAIN_ANSWERS
                       + ["__call__", "__exit__", "__eq__", "__ne__", "__hash__", "__contains__"])

# The built-ins that stand for the world outside: what tests put in their place takes their place for the solution too.
REPLACED = ("print", "input", "open")

_get = object.__getattribute__


class RemoteType(type):
    """The type of stand-ins for classes."""

    def __call__(cls, *arguments, **keywords):
        return cls._prorl_owner.request("call", cls._prorl_class, arguments, keywords)

    def __getattr__(cls, name):
        return cls._prorl_owner.request("get", cls._prorl_class, [name])

    def __setattr__(cls, name, value):
        cls._prorl_owner.request("set", cls._prorl_class, [name, value])

    def __delattr__(cls, name):
        cls._prorl_owner.request("del", cls._prorl_class, [name])

    # What enumerations offer.
    def __iter__(cls):
        return cls._prorl_owner.request("__iter__", cls._prorl_class)

    def __len__(cls):
        return cls._prorl_owner.request("__len__", cls._prorl_class)

    def __bool__(cls):
        return True

    def __getitem__(cls, key):
        return cls._prorl_owner.request("__getitem__", cls._prorl_class, [key])

    def __contains__(cls, item):
        return any(item is member for member in cls)


class Remote(metaclass=type):
    """A stand-in for an object."""

    __slots__ = ("_prorl_peer", "_prorl_number", "__weakref__")

    def __getattr__(self, name):
        return ask(self, "get", name)

    def __setattr__(self, name, value):
        ask(self, "set", name, value)

    def __delattr__(self, name):
        ask(self, "del", name)

    def __copy__(self):
        return ask(self, "copy")

    def __deepcopy__(self, memo):
        return ask(self, "deepcopy")

    def __reduce_ex__(self, protocol):
        raise TypeError(f"a {type(self).__name__} of the other side can't be written down")

    def __repr__(self):
        return f"<{type(self).__name__} object>"

    def __eq__(self, other):
        if self is other:
            return True
        mine, theirs = contents(self), contents(other)
        if mine is not NotImplemented and theirs is not NotImplemented:
            return mine == theirs
        if not isinstance(other, Remote):
            return NotImplemented
        return _asked_equal(self, other)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __hash__(self):
        plain = contents(self)
        if plain is not NotImplemented:
            return hash(plain)
        return ask(self, "__hash__") if "__hash__" in type(self)._prorl_slots else object.__hash__(self)


def ask(remote, what, *arguments):
    return _get(remote, "_prorl_peer").request(what, _get(remote, "_prorl_number"), arguments)


def contents(value):
    """A plain value; NotImplemented for an object that is more than one."""
    if not isinstance(value, Remote):
        return value
    return ask(value, "contents") if type(value)._prorl_plain else NotImplemented


class _Nothing:
    """Equals no object of an honest class."""


def _asked_equal(left, right):
    for one, other in ((left, right), (right, left)):
        if "__eq__" in type(one)._prorl_slots:
            answer = ask(one, "__eq__", other)
            if answer is not NotImplemented:
                return answer is True and not _equals_anything(one)
    return NotImplemented


def _equals_anything(one):
    try:
        return ask(one, "__eq__", _Nothing()) not in (False, NotImplemented)
    except Exception:  # it looked for members that only its own kind has
        return False


def _plain_answer(name):
    return lambda self, *arguments: ask(self, name, *arguments)


def _operator(name):
    def operate(self, *arguments):
        if _get(self, "_prorl_peer").trusts(type(self)):
            return ask(self, name, *arguments)
        plain = contents(self)
        method = getattr(plain, name, None) if plain is not NotImplemented else None
        return method(*map(contents, arguments)) if method else NotImplemented
    return operate


def _conversion(name):
    operator = _operator(name)

    def convert(self, *arguments):
        answer = operator(self, *arguments)
        if answer is NotImplemented:
            raise TypeError(f"{name} of an object of the solution's class {type(self).__name__}, which the tests don't name")
        return answer
    return convert


def _contains(self, item):
    if _get(self, "_prorl_peer").trusts(type(self)):
        return ask(self, "__contains__", item)
    return any(item is mine or item == mine for mine in self)


def _call(self, *arguments, **keywords):
    return _get(self, "_prorl_peer").request("call", _get(self, "_prorl_number"), arguments, keywords)


def _exit(self, kind, error, trace):
    # A failed test stays failed: only an error that the solution or a raise statement made can be swallowed here, and
    # none that would leave an assertion out.
    if error is None or not _get(self, "_prorl_peer").strict:
        return ask(self, "__exit__", kind, error, None)
    if _was_raised(error):
        swallowed = ask(self, "__exit__", kind, error, None)
        return swallowed if ASSERTED.get(sys._getframe(1).f_lineno, 0) < trace.tb_lineno else False
    ask(self, "__exit__", AssertionError, AssertionError(), None)
    return False


def _was_raised(error):
    if hasattr(error, "_prorl_home"):
        return True
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (isinstance(error, Exception) and not isinstance(error, AssertionError) and trace is not None
            and trace.tb_frame.f_code.co_code[trace.tb_lasti] == opmap["RAISE_VARARGS"])


_METHODS = {
    **{name: _plain_answer(name) for name in PLAIN_ANSWERS},
    **{name: _operator(name) for name in COMPARISONS + ARITHMETIC},
    **{name: _conversion(name) for name in UNARY},
    "__contains__": _contains,
    "__call__": _call,
    "__exit__": _exit,
}


def make_class(peer, number, name, bases, slots, plain, is_error):
    """The stand-in for a class of the other side. Errors get a class of their own that holds data only."""
    members = {"__module__": "solution", "_prorl_class": number}
    if is_error:
        members.update(_prorl_text="", __str__=lambda self: self._prorl_text)
        bases = tuple(peer.error_class(b) for b in bases if issubclass(b, BaseException))
        try:
            return type(name, bases or (Exception,), members)
        except TypeError:  # bases that don't fit together
            return type(name, (Exception,), members)
    members.update(_prorl_owner=peer, _prorl_slots=frozenset(slots), _prorl_plain=plain, __slots__=())
    members.update((slot, _METHODS[slot]) for slot in slots if slot in _METHODS)
    if "__hash__" not in slots and "__eq__" in slots:
        members["__hash__"] = None
    return RemoteType(name, tuple(b for b in bases if isinstance(b, RemoteType)) or (Remote,), members)
