"""Pictures of pages from the parent's side: drawn by a child process with limits, kept by the source's hash."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.reading.isolated import environment
from mingzhang.reading.limits import Limits
from mingzhang.running.fingerprint import fingerprint
from mingzhang.running.hashing import sha256_of

_CHILD = "mingzhang.reading.formats.pdf.rendering"

Size = tuple[float, float]
"""Width and height of an upright page in points."""


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures that could be drawn: their folder, which holds ``<page>.webp``, and the size of each page."""

    folder: Path | None = None
    sizes: Mapping[int, Size] = field(default_factory=dict)


def draw_pictures(path: Path, pages: Sequence[int], cache: Path) -> PagePictures:
    """Pictures of these pages of a PDF, kept below ``cache``; none when the file cannot be drawn within its limits.

    A page that cannot be shown is no reason to publish nothing: the site says that there is no picture.
    """
    wanted = sorted(set(pages))
    if not wanted or not _is_pdf(path):
        return PagePictures()
    folder = cache / f"{sha256_of(path)}-{fingerprint(_CHILD)[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    missing = [n for n in wanted if n not in known]
    if missing:
        known |= _draw(path, missing, folder)
        (folder / "sizes.json").write_text(json.dumps(known), encoding="utf-8")
    return PagePictures(folder, {n: known[n] for n in wanted if n in known})


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _known(folder: Path) -> dict[int, Size]:
    try:
        data = json.loads((folder / "sizes.json").read_text(encoding="utf-8"))
        return {int(n): (w, h) for n, (w, h) in data.items() if (folder / f"{n}.webp").is_file()}
    except (OSError, ValueError):
        return {}


def _draw(path: Path, pages: Sequence[int], folder: Path) -> dict[int, Size]:
    limits = Limits()
    with tempfile.TemporaryDirectory(dir=folder) as made:
        command = [sys.executable, "-P", "-m", _CHILD, str(path.absolute()), made, *map(str, pages)]
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
            sizes = {int(n): (w, h) for n, (w, h) in json.loads(done.stdout).items()}
        except (subprocess.SubprocessError, ValueError):
            return {}
        for number in sizes:
            Path(made, f"{number}.webp").replace(folder / f"{number}.webp")
    return sizes
