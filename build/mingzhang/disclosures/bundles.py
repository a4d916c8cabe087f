"""Bundles (.zip, .rar, .7z) that disclosures are published in: unpacked to be registered, never read as one.

Nothing of a bundle is trusted: names that lead out of it, links, locked entries and entries that unfold without end
refuse all of it, in one line.
"""

from __future__ import annotations

import ctypes
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from mingzhang.errors import UnreadableSource
from mingzhang.reading.limits import MIB, NO_ROOM
from mingzhang.reading.office_kinds import ZIP, is_office_zip, part_names

RAR, SEVEN = b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"
_MOST = 2000  # files in one bundle
_LARGEST = 512 * MIB  # bytes of one file unpacked
_ALL = 2048 * MIB  # bytes of all
_STEEPEST, _SMALL = 200, 8 * MIB  # times that a file may grow when it becomes larger than this
_DEEPEST = 2  # bundles within a bundle
_CHUNK = 1 << 20
_LONGEST = 80  # characters of a name that are kept
_DRIVE = re.compile(r"[A-Za-z]:")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_FURNITURE = ("__MACOSX", "Thumbs.db", "desktop.ini")
_LINK = 0o120000  # the kind of a file, among the bits of its mode


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle: what it is called there, and where it lies now."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class _Entry:
    """``size`` and ``packed`` as the bundle says, packed 0 where it does not; ``pieces`` unpacks it."""

    name: str
    size: int
    packed: int
    pieces: Callable[[], Iterable[bytes]]
    trouble: str = ""


class _Budget:
    """How much may still be unpacked, of one bundle and those within it."""

    def __init__(self) -> None:
        self.files, self.bytes = _MOST, _ALL


def is_bundle(path: Path) -> bool:
    """Whether a file is a bundle of files, by its content; an office file, which is one too, is none."""
    try:
        with path.open("rb") as file:
            head = file.read(len(RAR))
    except OSError:
        return False
    return head in (RAR, SEVEN) or (head.startswith(ZIP) and bool(part_names(path)) and not is_office_zip(path))


def unpack(path: Path, folder: Path, started: Callable[[str], None] = lambda stage: None) -> list[Member]:
    """The files of a bundle, unpacked below ``folder``, those of bundles within it among them, in their order.

    UnreadableSource, one line, for a bundle that is damaged, locked, or made to do harm.
    """
    started("unpack")
    try:
        return list(_unpacked(path, folder, _Budget(), 0))
    except UnreadableSource as error:  # it may be about a bundle within
        raise UnreadableSource(str(path), error.found, error.expected, error.todo) from None


def _unpacked(path: Path, folder: Path, budget: _Budget, depth: int) -> Iterator[Member]:
    with _opened(path) as entries:
        for entry in entries:
            name = _checked(path, entry)
            if not name:
                continue
            budget.files -= 1
            if budget.files < 0:
                raise _refused(path, f"it holds more than {_MOST} files", "the files of some disclosures")
            target = folder / f"{_MOST - budget.files:04d}" / _kept_name(name)
            target.parent.mkdir(parents=True)
            _write(path, entry, target, budget)
            if not is_bundle(target):
                yield Member(name, target)
            elif depth >= _DEEPEST:
                raise _refused(path, "bundles are nested in it without end", f"at most {_DEEPEST} within each other")
            else:
                inner = _unpacked(target, folder, budget, depth + 1)
                yield from (Member(f"{name}/{member.name}", member.path) for member in inner)


def _checked(path: Path, entry: _Entry) -> str:
    """The name of an entry with ``/`` between its folders; empty for what no publisher put there.

    UnreadableSource for a name that leads out of the bundle, and for an entry that is no plain, open file.
    """
    name = entry.name.replace("\\", "/")
    parts = PurePosixPath(name).parts
    shown = _UNSHOWN.sub("\ufffd", name)[:_LONGEST]
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts:
        raise _refused(path, f"the name {shown!r} in it leads out of it", "names of files within it")
    if entry.trouble:
        raise _refused(path, f"{shown!r} in it is {entry.trouble}", "plain files that open without a password")
    if entry.size > _LARGEST or (entry.size > _SMALL and entry.packed and entry.size > _STEEPEST * entry.packed):
        raise _refused(path, f"{shown!r} in it unfolds to {entry.size} bytes", "an honest file, and no bomb")
    hidden = any(part.startswith(".") or part in _FURNITURE for part in parts)
    return "" if hidden or not parts else _UNSHOWN.sub("\ufffd", "/".join(parts))


def _write(path: Path, entry: _Entry, target: Path, budget: _Budget) -> None:
    """Unpacks an entry; what it says of its size is not believed."""
    left = min(_LARGEST, budget.bytes)
    with target.open("wb") as file:
        for piece in entry.pieces():
            left -= len(piece)
            budget.bytes -= len(piece)
            grown = file.tell() + len(piece)
            if left < 0 or (entry.packed and grown > max(_SMALL, _STEEPEST * entry.packed)):
                raise _refused(path, "it unfolds without measure", f"at most {_ALL} bytes, and no bomb")
            file.write(piece)


def _kept_name(name: str) -> str:
    """The last part of a name, short enough for any file system, its ending kept."""
    last = PurePosixPath(name)
    return last.stem[:_LONGEST] + last.suffix[:10] if len(last.name) > _LONGEST else last.name


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[_Entry]]:
    """The entries of a bundle that are files. Whatever a library raises becomes one line."""
    with path.open("rb") as file:
        zipped = file.read(len(ZIP)) == ZIP
    try:
        if zipped:
            with _open_zip(path) as archive:
                yield _zip_entries(archive)
        else:
            with libarchive_of(path).file_reader(str(path)) as archive:
                yield _other_entries(archive)
    except UnreadableSource:
        raise
    except Exception as error:  # each library has its own, and what a damaged stream raises nobody can foresee
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise
        raise _told(path, error) from None


def _told(path: Path, error: Exception) -> UnreadableSource:
    said = " ".join(str(error).split())[:120]
    if any(word in said.lower() for word in ("encrypt", "password", "passphrase")):
        return _refused(path, "it asks for a password", "a bundle that opens without one")
    return _refused(path, f"it cannot be unpacked ({said or type(error).__name__})", "a sound bundle")


def _open_zip(path: Path) -> zipfile.ZipFile:
    """Names without the mark of UTF-8 are mostly in the code of a Chinese system; some are UTF-8 all the same."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return zipfile.ZipFile(path, metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
    return zipfile.ZipFile(path)


def _zip_entries(archive: zipfile.ZipFile) -> Iterator[_Entry]:
    for info in archive.infolist():
        if not info.is_dir():
            link = (info.external_attr >> 16) & 0o170000 == _LINK
            trouble = "encrypted" if info.flag_bits & 1 else "a link" if link else ""
            yield _Entry(info.filename, info.file_size, max(info.compress_size, 1), _zip_pieces(archive, info), trouble)


def _zip_pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        with archive.open(info) as stream:
            while piece := stream.read(_CHUNK):
                yield piece

    return pieces


def _other_entries(archive: Any) -> Iterator[_Entry]:
    from libarchive.ffi import libarchive as library

    for entry in archive:
        if not entry.isdir:
            locked = bool(library.archive_entry_is_encrypted(ctypes.c_void_p(entry._entry_p)))
            trouble = "encrypted" if locked else "" if entry.isfile else "a link"
            yield _Entry(entry.pathname or "", entry.size or 0, 0, entry.get_blocks, trouble)


def libarchive_of(path: Path) -> Any:
    """libarchive, where it is installed."""
    try:
        import libarchive
    except (ImportError, OSError, AttributeError):  # the package, or the library that it wraps
        todo = "install mingzhang[bundles] and the system's libarchive, or unpack it and add the folder"
        raise UnreadableSource(str(path), "it is a RAR or 7z bundle", "libarchive, which opens it", todo) from None
    return libarchive


def _refused(path: Path, found: str, expected: str) -> UnreadableSource:
    return UnreadableSource(str(path), found, expected, "unpack it where it can do no harm, and add the files")
