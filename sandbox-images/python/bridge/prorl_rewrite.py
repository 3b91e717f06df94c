"""Test code is compiled with two changes, and with notes on its with statements.

`assert a == b` says what the values were. And an order that involves NaN is an error: `not (abs(a - b) > tolerance)` would
hold for it, so that a solution could pass by giving NaN for every number.
"""

import ast
import builtins
import operator

# By the line of a with statement: the last line of an assertion in it.
ASSERTED = {}

_ORDERS = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}
_SHOWN = 120


class _Equal:
    """The answer of a == b in an assert, which may be any object, and the words for its failure."""

    __slots__ = ("_answer", "_left", "_right")

    def __init__(self, left, right):
        self._answer, self._left, self._right = left == right, left, right

    def __bool__(self):
        if not self._answer:
            raise AssertionError(f"the value is {shown(self._left)} and not {shown(self._right)}")
        return True


def shown(value):
    try:
        text = repr(value)
    except Exception:
        text = f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _ordered(name, left, right):
    for side in (left, right):
        if isinstance(side, float) and side != side:
            raise AssertionError("NaN has no order")
    return getattr(operator, name)(left, right)


def install():
    """Makes both known to all test code."""
    builtins._prorl_equal = _Equal
    builtins._prorl_ordered = _ordered


class _Rewriter(ast.NodeTransformer):
    def visit_Compare(self, node):
        self.generic_visit(node)
        kind = type(node.ops[0])
        if len(node.ops) != 1 or kind not in _ORDERS:
            return node
        name = ast.Constant(_ORDERS[kind].__name__)
        return ast.copy_location(_call("_prorl_ordered", name, node.left, node.comparators[0]), node)

    def visit_With(self, node):
        lines = [n.end_lineno for part in node.body for n in ast.walk(part) if _asserts(n)]
        ASSERTED.update((i.context_expr.lineno, max(lines, default=0)) for i in node.items)
        return self.generic_visit(node)

    def visit_Assert(self, node):
        self.generic_visit(node)
        test = node.test
        if node.msg is None and isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            node.test = ast.copy_location(_call("_prorl_equal", test.left, test.comparators[0]), test)
        return node


def _asserts(node):
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
    return isinstance(node, ast.Assert) or name.lower().startswith(("assert", "check", "fail", "verify"))


def _call(name, *arguments):
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def parsed(source, file):
    """The syntax tree of test code, with both changes."""
    tree = _Rewriter().visit(ast.parse(source, file))
    return ast.fix_missing_locations(tree)
