"""Which figure of the tables a statement speaks of: by concept, section and equal amounts, never by the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.figures.figure import Figure
from mingzhang.prose.wordings import concepts_of
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import DIGIT_DOT, HAN_BRACKETS, HAN_DOT

_CLASSIFIED = re.compile(r"(?P<name>[^，：:；。]+?)[（(](?P<code>\d{2,3})?(?P<level>类|款|项)[）)]")
_LENGTHS = {"类": 3, "款": 5, "项": 7}
_CODE = re.compile(r"(?<!\d)(2\d{2}(?:\d{2}){0,2})(?!\d|年)")
_ECONOMIC_CODE = re.compile(r"[（(](?P<code>[35]\d{2}(?:\d{2})?)[）)]$")
_SIDES = {"income": "income", "expenditure": "expenditure", "basic": "expenditure", "project-notes": "expenditure"}
_SIDES_OF_ACCOUNTS = ("income", "expenditure", "carryover-in", "carryover-out", "economic")
_FUNDS = {
    "general": "general",
    "fiscal": "fiscal",
    "government-fund": "government-fund",
    "state-capital": "state-capital",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a statement is about; ``figure_id`` is empty when no figure of that meaning has that amount."""

    concept: str = ""
    functional_code: str = ""
    economic_code: str = ""
    figure_id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as it is looked up: ``amount_yuan`` with ``step``, the unit of its last printed digit, in yuan."""

    subject: str
    context: str
    topic: str
    amount_yuan: Decimal | None
    step: Decimal
    year: int | None
    phase: str
    side: str = ""
    """``income`` or ``expenditure`` where the words before the statement tell, for a subject that does not."""


class Figures:
    """The figures of one disclosure, ready to be asked for."""

    def __init__(self, figures: Iterable[Figure], tables: Iterable[Table], year: int | None) -> None:
        self.year = year
        self.titles: Mapping[str, str] = {table.table_id: normalise(table.title) for table in tables}
        self.all = tuple(f for f in figures if f.measure == "amount" and f.amount_yuan is not None)
        self._items = frozenset(f.concept.partition("@")[0] for f in self.all if f.concept)

    def ask(self, asked: Asked) -> Meaning:
        """The meaning of a statement: classified rows first, then concepts, then equal labels."""
        return self._by_class(asked) or self._by_words(asked)

    def _by_class(self, asked: Asked) -> Meaning | None:
        """The row of a classification that a subject names by its path or its code; None where it names none."""
        subject = normalise(asked.subject)
        path = list(_CLASSIFIED.finditer(subject))
        if path:
            printed = "".join(m["code"] or "" for m in path)
            last = path[-1]
            whole = len(printed) == _LENGTHS[last["level"]]
            return self._coded(asked, printed) if whole else self._classified(asked, last["name"], last["level"])
        code = _CODE.search(subject)
        if code:
            return self._coded(asked, code.group(1))
        economic = _ECONOMIC_CODE.search(subject)
        return self._economic(asked, economic["code"]) if economic else None

    def _by_words(self, asked: Asked) -> Meaning:
        concepts = self._candidates(asked)
        if concepts and self._has_own_table(concepts[0]):
            found = self._by_concept(asked, concepts)
            return Meaning(concepts[0], figure_id=found.id if found else "")
        found = self._by_label(asked, True) or self._by_concept(asked, concepts) or self._by_label(asked, False)
        if found:
            concept = _told(found, concepts)
            return Meaning(concept, found.functional_code if found.code else "", _economic(found), found.id)
        return Meaning(_unproved(asked, concepts))

    def _has_own_table(self, concept: str) -> bool:
        """Whether the tables print an item that is no side of the accounts (三公, 会议费 …) as their own.

        A statement about it speaks of that table; a row of the same name among economic classes counts other money.
        """
        item = concept.partition("@")[0]
        return item.split(".")[0] not in _SIDES_OF_ACCOUNTS and item in self._items

    def _candidates(self, asked: Asked) -> tuple[str, ...]:
        """The concepts of the words; where a section speaks of one side only, those of that side."""
        concepts = concepts_of(asked.subject)
        side = asked.side or _SIDES.get(asked.topic)
        same = tuple(
            c
            for c in concepts
            if side is None or c.startswith(side) or re.split("[.@]", c)[0] not in ("income", "expenditure")
        )
        fund = _fund_of(asked)
        kept = tuple(whole for concept in same or concepts for whole in _wholes(concept))
        if fund and kept and "@" not in kept[0] and kept[0].startswith("expenditure"):
            return tuple(f"{c}@{fund}" for c in kept) + kept
        return kept

    def _classified(self, asked: Asked, name: str, level: str) -> Meaning:
        """A row of the functional classification: with a code of the level's length, else without any code."""
        named = [f for f in self.all if _same_name(f.label, name) and not f.project]
        rows = [f for f in named if len(f.functional_code) == _LENGTHS[level] and f.code == f.functional_code]
        rows = rows or [f for f in named if not f.code and f.concept.startswith("expenditure")]
        found = self._best(asked, _spent(rows, asked), _preferred(asked))
        if found:
            return Meaning(found.concept, found.functional_code, "", found.id)
        codes = {f.functional_code for f in rows} - {""}
        return Meaning("expenditure", codes.pop() if len(codes) == 1 else "")

    def _coded(self, asked: Asked, code: str) -> Meaning:
        rows = [f for f in self.all if f.functional_code == code and f.code == code]
        found = self._best(asked, _spent(rows, asked), _preferred(asked))
        return Meaning(found.concept if found else "expenditure", code, "", found.id if found else "")

    def _economic(self, asked: Asked, code: str) -> Meaning:
        """工资福利支出（301）: a row of the economic classification, of departments (3xx) or of governments (5xx)."""
        rows = [f for f in self.all if code in (f.economic_code, f.gov_economic_code) and f.code]
        found = self._best(asked, rows, _preferred(asked))
        own = code if code.startswith("3") else ""
        return Meaning(found.concept if found else "expenditure", "", own, found.id if found else "")

    def _by_concept(self, asked: Asked, concepts: Sequence[str]) -> Figure | None:
        for concept in concepts:
            exact = [f for f in self.all if f.concept == concept and _is_whole(f)]
            found = self._best(asked, exact, ())
            if found:
                return found
        items = [c for c in concepts if "@" not in c and c.split(".")[0] not in ("income", "expenditure")]
        same_item = [f for f in self.all if f.concept.split("@")[0] in items and _is_whole(f)]
        return self._best(asked, same_item, tuple(items))

    def _by_label(self, asked: Asked, classified: bool) -> Figure | None:
        """A row or a column of that very name: 科学技术支出 568.86; ``classified`` rows carry a code."""
        name = _core(asked.subject)
        if len(name) < 3:
            return None
        rows = [f for f in self.all if bool(f.code) == classified and _same_name(f.label, name)]
        rows = _spent(rows, asked)
        if classified:
            return self._best(asked, rows, _preferred(asked))
        columns = [f for f in self.all if f.row_role == "total" and _same_name(f.column_label.split(" / ")[-1], name)]
        return self._best(asked, rows, _preferred(asked)) or self._best(asked, columns, ())

    def _best(self, asked: Asked, figures: Sequence[Figure], preferred: Sequence[str]) -> Figure | None:
        equal = [f for f in figures if _equal(f, asked) and self._same_time(f, asked)]
        return min(equal, key=lambda f: self._rank(f, asked, preferred), default=None)

    def _same_time(self, figure: Figure, asked: Asked) -> bool:
        return (figure.figure_year or self.year) == asked.year and figure.phase in ("", asked.phase)

    def _rank(self, figure: Figure, asked: Asked, preferred: Sequence[str]) -> tuple[object, ...]:
        wanted = preferred.index(figure.concept) if figure.concept in preferred else len(preferred)
        return (
            figure.reading != "printed",
            figure.phase != asked.phase,
            -likeness(asked.context, self.titles.get(figure.table_id, "")),
            wanted,
            figure.row_role not in ("total", "subtotal"),
            figure.table_id,
            figure.row,
            figure.column_index,
        )


def _spent(rows: Sequence[Figure], asked: Asked) -> list[Figure]:
    """The rows of the functional classification are expenditure, unless the section speaks of income."""
    return [f for f in rows if asked.topic == "income" or not (f.functional_code and f.concept.startswith("income"))]


def _fund_of(asked: Asked) -> str:
    """The purse that the section speaks of, by its topic, else by the words of its heading."""
    named = (("一般公共预算", "general"), ("财政拨款", "fiscal"))
    return _FUNDS.get(asked.topic, next((fund for word, fund in named if word in asked.context), ""))


def _preferred(asked: Asked) -> tuple[str, ...]:
    fund = _fund_of(asked)
    own = (f"expenditure@{fund}",) if fund else ()
    return (*own, "expenditure", "expenditure.current")


def _is_whole(figure: Figure) -> bool:
    """A row of the whole body, not one of a classification or a project."""
    return not figure.code and not figure.project


def _wholes(concept: str) -> tuple[str, ...]:
    """Income or expenditure of a fund is also printed as that of the year, or with what was carried over."""
    item, _, fund = concept.partition("@")
    if item not in ("income", "expenditure") or not fund:
        return (concept,)
    return (concept, f"{item}.current@{fund}", f"{item}.grand-total@{fund}")


def _equal(figure: Figure, asked: Asked) -> bool:
    """Equal, or equal when the more precise of the two is rounded to the other's last digit."""
    if asked.amount_yuan is None or figure.amount_yuan is None:
        return False
    exponent = figure.amount.as_tuple().exponent
    step = figure.amount_yuan / figure.amount * Decimal(1).scaleb(int(exponent)) if figure.amount else asked.step
    if step == asked.step:
        return figure.amount_yuan == asked.amount_yuan
    return abs(figure.amount_yuan - asked.amount_yuan) * 2 <= max(step, asked.step)


def _told(figure: Figure, concepts: Sequence[str]) -> str:
    """What an amount found by its name is: 人员经费合计 without a code is a part of what its column counts."""
    items = {concept.partition("@")[0] for concept in concepts}
    whole = figure.concept.partition("@")[0]
    parts = {"expenditure.personnel", "expenditure.public"} & items
    return concepts[0] if parts and not figure.code and whole == "expenditure.basic" else figure.concept


def _unproved(asked: Asked, concepts: Sequence[str]) -> str:
    """What the words alone say; a purse in a passage on performance is the money that has targets."""
    purse = not concepts or concepts[0].split("@")[0] in ("income", "expenditure")
    if asked.topic == "performance" and purse:
        return "performance-funds"
    return concepts[0] if concepts else ""


def _economic(figure: Figure) -> str:
    return figure.economic_code if figure.code else ""


def _core(subject: str) -> str:
    return re.sub(r"[“”\"]|[（(]类[）)]|科目$|预算数?$|决算数?$", "", normalise(subject))


def _same_name(label: str, name: str) -> bool:
    plain = re.sub(
        rf"^(?:其中[：:])?(?:{HAN_DOT}|{HAN_BRACKETS}|{DIGIT_DOT})?",
        "",
        normalise(label),
    )
    plain = re.sub(r"(?:合计|小计)$", "", plain)
    return bool(plain) and (plain == name or plain.removesuffix("支出") == name.removesuffix("支出"))


def likeness(one: str, two: str) -> float:
    """Share of two-character pieces that a section's title and a table's title have in common."""
    a, b = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (one, two))
    return len(a & b) / len(b) if b else 0.0
