"""The faults that can be planted in a file: each changes one small piece of its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import accumulate

_COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_COUNTED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
_MEANINGLESS = {"slots", "frozen", "strict", "parents", "exist_ok", "maxsize", "ensure_ascii", "repr", "eq"}
"""Arguments that change nothing of what is told: how a record is kept, and what an assertion would stop."""
_CALLED = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True, slots=True)
class Fault:
    """``was`` at the place ``start`` of the file's text becomes ``now``; ``at_import``: it runs when the file loads."""

    file: str
    line: int
    start: int
    was: str
    now: str
    at_import: bool = False


class _Text:
    """A file's text, with the places of nodes in it counted in characters."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.lines = [line.encode() for line in text.splitlines(keepends=True)]
        self.starts = list(accumulate((len(line.decode()) for line in self.lines), initial=0))

    def place(self, line: int, column: int) -> int:
        """The place in the text of a line (from 1) and a column in bytes."""
        return self.starts[line - 1] + len(self.lines[line - 1][:column].decode())

    def begin(self, node: ast.expr) -> int:
        """Where a node begins."""
        return self.place(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        """Where a node ends."""
        return self.place(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def fault(self, node: ast.expr, start: int, was: str, now: str) -> Fault:
        """A fault on the line where it stands."""
        return Fault(self.file, self.text.count("\n", 0, start) + 1, start, was, now)

    def between(self, left: ast.expr, right: ast.expr, was: str, now: str) -> Iterator[Fault]:
        """The fault at the operator between two nodes."""
        start, end = self.end(left), self.begin(right)
        words = r"\s+".join(map(re.escape, was.split()))
        word = rf"\b{words}\b" if was[0].isalpha() else words
        if found := re.search(word, self.text[start:end]):
            yield self.fault(left, start + found.start(), found[0], now)


def faults_in(file: str, text: str) -> list[Fault]:
    """Every fault of a file, from top to bottom."""
    tree, places = ast.parse(text), _Text(file, text)
    inside = {id(node) for body in _bodies(tree) for node in ast.walk(body)}
    found = []
    for node in _without_annotations(tree):
        for fault in _faults_at(node, places):
            at_import = id(node) not in inside
            found.append(Fault(fault.file, fault.line, fault.start, fault.was, fault.now, at_import))
    return sorted(found, key=lambda f: (f.start, f.now))


def runs_at_import(text: str, line: int) -> bool:
    """Whether a line stands in no function's body."""
    bodies = [node for node in _bodies(ast.parse(text)) if isinstance(node, (ast.stmt, ast.expr))]
    return not any(node.lineno <= line <= (node.end_lineno or node.lineno) for node in bodies)


def _bodies(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when a function is called: its body, not its defaults and decorators."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from node.body
        elif isinstance(node, ast.Lambda):
            yield node.body


def _without_annotations(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those of annotations, which are never run."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name, value in ast.iter_fields(node):
            meaningless = isinstance(node, ast.keyword) and node.arg in _MEANINGLESS
            if name not in ("annotation", "returns") and not meaningless:
                waiting += [n for n in (value if isinstance(value, list) else [value]) if isinstance(n, ast.AST)]


def _faults_at(node: ast.AST, text: _Text) -> Iterator[Fault]:
    if isinstance(node, ast.Compare):
        for left, op, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            yield from text.between(left, right, *_COMPARED[type(op)])
    elif isinstance(node, ast.BoolOp):
        was, now = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield from text.between(left, right, was, now)
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        yield from text.between(node.left, node.right, *_COUNTED[type(node.op)])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield text.fault(node, text.begin(node), "not ", "")
    elif isinstance(node, ast.IfExp):
        yield from text.between(node.body, node.test, "if", "if not")
    elif isinstance(node, ast.Call):
        yield from _in_call(node, text)
    elif isinstance(node, ast.Constant):
        yield from _in_constant(node, text)


def _in_call(node: ast.Call, text: _Text) -> Iterator[Fault]:
    if not isinstance(node.func, ast.Name):
        return
    name = node.func.id
    if name in _CALLED:
        yield text.fault(node, text.begin(node), name, _CALLED[name])
    if name == "Decimal" and len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
        said = node.args[0].value
        if isinstance(said, str) and (other := _hundredfold(said)):
            start = text.begin(node.args[0])
            yield text.fault(node, start, text.text[start : text.end(node.args[0])], f'"{other}"')


def _in_constant(node: ast.Constant, text: _Text) -> Iterator[Fault]:
    start, was = text.begin(node), text.text[text.begin(node) : text.end(node)]
    if isinstance(node.value, bool):
        yield text.fault(node, start, was, str(not node.value))
    elif isinstance(node.value, int) and was.replace("_", "").isdigit():
        yield text.fault(node, start, was, str(node.value + 1))
        if node.value:
            yield text.fault(node, start, was, "0")
    elif isinstance(node.value, float):
        yield text.fault(node, start, was, str(node.value * 100))


def _hundredfold(said: str) -> str:
    try:
        value = Decimal(said)
    except InvalidOperation:
        return ""
    return str(value * 100) if value else "1"
