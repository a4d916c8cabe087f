"""A site that stands is made again when anything that it shows has changed, and only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import mingzhang.pipeline
from mingzhang.running.building import build_site
from mingzhang.running.runner import Runner

INPUTS = (
    "site_src/index.md",
    "mkdocs.yml",
    "datasets/releases/2026-11-22.json",
    "datasets/body/body.toml",
    "datasets/body/2024-budget/disclosure.toml",
    "datasets/body/2024-budget/source.pdf",
    "datasets/body/2024-budget/package/figures.csv",
)


def written(target: Path) -> str:
    """A stage that makes a site of one page."""
    target.mkdir(exist_ok=True)
    (target / "index.html").write_text("site", encoding="utf-8")
    return "made"


def make_site(packages: Sequence[Path], target: Path, site_src: Path, run: Runner, *others: object) -> None:
    run(written, target)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Builds the site of a tree with every kind of input; whether that had to be done."""
    monkeypatch.setattr(mingzhang.pipeline, "make_site", make_site)
    for name in INPUTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", encoding="utf-8")
    package = tmp_path / "datasets/body/2024-budget/package"
    return lambda: bool(build_site([package], tmp_path / "site", tmp_path / "site_src", tmp_path / "cache"))


@pytest.mark.parametrize("name", [*INPUTS, "site/index.html"])
def test_each_input_makes_it_anew(made: Callable[[], bool], name: str, tmp_path: Path) -> None:
    assert made()
    assert not made()
    (tmp_path / name).write_text("two", encoding="utf-8")
    assert made()
    assert not made()


@pytest.mark.parametrize("name", ["MINGZHANG_SITE_URL", "MINGZHANG_REPORT_TO"])
def test_so_does_what_the_environment_says_of_it(
    made: Callable[[], bool], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name, raising=False)
    assert made()
    monkeypatch.setenv(name, "https://budgets.example/")
    assert made()
    assert not made()
