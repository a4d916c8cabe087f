"""What figures mean by where their rows stand: a unit above its projects, a class above its items, a year under a unit.

Tables that nest rows print in one column what other tables print in several. What stands above is added to the figures
below, so that they have a key; the figures of the package stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from mingzhang.collection.disclosed import Disclosed
from mingzhang.collection.line_keys import Record
from mingzhang.collection.purchases import Bought, is_of_purchases, read_purchases
from mingzhang.knowledge.body_kinds import OWN_LEVEL, kind_of
from mingzhang.knowledge.code_names import codes_named
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.text.normalise import normalise

_PERIOD = re.compile(
    r"(?:20\d\d年度?|上年度?|本年度?|当年)(?:预算数?|执行数?|决算数?)?"
    r"|(?:[与同比较].{0,8})?(?:增减|增长|变化|比较)(?:变化|变动|增长|情况|金额|[额数率]|幅度|比例|百分比|[（()）%％±])*"
)
_OWN_LEVEL = re.compile(rf"[（(](?:{OWN_LEVEL})[）)]$")
_QUOTES = str.maketrans("", "", "“”\"'")
_CODES = ("functional_code", "economic_code", "gov_economic_code")


def nested(one: Disclosed) -> dict[str, Record]:
    """Figure id → the figure with what its place says, for every figure of a disclosure, in print order."""
    tables: dict[str, list[Record]] = defaultdict(list)
    for figure in one.records("figures"):
        tables[figure["table_id"]].append(figure)
    units = {_plain(f["unit_name"]) for figures in tables.values() for f in figures if f["unit_name"]} | {one.name}
    made: dict[str, Record] = {}
    for name, figures in tables.items():
        rows = _Rows(figures, one.forms[name], one, frozenset(units))
        made |= {f["id"]: rows.complete(f) for f in figures}
    return made


@dataclass(slots=True)
class _Rows:
    """The figures of one table, of this form; ``units`` are names of bodies printed in the document."""

    figures: Sequence[Record]
    form: str
    one: Disclosed
    units: frozenset[str]
    by_row: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    inherited: dict[str, str] = field(default_factory=dict)
    wholes: frozenset[str] = frozenset()
    bought: Mapping[int, Bought] = field(default_factory=dict)
    has_units: bool = False
    has_codes: bool = False

    def __post_init__(self) -> None:
        if is_of_purchases(self.form):
            self.bought = read_purchases(self.one.data.tables[self.figures[0]["table_id"]], self._is_body)
        last = ""
        for figure in self.figures:
            self.by_row[figure["row"]].append(figure)
            last = figure["unit_name"] or last
            if last and not figure["unit_name"] and _PERIOD.fullmatch(figure["label"]):
                self.inherited[figure["id"]] = last
        self.has_units = any(f["unit_name"] for f in self.figures)
        leaves = [codes_named(f["label"]) for f in self.figures if f["is_leaf"] == "true"]
        self.has_codes = 2 * sum(map(bool, leaves)) >= len(leaves)
        self.wholes = _whole_rows(self.by_row, self.one.name)

    def complete(self, figure: Record) -> Record:
        """The figure with unit, project, code, concept and role as its place in the table gives them."""
        added = {"concept": self._concept(figure), "unit_name": self._unit(figure), "item": ""}
        if bought := self._bought(figure):
            return {**figure, **added, **bought}
        if code := self._code(figure):
            added["functional_code" if code[0] == "2" else "economic_code"] = code
        elif self._is_project(figure):
            added["project"] = figure["label"]
        if figure["row"] in self.wholes or self._is_self(added["unit_name"]):
            added["unit_name"] = ""
        made = {**figure, **added}
        if not any(made[name] for name in (*_CODES, "unit_name", "project")) and self._is_whole(figure):
            made["row_role"] = "total"
        return made

    def _bought(self, figure: Record) -> dict[str, str]:
        """What a row of purchases says beyond its column; nothing where the row has a meaning of its own."""
        table = self.one.data.tables[figure["table_id"]]
        bought = self.bought.get(table.cells[figure["id"]][0])
        coded = any(figure[name] for name in _CODES)
        if bought is None or coded or figure["concept"] != self.one.column_concept(figure):
            return {}
        item, at, fund = figure["concept"].partition("@")
        concept = bought.concept if item == "procurement" and bought.concept else item
        said = {"concept": f"{concept}{at}{fund}", "unit_name": bought.unit_name, "item": bought.item}
        return said | ({"row_role": "total"} if bought.is_whole else {})

    def _concept(self, figure: Record) -> str:
        item, _, fund = figure["concept"].partition("@")
        if figure["row_role"] == "total":
            own = _items_by_name().get(_name(figure["label"]), item)
            item = own if own.startswith(f"{item}.") or load_vocabulary().is_part((own, ""), (item, "")) else item
        return f"{item}@{fund}" if fund else item

    def _unit(self, figure: Record) -> str:
        """The body that the row is for: named in its column, above (a year, an item below its body), or itself."""
        if figure["unit_name"] or figure["id"] in self.inherited:
            return figure["unit_name"] or self.inherited[figure["id"]]
        if self.has_units:
            return figure["label"] if self._is_unit(figure) else ""
        while not self._is_unit(figure):
            above = self._above(figure)
            if above is None:
                return ""
            figure = above
        return figure["label"]

    def _is_unit(self, figure: Record) -> bool:
        label = _plain(figure["label"])
        if figure["row_role"] == "total" or not label or figure["code"] or codes_named(label):
            return False
        return label in self.units or (figure["is_leaf"] == "false" and figure["level"] == "1" and bool(kind_of(label)))

    def _is_body(self, name: str) -> bool:
        return _plain(name) in self.units or bool(kind_of(_plain(name)))

    def _above(self, figure: Record) -> Record | None:
        """The row above in rank, in the figure's own column if it is filled there; None when that is not clear."""
        rows = self.by_row.get(figure["parent_row"], []) if figure["parent_row"] != figure["row"] else []
        same = [f for f in rows if f["column_label"] == figure["column_label"]]
        if not same and len({f["label"] for f in rows}) > 1:
            return None
        return next(iter([*same, *rows]), None)

    def _code(self, figure: Record) -> str:
        """The code that a name has, by the code above it where several have that name; empty where one is printed.

        Only rows of expenditure are told so. Rows of project tables nest projects, units and codes: there a name
        proves nothing.
        """
        printed = next((figure[name] for name in _CODES if figure[name]), "")
        if printed or not figure["concept"].startswith("expenditure") or "project" in self.form:
            return ""
        codes = codes_named(figure["label"])
        if len(codes) < 2:
            return codes[0] if codes else ""
        above = self._above(figure)
        parent = above and (above["functional_code"] or above["economic_code"] or self._code(above))
        below = [c for c in codes if parent and c[:-2] == parent]
        return below[0] if len(below) == 1 else ""

    def _is_project(self, figure: Record) -> bool:
        """Whether the row is a project below its body, in a table of projects without a column for them.

        Where most rows are named as codes, those deeper down or named as an economic class are what it is spent on.
        """
        label = figure["label"]
        if "project" not in self.form or figure["project"] or figure["is_leaf"] != "true" or not label:
            return False
        above = self._above(figure)
        codes = codes_named(label)
        direct = above is not None and self._is_unit(above)
        named = not codes or not self.has_codes or (codes[0][0] == "2" and direct)
        return bool(named and self._unit(figure)) and not self._is_unit(figure)

    def _is_self(self, unit: str) -> bool:
        """Whether the disclosure is of this unit alone."""
        return self.one.scope == "unit" and _plain(unit) == _plain(self.one.name)

    def _is_whole(self, figure: Record) -> bool:
        label, item = figure["label"], figure["concept"].partition("@")[0]
        if figure["row"] in self.wholes or _PERIOD.fullmatch(label) or _items_by_name().get(_name(label)) == item:
            return True
        return (bool(label) and self._is_self(label)) or self._is_self(figure["unit_name"])


def _whole_rows(by_row: Mapping[str, Sequence[Record]], name: str) -> frozenset[str]:
    """Rows that say for the department itself what the total row says, in every column."""
    totals = [row for row, figures in by_row.items() if figures[0]["row_role"] == "total"]
    if len(totals) != 1:
        return frozenset()
    filled = Counter(_plain(figures[0]["unit_name"]) for figures in by_row.values() if _amounts(figures))
    total = _amounts(by_row[totals[0]])
    found = set()
    for row, figures in by_row.items():
        unit = _plain(figures[0]["unit_name"])
        repeated = unit and (unit == _plain(name) or filled[unit] > 1)
        if repeated and not _keys(figures) and _amounts(figures) == total:
            found.add(row)
    return frozenset(found)


def _keys(figures: Sequence[Record]) -> bool:
    return any(f[name] for f in figures for name in (*_CODES, "project"))


def _amounts(figures: Sequence[Record]) -> dict[str, Decimal]:
    return {f["column_label"]: Decimal(f["amount"]) for f in figures if Decimal(f["amount"])}


def _plain(name: str) -> str:
    """A body's name without 本级 in brackets."""
    return _OWN_LEVEL.sub("", normalise(name))


def _name(label: str) -> str:
    return re.sub(r"(?:合计|小计|总计)$", "", normalise(label)).translate(_QUOTES)


@cache
def _items_by_name() -> Mapping[str, str]:
    return {_name(meaning.zh): item for item, meaning in load_vocabulary().items.items()}
