"""Spoils good disclosures in many ways and counts what the reading makes of it: the same, doubted, refused, or silent.

    python -m benchmarks.soak [--bytes N] [--pages N] [--minutes N] [--seed N] [FILE.pdf …]

Without files: five real disclosures of five producers from the shared store. Without a seed a fresh one, which is
printed: the same seed spoils in the same way. Exits 1 when bytes were spoilt and a reading changed in silence, or the
source was blamed for it.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

from rich.console import Console

from benchmarks.tamper import BYTES, TAMPERINGS
from mingzhang.checks.record import FAILED
from mingzhang.checks.run import run_checks
from mingzhang.checks.soundness import BLAMES
from mingzhang.disclosures.identity import identify
from mingzhang.errors import UnreadableSource
from mingzhang.figures.extract import extract_figures
from mingzhang.prose.parse import parse_prose
from mingzhang.reading.clean import clean_document
from mingzhang.reading.document import Document, Text
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.reading.limits import Limits
from mingzhang.tables.folios import torn_pages
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table

ROOT = Path(__file__).parents[2]
CHOSEN = ("beijing-2f257e97", "shanghai-25e800a6", "shenzhen-3d991443", "suzhou-8933f1ee", "yantai-a0305b60")
"""WPS, Microsoft Excel, an OFD converter, Aspose.Words, iText."""

SAME, DOUBTED, FAILING, REFUSED = "the same", "doubted", "checks fail", "refused"
BLAMED, SILENT = "BLAMED", "SILENT"
RESULTS = (SAME, DOUBTED, FAILING, REFUSED, BLAMED, SILENT)
WRONG = (BLAMED, SILENT)
MOVING = ("page removed", "pages swapped")
"""What no checksum can tell: only printed page numbers, or tables that no longer add up, do."""

_SECONDS = 60  # that one reading may take
_MEMORY = 4 << 30  # bytes of address space of a reading, that of this program included


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one spoilt file; ``where`` names what differs in silence."""

    kind: str
    result: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and its tables."""

    document: Document
    tables: tuple[Table, ...]


def read(path: Path) -> Reading:
    """The reading of a file, as ``mingzhang read`` makes it, in a forked child. UnreadableSource when it is refused."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_read_into, args=(path, sender))
    child.start()
    sender.close()
    try:
        answer = receiver.recv() if receiver.poll(_SECONDS) else None
    except EOFError:
        answer = None
    child.kill()
    child.join()
    if not isinstance(answer, Reading):
        raise UnreadableSource(str(path), answer or "its reading did not end well", "a PDF file", "none")
    return answer


def _read_into(path: Path, sender: Connection) -> None:
    logging.disable(logging.CRITICAL)
    Limits(memory=_MEMORY).apply()
    try:
        document = clean_document(read_pdf(path))
        sender.send(Reading(document, recognise_tables(document)))
    except Exception as error:  # whatever a library raises is a refusal
        sender.send(str(error) or type(error).__name__)


def compare(good: Reading, failing: Counter[tuple[str, str]], path: Path, kind: str) -> Outcome:
    """What the reading of a spoilt file is, compared with that of the good one.

    A page that shows something else than before must be doubted even when its text layer is still the same. Where the
    reading is in doubt nothing may be laid to the source that was not before. ``failing`` are the good one's failures.
    """
    try:
        spoilt = read(path)
    except UnreadableSource:
        return Outcome(kind, REFUSED)
    moving = kind in MOVING
    silent = _moved(good, spoilt) if moving else _silent(good, spoilt)
    if not silent and not _doubts(spoilt) - _doubts(good):
        return Outcome(kind, SAME)
    if silent and not moving:
        return Outcome(kind, SILENT, "; ".join(silent[:3]))
    failures = _failures(spoilt) - failing
    if silent:
        return Outcome(kind, FAILING if failures else SILENT, "; ".join(silent[:3]))
    blamed = [sentence for result, sentence in failures if result in BLAMES]
    return Outcome(kind, BLAMED, blamed[0]) if blamed else Outcome(kind, DOUBTED)


def spoil(path: Path, kind: str, chances: Iterable[random.Random]) -> Iterator[Outcome]:
    """The outcomes of spoiling one file, once by each chance."""
    data = path.read_bytes()
    good, failing = _good(path)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "spoilt.pdf"
        for chance in chances:
            target.write_bytes(TAMPERINGS[kind](data, chance))
            yield compare(good, failing, target, kind)


@cache
def _good(path: Path) -> tuple[Reading, Counter[tuple[str, str]]]:
    """The reading of a good file, and what fails in it: the same for all that spoils it."""
    good = read(path)
    return good, _failures(good)


def chances(seed: object, times: int) -> Iterator[random.Random]:
    """So many sources of chance, each always the same for the same seed."""
    return (random.Random(f"{seed} {number}") for number in range(times))


def _silent(good: Reading, spoilt: Reading) -> list[str]:
    """What differs without a doubt on the table, or for what is gone, on the page concerned."""
    if spoilt.document.doubts:
        return []
    was, now = Counter(map(_content, good.tables)), Counter(map(_content, spoilt.tables))
    doubted = {p.number for p in spoilt.document.pages if p.doubts}
    shaken = {page for t in spoilt.tables if t.doubts for page in t.pages}
    lost = [t for t in good.tables if _content(t) not in now and shaken.isdisjoint(t.pages)]
    found = [f"{t.table_id} on {t.pages} is gone or other" for t in lost if doubted.isdisjoint(t.pages)]
    new = [t for t in spoilt.tables if _content(t) not in was and not t.doubts and not _has_doubts(t)]
    found += [f"{t.table_id} on {t.pages} is new or other" for t in new]
    before, after = _prose(good), _prose(spoilt)
    pages = {page for page in {*before, *after} if before.get(page) != after.get(page)} - doubted - shaken
    return found + [f"the text of page {page} is other" for page in sorted(pages)]


def _moved(good: Reading, spoilt: Reading) -> list[str]:
    """What differs, wherever it stands, when no page number says that pages are missing or out of order."""
    if torn_pages(spoilt.document):
        return []
    was, now = ({_content(t)[1:] for t in reading.tables} for reading in (good, spoilt))
    found = [f"{t.table_id} on {t.pages} is new or other" for t in spoilt.tables if _content(t)[1:] not in was]
    found += [f"{t.table_id} on {t.pages} is gone or other" for t in good.tables if _content(t)[1:] not in now]
    lines = {line for text in _prose(spoilt).values() for line in text}
    gone = [n for n, text in _prose(good).items() if not lines.issuperset(text)]
    return found + [f"the text of page {page} is gone" for page in gone]


def _failures(reading: Reading) -> Counter[tuple[str, str]]:
    """The results and sentences of the checks that fail."""
    known = identify(reading.document, reading.tables)
    year, kind = int(known.year.value or 0) or None, known.kind.value or "budget"
    figures = extract_figures(reading.tables, year, kind)
    prose = parse_prose(reading.document, reading.tables, figures, year, kind)
    checks = run_checks(reading.tables, figures, prose, kind, document=reading.document)
    return Counter((c.result, c.sentence) for c in checks if c.result in FAILED)


def _doubts(reading: Reading) -> Counter[tuple[object, ...]]:
    """Every doubt with where it stands."""
    found = Counter[tuple[object, ...]](("file", d) for d in reading.document.doubts)
    found.update((p.number, d) for p in reading.document.pages for d in p.doubts)
    found.update(torn_pages(reading.document).items())
    found.update((t.pages, d) for t in reading.tables for d in t.doubts)
    return found


def _has_doubts(table: Table) -> bool:
    return any(cell.doubts for row in table.rows for cell in row.cells if cell)


def _content(table: Table) -> tuple[object, ...]:
    """What a table says: its names, columns and every cell."""
    columns = tuple((c.path, c.role, c.concept, c.unit) for c in table.columns)
    rows = tuple(tuple(c.text if c else None for c in row.cells) for row in table.rows)
    return (table.pages, table.number, table.title, table.form, table.unit, table.note, columns, rows)


def _prose(reading: Reading) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = {}
    for block in reading.document.blocks:
        if isinstance(block, Text):
            lines.setdefault(block.place.page, []).append(block.text)
    return lines


def tally(outcomes: Sequence[Outcome]) -> str:
    """One line per way of spoiling."""
    lines = []
    for kind in dict.fromkeys(o.kind for o in outcomes):
        count = Counter(o.result for o in outcomes if o.kind == kind)
        parts = ", ".join(f"{result} {count[result]}" for result in RESULTS if count[result])
        lines.append(f"{kind}: {sum(count.values())} times: {parts}")
    return "\n".join(lines)


def main() -> None:
    """Prints the tally, and what differs in silence."""
    options = _options()
    console = Console()
    console.print(f"seed {options.seed}; to see the same again: --seed {options.seed}", highlight=False)
    end = time.monotonic() + 60 * options.minutes
    outcomes: list[Outcome] = []
    for kind, path in ((kind, path) for kind in TAMPERINGS for path in options.files):
        if time.monotonic() > end:
            break
        drawn = chances(f"{options.seed} {kind} {path.name}", _share(options, kind))
        for number, outcome in enumerate(spoil(path, kind, drawn)):
            outcomes.append(outcome)
            if outcome.result in WRONG:
                told = f"{path.name}: {kind} {number}: {outcome.result}: {outcome.where}"
                console.print(told, markup=False, highlight=False)
    console.print(tally(outcomes), highlight=False)
    if time.monotonic() > end:
        console.print(f"stopped after {options.minutes} minutes", highlight=False)
    sys.exit(any(o.result in WRONG and o.kind in BYTES for o in outcomes))


def _share(options: argparse.Namespace, kind: str) -> int:
    """How often a file is spoilt in one way."""
    most: int = options.bytes if kind in BYTES else options.pages
    ways = len(BYTES) if kind in BYTES else len(TAMPERINGS) - len(BYTES)
    return -(-most // (ways * len(options.files)))


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bytes", type=int, default=2000, help="times that bytes are spoilt, over all ways and files")
    parser.add_argument("--pages", type=int, default=100, help="times that pages are spoilt, over all ways and files")
    parser.add_argument("--minutes", type=float, default=60, help="when to stop")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    options.files = options.files or [shared / "disclosures" / "real" / f"{name}.pdf" for name in CHOSEN]
    if missing := [str(f) for f in options.files if not f.is_file()]:
        sys.exit(f"{missing[0]}: no such file, expected a good PDF: set MINGZHANG_SHARED to the shared folder")
    return options


if __name__ == "__main__":
    main()
