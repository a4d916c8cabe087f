"""Plants one fault after another in a room and asks the room's own tests: what they don't notice survives.

    python -m benchmarks.mutants [ROOM …] [--minutes N] [--since REF] [--jobs N]

A sample of the room's faults is tried, always the same one, for so many minutes; the next run goes on from there.
``--since main`` tries the changed lines only. The first run of a room notes which test reaches which line, so that a
fault is put to the tests that can see it. Writes build/benchmarks/MUTANTS.md; what was found is kept in .cache/mutants
and is forgotten where a file has changed; what survived is tried again first.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import mutant_report
from benchmarks.mutant_reach import quick, tests_by_line, tests_of
from benchmarks.mutant_results import (
    CRASHED,
    KILLED,
    LONGEST,
    ROOMS,
    ROOT,
    SURVIVED,
    TIMED_OUT,
    UNSEEN,
    Result,
    key_of,
    load,
    sample,
    save,
    state_of,
)
from benchmarks.mutant_tests import RAN
from benchmarks.mutations import Fault

_SECONDS, _PATIENCE = 20, 20
"""Seconds of work that a fault may add, and how many times all of it may take on a busy machine."""


def main() -> int:
    """Exit code 0: a survivor is a finding, not a failure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS))
    parser.add_argument("--minutes", type=float, default=10.0, help="for each room")
    parser.add_argument("--since", default="", help="only lines changed since this commit or branch")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    for room in options.rooms:
        lines = changed_lines(options.since) if options.since else None
        run_room(room, options.minutes * 60, options.jobs, lines)
    mutant_report.write()
    return 0


def run_room(room: str, seconds: float, jobs: int, lines: set[tuple[str, int]] | None) -> None:
    """Tries faults of one room until the time is over or none is left."""
    known = {result.key: result for result in load(room)}
    waiting = [f for f in sample(room) if key_of(f) not in known]
    alive = {key for key, result in known.items() if result.outcome in (SURVIVED, UNSEEN)}
    waiting = [f for f in sample(room) if key_of(f) in alive] + waiting  # there may be new tests
    if lines is not None:
        waiting = [f for f in waiting if (f.file, f.line) in lines]
    if not waiting:
        return
    bench = Bench(room, jobs)
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(jobs) as pool:
        for found in pool.map(lambda fault: bench.attempt(fault) if time.monotonic() < until else None, waiting):
            if found is not None and found.outcome != CRASHED:
                known[found.key] = found
                print(f"{room}: {found.outcome}: {found.file}:{found.line}: {found.was} → {found.now}", flush=True)
                save(room, list(known.values()))
    bench.close()


def changed_lines(since: str) -> set[tuple[str, int]]:
    """(file, line) of what git says was changed or added since."""
    command = ["git", "diff", "--unified=0", since, "--", "build"]
    diff = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found, file = set(), ""
    for line in diff.splitlines():
        if line.startswith("+++ b/"):
            file = line.removeprefix("+++ b/")
        elif line.startswith("@@"):
            start, _, count = line.split("+")[1].split(" ")[0].partition(",")
            found |= {(file, int(start) + n) for n in range(int(count or 1))}
    return found


# ---- running tests


class Server:
    """A process that tries faults of one room, one after the other, and is started anew when it hangs."""

    def __init__(self, way: str, tests: Sequence[str]) -> None:
        self._command = [sys.executable, "-m", "benchmarks.mutant_tests", way, *tests]
        self._process: subprocess.Popen[str] | None = None

    def ask(self, fault: Fault, tests: Sequence[str], seconds: int) -> tuple[int, str]:
        """The exit code of the fork that tried the fault, and the test that failed."""
        process = self._process = self._process or self._start()
        with tempfile.TemporaryDirectory(prefix="mutant-", ignore_cleanup_errors=True) as folder:
            asked = {"file": fault.file, "source": planted(fault), "tests": list(tests)}
            line = json.dumps({**asked, "seconds": seconds, "folder": folder}) + "\n"
            if not (process.stdin and process.stdout):
                raise RuntimeError("a server without streams")
            process.stdin.write(line)
            process.stdin.flush()
            timer = threading.Timer(seconds * _PATIENCE, _kill_fork, [Path(folder)])
            timer.start()
            answer = process.stdout.readline()
            timer.cancel()
            _kill_fork(Path(folder))  # what its tests have started
            by = _read(Path(folder) / "by")
        if not answer:
            raise RuntimeError(f"{fault.file}:{fault.line}: {self._command} ended")
        return int(answer), by

    def _start(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(self._command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)

    def close(self) -> None:
        """Ends the process."""
        if self._process:
            self._process.kill()
            self._process.wait()


def _kill_fork(folder: Path) -> None:
    with contextlib.suppress(OSError, ValueError):
        os.killpg(int(_read(folder / "pid")), signal.SIGKILL)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


class Bench:
    """What tries the faults of a room: pairs of servers, as many as faults are tried at the same time."""

    def __init__(self, room: str, jobs: int, longest: float = LONGEST) -> None:
        self._longest = longest
        self.reached, self._seconds = tests_by_line(room)
        self._pairs: queue.Queue[tuple[Server, Server]] = queue.Queue()
        for _ in range(jobs):
            self._pairs.put((Server("collected", tests_of(room)), Server("fresh", [])))

    def attempt(self, fault: Fault) -> Result:
        """What becomes of one fault."""
        tests = self._tests(fault)
        outcome, by = self._try(fault, tests) if tests else (UNSEEN, "")
        return Result(key_of(fault), state_of(fault.file), fault.file, fault.line, fault.was, fault.now, outcome, by)

    def _tests(self, fault: Fault) -> list[str]:
        lines = self.reached.get(fault.file, {})
        if fault.at_import:
            found = lines.get("0") or sorted(self._seconds, key=self._seconds.__getitem__)
        else:
            found = lines.get(str(fault.line), [])
        return quick(found, self._seconds, self._longest)

    def _try(self, fault: Fault, tests: list[str]) -> tuple[str, str]:
        pair = self._pairs.get()
        try:
            code, by = pair[fault.at_import].ask(fault, tests, self._allowed(tests))
        finally:
            self._pairs.put(pair)
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return TIMED_OUT, ""
        outcomes = {RAN: SURVIVED, RAN + 1: KILLED}
        return outcomes.get(code, CRASHED), by

    def _allowed(self, tests: list[str]) -> int:
        """Three times what the tests took when nothing was wrong; what takes longer hangs."""
        return _SECONDS + int(3 * sum(self._seconds.get(test, 0) for test in tests))

    def close(self) -> None:
        """Ends all servers."""
        while not self._pairs.empty():
            for server in self._pairs.get():
                server.close()


def planted(fault: Fault) -> str:
    """The text of the file with the fault in it."""
    text = (ROOT / fault.file).read_text(encoding="utf-8")
    return text[: fault.start] + fault.now + text[fault.start + len(fault.was) :]


if __name__ == "__main__":
    sys.exit(main())
