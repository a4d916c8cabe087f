"""How good the data are, counted with denominators: by place, disclosure, form and identity."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from mingzhang.collection.entry import place_key
from mingzhang.collection.survey import Row, read_rows

FILE = "quality.csv"
_UNREAD = ("unknown-form", "doubtful")
_CLEAR = ("printed", "inferred", "recognised")  # inferred: one column in every solution; recognised: proved by sums
_FAILED = {
    "source-contradiction": "contradictions",
    "source-incomplete": "incomplete",
    "reading-doubt": "doubts",
    "unconfirmed": "unconfirmed",
}


@dataclass(slots=True)
class Counts:
    """What is counted of one group. ``tested`` leaves out checks that could not be tested, and notes.

    ``proved``: amounts that stand in an exact, confirmed sum; ``confirmed``: figures whose concept its own relations
    confirm, of those that have one (``meant``).
    """

    disclosures: int = 0
    tables: int = 0
    read: int = 0
    figures: int = 0
    clear: int = 0
    amounts: int = 0
    proved: int = 0
    meant: int = 0
    confirmed: int = 0
    tested: int = 0
    hold: int = 0
    contradictions: int = 0
    incomplete: int = 0
    doubts: int = 0
    unconfirmed: int = 0
    untested: int = 0

    def table(self, row: Row) -> None:
        """Counts one row of ``tables.csv``."""
        self.tables += 1
        self.read += row["state"] not in _UNREAD

    def figure(self, row: Row) -> None:
        """Counts one row of ``figures.csv``."""
        self.figures += 1
        self.clear += row["reading"] in _CLEAR
        self.amounts += row["measure"] == "amount"
        self.proved += row["measure"] == "amount" and row["proofs"] not in ("", "0")
        self.meant += bool(row["meaning"])
        self.confirmed += row["meaning"] == "confirmed"

    def check(self, row: Row) -> None:
        """Counts one row of ``checks.csv``."""
        result = row["result"]
        if result == "not-testable":
            self.untested += 1
        elif result != "note":
            self.tested += 1
            self.hold += result in ("holds", "rounding")
            if result in _FAILED:
                setattr(self, _FAILED[result], getattr(self, _FAILED[result]) + 1)


Groups = dict[str, dict[str, Counts]]


def count_quality(folder: Path) -> Groups:
    """Counts by ``place`` (as ``Body.place``), ``disclosure``, ``form`` and ``identity`` in ``folder``."""
    groups: Groups = {kind: defaultdict(Counts) for kind in ("place", "disclosure", "form", "identity")}
    bodies = read_rows(folder / "bodies.csv", ("id", "division", "level"))
    belongs = {row["id"]: place_key(row["division"], row["level"]) for row in bodies}
    places = {}
    for row in read_rows(folder / "disclosures.csv", ("id", "body")):
        places[row["id"]] = belongs[row["body"]]
        groups["place"][places[row["id"]]].disclosures += 1
        groups["disclosure"][row["id"]].disclosures = 1
    forms: dict[tuple[str, str], str] = {}
    for row in read_rows(folder / "tables.csv", ("disclosure", "table_id", "form", "state")):
        forms[row["disclosure"], row["table_id"]] = row["form"]
        for counts in (*_of(groups, places, row), groups["form"][row["form"]]):
            counts.table(row)
    for row in read_rows(folder / "figures.csv", ("disclosure", "table_id", "reading", "measure", "proofs", "meaning")):
        form = forms[row["disclosure"], row["table_id"]]
        for counts in (*_of(groups, places, row), groups["form"][form]):
            counts.figure(row)
    for row in read_rows(folder / "checks.csv", ("disclosure", "identity", "result")):
        for counts in _of(groups, places, row):
            counts.check(row)
        groups["identity"][row["identity"]].check(row)
    return groups


def _of(groups: Groups, places: Mapping[str, str], row: Row) -> Iterable[Counts]:
    return groups["place"][places[row["disclosure"]]], groups["disclosure"][row["disclosure"]]


def quality_csv(groups: Groups) -> str:
    """The counts as CSV: one row per group, ``kind`` and ``key`` first. A count that does not apply stays empty."""
    names = [f.name for f in fields(Counts)]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["kind", "key", *names])
    for kind, found in groups.items():
        for key in sorted(found):
            cells = [getattr(found[key], n) if n in applying(kind) else "" for n in names]
            writer.writerow([kind, key, *cells])
    return stream.getvalue()


def applying(kind: str) -> tuple[str, ...]:
    """The counts that mean something for this kind of group."""
    checks = ("tested", "hold", "contradictions", "incomplete", "doubts", "unconfirmed", "untested")
    tables = ("tables", "read", "figures", "clear", "amounts", "proved", "meant", "confirmed")
    return {"form": tables, "identity": checks}.get(kind, ("disclosures", *tables, *checks))
