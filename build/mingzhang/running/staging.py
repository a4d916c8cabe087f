"""Writing a folder beside its target and swapping it in whole: a build that dies leaves the last good one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NEW, _OLD = ".staging-new-", ".staging-old-"


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """An empty folder that becomes ``target`` when the block ends without an exception, and vanishes otherwise.

    Both lie in one parent, so each of the two renames is atomic; should the process die between them, the next
    call puts the old one back.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    staging = target.parent / f"{_NEW}{target.name}-{os.getpid()}"
    staging.mkdir()
    try:
        yield staging
        _swap(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _swap(staging: Path, target: Path) -> None:
    old = target.parent / f"{_OLD}{target.name}"
    if target.exists():
        target.rename(old)
    staging.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Undoes what dead processes left beside ``target``: their staging folders, and a swap that was cut in two."""
    old = target.parent / f"{_OLD}{target.name}"
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)
    for left in target.parent.glob(f"{_NEW}{target.name}-*"):
        owner = left.name.rpartition("-")[2]
        if owner.isdigit() and (int(owner) == os.getpid() or not _alive(int(owner))):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
