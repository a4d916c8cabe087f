"""A file that only an office suite opens, written anew by LibreOffice, as a Word document or a workbook.

It runs in a profile of its own that lets no macro run, within bounds of memory and time, and is ended with all that it
started.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.limits import MIB
from mingzhang.reading.media import CONVERTED, DOCX, XLSX
from mingzhang.reading.ole import is_locked_word
from mingzhang.reading.refusals import locked
from mingzhang.reading.sniff import sniff
from mingzhang.running.scratch import scratch

_CHILD = "mingzhang.reading.formats.office.confined"
_PROFILE = Path(__file__).with_name("profile.xcu")
_FILTERS = {DOCX: ("docx", "MS Word 2007 XML"), XLSX: ("xlsx", "Calc MS Excel 2007 XML")}
_TODO = "open it in LibreOffice or WPS, and save it as .docx, .xlsx or PDF"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one conversion may use: bytes of memory and of what it writes, seconds of processor time and in all."""

    memory: int = 1024 * MIB
    output: int = 64 * MIB
    cpu: int = 100
    seconds: float = 120.0


@contextmanager
def readable(path: Path, bounds: Bounds | None = None) -> Iterator[tuple[Path, str]]:
    """The file and its media type; of what only an office suite opens a copy that can be read, and its type.

    UnreadableSource when it is nothing that can be read, or cannot be converted.
    """
    kind = sniff(path)
    if kind not in CONVERTED:
        yield path, kind
        return
    if is_locked_word(path):
        raise locked(path)
    with scratch("office") as folder:
        suffix, target = CONVERTED[kind]
        copy = folder / f"source{suffix}"
        shutil.copyfile(path, copy)
        yield _convert(path, copy, target, bounds or Bounds()), target


def _convert(path: Path, copy: Path, target: str, bounds: Bounds) -> Path:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:  # gone since it was sniffed
        raise UnreadableSource(str(path), "LibreOffice is not installed", "soffice on the path", "install LibreOffice")
    suffix, name = _FILTERS[target]
    user = copy.parent / "profile" / "user"
    user.mkdir(parents=True)
    shutil.copyfile(_PROFILE, user / "registrymodifications.xcu")
    made = copy.parent / "made"
    confined = [sys.executable, "-P", "-m", _CHILD, *map(str, (bounds.memory, bounds.cpu, bounds.output)), soffice]
    command = [
        *confined, f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nofirststartwizard", "--convert-to", f"{suffix}:{name}", "--outdir", str(made), str(copy),
    ]  # fmt: skip
    if not _ended(command, copy.parent, bounds.seconds):
        found = f"LibreOffice did not get through it in {bounds.seconds:g} s"
        raise UnreadableSource(str(path), found, "a file that it opens", _TODO)
    written = made / f"source.{suffix}"
    if not written.is_file():
        raise UnreadableSource(
            str(path), "LibreOffice cannot open it: it is damaged, or asks for a password", "a sound file", _TODO
        )
    return written


def _ended(command: list[str], folder: Path, seconds: float) -> bool:
    """Runs the command; whether it came to an end by itself. Nothing of it is left behind."""
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        cwd=folder,
        start_new_session=True,
    )
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return True


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the parent's but where programs are: no home, no display, no way out."""
    package = str(Path(__file__).parents[4])
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "PYTHONPATH": package, "PYTHONUTF8": "1", "SAL_USE_VCLPLUGIN": "svp", "http_proxy": nowhere,
        "https_proxy": nowhere,
    }  # fmt: skip
