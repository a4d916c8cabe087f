"""Pictures of pages from the parent's side: drawn by a child process with limits, kept by the source's hash."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.isolated import environment
from mingzhang.reading.limits import SCAN_LIMITS, Limits
from mingzhang.reading.media import PDF, PICTURES
from mingzhang.reading.scanned import can_recognise
from mingzhang.reading.sniff import sniff
from mingzhang.running.fingerprint import fingerprint
from mingzhang.running.hashing import sha256_of

_CHILD = "mingzhang.reading.formats.pdf.rendering"
_SCANS = "mingzhang.reading.formats.scan.scan_pictures"

Size = tuple[float, float]
"""Width and height of an upright page in points."""


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures that could be drawn: their folder, which holds ``<page>.webp``, and the size of each page."""

    folder: Path | None = None
    sizes: Mapping[int, Size] = field(default_factory=dict)


def draw_pictures(path: Path, pages: Sequence[int], cache: Path) -> PagePictures:
    """Pictures of these pages of a PDF or a picture file, kept below ``cache``; none when it cannot be drawn in time.

    A page that cannot be shown is no reason to publish nothing: the site says that there is no picture.
    """
    wanted = sorted(set(pages))
    kind = _kind(path)
    if not wanted or kind not in (PDF, *PICTURES):
        return PagePictures()
    folder = cache / f"{sha256_of(path)}-{fingerprint(_CHILD)[:6]}{fingerprint(_SCANS)[:6]}"
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    missing = [n for n in wanted if n not in known]
    if missing:
        drawn = _draw(path, missing, folder, _CHILD) if kind == PDF else dict.fromkeys(missing)
        scanned = [n for n, size in drawn.items() if size is None]
        drawn |= _draw(path, scanned, folder, _SCANS) if scanned and can_recognise() else {}
        known |= {n: size for n, size in drawn.items() if size is not None}
        (folder / "sizes.json").write_text(json.dumps(known), encoding="utf-8")
    return PagePictures(folder, {n: known[n] for n in wanted if n in known})


def _kind(path: Path) -> str:
    try:
        return sniff(path)
    except UnreadableSource:
        return ""


def _known(folder: Path) -> dict[int, Size]:
    try:
        data = json.loads((folder / "sizes.json").read_text(encoding="utf-8"))
        return {int(n): (w, h) for n, (w, h) in data.items() if (folder / f"{n}.webp").is_file()}
    except (OSError, ValueError):
        return {}


def _draw(path: Path, pages: Sequence[int], folder: Path, child: str) -> dict[int, Size | None]:
    """The size of each page that was drawn, and None for one that is a scan."""
    limits = SCAN_LIMITS if child == _SCANS else Limits()
    with tempfile.TemporaryDirectory(dir=folder) as made:
        command = [sys.executable, "-P", "-m", child, str(path.absolute()), made, *map(str, pages)]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                timeout=limits.start + 4 * limits.per_page * len(pages),
                check=True,
            )
            sizes = {int(n): (size[0], size[1]) if size else None for n, size in json.loads(done.stdout).items()}
        except (subprocess.SubprocessError, ValueError):
            return {}
        for number in (n for n, size in sizes.items() if size):
            Path(made, f"{number}.webp").replace(folder / f"{number}.webp")
    return sizes
