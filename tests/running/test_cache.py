"""Results kept on disk: found again when nothing has changed, and only then."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import mingzhang.running.cache
from mingzhang.figures.extract import extract_figures
from mingzhang.reading import read_source
from mingzhang.running.cache import Cache, Tree, prune
from mingzhang.running.runner import Runner
from mingzhang.tables.recognise import recognise_tables


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a stage returns."""

    text: str
    parts: tuple[Any, ...] = ()


ran: list[str] = []


def first(text: str) -> Value:
    """A stage that says when it runs."""
    ran.append("first")
    return Value(text)


def second(value: Value, more: object = None) -> tuple[Value, ...]:
    """A stage over the result of another."""
    ran.append("second")
    return (value, Value("more", (more,)))


def nothing(folder: Path) -> None:
    """A stage that works by its effect."""
    ran.append("nothing")


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    """Two stages with a new Cache over one folder, as a new build has; what they return and which of them ran."""

    def call(text: str, **more: object) -> tuple[Any, list[str]]:
        ran.clear()
        runner = Runner("test", cache=Cache(tmp_path / "cache"))
        return runner(second, runner(first, text), **more), ran.copy()

    return call


def test_what_has_not_changed_is_not_done_again(run: Callable[..., Any]) -> None:
    value, done = run("甲")
    assert done == ["first", "second"]
    assert run("甲") == (value, [])
    assert run("乙")[1] == ["first", "second"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, "1"),
        (1, Decimal(1)),
        (Decimal("1.0"), Decimal("1.00")),
        (None, ""),
        (("a", "b"), ("ab",)),
        ((("a",), "b"), ("a", ("b",))),
        (Value("a"), Value("a", ("b",))),
        (datetime.date(2024, 2, 23), "2024-02-23"),
    ],
)
def test_values_that_look_alike_are_apart(run: Callable[..., Any], one: object, other: object) -> None:
    run("x", more=one)
    assert run("x", more=other)[1] == ["second"]
    assert run("x", more=one)[1] == []


def test_a_file_counts_by_its_content(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    run("x", more=file)
    times = file.stat()
    file.write_text("two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert run("x", more=file)[1] == ["second"]


def test_a_file_counts_by_its_name_wherever_it_lies(run: Callable[..., Any], tmp_path: Path) -> None:
    """Its name is published as the source of what is read in it, its folder is not."""
    for name in ("a.txt", "b.txt", "deeper/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("one")
    run("x", more=tmp_path / "a.txt")
    assert run("x", more=tmp_path / "b.txt")[1] == ["second"]
    assert run("x", more=tmp_path / "deeper" / "a.txt")[1] == []


def test_a_value_nobody_can_tell_is_not_kept(run: Callable[..., Any]) -> None:
    assert run("x", more={1, 2})[1] == ["first", "second"]
    assert run("x", more={1, 2})[1] == ["second"]


def test_changed_code_runs_again(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    run("x")
    monkeypatch.setattr(mingzhang.running.cache, "code_of", lambda stage: f"other {stage.__name__}" * (stage is second))
    assert run("x")[1] == ["first", "second"]
    assert run("x")[1] == []


def test_a_stage_that_changed_changes_what_follows(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    code = {"first": "1", "second": "1"}
    monkeypatch.setattr(mingzhang.running.cache, "code_of", lambda stage: code[stage.__name__])
    run("x")
    code["second"] = "2"
    assert run("x")[1] == ["second"]
    code["first"] = "2"
    assert run("x")[1] == ["first", "second"]


def test_damaged_results_are_made_again(run: Callable[..., Any], tmp_path: Path) -> None:
    value, _ = run("x")
    for path in (tmp_path / "cache").glob("*/*.pickle"):
        path.write_bytes(path.read_bytes()[:-3])
    assert run("x") == (value, ["first", "second"])
    assert run("x") == (value, [])


def test_effects_are_never_skipped(tmp_path: Path) -> None:
    ran.clear()
    for _ in range(2):
        Runner("test", cache=Cache(tmp_path / "cache"))(nothing, tmp_path)
    assert ran == ["nothing", "nothing"]


def test_no_room_for_results_is_no_failure(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert run("x")[1] == ["first", "second"]


def test_the_real_stages_are_kept_and_equal(founding: Path, tmp_path: Path) -> None:
    def road() -> tuple[Any, dict[str, float]]:
        run = Runner("test", cache=Cache(tmp_path))
        document = run(read_source, founding / "source.pdf")
        tables = run(recognise_tables, document, "source.pdf")
        return (document, tables, run(extract_figures, tables, 2024, "budget")), run.seconds

    fresh, slow = road()
    kept, quick = road()
    assert kept == fresh
    assert sum(quick.values()) < sum(slow.values()) / 2
    assert replace(fresh[0]) == kept[0]


def test_a_generated_folder_stands_until_it_is_touched(tmp_path: Path) -> None:
    target = tmp_path / "package"
    target.mkdir()
    (target / "a.csv").write_text("1")
    tree = Tree(tmp_path / "cache", target, ["made from this"])
    assert not tree.stands()
    tree.note()
    assert tree.stands()
    assert not Tree(tmp_path / "cache", target, ["made from that"]).stands()
    for name in ("a.csv", "b.csv"):
        tree.note()
        (target / name).write_text("another")
        assert not tree.stands()


def test_old_results_are_dropped(run: Callable[..., Any], tmp_path: Path) -> None:
    run("x")
    old, young = sorted((tmp_path / "cache").glob("*/*.pickle"))
    os.utime(old, (time.time() - 40 * 24 * 3600,) * 2)
    prune(tmp_path / "cache")
    assert (old.exists(), young.exists()) == (False, True)


def test_old_downloads_are_dropped(tmp_path: Path) -> None:
    for name, days in (("old", 40), ("young", 1)):
        (tmp_path / "downloads" / name).mkdir(parents=True)
        os.utime(tmp_path / "downloads" / name, (time.time() - days * 24 * 3600,) * 2)
    prune(tmp_path)
    assert [p.name for p in (tmp_path / "downloads").iterdir()] == ["young"]
