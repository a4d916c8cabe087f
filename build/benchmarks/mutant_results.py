"""What became of planted faults, kept in .cache/mutants until the file that a fault stands in changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.mutations import Fault, faults_in

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "mutants"
ROOMS = ("text", "tables", "structure", "figures", "prose", "checks", "collection", "reading", "package", "disclosures")
KILLED, SURVIVED, TIMED_OUT, UNSEEN = "killed", "survived", "timed out", "reached by no test"
CRASHED = "the tests crashed"
"""What became of a fault; one that makes a test hang is noticed, too. Crashes tell nothing: it is tried again."""
LONGEST = 10
"""Seconds of work for one fault: slower tests, which run whole commands, are left out."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one fault. ``state`` names the content of its file, ``key`` the fault in it, ``by`` the test that
    noticed it."""

    key: str
    state: str
    file: str
    line: int
    was: str
    now: str
    outcome: str
    by: str = ""


def sample(room: str) -> list[Fault]:
    """Every fault of the room, in an order that is as good as chance and always the same."""
    files = sorted((ROOT / "build" / "mingzhang" / room).rglob("*.py"))
    faults = [f for path in files for f in faults_in(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))]
    return sorted(faults, key=key_of)


def key_of(fault: Fault) -> str:
    """Names a fault by what it changes, and the content of its file."""
    told = f"{state_of(fault.file)}{fault.file}{fault.start}{fault.now}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def state_of(file: str) -> str:
    """The content of a file, in short."""
    return hashlib.sha256((ROOT / file).read_bytes()).hexdigest()[:12]


def load(room: str) -> list[Result]:
    """What is known of the room's files as they are."""
    path = CACHE / f"{room}.json"
    if not path.is_file():
        return []
    found = [Result(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    return [r for r in found if (ROOT / r.file).is_file() and state_of(r.file) == r.state]


def save(room: str, results: Sequence[Result]) -> None:
    """Keeps what is known."""
    rows = [asdict(r) for r in sorted(results, key=lambda r: (r.file, r.line, r.key))]
    text = json.dumps(rows, ensure_ascii=False, indent=0)
    (CACHE / f"{room}.json").write_text(text, encoding="utf-8", newline="\n")
