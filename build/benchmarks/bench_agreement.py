"""Do the fast reader and the reference reader yield the same figures?

    python -m benchmarks.bench_agreement FOLDER|FILE.pdf …

Every field of every figure is compared, places to a tenth of a point. One line a file; exit code 1 when some differ.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import track

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Document
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.tables.recognise import recognise_tables

_NEAR = 0.1  # points


def main() -> int:
    """Exit code 0 when both readers agree on every figure of every file."""
    console = Console()
    files = [f for p in map(Path, sys.argv[1:]) for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    figures = differing = 0
    for path in track(files, console=console, description="comparing", transient=True):
        document = read_pdf(path)
        fast, reference = _figures(document), _figures(read_pdf(path, reader="reference"))
        unlike = [i for i in fast.keys() | reference.keys() if not _same(fast.get(i), reference.get(i))]
        figures, differing = figures + len(fast), differing + len(unlike)
        console.print(f"{path.name}: {document.reader}, {len(fast)} figures, {len(unlike)} differ")
    console.print(f"{figures} figures in {len(files)} files, {differing} differ")
    return 1 if differing else 0


def _figures(document: Document) -> dict[str, Figure]:
    return {figure.id: figure for figure in extract_figures(recognise_tables(document))}


def _same(one: Figure | None, other: Figure | None) -> bool:
    if one is None or other is None:
        return False
    if dataclasses.replace(one, box=None) != dataclasses.replace(other, box=None):
        return False
    return all(abs(a - b) < _NEAR for a, b in zip(one.box or (), other.box or (), strict=True))


if __name__ == "__main__":
    sys.exit(main())
