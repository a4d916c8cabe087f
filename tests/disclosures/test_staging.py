"""A folder is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.running.staging import staged


def build(target: Path, text: str, fail: bool = False) -> None:
    """One build that writes a file and may die."""
    with staged(target) as staging:
        (staging / "file").write_text(text)
        if fail:
            raise RuntimeError("died")


def test_new_then_replaced(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "package"
    build(target, "one")
    (target / "left over").write_text("")
    build(target, "two")
    assert [p.name for p in target.iterdir()] == ["file"]
    assert (target / "file").read_text() == "two"
    assert [p.name for p in target.parent.iterdir()] == ["package"]


def test_a_build_that_dies_leaves_the_last_good_one(tmp_path: Path) -> None:
    target = tmp_path / "package"
    build(target, "one")
    with pytest.raises(RuntimeError):
        build(target, "two", fail=True)
    assert (target / "file").read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["package"]


def test_a_swap_cut_in_two_is_undone(tmp_path: Path) -> None:
    target = tmp_path / "package"
    build(target, "one")
    target.rename(tmp_path / ".staging-old-package")
    (tmp_path / ".staging-new-package-999999999").mkdir()
    with pytest.raises(RuntimeError):
        build(target, "two", fail=True)
    assert (target / "file").read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["package"]


def test_a_build_that_died_behind_its_swap_stops_no_later_one(tmp_path: Path) -> None:
    target, old = tmp_path / "package", tmp_path / ".staging-old-package"
    build(target, "one")
    old.mkdir()
    (old / "file").write_text("nought")
    build(target, "two")
    assert (target / "file").read_text() == "two"
    assert [p.name for p in tmp_path.iterdir()] == ["package"]
