"""A process that works on one disclosure after another, bounded in memory and time.

Reading has a child process of its own; this one bounds the stages after it, which run over whatever a hostile file
made the reader see. ``python -m mingzhang.running.worker FD`` is its other end.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, Self, TypeVar

from mingzhang.errors import UnreadableSource
from mingzhang.running.runner import DEBUG

T = TypeVar("T")

_GRACE = 3.0  # seconds to clean up before the kill
_LOOK = 1.0  # seconds between two looks whether the parent still lives
_EXPECTED = "a disclosure that it can follow"
_TODO = "report it; the file is set aside"


@dataclass(frozen=True, slots=True)
class Bounds:
    """``memory``: bytes of data one process may hold; ``stage``: seconds that one stage may take.

    ``reading``: seconds for finding and reading a source, whose child has closer limits of its own.
    """

    memory: int = 2 * 1024**3
    stage: float = 120.0
    reading: float = 4000.0


class Worker:
    """Calls functions in its process. A call that breaks a bound ends the process; the next call has a new one."""

    def __init__(self, bounds: Bounds | None = None, told: Callable[[str], None] = lambda stage: None) -> None:
        self.bounds, self.told = bounds or Bounds(), told
        self._child: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, subject: str, function: Callable[..., T], *args: Any) -> T:
        """What ``function(*args, started=…)`` returns or raises there; ``started`` takes the name of each stage.

        UnreadableSource, about ``subject``, when it breaks a bound or the process dies of it.
        """
        pipe = self._pipe or self._start()
        try:
            pipe.send((function, args))
            done, value = self._listen(pipe, subject)
        except (EOFError, OSError):
            raise self._died(subject) from None
        except BaseException:
            self.close()
            raise
        if done:
            result: T = value
            return result
        raise value

    def stop(self) -> None:
        """Asks the process to end, from whatever thread; a call that is under way fails."""
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                self._child.terminate()

    def close(self) -> None:
        """Ends the process and whatever it started, giving it time to clean up."""
        if self._child is not None:
            self.stop()
            try:
                self._child.wait(_GRACE)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._child.pid, signal.SIGKILL)
                self._child.wait()
        if self._pipe is not None:
            self._pipe.close()
        self._child = self._pipe = None

    def _start(self) -> Connection[Any, Any]:
        ours, theirs = Pipe()
        path = os.pathsep.join(p for p in (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")) if p)
        command = [
            sys.executable,
            "-P",
            "-m",
            "mingzhang.running.worker",
            str(theirs.fileno()),
            str(self.bounds.memory),
        ]
        with theirs:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._pipe = ours
        return ours

    def _listen(self, pipe: Connection[Any, Any], subject: str) -> tuple[bool, Any]:
        stage, seconds = "finding its source", self.bounds.reading
        deadline = time.monotonic() + seconds
        while pipe.poll(max(0.0, deadline - time.monotonic())):
            kind, value = pipe.recv()
            if kind != "stage":
                return kind == "done", value
            stage, seconds = value, self.bounds.reading if value == "read_source" else self.bounds.stage
            deadline = time.monotonic() + seconds
            self.told(stage)
        raise UnreadableSource(subject, f"{stage} was not done within {seconds:g} s", _EXPECTED, _TODO)

    def _died(self, subject: str) -> UnreadableSource:
        child, code = self._child, 0
        if child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = child.wait(_GRACE)
        self.close()
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        return UnreadableSource(
            subject,
            f"the process that worked on it ended ({how})",
            _EXPECTED,
            "look whether memory is short, else report it",
        )


def main(descriptor: int, memory: int) -> None:
    """Serves calls until the other end is closed."""
    signal.signal(signal.SIGTERM, _leave)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_follow, args=[os.getppid()], daemon=True).start()
    pipe: Connection[Any, Any] = Connection(descriptor)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            function, args = pipe.recv()
            pipe.send(_answer(function, args, lambda stage: pipe.send(("stage", stage))))


def _answer(function: Callable[..., Any], args: tuple[Any, ...], started: Callable[[str], None]) -> tuple[str, Any]:
    try:
        return "done", function(*args, started=started)
    except Exception as error:
        if os.environ.get(DEBUG):
            traceback.print_exc()
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # an exception may refuse either way in any manner; its text always travels
            return "raised", RuntimeError(f"{type(error).__name__}: {error}")
        return "raised", error


def _follow(parent: int) -> None:
    """Ends the process soon after its parent: what was killed must not write when its work is done again."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os.kill(os.getpid(), signal.SIGTERM)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM as an exception, so that staging folders and reading children are cleaned up."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
