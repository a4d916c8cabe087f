"""How much CPU a page takes: plain pdfplumber, the reference reader and the fast reader, in one run on one machine.

    python -m benchmarks.bench_reading [FOLDER|FILE.pdf …]

Plain pdfplumber is ``extract_tables()`` and ``extract_text()`` of each page, then closed; the readers are reading and
tables, which also join pages, recognise headers and place every word. Without arguments: the files keyed by hand.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
from rich.console import Console
from rich.table import Table

from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.tables.recognise import recognise_tables

ROOT = Path(__file__).parents[2]
WANTED = 4.0  # times plain pdfplumber's speed


def main() -> None:
    """Prints milliseconds of CPU per page for each file and way of reading, and how many times faster than plain."""
    ways: dict[str, Callable[[Path], int]] = {"plain pdfplumber": _plain, "reference": _reference, "fast": _fast}
    files = _files()
    table = Table("file", "pages", *(f"{name}\nms/page" for name in ways), "fast is\ntimes as fast")
    total, total_pages = dict.fromkeys(ways, 0.0), 0
    for path in files:
        spent = {name: _seconds(way, path) for name, way in ways.items()}
        pages = spent["plain pdfplumber"][1]
        total_pages += pages
        total = {name: total[name] + seconds for name, (seconds, _) in spent.items()}
        _row(table, path.name, pages, {name: seconds for name, (seconds, _) in spent.items()})
    _row(table, "all", total_pages, total)
    Console().print(table)
    Console().print(f"wanted: at least {WANTED:g} times plain pdfplumber's speed over all")


def _row(table: Table, name: str, pages: int, seconds: dict[str, float]) -> None:
    each = (f"{s / pages * 1000:.1f}" for s in seconds.values())
    table.add_row(name, str(pages), *each, f"{seconds['plain pdfplumber'] / seconds['fast']:.1f}")


def _seconds(way: Callable[[Path], int], path: Path) -> tuple[float, int]:
    start = time.process_time()
    pages = way(path)
    return time.process_time() - start, pages


def _plain(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.extract_text()
            page.close()
        return len(pdf.pages)


def _reference(path: Path) -> int:
    document = read_pdf(path, reader="reference")
    recognise_tables(document)
    return len(document.pages)


def _fast(path: Path) -> int:
    document = read_pdf(path)
    recognise_tables(document)
    return len(document.pages)


def _files() -> list[Path]:
    named = [Path(name) for name in sys.argv[1:]]
    if named:
        return [f for p in named for f in (sorted(p.glob("*.pdf")) if p.is_dir() else [p])]
    shared = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared")) / "disclosures"
    keyed = [shared / "real" / f"{key.stem}.pdf" for key in sorted((shared / "truth").glob("*.json"))]
    return keyed or sorted(ROOT.glob("datasets/*/*/source.pdf"))


if __name__ == "__main__":
    main()
