"""The summary of planted faults: build/benchmarks/MUTANTS.md."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache

from benchmarks.mutant_results import (
    CACHE,
    KILLED,
    LONGEST,
    ROOMS,
    ROOT,
    SURVIVED,
    TIMED_OUT,
    UNSEEN,
    Result,
    load,
    sample,
)

FOLDER = ROOT / "build" / "benchmarks"
REPORT = FOLDER / "MUTANTS.md"
_TOLD = "Those that `planted.toml` lists (`python -m benchmarks.planted`), and the test of the room that notices each."


def write() -> None:
    """Writes it from what is known of every room."""
    REPORT.write_text(report(), encoding="utf-8", newline="\n")
    print(f"→ {REPORT.relative_to(ROOT)}")


def report() -> str:
    """The summary: a row for each room, the faults of meaning, and every survivor by name."""
    rooms = {room: found for room in ROOMS if (found := load(room))}
    parts = [*_head(), *_table(rooms), "", *_planted(), *_survivors(rooms)]
    return "\n".join(parts) + "\n"


def _head() -> list[str]:
    return [
        "# Faults planted, one at a time",
        "",
        "Written by `make mutants`: one-line faults of a sample, each put to the tests of its own room that reach its",
        f"line, the quickest first, up to {LONGEST} seconds of work. *Noticed* is the share of those tried, without",
        "those that change nothing that anybody could see (`equivalent.toml` says of each why); *at first* is what the",
        "first run noticed, before the tests that its survivors asked for.",
        "",
    ]


def _table(rooms: dict[str, list[Result]]) -> Iterator[str]:
    yield "| room | faults | tried | killed | timed out | survived | not reached | equivalent | noticed | at first |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    before = tomllib.loads((FOLDER / "mutants_before.toml").read_text(encoding="utf-8"))
    for room, results in rooms.items():
        told = [r for r in results if not explained(r)]
        n = Counter(r.outcome for r in told)
        noticed = f"{100 * (n[KILLED] + n[TIMED_OUT]) / max(len(told), 1):.0f} %"
        counts = " | ".join(str(n[o]) for o in (KILLED, TIMED_OUT, SURVIVED, UNSEEN))
        same = len(results) - len(told)
        tried, seen = before.get(room, (0, 0))
        first = f"{100 * seen / tried:.0f} % of {tried}" if tried else ""
        yield f"| {room} | {len(sample(room))} | {len(results)} | {counts} | {same} | {noticed} | {first} |"


def explained(result: Result) -> str:
    """Why a survivor changes nothing; empty where nobody has said so."""
    if result.outcome not in (SURVIVED, UNSEEN):
        return ""
    line = (ROOT / result.file).read_text(encoding="utf-8").splitlines()[result.line - 1].strip()
    room, _, file = result.file.removeprefix("build/mingzhang/").partition("/")
    said = _equivalent().get(room, {}).get(f"{file}: {result.was} → {result.now}", {})
    return said.get("why", "") if said.get("line") in (line, None) else ""


@cache
def _equivalent() -> dict[str, dict[str, dict[str, str]]]:
    """Room → file and fault → the line where it stands, and why it changes nothing."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in tomllib.loads((FOLDER / "equivalent.toml").read_text(encoding="utf-8"))["fault"]:
        found.setdefault(row["room"], {})[f"{row['file']}: {row['change']}"] = row
    return found


def _planted() -> Iterator[str]:
    yield "## Faults of meaning"
    yield ""
    yield _TOLD
    yield ""
    for room in ROOMS:
        path = CACHE / f"{room}-planted.json"
        if path.is_file():
            yield f"| {room} | noticed by |"
            yield "|---|---|"
            for row in json.loads(path.read_text(encoding="utf-8")):
                test = row["by"].partition("[")[0].rpartition("/")[2]
                yield f"| {row['told']} | {f'`{test}`' if test else row['outcome']} |"
            yield ""


def _survivors(rooms: dict[str, list[Result]]) -> Iterator[str]:
    for room, results in rooms.items():
        alive = [r for r in results if r.outcome in (SURVIVED, UNSEEN) and not explained(r)]
        if alive:
            yield f"## What survived in {room}"
            yield ""
            for r in alive:
                unseen = " (reached by no test)" if r.outcome == UNSEEN else ""
                yield f"- `{r.file.removeprefix('build/mingzhang/')}:{r.line}` `{r.was}` → `{r.now}`{unseen}"
            yield ""
