"""The formulas of identities.yml: names, numbers, + - * / and one relation, worked out exactly and with the
interval of rounding."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

RELATIONS = ("<=", "=", "~")
_NAME = re.compile(r"[a-z][a-z_]*")
_SPLIT = re.compile(r"\s*(<=|=|~)\s*")
_ALLOWED = (ast.BinOp, ast.Name, ast.Constant, ast.expr_context, ast.Add, ast.Sub, ast.Mult, ast.Div)


class NoBase(ArithmeticError):
    """A quotient whose divisor is zero, or may be zero within its rounding."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An exact value and the interval in which it lies when every printed number may be off by half a unit of its
    last place."""

    value: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def printed(cls, amount: Decimal, half: Decimal) -> Measure:
        """A printed number."""
        return cls(Fraction(amount), Fraction(amount - half), Fraction(amount + half))

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Measure) -> Measure:
        return Measure(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Measure) -> Measure:
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Measure(self.value * other.value, min(corners), max(corners))

    def __truediv__(self, other: Measure) -> Measure:
        if other.low <= 0 <= other.high:
            raise NoBase
        corners = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Measure(self.value / other.value, min(corners), max(corners))


@dataclass(frozen=True, slots=True)
class Formula:
    """Two expressions and the relation between them."""

    text: str
    left: ast.expr
    relation: str
    right: ast.expr
    _names: Mapping[str, tuple[str, ...]] = field(compare=False, default_factory=dict)
    _divides: bool = field(compare=False, default=False)

    @classmethod
    def parse(cls, text: str) -> Formula:
        """``whole = a + b``, ``part <= whole``, ``a ~ 0.5 * b``. ValueError says what is wrong with it."""
        parts = _SPLIT.split(text.strip())
        if len(parts) != 3:
            raise ValueError(f"a formula has one of {', '.join(RELATIONS)} between two sides")
        left, relation, right = _expression(parts[0]), parts[1], _expression(parts[2])
        names = {"left": _names_in(left), "right": _names_in(right)}
        names[""] = tuple(dict.fromkeys(names["left"] + names["right"]))
        divides = any(isinstance(n, ast.Div) for side in (left, right) for n in ast.walk(side))
        return cls(text, left, relation, right, names, divides)

    def names(self, side: str = "") -> tuple[str, ...]:
        """The names of the terms, in order; of one side with ``left`` or ``right``."""
        return self._names[side]

    def divides(self) -> bool:
        """Whether a side is a quotient, which the source prints rounded."""
        return self._divides

    def evaluate(self, terms: Mapping[str, Measure]) -> tuple[Measure, Measure]:
        """Both sides. NoBase when a divisor is zero."""
        return _value(self.left, terms), _value(self.right, terms)


def _names_in(node: ast.expr) -> tuple[str, ...]:
    """The names of the terms of an expression, in order."""
    found = sorted((n.col_offset, term_name(n)) for n in ast.walk(node) if isinstance(n, ast.Name))
    return tuple(dict.fromkeys(name for _, name in found))


def term_name(node: ast.Name) -> str:
    """The term that a name of an expression stands for."""
    return node.id.removeprefix("t_")


def _expression(text: str) -> ast.expr:
    try:
        tree = ast.parse(_NAME.sub(r"t_\g<0>", text), mode="eval").body  # so that no term is a word of Python
    except SyntaxError:
        raise ValueError(f"cannot read “{text}”") from None
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED) or (isinstance(node, ast.Constant) and not isinstance(node.value, int)):
            raise ValueError(f"“{text}” may hold only terms, whole numbers and + - * /")
    return tree


def _value(node: ast.expr, terms: Mapping[str, Measure]) -> Measure:
    if isinstance(node, ast.Name):
        return terms[term_name(node)]
    if isinstance(node, ast.Constant):
        number = Fraction(int(str(node.value)))
        return Measure(number, number, number)
    assert isinstance(node, ast.BinOp)
    left, right = _value(node.left, terms), _value(node.right, terms)
    if isinstance(node.op, ast.Add):
        return left + right
    if isinstance(node.op, ast.Sub):
        return left - right
    return left * right if isinstance(node.op, ast.Mult) else left / right
