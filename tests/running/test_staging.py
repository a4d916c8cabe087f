"""A folder is replaced whole or not at all, and nothing in it that is not ours is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingzhang.errors import WrongCommand
from mingzhang.running.ownership import mark_site, site_files
from mingzhang.running.staging import recover, staged

DEAD = 999_999_999  # no process has this number


def build(target: Path, text: str, fail: bool = False) -> None:
    """One build that writes a file and may die."""
    with staged(target, site_files) as staging:
        (staging / "file").write_text(text)
        mark_site(staging)
        if fail:
            raise RuntimeError("died")


def names(folder: Path) -> list[str]:
    """All that lies in a folder, marker left out."""
    return sorted(p.name for p in folder.iterdir() if p.name != ".mingzhang")


def test_new_then_replaced_with_what_its_owner_keeps_there(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "package"
    build(target, "one")
    (target / "docs" / "empty").mkdir(parents=True)
    (target / "docs" / "CNAME").write_text("budgets.example")
    (target / "link").symlink_to("nowhere")
    build(target, "two")
    assert names(target) == ["docs", "file", "link"]
    assert (target / "file").read_text() == "two"
    assert (target / "docs" / "CNAME").read_text() == "budgets.example"
    assert (target / "docs" / "empty").is_dir()
    assert (target / "link").readlink() == Path("nowhere")
    assert names(target.parent) == ["package"]


def test_what_we_no_longer_write_is_gone(tmp_path: Path) -> None:
    with staged(tmp_path / "site", site_files) as staging:
        (staging / "old").mkdir()
        (staging / "old" / "page").write_text("")
        mark_site(staging)
    build(tmp_path / "site", "two")
    assert names(tmp_path / "site") == ["file"]


def test_a_folder_without_marker_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "papers"
    target.mkdir()
    (target / "thesis").write_text("years")
    with pytest.raises(WrongCommand, match="thesis, which is not ours"):
        build(target, "one")
    assert (names(tmp_path), names(target)) == (["papers"], ["thesis"])


@pytest.mark.parametrize("name", ["file", "file/deeper"])
def test_a_file_of_the_owner_is_not_written_over(tmp_path: Path, name: str) -> None:
    target = tmp_path / "site"
    with staged(target, site_files) as staging:
        mark_site(staging)
    (target / name).parent.mkdir(exist_ok=True)
    (target / name).write_text("mine")
    with pytest.raises(WrongCommand, match="move or rename it"):
        build(target, "one")
    assert (target / name).read_text() == "mine"
    assert names(tmp_path) == ["site"]


def test_a_build_that_dies_leaves_the_last_good_one(tmp_path: Path) -> None:
    target = tmp_path / "package"
    build(target, "one")
    with pytest.raises(RuntimeError):
        build(target, "two", fail=True)
    assert (target / "file").read_text() == "one"
    assert names(tmp_path) == ["package"]


def test_a_swap_cut_in_two_is_undone(tmp_path: Path) -> None:
    target = tmp_path / "package"
    build(target, "one")
    target.rename(tmp_path / f".staging-old-package-{DEAD}")
    (tmp_path / f".staging-new-package-{DEAD}").mkdir()
    with pytest.raises(RuntimeError):
        build(target, "two", fail=True)
    assert (target / "file").read_text() == "one"
    assert names(tmp_path) == ["package"]


def test_a_build_that_died_behind_its_swap_stops_no_later_one(tmp_path: Path) -> None:
    target, old = tmp_path / "package", tmp_path / f".staging-old-package-{DEAD}"
    build(target, "nought")
    (target / "notes").write_text("mine")
    target.rename(old)
    build(tmp_path / "other", "one")
    (tmp_path / "other").rename(target)
    build(target, "two")
    assert (target / "file").read_text() == "two"
    assert (target / "notes").read_text() == "mine"
    assert names(tmp_path) == ["package"]


def test_what_a_living_process_works_on_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "package"
    with staged(target, site_files) as staging:
        assert recover(target) == []
        assert staging.is_dir()
    parent = tmp_path / f".staging-new-package-{os.getppid()}"
    parent.mkdir()
    assert recover(target) == []
    assert parent.is_dir()
