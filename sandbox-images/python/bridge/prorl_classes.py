"""What one side tells the other about its classes, and which of their objects are more than plain values."""

import functools
import sys
import types

from prorl_proxies import ARITHMETIC, OPERATIONS
from prorl_wire import BASES, MUTABLE

# What makes an object more than the contents of a built-in type, though no name of it is public.
_BEHAVIOUR = frozenset(ARITHMETIC + ["__call__", "__getitem__", "__setitem__", "__delitem__", "__missing__"])
_VIEWS = (type({}.keys()), type({}.items()))


@functools.lru_cache(None)
def is_rich(kind):
    """Whether instances have more to offer than the contents of a built-in type."""
    own = []
    for c in kind.__mro__:
        if c in MUTABLE or c in BASES:
            return any(not n.startswith("_") or n in _BEHAVIOUR for c in own for n in vars(c)) or _redefines_equality(kind)
        if c.__module__ not in sys.stdlib_module_names or c.__module__ == "enum":
            own.append(c)
    return True


def _redefines_equality(kind):
    """Whether a class has its own notion of equality: then its contents don't stand for its objects."""
    for c in kind.__mro__:
        if c in MUTABLE or c in BASES:
            return False
        if "__eq__" in vars(c) and c.__module__ not in sys.stdlib_module_names:
            return True
    return False


def shared_members(error):
    """Public members that an error has from its class and that are no methods: class attributes and properties."""
    found = {}
    for c in reversed(type(error).__mro__):
        if c.__module__ in sys.stdlib_module_names:
            continue
        for name, member in vars(c).items():
            if name.startswith("_") or isinstance(member, (types.FunctionType, classmethod, staticmethod)):
                continue
            try:
                found[name] = getattr(error, name)
            except Exception:
                pass
    return found


def base_of(value):
    """The contents of an instance as a value of the built-in type that its class derives from."""
    if isinstance(value, _VIEWS):
        return frozenset(value)
    for c in type(value).__mro__:
        if c in BASES:
            return BASES[c](value)
    return NotImplemented


def described(kind):
    """A class for the other side: name, bases, special methods, the built-in type of its contents, whether it is an error."""
    plain = "" if _redefines_equality(kind) else next((c.__name__ for c in kind.__mro__ if c in BASES), "")
    if issubclass(kind, _VIEWS):
        plain = "frozenset"
    slots = [n for n in OPERATIONS if any(n in vars(c) for c in kind.__mro__ if c is not object) and getattr(kind, n, None) is not None]
    return [str(kind.__name__), [c for c in kind.__bases__ if c is not object], slots, plain, issubclass(kind, BaseException)]
