"""Folders for the time of one command, in the temporary folder, and those that killed commands left there."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mingzhang.running.staging import held, is_left, recover_all

_DEEP = 2  # levels of folders between a tree and its packages: body and disclosure
_NAME = re.compile(r"mingzhang-[a-z]+-(\d+)-[a-z0-9_]{8}")


@contextmanager
def scratch(what: str) -> Iterator[Path]:
    """An empty folder that is gone with the block."""
    folder = Path(tempfile.mkdtemp(prefix=f"mingzhang-{what}-{os.getpid()}-"))
    try:
        with held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(trees: Sequence[Path] = (), folders: Sequence[Path] = ()) -> list[Path]:
    """Cleans up what killed commands left in trees of disclosures, in other folders, and in the temporary one; which
    that was.
    """
    gone = [path for tree in trees for path in recover_all(tree, _DEEP)]
    gone += [path for folder in folders for path in recover_all(folder)]
    return [*gone, *_sweep_scratch()]


def _sweep_scratch() -> list[Path]:
    """Removes the folders whose commands are dead, of this user alone; which they were."""
    gone = []
    for folder in Path(tempfile.gettempdir()).glob("mingzhang-*"):
        match = _NAME.fullmatch(folder.name)
        if match and folder.lstat().st_uid == os.getuid() and is_left(folder, int(match[1])):
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder)
    return gone
