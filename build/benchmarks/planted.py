"""Plants the faults of meaning that planted.toml lists, one at a time, and says which test of the room notices each.

    python -m benchmarks.planted [ROOM …]

Exits 1 when one is not noticed, or when its line is no longer there. `benchmarks.mutants` shows what it has found.
"""

from __future__ import annotations

import json
import sys
import tomllib

from benchmarks.mutant_results import CACHE, KILLED, ROOT
from benchmarks.mutants import Bench
from benchmarks.mutations import Fault, runs_at_import

_LONGEST = 120  # seconds of work that are spent on one of them
LIST = ROOT / "build" / "benchmarks" / "planted.toml"


def main() -> int:
    """A line for each fault."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    missed = 0
    for room in sys.argv[1:] or listed:
        bench, rows = Bench(room, 1, _LONGEST), []
        for told, (file, was, now) in listed[room].items():
            found = bench.attempt(fault_at(f"build/mingzhang/{room}/{file}", was, now))
            missed += found.outcome != KILLED
            rows.append({"told": told, "outcome": found.outcome, "by": found.by})
            print(f"{room}: {told}: {found.outcome} {found.by}", flush=True)
        bench.close()
        (CACHE / f"{room}-planted.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return int(missed > 0)


def fault_at(file: str, was: str, now: str) -> Fault:
    """The fault at the one place of the file where these words stand."""
    text = (ROOT / file).read_text(encoding="utf-8")
    if text.count(was) != 1:
        sys.exit(f"{file}: {was!r} stands there {text.count(was)} times, expected once: mend {LIST.name}")
    start = text.index(was)
    line = text.count("\n", 0, start) + 1
    return Fault(file, line, start, was, now, at_import=runs_at_import(text, line))


if __name__ == "__main__":
    sys.exit(main())
