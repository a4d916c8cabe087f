"""Reading one source in a child process with limits, so that no file can take the parent down or hold it up."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Document, from_json
from mingzhang.reading.formats.office.converting import readable
from mingzhang.reading.limits import SCAN_LIMITS, Limits
from mingzhang.reading.media import PDF, PICTURES
from mingzhang.reading.refusals import AGAIN, EXPECTED
from mingzhang.reading.scanned import scanned_pages, with_recognised
from mingzhang.running.hashing import sha256_of

_TAIL = 16384  # bytes of the child's last words that are kept

Progress = Callable[[int], None]


def read_source(path: Path, limits: Limits | None = None, progress: Progress | None = None) -> Document:
    """The Document of one source file, read in a child process.

    ``progress`` is told the number of each page when it was read. UnreadableSource, one line, for everything that
    can go wrong: no PDF, damaged, encrypted, no text layer, over a limit, crash.
    """
    with readable(path) as (copy, kind):  # what is no source at all is told without a child
        if kind in PICTURES:
            return _read(path, limits or SCAN_LIMITS, progress)
        if kind == PDF:
            return _read_pdf(path, limits or Limits(), progress)
        if copy == path:
            return _read(path, limits or Limits(), progress)
        try:
            document = _read(copy, limits or Limits(), progress)
        except UnreadableSource as error:
            raise UnreadableSource(str(path), error.found, error.expected, error.todo) from None
    return replace(document, sha256=sha256_of(path), reader=f"LibreOffice; {document.reader}")


def _read_pdf(path: Path, bounds: Limits, progress: Progress | None) -> Document:
    """A PDF by its text; the pages that are pictures are recognised by a further child, as many as its limits allow."""
    document = _read(path, bounds, progress)
    scanned = scanned_pages(document)[: SCAN_LIMITS.pages]
    if not scanned:
        return document
    return with_recognised(path, document, _read(path, SCAN_LIMITS, progress, scanned))


def _read(path: Path, bounds: Limits, progress: Progress | None, scanned: Sequence[int] = ()) -> Document:
    """The Document of a file, or of its ``scanned`` pages alone, from a child process within ``bounds``."""
    with tempfile.TemporaryFile() as output:
        child = _start(path, bounds, output, scanned)
        try:
            refused, last = _follow(child, path, bounds, progress or (lambda page: None))
        finally:
            _kill(child)
        if refused is not None:
            raise refused
        if child.returncode != 0:
            raise _crash(path, child.returncode, last)
        output.seek(0)
        return _document(path, output.read())


def _start(path: Path, limits: Limits, output: IO[bytes], scanned: Sequence[int]) -> subprocess.Popen[bytes]:
    options = [f"--{name}={getattr(limits, name)}" for name in ("memory", "cpu", "pages", "output")]
    options += [f"--scanned={','.join(map(str, scanned))}"] if scanned else []
    # -P: a json.py that lies beside the source must not become the child's json.
    command = [sys.executable, "-P", "-m", "mingzhang.reading", "--reports", *options, "--", str(path)]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )


def environment() -> dict[str, str]:
    """Nothing of the parent's but where things are: no secret, no library's switch, one thread."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
    package = str(Path(__file__).parents[2])
    return {**kept, "PYTHONPATH": package, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}


def _follow(
    child: subprocess.Popen[bytes], path: Path, limits: Limits, progress: Progress
) -> tuple[UnreadableSource | None, str]:
    """Listens until the child ends or its time is up; the refusal it reports, if any, and its last words."""
    assert child.stderr is not None
    deadline = time.monotonic() + limits.start
    refused: UnreadableSource | None = None
    rest = last = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stderr, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return _late(path, limits), ""
            if not selector.select(left):
                continue
            heard = os.read(child.stderr.fileno(), 65536)
            if not heard:
                break
            *lines, rest = (rest + heard).split(b"\n")
            rest = rest[-_TAIL:]
            for line in lines:
                report = _report(line)
                if isinstance(report, OSError):
                    raise report
                if isinstance(report, UnreadableSource):
                    refused = report
                elif report:
                    deadline += limits.per_page
                    progress(report)
                else:
                    last = line[-200:]
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return _late(path, limits), ""
    return refused, last.decode("utf-8", "replace")


def _report(line: bytes) -> UnreadableSource | OSError | int | None:
    """One line of the child: a page number, a refusal, no room for what was read, or noise of a library."""
    try:
        data = json.loads(line)
        if "refused" in data:
            return UnreadableSource(**data["refused"])
        if "full" in data:
            number = int(data["full"])
            return OSError(number, os.strerror(number), tempfile.gettempdir())
        return int(data["page"])
    except (ValueError, TypeError, KeyError):
        return None


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the child, if it still runs, with whatever it started."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
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


def _crash(path: Path, code: int, last: str) -> UnreadableSource:
    names = {signal.SIGXCPU: "it used up its CPU time", signal.SIGKILL: "the system ended its reading"}
    try:
        number = signal.Signals(-code)
        found = names.get(number, f"its reading crashed ({number.name})")
    except ValueError:
        found = f"its reading stopped with code {code}" + (f" ({last})" if last else "")
    return UnreadableSource(str(path), found, EXPECTED, AGAIN)
