"""One file of the corpus through every stage, measured."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus_identities import Counts, count
from benchmarks.corpus_tokens import Loose, loose_amounts
from mingzhang.checks.run import run_checks
from mingzhang.disclosures.identity import identify
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.prose.parse import parse_prose
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table


@dataclass(slots=True)
class Reading:
    """What was read from one file; ``error`` is the refusal of a file that was not read."""

    file: str
    error: str = ""
    pages: int = 0
    seconds: float = 0.0
    peak: int = 0
    tables: list[tuple[str, str, str]] = field(default_factory=list)
    figures: int = 0
    doubtful: list[str] = field(default_factory=list)
    accounted: Counter[str] = field(default_factory=Counter)
    loose: list[Loose] = field(default_factory=list)
    checks: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    record: Counts = field(default_factory=Counter)
    identity: dict[str, tuple[str, str]] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)


def read_one(path: Path, both: bool) -> Reading:
    """The reading of one file; every failure is told in it. ``both`` compares with the reference reader."""
    reading = Reading(path.name)
    try:
        _read(path, both, reading)
    except Exception as error:  # one bad file must not end the run
        reading.error = f"{type(error).__name__}: {error}"
    return reading


def _read(path: Path, both: bool, reading: Reading) -> None:
    start = time.process_time()
    document = read_pdf(path)
    tables = recognise_tables(document, path.name)
    reading.seconds = time.process_time() - start
    reading.peak = _peak()
    reading.pages = len(document.pages)
    known = identify(document, tables)
    year = int(known.year.value) if known.year.value else None
    kind = known.kind.value or "budget"
    figures = extract_figures(tables, year, kind)
    reading.identity = {n: (f.value, f.sure) for n in ("body", "year", "kind", "scope") if (f := getattr(known, n))}
    reading.tables = [(t.form, t.state, t.title) for t in tables]
    reading.figures = len(figures)
    reading.doubtful = [f"p. {f.page} {f.label} {f.printed} ({', '.join(f.doubts)})" for f in figures if f.doubts]
    reading.accounted, reading.loose = loose_amounts(document, tables, figures)
    prose = parse_prose(document, tables, figures, year, kind)
    checks = run_checks(tables, figures, prose, kind, document=document)
    reading.record = count(checks, figures)
    reading.checks = Counter(c.result for c in checks)
    wrong = ("source-contradiction", "source-incomplete", "reading-doubt", "unconfirmed")
    reading.wrong = [(c.result, c.identity, c.sentence) for c in checks if c.result in wrong]
    if both:
        reading.differing = _differing(tables, figures, path, year, kind)


def _peak() -> int:
    """Peak resident memory of this process, in MiB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 2**20


def _differing(
    tables: Sequence[Table], figures: Sequence[Figure], path: Path, year: int | None, kind: str
) -> list[str]:
    """The figures that one reader finds and the other does not."""
    other = extract_figures(recognise_tables(read_pdf(path, reader="reference"), path.name), year, kind)
    fast, reference = (Counter(_words(f) for f in found) for found in (figures, other))
    only = [("fast", f) for f in (fast - reference)] + [("reference", f) for f in (reference - fast)]
    return [f"{reader} only: {f}" for reader, f in only]


def _words(f: Figure) -> str:
    return f"p. {f.page} {f.code} {f.label} {f.unit_name} {f.project} / {f.column_label} / {f.amount}"
