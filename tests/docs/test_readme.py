"""What the hand-written pages show and promise is what the code does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import mingzhang
from mingzhang.cli import COMMANDS

README = ("README.md", "README.zh.md")
_BLOCK = re.compile(r"(?:^ {4}.*\n|^\n(?= {4}))+", re.MULTILINE)


def blocks(text: str) -> Iterator[list[str]]:
    """The indented blocks of a page, as lines without their indentation."""
    for match in _BLOCK.finditer(text):
        yield [line[4:] for line in match[0].strip("\n").split("\n")]


def examples(root: Path) -> list[tuple[str, str, list[str]]]:
    """Every ``$ mingzhang …`` with the output that stands below it, by page."""
    found = []
    for name in README:
        for lines in blocks((root / name).read_text(encoding="utf-8")):
            starts = [i for i, line in enumerate(lines) if line.startswith("$ mingzhang ")]
            for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
                found.append((name, lines[start][2:], lines[start + 1 : end]))
    return found


@pytest.fixture(scope="module")
def workplace(root: Path, founding: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as after cloning, with a web page that calls itself a PDF."""
    folder = tmp_path_factory.mktemp("readme")
    copy = folder / founding.relative_to(root)
    shutil.copytree(founding, copy, ignore=shutil.ignore_patterns("package"))
    (folder / "page.pdf").write_bytes(b"<!DOCTYPE html><html><title>404</title></html>")
    return folder


def test_examples_are_real(root: Path, workplace: Path) -> None:
    """Each example runs as it stands, in order; ``…`` stands for anything, alone on a line for any lines."""
    one, other = ([e for e in examples(root) if e[0] == name] for name in README)
    assert [command for _, command, _ in one] == [command for _, command, _ in other] != []
    env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent), "PATH": "/usr/bin:/bin"}
    for pair in zip(one, other, strict=True):
        command = [sys.executable, "-m", *pair[0][1].split()]
        done = subprocess.run(command, cwd=workplace, env=env, capture_output=True, text=True, check=False)
        output = (done.stdout + done.stderr).strip("\n")
        for name, shown, expected in pair:
            pattern = re.escape("\n".join(expected)).replace("…", r"[\s\S]*")
            assert re.fullmatch(pattern, output), f"{name}: {shown}\n{output}"


@pytest.mark.parametrize("name", [*README, "CONTRIBUTING.md"])
def test_commands_and_options_exist(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    lines = [line for lines in blocks(text) for line in lines] + re.findall(r"`(mingzhang [^`]+)`", text)
    calls = [m for line in lines for m in re.finditer(r"\bmingzhang (\w+)([^#]*)", line) if "pip" not in line]
    assert calls or name == "CONTRIBUTING.md"
    for call in calls:
        help_ = _help(call[1])
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", call[2]):
            assert re.search(rf"{option}\b", help_), f"{name}: mingzhang {call[1]} {option}"


_HELP: dict[str, str] = {}


def _help(command: str) -> str:
    if command not in _HELP:
        env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent)}
        arguments = [sys.executable, "-m", "mingzhang", command, "--help"]
        _HELP[command] = subprocess.run(arguments, env=env, capture_output=True, text=True, check=True).stdout
    return _HELP[command]


@pytest.mark.parametrize("name", README)
def test_every_command_is_named(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert [c for c in COMMANDS if f"mingzhang {c}" not in text] == []


def test_make_targets_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in (*README, "CONTRIBUTING.md"):
        text = (root / name).read_text(encoding="utf-8")
        assert set(re.findall(r"(?:`| {4})make ([a-z-]+)", text)) <= targets, name


def test_keys_of_the_toml_are_explained(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    schema = json.loads(
        (Path(mingzhang.__file__).parent / "disclosures" / "disclosure.schema.json").read_text(encoding="utf-8")
    )
    keys = set(schema["properties"])
    for part in ("body", "sources", "caveats"):
        inner = schema["properties"][part]
        keys |= set((inner.get("items") or inner)["properties"])
    assert [key for key in sorted(keys) if f"`{key}`" not in text and f"[{key}]" not in text] == []


def test_links_lead_somewhere(root: Path) -> None:
    for page in (*README, "CONTRIBUTING.md", "CHANGELOG.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", (root / page).read_text(encoding="utf-8")):
            assert link.startswith("https://") or (root / link).exists(), f"{page}: {link}"


def test_both_readmes_have_the_same_parts(root: Path) -> None:
    one, other = ((root / name).read_text(encoding="utf-8") for name in README)
    assert one.count("\n## ") == other.count("\n## ")
    assert len(list(blocks(one))) == len(list(blocks(other)))
