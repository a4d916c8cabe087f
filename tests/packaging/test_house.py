"""The plan of the house: imports run downwards, and no room grows denser than it is."""

from __future__ import annotations

import ast

import pytest

from benchmarks import house


def test_imports_run_downwards_and_no_room_grows_denser() -> None:
    assert house.complaints(house.measure()) == []


def test_every_room_stands_on_a_floor() -> None:
    for importer, imported in house.imports():
        assert house.floor_of(importer) >= 0
        assert house.floor_of(imported) >= 0
    with pytest.raises(KeyError):
        house.floor_of("cellar.rats")


def test_an_upward_import_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        house, "imports", lambda: iter([("text.amounts", "site.build"), ("site.build", "text.amounts")])
    )
    assert house.upward_imports() == ["text.amounts → site.build"]


@pytest.mark.parametrize(
    ("code", "branches"),
    [
        ("def f(x):\n    return x", 0),
        ("def f(x):\n    return 1 if x else 2", 1),
        ("def f(x):\n    return x and x or not x", 2),
        ("def f(x):\n    for y in [z for z in x if z]:\n        assert y", 3),
    ],
)
def test_branches_are_counted(code: str, branches: int) -> None:
    assert house.branches_of(ast.parse(code).body[0]) == branches
