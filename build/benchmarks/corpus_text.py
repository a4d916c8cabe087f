"""How well tables are read from text alone: ``pdftotext`` of real files, against the reading of the same PDFs.

    python -m benchmarks.corpus_text [--all] [--only MODE] [--unseen] [FILE.pdf …]

Three texts are made of each file: ``plain`` (pdftotext as it comes), ``layout`` (columns laid out by spaces) and
``raw`` (the order in the file, a row a line). A figure is placed when page, row, column and amount are the PDF's;
ambiguous when the text leaves its column open and says so; wrong when it is put anywhere else. Shares are of the PDF's
figures, in the core tables (the nine that every disclosure has) and in all. A text is complete when each core table in
which the PDF prints figures has figures in it, too. ``--all`` takes every file of the store (about half an hour),
``--only layout`` one kind of text. ``--unseen`` reads each file as if nothing were known of its place (the name of the
file up to its last hyphen): every header that any file of the place prints is taken out of forms/headers.yml, even one
that other places print, too. That is harder than a new place is, whose headers are often known from another. Exits 1
when a figure is wrong; one that says it is in doubt is not counted so.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import yaml
from rich.console import Console
from rich.table import Table

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.reading import read_source
from mingzhang.tables.from_text import headers, restore_tables
from mingzhang.tables.from_text.learn import sign
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table as Printed

SHARED = Path(__file__).parent.parent.parent / "shared" / "disclosures" / "real"
FILES = (
    "wuxi-6925d6c5", "shenzhen-4dc4cd8a", "yantai-a0305b60", "guangzhou-58417d10", "quanzhou-8a3c331b",
    "beijing-2f257e97", "suzhou-590ce1f0", "shanghai-putuo-c8821d98", "hangzhou-425299ae", "changsha-97cc4d4f",
)  # fmt: skip
"""Ten files of ten places; forms/headers.yml was learned from other files."""
MODES = {"plain": (), "layout": ("-layout",), "raw": ("-raw",)}
CORE = (
    "-balance", "-income", "-expenditure", "-fiscal-balance", "-general", "-basic", "-three-public",
    "-government-fund", "-state-capital",
)  # fmt: skip

Known = list[tuple[Figure, str]]
"""Figures with the form of their table."""


@dataclass(slots=True)
class Score:
    """Counts of the PDF's figures (of core tables first) and of what the text made of them."""

    core: int = 0
    figures: int = 0
    placed_core: int = 0
    placed: int = 0
    ambiguous: int = 0
    wrong: int = 0
    complete: bool = True
    seconds: float = 0.0

    def add(self, other: Score) -> None:
        """Counts those of another text, too."""
        for name in ("core", "figures", "placed_core", "placed", "ambiguous", "wrong", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.complete = self.complete and other.complete


def main() -> int:
    """Prints a row for each file and text; 1 when a figure is wrong."""
    console = Console(width=150)
    arguments = _arguments()
    if not shutil.which("pdftotext"):
        console.print("corpus-text: skipped, pdftotext is missing (install poppler-utils)")
        return 0
    files = [Path(name) for name in arguments.files] or [p for n in FILES if (p := SHARED / f"{n}.pdf").is_file()]
    if arguments.all:
        files = sorted(SHARED.glob("*.pdf"))
    if not files:
        console.print(f"corpus-text: skipped, there are no files in {SHARED}")
        return 0
    columns = (
        "file",
        "text",
        "core",
        "placed",
        "share",
        "all",
        "placed",
        "share",
        "ambiguous",
        "wrong",
        "complete",
        "s",
    )
    table = Table(*columns)
    modes = {m: options for m, options in MODES.items() if arguments.only in ("", m)}
    totals = {mode: Score() for mode in modes}
    for path in files:
        printed = read_figures(path)
        for mode, options in modes.items():
            with unseen(path) if arguments.unseen else nullcontext():
                score = compare(printed, path, options)
            totals[mode].add(score)
            table.add_row(path.stem, mode, *_shown(score))
    for mode, total in totals.items():
        table.add_row(f"all {len(files)}", mode, *_shown(total))
    console.print(table)
    wrong = sum(total.wrong for total in totals.values())
    console.print(f"{wrong} figures wrong")
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well tables are read from text alone.")
    parser.add_argument("files", nargs="*", metavar="FILE.pdf")
    parser.add_argument("--all", action="store_true", help="every file of the store")
    parser.add_argument("--only", choices=list(MODES), default="", metavar="MODE", help="plain, layout or raw")
    parser.add_argument("--unseen", action="store_true", help="without the headers that files of the same place print")
    return parser.parse_args()


def _shown(score: Score) -> list[str]:
    core = f"{score.placed_core / max(score.core, 1):.1%}"
    share = f"{score.placed / max(score.figures, 1):.1%}"
    counts = (score.core, score.placed_core, core, score.figures, score.placed, share, score.ambiguous, score.wrong)
    return [*map(str, counts), "yes" if score.complete else "no", f"{score.seconds:.1f}"]


def read_tables(path: Path) -> tuple[Printed, ...]:
    """The tables of a file."""
    return recognise_tables(restore_tables(read_source(path)))


_read_once = cache(read_tables)


def read_figures(path: Path) -> Known:
    """The figures that a file prints, with the form of their table."""
    tables = _read_once(path) if path.suffix == ".pdf" else read_tables(path)
    forms = {t.table_id: t.form for t in tables}
    return [(f, forms[f.table_id]) for f in extract_figures(tables) if f.measure == "amount"]


@contextmanager
def unseen(path: Path) -> Iterator[None]:
    """While it lasts, no header is known that a file of the same place prints."""
    place = path.stem.rpartition("-")[0]
    own = set().union(*(_signs(p) for p in sorted(path.parent.glob("*.pdf")) if p.stem.rpartition("-")[0] == place))
    entries = yaml.safe_load(knowledge_text("forms/headers.yml"))
    kept = [e for e in entries["headers"] if sign(headers.parse_heading(e)) not in own]
    text = yaml.safe_dump({"headers": kept}, allow_unicode=True)
    with patch.object(headers, "knowledge_text", lambda _: text):
        _forget()
        yield
    _forget()


@cache
def _signs(path: Path) -> frozenset[object]:
    printed = [headers.heading_of(t) for t in _read_once(path) if t.form and t.form != "performance-targets"]
    return frozenset(sign(heading) for heading in printed if heading)


def _forget() -> None:
    """Whatever the room keeps in memory of the headers it knows."""
    rooms = [m for name, m in sys.modules.items() if name.startswith("mingzhang.tables.from_text")]
    for kept in (value for room in rooms for value in vars(room).values() if hasattr(value, "cache_clear")):
        kept.cache_clear()


def compare(printed: Known, path: Path, options: Sequence[str]) -> Score:
    """What the text that ``pdftotext`` makes with these options gives of the PDF's figures."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        subprocess.run(["pdftotext", *options, str(path), str(text)], check=True, capture_output=True)
        start = time.perf_counter()
        found = read_figures(text)
        seconds = time.perf_counter() - start
    left = Counter(_key(f) for f, _ in printed)
    core = {_key(f) for f, form in printed if is_core(form)}
    score = Score(core=sum(is_core(form) for _, form in printed), figures=len(printed), seconds=seconds)
    for figure, _ in found:
        key = _key(figure)
        if figure.reading == "ambiguous":
            score.ambiguous += 1
        elif left[key] > 0:
            left[key] -= 1
            score.placed += 1
            score.placed_core += key in core
        elif figure.reading != "doubtful":
            score.wrong += 1
    score.complete = core_forms(printed) <= core_forms(found)
    return score


def is_core(form: str) -> bool:
    """Whether the form is one of the nine that every disclosure has."""
    return form.removeprefix("budget").removeprefix("final") in CORE


def core_forms(figures: Iterable[tuple[Figure, str]]) -> set[str]:
    """The core forms in which figures are printed."""
    return {form for _, form in figures if is_core(form)}


def _key(figure: Figure) -> tuple[object, ...]:
    row = (figure.code, figure.label, figure.unit_name, figure.project)
    return (figure.page, *row, figure.column_label.rpartition(" / ")[2], figure.amount)


if __name__ == "__main__":
    sys.exit(main())
