"""The pages for contributors, followed step by step in a scratch copy: what they promise is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

PAGES = Path("site_src") / "en" / "contribute"
_STEP = re.compile(r"(?P<lead>[^\n]*:)\n\n(?P<block>(?: {4}.*\n|\n+(?= {4}))+)")
_WHERE = (
    ("create", re.compile(r"[Nn]ew file `([^`]+)`:$")),
    ("append", re.compile(r"At the end of `([^`]+)`:$")),
    ("before", re.compile(r"In `([^`]+)`, before (`.+`):$")),
    ("instead", re.compile(r"In `([^`]+)`, instead of (`.+`):$")),
    ("run", re.compile(r"Run:$")),
)
_COPIED = ("build", "datasets", "site_src", "tests", "mkdocs.yml", "mkdocs.en.yml", "pyproject.toml")


class Step(NamedTuple):
    """What a page says to do: ``block`` is the text to write, or the commands with what they print."""

    kind: str
    path: str
    anchor: str
    block: str


def steps(page: Path) -> Iterator[Step]:
    """The steps of a page, in order; a block that nobody says what to do with is a mistake of the page."""
    for match in _STEP.finditer(page.read_text(encoding="utf-8")):
        found = [(kind, m) for kind, pattern in _WHERE if (m := pattern.search(match["lead"]))]
        assert found, f"{page.name}: {match['lead']}"
        kind, said = found[0]
        path, anchor = (*said.groups(), "", "")[:2]
        block = "\n".join(line[4:] for line in match["block"].rstrip("\n").split("\n")) + "\n"
        yield Step(kind, path, "\n".join(re.findall(r"`([^`]+)`", anchor)), block)


def follow(step: Step, copy: Path) -> None:
    """Does one step in the scratch copy."""
    if step.kind == "run":
        run(step.block, copy)
        return
    path = copy / step.path
    if step.kind == "create":
        assert not path.exists(), f"{step.path} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.block, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if step.kind == "append":
        path.write_text(f"{text}{'' if step.path.endswith('interface.yml') else chr(10)}{step.block}", encoding="utf-8")
        return
    assert text.count(f"\n{step.anchor}") == 1, (
        f"{step.path}: {step.anchor!r} stands there {text.count(step.anchor)} times"
    )
    before, rest = text.split(f"\n{step.anchor}")
    kept = step.anchor + rest if step.kind == "before" else rest.lstrip("\n")
    path.write_text(f"{before}\n{step.block}{kept}", encoding="utf-8")


def run(block: str, copy: Path) -> None:
    """Each ``$ command`` of the block prints what stands below it; ``…`` stands for anything."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    assert parts, block
    env = {**os.environ, "PATH": f"{copy / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(copy / "build")}
    for part in parts:
        command, _, expected = part.partition("\n")
        done = subprocess.run(command, shell=True, cwd=copy, env=env, capture_output=True, text=True, check=False)
        output = (done.stdout + done.stderr).strip("\n")
        pattern = re.escape(expected.strip("\n")).replace("…", r"[\s\S]*")
        assert re.fullmatch(pattern, output), f"{command}\n{output[-3000:]}"


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The repository without what it makes, and ``mingzhang`` and ``python`` that run this copy."""
    for name in _COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, call in (("mingzhang", "-m mingzhang"), ("python", "")):
        (commands / name).write_text(f'#!/bin/sh\nexec {sys.executable} {call} "$@"\n', encoding="utf-8")
        (commands / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(
    "pages", [("form", "identity"), ("column",), ("format",), ("page",), ("language",)], ids="-".join
)
def test_the_steps_lead_where_they_say(pages: Sequence[str], root: Path, copy: Path) -> None:
    for name in pages:
        done = 0
        for step in steps(root / PAGES / f"{name}.md"):
            follow(step, copy)
            done += step.kind == "run"
        assert done, f"{name} tries nothing"


def test_both_languages_say_the_same(root: Path) -> None:
    """The same pages, and in them the same blocks: what is typed does not depend on who reads."""
    english = sorted((root / PAGES).glob("*.md"))
    block = re.compile(r"(?:^ {4}.*\n|^\n+(?= {4}))+", re.MULTILINE)
    assert english
    for page in english:
        chinese = root / "site_src" / "zh" / "contribute" / page.name
        assert block.findall(page.read_text(encoding="utf-8")) == block.findall(chinese.read_text(encoding="utf-8"))
        assert page.read_text(encoding="utf-8").count("](") == chinese.read_text(encoding="utf-8").count("](")


def test_every_page_is_in_the_index(root: Path) -> None:
    named = set(re.findall(r"\]\((\w+\.md)\)", (root / PAGES / "index.md").read_text(encoding="utf-8")))
    assert named == {p.name for p in (root / PAGES).glob("*.md")} - {"index.md"}
