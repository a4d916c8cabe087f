"""A bounded process: what it does to functions that behave, misbehave, and die."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mingzhang.errors import UnreadableSource, WrongCommand
from mingzhang.running.worker import Bounds, Worker

MODULE = """
import os, signal, time
from mingzhang.errors import WrongCommand

def double(number, started): return 2 * number
def process(started): return os.getpid()
def sleeps(started): started("recognise_tables"); time.sleep(60); open(__file__ + ".woke", "w").close()
def ignores(started): signal.signal(signal.SIGTERM, signal.SIG_IGN); sleeps(started)
def eats(started): return len(bytearray(512 * 1024**2))
def dies(started): os.kill(os.getpid(), signal.SIGSEGV)
def exits(started): os._exit(7)
def errs(started): raise WrongCommand("here", "this", "that", "do")

class Odd(Exception):
    def __init__(self, one, two): super().__init__(one)

def oddly(started): raise Odd("first", "second")
"""
Functions = Callable[[str], Callable[..., Any]]


@pytest.fixture
def functions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Functions:
    """Functions that both processes can import."""
    (tmp_path / "misbehaving.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("misbehaving")
    return lambda name: getattr(module, name)


@pytest.fixture
def worker() -> Iterator[Worker]:
    """Bounds that a test can wait for."""
    with Worker(Bounds(memory=256 * 1024**2, stage=1.0)) as worker:
        yield worker


def test_one_process_serves_many_calls(worker: Worker, functions: Functions) -> None:
    assert worker("x", functions("double"), 21) == 42
    assert worker("x", functions("process")) == worker("x", functions("process")) != os.getpid()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sleeps", "recognise_tables was not done within 1 s"),
        ("ignores", "recognise_tables was not done within 1 s"),
        ("dies", "SIGSEGV"),
        ("exits", "code 7"),
    ],
)
def test_a_broken_bound_is_an_error_and_the_next_call_works(
    worker: Worker, functions: Functions, name: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableSource, match=said) as caught:
        worker("file.pdf", functions(name))
    assert caught.value.where == "file.pdf"
    assert not (tmp_path / "misbehaving.py.woke").exists()
    assert worker("x", functions("double"), 1) == 2


def test_memory_is_bounded(worker: Worker, functions: Functions) -> None:
    with pytest.raises(MemoryError):
        worker("x", functions("eats"))


def test_errors_travel_whole(worker: Worker, functions: Functions) -> None:
    with pytest.raises(WrongCommand, match="here: this; expected that; do"):
        worker("x", functions("errs"))


def test_an_error_that_cannot_travel_is_told(worker: Worker, functions: Functions) -> None:
    with pytest.raises(RuntimeError, match="Odd: first"):
        worker("x", functions("oddly"))


def test_stages_are_told(functions: Functions) -> None:
    told: list[str] = []
    with Worker(Bounds(stage=0.5), told.append) as worker, pytest.raises(UnreadableSource):
        worker("x", functions("sleeps"))
    assert told == ["recognise_tables"]


def test_nothing_runs_on_after_close(functions: Functions) -> None:
    worker = Worker()
    process = worker("x", functions("process"))
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
