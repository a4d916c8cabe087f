"""Reads every real disclosure of the shared store and says what was read, what was not, and what does not add up.

    python -m benchmarks.corpus [--store FOLDER] [--jobs N] [--fast-only] [FILE.pdf …]

Writes build/benchmarks/CORPUS.md and the record of the identities (knowledge/identity-record.csv) when all files were
read.
Exits 1 when a file could not be read.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.corpus_identities import record_csv
from benchmarks.corpus_reading import Reading, read_one
from benchmarks.corpus_report import line, write_report

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "build" / "benchmarks" / "CORPUS.md"
VERDICTS = ROOT / "build" / "benchmarks" / "verdicts.csv"
RECORD = ROOT / "build" / "mingzhang" / "knowledge" / "identity-record.csv"


def main() -> None:
    """One line a file while it goes, the summary at the end."""
    options = _options()
    store = options.store / "disclosures" / "real"
    chosen = options.files or sorted(store.glob("*.pdf"))
    if not chosen:
        sys.exit(f"{store}: no PDF found, expected the real disclosures: set MINGZHANG_SHARED to their folder")
    console = Console()
    readings = _read_all(chosen, options.jobs, not options.fast_only, console)
    known = {row["file"]: row for row in _rows(store / "INDEX.csv")}
    confirmed = {
        (row["file"], row["identity"]): row["seen"] for row in _rows(ROOT / "build" / "benchmarks" / "confirmed.csv")
    }
    report = write_report(readings, known, confirmed)
    if not options.files:
        REPORT.write_text(report, encoding="utf-8")
        counts = sum((r.record for r in readings), Counter[tuple[str, str]]())
        RECORD.write_text(record_csv(counts, _rows(VERDICTS)), encoding="utf-8")
        RECORD.with_name("identity-record-day.txt").write_text(f"{datetime.now(UTC).date()}\n", encoding="utf-8")
    console.print(report.split("\n## Files")[0], markup=False, highlight=False, soft_wrap=True)
    sys.exit(1 if any(r.error for r in readings) else 0)


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path, default=shared, help="the shared folder")
    parser.add_argument("--jobs", type=int, default=1, help="files read at the same time")
    parser.add_argument("--fast-only", action="store_true", help="do not compare with the reference reader")
    parser.add_argument("files", nargs="*", type=Path)
    return parser.parse_args()


def _read_all(files: list[Path], jobs: int, both: bool, console: Console) -> list[Reading]:
    """Each file in a process of its own, so that its peak memory can be told."""
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    readings: list[Reading] = []
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(files))
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
            for done in as_completed([pool.submit(read_one, path, both) for path in files]):
                readings.append(done.result())
                progress.console.print(line(readings[-1]), markup=False, highlight=False, soft_wrap=True)
                progress.advance(task)
    return sorted(readings, key=lambda r: r.file)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
