"""A stand-in for the few names of numpy that the harnesses of HumanEval+ and MBPP+ compare with, where numpy is not there."""

import math
import sys
import types

inf, nan = math.inf, math.nan


class ndarray:
    """No value is one here."""


class float32(float):
    pass


class float64(float):
    pass


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    if isinstance(a, (list, tuple)) or isinstance(b, (list, tuple)):
        return [isclose(x, y, rtol, atol, equal_nan) for x, y in _pairs(a, b)]
    if a != a or b != b:
        return equal_nan and a != a and b != b
    return a == b or not math.isinf(abs(b)) and abs(a - b) <= atol + rtol * abs(b)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    if isinstance(a, (list, tuple)) or isinstance(b, (list, tuple)):
        return all(allclose(x, y, rtol, atol, equal_nan) for x, y in _pairs(a, b))
    return isclose(a, b, rtol, atol, equal_nan)


def array_equal(a, b):
    return list(a) == list(b)


def _pairs(a, b):
    if not isinstance(a, (list, tuple)):
        return [(a, y) for y in b]
    if not isinstance(b, (list, tuple)):
        return [(x, b) for x in a]
    if len(a) != len(b):
        raise ValueError(f"operands of {len(a)} and {len(b)} items")
    return list(zip(a, b))


def _assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True):
    assert allclose(actual, desired, rtol, atol, equal_nan), f"{actual} is not close to {desired}"


testing = types.SimpleNamespace(assert_allclose=_assert_allclose)


def install():
    """Makes it known as numpy, which must not be there."""
    sys.modules["numpy"] = sys.modules[__name__]
