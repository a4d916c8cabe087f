"""Writing a folder beside its target and swapping it in whole: a build that dies leaves the last good one.

What its owner keeps in the target goes over into the new one, and no file is removed that we did not write.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import filecmp
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingzhang.errors import WrongCommand
from mingzhang.running.ownership import Ours, any_files, lists_ours, no_files, not_ours, real_folder, walk

_NEW, _OLD, FILE = ".staging-new-", ".staging-old-", ".staging-file-"
_LEFT = re.compile(r"\.staging-(?P<which>new|old)-(?P<target>.+)-(?P<process>\d+)")
_FRESH = 60  # seconds in which a folder may still be getting its lock


@contextmanager
def staged(target: Path, ours: Ours = no_files) -> Iterator[Path]:
    """An empty folder that becomes ``target`` when the block ends without an exception, and vanishes otherwise.

    ``ours`` tells what may be replaced. WrongCommand when the target holds something and is none of ours, or when a
    file of its owner's has the name of a new one. Both folders lie in one parent, so each of the two renames is atomic;
    should the process die between them, the next call puts the old one back.
    """
    real = real_folder(target)
    real.parent.mkdir(parents=True, exist_ok=True)
    recover(real)
    if real.is_dir():
        not_ours(real, ours)
    staging = real.parent / f"{_NEW}{real.name}-{os.getpid()}"
    staging.mkdir()
    try:
        with held(staging):
            yield staging
            if real.is_dir():
                _carry_over(not_ours(real, ours), real, staging)
                staging.chmod(real.stat().st_mode & 0o7777)
            _swap(staging, real)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Marks a folder of work as somebody's, as long as the process lives."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # not every file system knows locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def recover(target: Path) -> list[Path]:
    """Undoes what dead processes left beside ``target``: their staging folders, and a swap that was cut in two.

    The folders that are gone now.
    """
    found = [(p, match) for p in target.parent.glob(".staging-*") if (match := _LEFT.fullmatch(p.name))]
    mine = [(p, match) for p, match in found if match["target"] == target.name]
    left = [(p, match["which"]) for p, match in mine if is_left(p, int(match["process"]))]
    olds = [p for p, which in left if which == "old"]
    for old in sorted(olds, key=lambda p: p.stat().st_ctime, reverse=True):
        if target.exists():
            _discard(old, target)
        else:
            old.rename(target)
    for path, which in left:
        if which == "new":
            shutil.rmtree(path, ignore_errors=True)
    return [p for p, _ in left if not p.exists()]


def recover_all(folder: Path, deep: int = 0) -> list[Path]:
    """The same for every target in ``folder``, and in the folders ``deep`` levels below it."""
    gone: list[Path] = []
    for depth in range(deep + 1):
        left = [p for p in folder.glob("*/" * depth + ".staging-*") if _LEFT.fullmatch(p.name)]
        targets = {p.parent / match["target"] for p in left if (match := _LEFT.fullmatch(p.name))}
        for target in sorted(targets):
            gone += recover(target)
        for path in folder.glob("*/" * depth + f"{FILE}*"):
            process = path.name.rpartition("-")[2]
            if path.is_file() and process.isdigit() and not _alive(int(process)):
                path.unlink()
                gone.append(path)
    return gone


def is_left(folder: Path, process: int) -> bool:
    """Whether whoever worked in this folder is gone: nobody holds it, and its process is dead or another by now."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
    finally:
        os.close(handle)
    old = time.time() - folder.stat().st_ctime > _FRESH
    return old or process == os.getpid() or not _alive(process)


def _carry_over(kept: list[Path], old: Path, new: Path) -> None:
    """Gives the new folder its owner's files too: the same files, so that nothing is lost whenever the process dies."""
    for path in kept:
        if os.path.lexists(new / path) or _stands_below_a_file(new, path):
            raise WrongCommand(
                str(old / path), "it is not ours, and a file of that name is to be written", "another name",
                "move or rename it",
            )  # fmt: skip
        _same_file(old / path, new / path)


def _stands_below_a_file(folder: Path, path: Path) -> bool:
    return any((folder / above).is_file() for above in path.parents)


def _same_file(one: Path, other: Path) -> None:
    other.parent.mkdir(parents=True, exist_ok=True)
    if one.is_dir() and not one.is_symlink():
        other.mkdir()
        return
    try:
        os.link(one, other, follow_symlinks=False)
    except OSError:  # a file system without links, or a file of somebody else's
        shutil.copy2(one, other, follow_symlinks=False)


def _swap(staging: Path, target: Path) -> None:
    old = target.parent / f"{_OLD}{target.name}-{os.getpid()}"
    if target.exists():
        target.rename(old)
    staging.rename(target)
    if old.exists():
        _discard(old, target)


def _discard(old: Path, new: Path) -> None:
    """Removes what was replaced. A file that we did not write and that has not come into ``new`` is moved there; where
    it cannot, it stays."""
    written = any_files(old) or frozenset()
    for path in sorted(walk(old), key=lists_ours):  # what tells whose they are goes last: this, too, may be cut off
        here, there = old / path, new / path
        if path.as_posix() in written or _is_same(here, there):
            here.rmdir() if here.is_dir() and not here.is_symlink() else here.unlink()
        elif not os.path.lexists(there) and not _stands_below_a_file(new, path):
            there.parent.mkdir(parents=True, exist_ok=True)
            here.rename(there)
    for where, _, _ in os.walk(old, topdown=False):
        with contextlib.suppress(OSError):  # it holds something
            Path(where).rmdir()


def _is_same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if one.is_file() and other.is_file():
        return one.samefile(other) or filecmp.cmp(one, other, shallow=False)
    return one.is_dir() and other.is_dir()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
