"""Where disclosures are worked on: processes of this machine, or a dask cluster. The results are the same."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from mingzhang.errors import WrongCommand
from mingzhang.running.fingerprint import fingerprint
from mingzhang.running.worker import Worker

T = TypeVar("T")
S = TypeVar("S")
Work = Callable[[Worker, Path], T]

_PATIENCE = 10  # seconds for a scheduler to answer
_here = threading.local()


def by_processes(work: Callable[[Worker, S], T], tasks: Sequence[S], jobs: int) -> Iterator[T]:
    """``work(worker, task)`` for each task, with ``jobs`` workers; results come as they are done."""
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker()) for _ in range(min(jobs, len(tasks)))]
        idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in workers:
            idle.put(worker)
        threads = stack.enter_context(ThreadPoolExecutor(max(1, len(workers))))
        futures = [threads.submit(_borrow, idle, work, task) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            for future in futures:
                future.cancel()
            for worker in workers:
                worker.stop()


def _borrow(idle: SimpleQueue[Worker], work: Callable[[Worker, S], T], task: S) -> T:
    worker = idle.get()
    try:
        return work(worker, task)
    finally:
        idle.put(worker)


def by_dask(work: Work[T], tasks: Sequence[Path], jobs: int, scheduler: str = "") -> Iterator[T]:
    """The same on the cluster at ``scheduler``, else on one made here for the occasion.

    Its machines must see the same files at the same paths. WrongCommand when there is no dask, no scheduler at that
    address, or other code on its machines.
    """
    try:
        import distributed
    except ImportError as error:
        raise WrongCommand(
            "--executor dask", "dask.distributed is not installed", "the extra mingzhang[dask]", "install it"
        ) from error
    with _client(distributed, scheduler, jobs) as client:
        futures = client.map(partial(_apart, work), tasks, pure=False)
        try:
            for future in distributed.as_completed(futures):
                yield future.result()
        finally:
            client.cancel(futures)


@contextmanager
def _client(distributed: Any, scheduler: str, jobs: int) -> Iterator[Any]:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    local = {"n_workers": 1, "threads_per_worker": jobs, "processes": False, "dashboard_address": None}
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE) if scheduler else distributed.Client(**local)
    except (OSError, ValueError) as error:
        raise WrongCommand(
            f"--scheduler {scheduler}", "no answer", "a dask scheduler, as tcp://HOST:PORT", "look whether it runs"
        ) from error
    with closing(client):
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise WrongCommand(scheduler, "it has no worker", "at least one", "start dask worker there") from error
        other = [at for at, code in client.run(_code).items() if code != _code()]
        if other:
            raise WrongCommand(other[0], "its mingzhang is another version", "the same code everywhere", "update it")
        yield client


def _code() -> str:
    return fingerprint("mingzhang.running.building")


def _apart(work: Work[T], task: Path) -> T:
    """One task in a thread of a dask worker; each thread keeps its bounded process."""
    if not hasattr(_here, "worker"):
        _here.worker = Worker()
    return work(_here.worker, task)
