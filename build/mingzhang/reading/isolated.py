"""Reading one source in a child process with limits, so that no file can take the parent down or hold it up."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Document, from_json
from mingzhang.reading.limits import Limits
from mingzhang.reading.refusals import AGAIN, EXPECTED

_TAIL = 16384  # bytes of the child's last words that are kept

Progress = Callable[[int], None]


def read_source(path: Path, limits: Limits | None = None, progress: Progress | None = None) -> Document:
    """The Document of one source file, read in a child process.

    ``progress`` is told the number of each page when it was read. UnreadableSource, one line, for everything that can go wrong:
    no PDF, damaged, encrypted, no text layer, over a limit, crash.
    """
    bounds = limits or Limits()
    with tempfile.TemporaryFile() as output:
        child = _start(path, bounds, output)
        try:
            refused = _follow(child, path, bounds, progress or (lambda page: None))
        finally:
            _kill(child)
        if refused is not None:
            raise refused
        if child.returncode != 0:
            raise _crash(path, child.returncode)
        output.seek(0)
        return _document(path, output.read())


def _start(path: Path, limits: Limits, output: IO[bytes]) -> subprocess.Popen[bytes]:
    options = [f"--{name}={getattr(limits, name)}" for name in ("memory", "cpu", "pages", "output")]
    command = [sys.executable, "-m", "mingzhang.reading", "--reports", *options, "--", str(path)]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        env=_environment(),
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Nothing of the parent's but the paths: no secret, no library's switch, one thread."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT") if key in os.environ}
    paths = os.pathsep.join(p for p in sys.path if p)
    return {**kept, "PYTHONPATH": paths, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}


def _follow(
    child: subprocess.Popen[bytes], path: Path, limits: Limits, progress: Progress
) -> UnreadableSource | None:
    """Listens until the child ends; the refusal it reports, if any. Kills it when its time is up."""
    assert child.stderr is not None
    deadline = time.monotonic() + limits.start
    refused: UnreadableSource | None = None
    tail = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stderr, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return _late(path, limits)
            if not selector.select(left):
                continue
            heard = os.read(child.stderr.fileno(), 65536)
            if not heard:
                break
            *lines, tail = (tail + heard).split(b"\n")
            tail = tail[-_TAIL:]
            for line in lines:
                report = _report(line)
                if isinstance(report, UnreadableSource):
                    refused = report
                elif report:
                    deadline += limits.per_page
                    progress(report)
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return _late(path, limits)
    return refused


def _report(line: bytes) -> UnreadableSource | int | None:
    """One line of the child: a page number, a refusal, or noise of a library."""
    try:
        data = json.loads(line)
        if "refused" in data:
            return UnreadableSource(**data["refused"])
        return int(data["page"])
    except (ValueError, TypeError, KeyError):
        return None


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the child and whatever it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    child.wait()
    if child.stderr is not None:
        child.stderr.close()


def _document(path: Path, output: bytes) -> Document:
    try:
        return from_json(output.decode())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableSource(str(path), "the reader's answer is incomplete", EXPECTED, AGAIN) from error


def _late(path: Path, limits: Limits) -> UnreadableSource:
    found = f"it could not be read in time ({limits.start:g} s and {limits.per_page:g} s for each page read)"
    return UnreadableSource(str(path), found, "a file that a reader gets through", AGAIN)


def _crash(path: Path, code: int) -> UnreadableSource:
    names = {signal.SIGXCPU: "it used up its CPU time", signal.SIGKILL: "the system ended its reading"}
    try:
        number = signal.Signals(-code)
        found = names.get(number, f"its reading crashed ({number.name})")
    except ValueError:
        found = f"its reading stopped with code {code}"
    return UnreadableSource(str(path), found, EXPECTED, AGAIN)
