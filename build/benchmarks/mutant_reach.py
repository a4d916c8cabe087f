"""Which tests of a room reach which of its lines: found out by running them once, and again where they have changed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.mutant_results import CACHE, ROOT

Lines = dict[str, dict[str, list[str]]]
"""File → line → the tests that run it, the quickest first; under line 0 all of the file."""
_ALSO = {"disclosures": ("tests/fortress/test_fetch.py",)}


def tests_by_line(room: str) -> tuple[Lines, dict[str, float]]:
    """The tests of each line, and the seconds of work that each test takes."""
    path = CACHE / f"{room}-reached.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    files = {str(p.relative_to(ROOT)): p for place in tests_of(room) for p in _files_at(ROOT / place)}
    tests = {name: _state([p]) for name, p in files.items() if p.name.startswith("test_")}
    base = _state([*(ROOT / "build" / "mingzhang" / room).rglob("*.py"), *(files[n] for n in files if n not in tests)])
    if kept.get("base") != base:
        kept = {"base": base, "files": {}, "lines": {}, "seconds": {}}
    stale = [name for name, state in tests.items() if kept["files"].get(name) != state]
    if stale or kept["files"].keys() - tests.keys():
        found = _run(room, stale) if stale else {"lines": {}, "seconds": {}}
        kept = {"base": base, "files": tests, **_merged(kept, found, set(tests) - set(stale))}
        path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8", newline="\n")
    return kept["lines"], kept["seconds"]


def tests_of(room: str) -> tuple[str, ...]:
    """Where a room's tests stand: in its own folder, and of what keeps harm off in tests/fortress."""
    return f"tests/{room}", *_ALSO.get(room, ())


def _files_at(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def quick(tests: Sequence[str], seconds: Mapping[str, float], longest: float) -> list[str]:
    """The tests, the quickest first, that take no more than ``longest`` seconds together; at least one."""
    spent = accumulate(seconds.get(test, 0.0) for test in tests)
    return [test for test, so_far in zip(tests, spent, strict=True) if so_far <= longest] or list(tests[:1])


def _run(room: str, files: Sequence[str]) -> dict[str, Any]:
    """What these files of tests reach."""
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"{room}: which test reaches which line?", flush=True)
    target = CACHE / f"{room}-reaching.json"
    command = [sys.executable, "-m", "benchmarks.mutant_tests", "reach", str(target), room, *files]
    subprocess.run(command, cwd=ROOT, check=True)
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    target.unlink()
    return found


def _merged(kept: Mapping[str, Any], found: Mapping[str, Any], current: Collection[str]) -> dict[str, Any]:
    """What was found, with what is kept of the files of tests that are still the same."""
    old = {test: s for test, s in kept["seconds"].items() if test.partition("::")[0] in current}
    seconds = {**old, **found["seconds"]}
    lines: Lines = {}
    for source in (kept["lines"], found["lines"]):
        for file, by_line in source.items():
            for line, tests in by_line.items():
                wanted = tests if source is found["lines"] else [t for t in tests if t in old]
                own = lines.setdefault(file, {})
                own[line] = sorted({*own.get(line, ()), *wanted}, key=lambda t: (seconds[t], t))
    return {"lines": lines, "seconds": seconds}


def _state(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()[:16]
