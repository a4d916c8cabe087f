"""The project's own promises: pinned actions, locked requirements, anchored ignore rules, short functions and files."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml


def workflows(root: Path) -> dict[str, dict[str, Any]]:
    """Every workflow by file name."""
    folder = root / ".github" / "workflows"
    return {p.name: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.yml"))}


def test_workflows_are_pinned_and_start_without_rights(root: Path) -> None:
    found = workflows(root)
    assert set(found) == {"check.yml", "publish.yml", "release.yml"}
    for workflow in found.values():
        assert workflow["permissions"] == {}
        assert workflow["concurrency"]["group"]
        for job in workflow["jobs"].values():
            assert job["permissions"]
            for step in job["steps"]:
                if "uses" in step:
                    assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
                else:
                    assert re.fullmatch(r"make [a-z]+", step["run"])


def test_every_requirement_is_locked_with_hashes(root: Path) -> None:
    for name in ("requirements.lock", "requirements-build.lock"):
        text = (root / name).read_text(encoding="utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        assert lines
        assert all(re.match(r"\S+==\S+.* --hash=sha256:", line) for line in lines)


def test_lock_holds_what_the_project_declares(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    locked = (root / "requirements.lock").read_text(encoding="utf-8")
    for requirement in declared:
        name = re.split(r"[<>=,]", requirement)[0].replace(".", "-").lower()
        assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), name


def test_make_targets_are_all_there(root: Path) -> None:
    text = (root / "Makefile").read_text(encoding="utf-8")
    for target in ("site", "test", "serve", "lint", "bench", "dist", "sbom", "clean"):
        assert re.search(rf"^{target}:", text, re.MULTILINE), target


def test_ignore_rules_hide_no_source(root: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("no git checkout here")
    paths = ["build/mingzhang/site/x.py", "build/mingzhang/cli.py", "datasets/a/2024-budget/package/figures.csv"]
    done = subprocess.run(["git", "check-ignore", *paths], capture_output=True, text=True, check=False, cwd=root)
    assert done.stdout == ""
    assert not (root / "build" / "__init__.py").exists()


def python_files(root: Path) -> list[Path]:
    """Every Python file of the package."""
    return sorted((root / "build" / "mingzhang").rglob("*.py"))


def test_files_and_functions_are_short(root: Path) -> None:
    long: list[str] = []
    for path in python_files(root):
        text = path.read_text(encoding="utf-8")
        if (lines := text.count("\n")) > 400:
            long.append(f"{path.name}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (size := (node.end_lineno or 0) - node.lineno + 1) > 40:
                long.append(f"{path.name}: {node.name} has {size} lines")
    assert long == []


def test_each_room_keeps_its_libraries(root: Path) -> None:
    """Only reading/ knows PDF libraries, only package/ Frictionless, only site/ MkDocs."""
    owner = {
        "pdfplumber": "reading",
        "pdfminer": "reading",
        "pypdfium2": "reading",
        "frictionless": "package",
        "mkdocs": "site",
    }
    for path in python_files(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                room = owner.get(name.split(".")[0])
                assert room is None or room in path.parts, f"{path} imports {name}"
