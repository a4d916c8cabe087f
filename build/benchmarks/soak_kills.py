"""Kills commands at random moments and counts what they leave: the old result or the new one, whole, and nothing else.

    python -m benchmarks.soak_kills [--kills N] [--seed N] [--only NAME]

Exits 1 when a folder was left that is neither, a file of its owner's is gone, or something stays behind the next run.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from mingzhang.running.hashing import contents_of

ROOT = Path(__file__).parents[2]
OLD, NEW, BROKEN = "the old one", "the new one", "BROKEN"
MINE = "kept-by-its-owner.md"
_LONGEST = 600  # seconds of a command that nobody kills


@dataclass(frozen=True, slots=True)
class Case:
    """A command that replaces ``target``; ``spoil`` makes the next run differ from the last."""

    name: str
    arguments: tuple[str, ...]
    target: Path
    spoil: Callable[[int], None]


def cases(folder: Path) -> list[Case]:
    """The writers, each on files of its own below ``folder``."""
    source = ROOT / "datasets" / "changji-science-association" / "2024-budget"
    text = folder / "source.txt"
    tree = folder / "datasets"
    shutil.copytree(source, tree / source.parent.name / source.name)
    made = (source / "source.txt").read_text(encoding="utf-8")

    def lengthen(turn: int) -> None:
        text.write_text(made + f"\n第{turn}次\n", encoding="utf-8")

    def retitle(turn: int) -> None:
        toml = tree / source.parent.name / source.name / "disclosure.toml"
        said = (source / "disclosure.toml").read_text(encoding="utf-8")
        toml.write_text(said + f'\n[[caveats]]\nnote = "第{turn}次"\n', encoding="utf-8")

    lengthen(0)
    build = ("build", "--datasets", str(tree), "--cache", str(folder / "cache"))
    site = folder / "site"
    return [
        Case("read", ("read", str(text), "-o", str(folder / "read")), folder / "read", lengthen),
        Case("build", build, tree / source.parent.name / source.name / "package", retitle),
        Case("build --site", (*build, "--site", str(site)), site, retitle),
    ]


def run(case: Case, scratch: Path, after: float | None, chance: random.Random) -> float:
    """Runs a command, killed ``after`` so many seconds, alone or with all it has started; the seconds it took."""
    env = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(ROOT / "build")}
    command = [sys.executable, "-m", "mingzhang", *case.arguments, "-q"]
    begun = time.monotonic()
    with subprocess.Popen(command, env=env, start_new_session=True) as process:
        try:
            code = process.wait(_LONGEST if after is None else after)
            if code and after is None:
                sys.exit(f"{case.name}: exit code {code}")
        except subprocess.TimeoutExpired:
            whole = chance.random() < 0.5
            os.killpg(process.pid, signal.SIGKILL) if whole else process.kill()
    return time.monotonic() - begun


def judge(case: Case, before: dict[str, str], scratch: Path) -> tuple[str, str]:
    """What a killed run left, and what is wrong with it. The next run, which nobody kills, decides what is new."""
    left = _contents(case.target)
    mine = (case.target / MINE).is_file() or any(case.target.parent.glob(f".staging-old-*/{MINE}"))
    run(case, scratch, None, random.Random(0))
    now = _contents(case.target)
    beside = [p.name for p in (*scratch.iterdir(), *case.target.parent.glob(".staging-*"))]
    if not mine or not (case.target / MINE).is_file():
        return BROKEN, f"{MINE} is gone"
    if beside:
        return BROKEN, f"{beside[0]} stays"
    if left in (before, now) or not left:  # between two renames nothing stands there; the next run puts it right
        return (NEW if left == now else OLD), ""
    return BROKEN, "neither the old one nor the new one"


def _contents(folder: Path) -> dict[str, str]:
    return {name: value for name, value in contents_of(folder) if name != MINE} if folder.is_dir() else {}


def main() -> None:
    """Prints the tally, and what is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=12, help="of each command")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--only", default="", help="one command, by its name in the tally")
    options = parser.parse_args()
    chance, console, tally = random.Random(options.seed), Console(), Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder, "tmp")
        scratch.mkdir()
        for case in (c for c in cases(Path(folder)) if options.only in ("", c.name)):
            whole = run(case, scratch, None, chance)
            (case.target / MINE).write_text("mine", encoding="utf-8")
            for turn in track(range(1, options.kills + 1), case.name, console=console):
                before = _contents(case.target)
                case.spoil(turn)
                run(case, scratch, chance.uniform(0.2, 1.1) * whole, chance)
                result, found = judge(case, before, scratch)
                tally[case.name, result] += 1
                if found:
                    console.print(f"{case.name}: {found}", markup=False, highlight=False)
    for (name, result), count in sorted(tally.items()):
        console.print(f"{name}: {result} {count} times", markup=False, highlight=False)
    sys.exit(any(result == BROKEN for _, result in tally))


if __name__ == "__main__":
    main()
