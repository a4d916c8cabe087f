"""Our own error rate: what is read of disclosures that were keyed by hand, figure by figure, against the key.

    python -m benchmarks.accuracy [--store FOLDER]

Writes knowledge/accuracy.json, which the site shows. A figure is right when page, row, column and amount agree: the
row is its code where the page prints one, else its name; the column the innermost header and the years and phases above
it. Percentages are left out, and so are pages that were not keyed. Exits 1 when anything was misread in silence.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang import __version__
from mingzhang.disclosures.identity import identify
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading import read_source
from mingzhang.tables.doubt import is_shaken
from mingzhang.tables.recognise import recognise_tables
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "build" / "mingzhang" / "knowledge" / "accuracy.json"
COMMAND = "make accuracy"
OWN = ROOT / "tests" / "keyed" / "changji-science-association-2024.json"
FOUNDING = ROOT / "datasets" / "changji-science-association" / "2024-budget" / "source.pdf"
NOTE = (
    "这些文件也用于研制读法；没有见过的文件可能读得差些。",
    "The reading was developed on these files too; files never seen may be read less well.",
)
_PHASE = re.compile(r"\d{4}年|预算数|决算数|执行数|上年|本年")
_RULE_OF_THREE = 3.0  # no error in n trials: at 95 % the rate is below 3/n (Hanley and Lippman-Hand, JAMA 1983)

Key = tuple[int, str, tuple[str, tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class Score:
    """One disclosure: figures ``keyed`` by hand, of them ``missed``; ``invented`` are read and not in the key.

    ``doubted`` of the missed and invented ones carry a doubt, on themselves or their table.
    """

    file: str
    keyed: int
    missed: int
    invented: int
    doubted: int


def main() -> None:
    """Measures, prints one line a file, and writes the result."""
    options = _options()
    scores = [_measure(pdf, json.loads(key.read_text(encoding="utf-8"))) for pdf, key in _pairs(options.store)]
    for s in scores:
        print(f"{s.file}: {s.keyed} keyed, {s.missed} missed, {s.invented} invented, {s.doubted} of these doubted")
    result = summary(scores, datetime.datetime.now(datetime.UTC).date())
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"error rate {result['error_rate']}, in silence {result['silent']} → {RESULT}")
    sys.exit(result["silent"] > 0)


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path, default=shared, help="the shared folder")
    return parser.parse_args()


def _pairs(store: Path) -> Iterator[tuple[Path, Path]]:
    """Each PDF with its key; the founding disclosure is always there."""
    yield FOUNDING, OWN
    keys = sorted((store / "disclosures" / "truth").glob("*.json"))
    if not keys:
        print(f"{store}: no hand-keyed truth found; measured on the founding disclosure alone", file=sys.stderr)
    for key in keys:
        yield store / "disclosures" / "real" / f"{key.stem}.pdf", key


def _measure(pdf: Path, truth: Mapping[str, Any]) -> Score:
    document = read_source(pdf)
    tables = recognise_tables(document, pdf.name)
    known = identify(document, tables)
    figures = extract_figures(tables, int(known.year.value or 0) or None, known.kind.value or "budget")
    shaken = {t.table_id for t in tables if is_shaken(t)}
    doubted = {f.id for f in figures if f.reading != "printed" or f.table_id in shaken}
    name = pdf.stem if pdf != FOUNDING else OWN.stem
    return compare(name, truth, figures, doubted)


def compare(name: str, truth: Mapping[str, Any], figures: Iterable[Figure], doubted: set[str]) -> Score:
    """The score of these figures; ``doubted`` are the ids of those that carry a doubt."""
    pages = {page for table in truth["tables"] for page in table["pages"]}
    want = Counter(_keyed(truth))
    read = [f for f in figures if f.measure == "amount" and f.page in pages]
    have = Counter(_read(f) for f in read)
    missed, invented = _differences(want, have)
    shaky_pages = {f.page for f in read if f.id in doubted}
    excused = sum(n for key, n in (missed + invented).items() if key[0] in shaky_pages)
    return Score(name, want.total(), missed.total(), invented.total(), excused)


def _differences(want: Counter[Key], have: Counter[Key]) -> tuple[Counter[Key], Counter[Key]]:
    """What is missed and what is invented; a row that prints no key matches whatever the row is called."""
    missed, invented = want - have, have - want
    for key in [k for k in missed if not k[1]]:
        for other in [o for o in invented if (o[0], o[2], o[3]) == (key[0], key[2], key[3])]:
            both = min(missed[key], invented[other])
            missed[key] -= both
            invented[other] -= both
    return +missed, +invented


def _keyed(truth: Mapping[str, Any]) -> Iterator[Key]:
    for table in truth["tables"]:
        for f in table["figures"]:
            if not f["amount"].endswith(("%", "％")):
                names = (f["code"], f["label"], f.get("project", ""), f.get("unit_name", ""))
                yield int(f["page"]), _row(names), _column(f["path"]), _amount(f["amount"])


def _read(f: Figure) -> Key:
    return (
        f.page,
        _row((f.code, f.label, f.project, f.unit_name)),
        _column(f.column_label.split(" / ")),
        _amount(str(f.amount)),
    )


def _row(names: Iterable[str]) -> str:
    return next((normalise(n) for n in names if n), "")


def _column(path: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    parts = [normalise(p) for p in path if normalise(p)]
    phases = sorted({found for p in parts[:-1] for found in _PHASE.findall(p)})
    return (parts[-1] if parts else "", tuple(phases))


def _amount(text: str) -> str:
    """The amount however many zeros it prints at its end."""
    amount = parse_amount(text)
    return text if amount is None else f"{amount.normalize():f}"


def summary(scores: Iterable[Score], day: datetime.date) -> dict[str, Any]:
    """The numbers as the site shows them; ``error_rate`` is missed and invented figures per figure keyed."""
    scores = list(scores)
    keyed = sum(s.keyed for s in scores)
    errors = sum(s.missed + s.invented for s in scores)
    return {
        "date": day.isoformat(),
        "command": COMMAND,
        "version": __version__,
        "disclosures": len(scores),
        "keyed": keyed,
        "missed": sum(s.missed for s in scores),
        "invented": sum(s.invented for s in scores),
        "silent": errors - sum(s.doubted for s in scores),
        "error_rate": f"{100 * errors / max(keyed, 1):.2f} %",
        "upper_bound_95": f"{100 * _RULE_OF_THREE / max(keyed, 1):.2f} %" if not errors else "",
        "note_zh": NOTE[0],
        "note_en": NOTE[1],
        "files": [
            {"file": s.file, "keyed": s.keyed, "missed": s.missed, "invented": s.invented, "doubted": s.doubted}
            for s in scores
        ],
    }


if __name__ == "__main__":
    main()
