"""The faults that are planted: each changes the text at its place and nothing else."""

from __future__ import annotations

import ast

import pytest

from benchmarks.mutations import faults_in


def planted(text: str) -> list[str]:
    """The text with each fault in it."""
    return [text[: f.start] + f.now + text[f.start + len(f.was) :] for f in faults_in("a.py", text)]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("a < b", ["a <= b"]),
        ("a not in b", ["a in b"]),
        ("年 == b and c", ["年 != b and c", "年 == b or c"]),
        ("a + b * c", ["a - b * c", "a + b / c"]),
        ("not a", ["a"]),
        ("x = 10_000", ["x = 0", "x = 10001"]),
        ("x = True", ["x = False"]),
        ('Decimal("0.005")', ['Decimal("0.500")']),
        ("min(a)", ["max(a)"]),
        ("a if b else c", ["a if not b else c"]),
        ("f(a)", []),
        ("x: int | None = a", []),
    ],
)
def test_each_fault_changes_one_thing(text: str, others: list[str]) -> None:
    assert planted(text) == others


def test_every_planted_text_still_parses() -> None:
    text = 'def f(x: int) -> bool:\n    """一 two."""\n    return any(x > n for n in (1, 2)) or x is not None\n'
    assert [ast.parse(other) is not None for other in planted(text)]
    assert all(fault.line == 3 and not fault.at_import for fault in faults_in("a.py", text))
