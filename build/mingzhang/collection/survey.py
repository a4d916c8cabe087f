"""The collection's own data, read back for the pages that look across disclosures: codes, bodies, quality, compare."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from mingzhang.knowledge.divisions import ancestors, division_name

Row = Mapping[str, str]

_CODED = {"functional": "functional_code", "economic": "economic_code"}
_SIDES = ("expenditure", "expenditure.basic", "expenditure.project", "expenditure.personnel", "expenditure.public")
_FUNDS = ("", "general", "fiscal", "government-fund", "state-capital")
_LINES = [
    "disclosure",
    "body",
    "body_name",
    "scope",
    "figure_year",
    "phase",
    "concept",
    "fund",
    "breakdown",
    "functional_code",
    "economic_code",
    "unit_name",
    "direction",
    "amount_yuan",
    "figure_ids",
    "is_current",
    "is_default",
    "is_leaf",
    "adds_up",
]


@dataclass(frozen=True, slots=True)
class Amount:
    """One current line: what one body says of one thing in one year. ``yuan`` is exact.

    ``figure`` is the first figure it comes from; ``counts`` says whether it may be added to those of other bodies.
    """

    disclosure: str
    body: str
    body_name: str
    scope: str
    year: int
    phase: str
    concept: str
    fund: str
    key: str
    yuan: Decimal
    figure: str
    counts: bool


@dataclass(slots=True)
class Survey:
    """What ``data/all/`` holds, arranged for pages.

    ``codes``: (classification, code) → amounts, one per body, scope, year and phase; ``wholes``: body → amounts that
    are not broken down; ``units``: body → amounts of its units; ``outturns``: body → budget beside final account, not
    broken down; ``kin``: name without its place → bodies; ``children``: body → bodies below it; ``bodies``:
    body → its row; ``tables``: (disclosure, figure) → table id.
    """

    codes: dict[tuple[str, str], list[Amount]] = field(default_factory=lambda: defaultdict(list))
    wholes: dict[str, list[Amount]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, list[Amount]] = field(default_factory=lambda: defaultdict(list))
    outturns: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    kin: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    children: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, Row] = field(default_factory=dict)
    tables: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def table_of(self, amount: Amount) -> str:
        """The table that an amount's figure stands in; empty when not known."""
        return self.tables.get((amount.disclosure, amount.figure), "")


def read_survey(folder: Path) -> Survey:
    """The survey of the collection in ``folder`` (a site's ``data/all``); an empty one when nothing is there."""
    survey = Survey()
    for name in ("bodies", "codes", "disclosures", "outturn", "panel"):
        survey.rows[name] = list(read_rows(folder / f"{name}.csv"))
    for row in survey.rows["bodies"]:
        survey.bodies[row["id"]] = row
        survey.kin[stem_of(row["name"], row["division"])].append(row)
        survey.children[row["parent"]].append(row)
    for row in survey.rows.pop("outturn"):
        if row["breakdown"] == "total":
            survey.outturns[row["body"]].append(row)
    wanted = _place_lines(survey, folder / "lines.csv")
    for row in read_rows(folder / "figures.csv", ("disclosure", "id", "table_id")):
        if (row["disclosure"], row["id"]) in wanted:
            survey.tables[row["disclosure"], row["id"]] = row["table_id"]
    return survey


def stem_of(name: str, division: str) -> str:
    """A body's name without the names of its places: 昌吉回族自治州科学技术协会 → 科学技术协会."""
    stem = name if division else name.removeprefix("国家")
    for code in [*ancestors(division), division] if division else []:
        place = division_name(code)
        short = place.rstrip("省市区县州盟旗") if len(place) > 2 else place
        stem = stem.removeprefix(place) if stem.startswith(place) else stem.removeprefix(short)
    return stem.lstrip("省市区县州") or name


def read_rows(path: Path, columns: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a CSV file with these columns, or with all; none when there is no such file."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows, [])
        names = columns or header
        places = [header.index(name) for name in names]
        for row in rows:
            yield {name: row[place] for name, place in zip(names, places, strict=True)}


def _place_lines(survey: Survey, path: Path) -> set[tuple[str, str]]:
    """Fills codes, wholes and units; gives the (disclosure, figure) whose tables are needed."""
    best: dict[tuple[str, ...], tuple[int, Amount]] = {}
    crossed: dict[tuple[str, ...], Amount] = {}
    for row in read_rows(path, _LINES):
        if row["is_current"] != "true":
            continue
        _add_crossed(crossed, row)
        if row["breakdown"] == "total":
            survey.wholes[row["body"]].append(_amount(row, ""))
        elif row["breakdown"] == "unit" and row["concept"] == "expenditure" and not row["fund"]:
            survey.units[row["body"]].append(_amount(row, row["unit_name"]))
        elif row["breakdown"] in _CODED and row["direction"] == "expenditure":
            code = row[_CODED[row["breakdown"]]]
            same = (row["breakdown"], code, row["body"], row["scope"], row["figure_year"], row["phase"])
            if same not in best or _rank(row) < best[same][0]:
                best[same] = (_rank(row), _amount(row, code))
    for key, amount in sorted(crossed.items(), key=lambda found: found[0][-1]):
        best.setdefault(key[:-1], (0, amount))
    for (classification, code, *_), (_, amount) in best.items():
        survey.codes[classification, code].append(amount)
    placed = (*survey.codes.values(), *survey.wholes.values(), *survey.units.values())
    return {(a.disclosure, a.figure) for amounts in placed for a in amounts}


def _add_crossed(crossed: dict[tuple[str, ...], Amount], row: Row) -> None:
    """Adds a line by two classifications to what is known of each of its codes: some codes are printed only so.

    Only leaves of a breakdown that comes to its printed total are added, so that no code lacks a part of itself.
    """
    crossing = row["breakdown"].startswith("functional+economic") and row["direction"] == "expenditure"
    whole = row["is_leaf"] == "true" and row["adds_up"] == "yes"
    if not crossing or not whole:
        return
    for classification, column in _CODED.items():
        code = row[column]
        key = (classification, code, row["body"], row["scope"], row["figure_year"], row["phase"], f"{_rank(row):03}")
        if key in crossed:
            crossed[key] = replace(crossed[key], yuan=crossed[key].yuan + Decimal(row["amount_yuan"]))
        else:
            crossed[key] = _amount(row, code)


def _rank(row: Row) -> int:
    """The widest meaning first: all expenditure of all funds, then of one, then a part of it."""
    side = _SIDES.index(row["concept"]) if row["concept"] in _SIDES else len(_SIDES)
    fund = _FUNDS.index(row["fund"]) if row["fund"] in _FUNDS else len(_FUNDS)
    return side * 10 + fund


def _amount(row: Row, key: str) -> Amount:
    return Amount(
        disclosure=row["disclosure"],
        body=row["body"],
        body_name=row["body_name"],
        scope=row["scope"],
        year=int(row["figure_year"]),
        phase=row["phase"],
        concept=row["concept"],
        fund=row["fund"],
        key=key,
        yuan=Decimal(row["amount_yuan"]),
        figure=row["figure_ids"].partition(" | ")[0],
        counts=row["is_default"] == "true" and row["adds_up"] != "no",
    )
