"""The small cases of the shared store, read by the pipeline and judged by the store's own script."""

from __future__ import annotations

import csv
import importlib.util
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from mingzhang.errors import MingzhangError
from mingzhang.pipeline import make_package
from mingzhang.running.runner import Runner

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared"))
FOLDER = SHARED / "disclosures" / "cases"
ABSENT = f"no small cases at {FOLDER}: set MINGZHANG_SHARED to the folder that holds them"
FAILING = Path(__file__).with_name("failing.txt")


@cache
def expected() -> Mapping[str, list[dict[str, str]]]:
    """What must come out, by file; nothing where the store is absent."""
    found: dict[str, list[dict[str, str]]] = {}
    if (FOLDER / "expect.csv").is_file():
        with (FOLDER / "expect.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["file"], []).append(row)
    return found


@cache
def failing() -> Mapping[str, str]:
    """File → verdict of those that fail today."""
    lines = FAILING.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


@cache
def judgement() -> ModuleType:
    """The script of the store."""
    spec = importlib.util.spec_from_file_location("small_cases", SHARED / "cases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(file: str, folder: Path) -> tuple[str, list[str]]:
    """The worst verdict of a case, and its expectations that were not met, each with its own."""
    judging: Any = judgement()
    verdicts = judging.judge(judging.Pack(str(folder / "package"), *_read(file, folder)), expected()[file])
    worst = min((verdict for verdict, _ in verdicts), key=judging.ORDER.index)
    return worst, [f"{verdict}: {asked}" for verdict, asked in verdicts if not verdict.startswith("ok")]


def is_worse(verdict: str, than: str) -> bool:
    """Whether a verdict is worse than another; the script names them from the worst on."""
    order: list[str] = judgement().ORDER
    return order.index(verdict) < order.index(than)


def _read(file: str, folder: Path) -> tuple[int, str]:
    """Exit code and words of ``mingzhang read``, its package in ``folder``."""
    try:
        make_package(FOLDER / file, folder / "package", Runner(file))
    except MingzhangError as error:
        return error.exit_code, str(error)
    return 0, ""
