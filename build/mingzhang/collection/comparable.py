"""The comparable view: figures of all disclosures that mean the same become lines, none of them summed twice."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.collection.disclosed import Disclosed
from mingzhang.collection.line_keys import Key, Record, direction_of, is_inferred, key_of, refines
from mingzhang.collection.nesting import nested
from mingzhang.collection.stated import Statement, find_parts, state
from mingzhang.collection.unclear import find_unclear

_DOUBTS = ("doubtful", "inferred", "recognised", "printed")  # the worst first


@dataclass(frozen=True, slots=True)
class Line:
    """One line of ``lines.csv``: what one disclosure says about one key. ``step`` is half its last printed digit."""

    id: str
    disclosure: Disclosed
    key: Key
    amount: Decimal
    step: Decimal
    agreement: str
    reading: str
    figure_ids: tuple[str, ...]
    project_id: str = ""
    of_which: bool = False
    is_leaf: bool = False
    adds_up: str = "unknown"
    is_current: bool = False
    is_default: bool = False
    tables: frozenset[str] = frozenset()

    @property
    def full_key(self) -> tuple[str, str, Key]:
        """What the same line of another disclosure shares: body, scope and key."""
        return self.disclosure.body, self.disclosure.scope, self.key


@dataclass(frozen=True, slots=True)
class Placed:
    """All lines, and for each (disclosure, figure id) its line's id or the reason why it is in none."""

    lines: tuple[Line, ...]
    line_of: Mapping[tuple[str, str], str]
    left_out: Mapping[tuple[str, str], str]


def make_lines(disclosed: Sequence[Disclosed], parents: Mapping[str, str]) -> Placed:
    """The lines of these disclosures; ``parents`` gives a body's parent. Order: as disclosed, then as printed."""
    lines: list[Line] = []
    line_of: dict[tuple[str, str], str] = {}
    left_out: dict[tuple[str, str], str] = {}
    for one in disclosed:
        stated, reasons = _stated(one)
        left_out |= {(one.id, figure): reason for figure, reason in reasons.items()}
        made = _with_leaves([_line(one, key, statements) for key, statements in stated.items()])
        lines += made
        line_of |= {(one.id, figure): line.id for line in made for figure in line.figure_ids}
    return Placed(tuple(_with_currency(lines, parents)), line_of, left_out)


def _stated(one: Disclosed) -> tuple[dict[Key, list[Statement]], dict[str, str]]:
    """What the disclosure states by key, and the reasons of the figures that state nothing."""
    keyed, reasons = _keyed(one)
    parts = find_parts(keyed)
    unclear = {figure["id"] for figure in find_unclear(keyed, parts)}
    kept = {key: [f for f in figures if f["id"] not in unclear] for key, figures in keyed.items()}
    stated = {key: [*state(key, figures, parts)] for key, figures in kept.items() if figures}
    return stated, reasons | dict.fromkeys(unclear, "repeated-key")


def _keyed(one: Disclosed) -> tuple[dict[Key, list[Record]], dict[str, str]]:
    """Figures by key in print order, and the reasons of those without one."""
    keyed: dict[Key, list[Record]] = defaultdict(list)
    reasons: dict[str, str] = {}
    placed = nested(one)
    for figure in one.records("figures"):
        form, table = one.forms[figure["table_id"]], figure["table_id"]
        project = one.projects.get(figure["id"], ("", ""))[1]
        key = key_of(placed[figure["id"]], form, one.column_concept(figure), table in one.lone, project)
        if isinstance(key, str):
            reasons[figure["id"]] = key
        else:
            keyed[key].append(figure)
    return keyed, reasons


def _line(one: Disclosed, key: Key, stated: Sequence[Statement]) -> Line:
    amounts = Counter(statement.amount for statement in stated)
    amount = max(amounts, key=lambda a: amounts[a])  # the most frequent, else the first printed
    step = max(statement.step for statement in stated)
    figures = [figure for statement in stated for figure in statement.figures]
    summed = all(len(s.figures) > 1 for s in stated if s.amount == amount)
    readings = {"inferred" if summed and f["reading"] == "printed" else _reading(key, f) for f in figures}
    return Line(
        id="l" + hashlib.sha256("\x1f".join((one.id, *_parts(key))).encode()).hexdigest()[:16],
        disclosure=one,
        key=key,
        amount=amount,
        step=step,
        agreement="sum" if summed and len(stated) == 1 else _agreement(amounts, step),
        reading=next(r for r in _DOUBTS if r in readings),
        figure_ids=tuple(f["id"] for f in figures),
        project_id=next((one.projects[f["id"]][0] for f in figures if key.project and f["id"] in one.projects), ""),
        of_which=all(f["row_role"] == "of-which" for f in figures),
        tables=frozenset(f["table_id"] for f in figures),
    )


def _reading(key: Key, figure: Record) -> str:
    return "inferred" if figure["reading"] == "printed" and is_inferred(figure, key) else figure["reading"]


def _parts(key: Key) -> Iterable[str]:
    """The fields of a key; an empty item is left out, so that ids stay what they were before there were items."""
    return (str(getattr(key, name)) for name in Key.__slots__ if name != "item" or key.item)


def _agreement(amounts: Counter[Decimal], step: Decimal) -> str:
    if amounts.total() == 1:
        return "single"
    if len(amounts) == 1:
        return "equal"
    return "rounding" if max(amounts) - min(amounts) <= 2 * step else "differs"


def _with_leaves(lines: Sequence[Line]) -> list[Line]:
    """A line is a leaf unless finer ones of its breakdown stand below it; an of-which is no leaf beside its whole."""
    families: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        families[line.key.stem].append(line)
    marked = [replace(line, is_leaf=_is_leaf(line, families[line.key.stem])) for line in lines]
    wholes = {line.key.whole: line for line in marked if line.key.breakdown == "total"}
    groups: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in marked:
        groups[(*line.key.whole, line.key.breakdown)].append(line)
    return [line for group, found in groups.items() for line in _added_up(found, wholes.get(group[:-1]))]


def _added_up(lines: Sequence[Line], whole: Line | None) -> list[Line]:
    """One breakdown of one amount, with the verdict whether its leaves add up to the whole.

    Among units the department itself may be named beside its parts: the one that is all of the whole is no leaf.
    """
    lines = list(lines)
    if whole and lines[0].key.breakdown == "unit" and len(lines) > 2:
        rest = [line for line in lines if line.amount != whole.amount]
        if len(rest) == len(lines) - 1 and _adds_up(rest, whole) == "yes":
            lines = [line if line in rest else replace(line, is_leaf=False) for line in lines]
    verdict = _adds_up([line for line in lines if line.is_leaf], whole)
    if verdict == "no" and (of_one := _of_one_table(lines, whole)):
        return of_one
    return [replace(line, adds_up=verdict) for line in lines]


def _of_one_table(lines: Sequence[Line], whole: Line | None) -> list[Line]:
    """The same lines where those of one table come to the whole: what only other tables print is no leaf beside them.

    Empty where no table does. Two tables that file one amount under two codes would else count it twice.
    """
    printed = Counter(table for line in lines for table in sorted(line.tables))
    for table, _ in printed.most_common():
        own = [line for line in lines if table in line.tables]
        leaves = [line for line in own if _is_leaf(line, own)]
        if _adds_up(leaves, whole) == "yes":
            return [replace(n, is_leaf=n in leaves, adds_up="yes" if n in own else "no") for n in lines]
    return []


def _adds_up(leaves: Sequence[Line], whole: Line | None) -> str:
    if whole is None:
        return "unknown"
    slack = whole.step + sum((line.step for line in leaves), Decimal(0))
    return "yes" if abs(sum((line.amount for line in leaves), Decimal(0)) - whole.amount) <= slack else "no"


def _is_leaf(line: Line, family: Sequence[Line]) -> bool:
    if line.of_which and any(refines(line.key, other.key) for other in family):
        return False
    return not any(refines(other.key, line.key) and not other.of_which for other in family)


def _with_currency(lines: Sequence[Line], parents: Mapping[str, str]) -> Iterator[Line]:
    """Marks what is current (the latest edition, the year's own document) and what counts across bodies."""
    best: dict[tuple[str, str, Key], Line] = {}
    for line in lines:
        rival = best.get(line.full_key)
        if line.disclosure.is_latest and (rival is None or _rank(line) > _rank(rival)):
            best[line.full_key] = line
    scopes: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for line in best.values():
        scopes[line.disclosure.body, line.key.figure_year, line.key.phase].add(line.disclosure.scope)
    for line in lines:
        current = best.get(line.full_key) is line
        yield replace(line, is_current=current, is_default=current and _counts(line, scopes, parents))


def _rank(line: Line) -> tuple[bool, int, int]:
    """The document of that very year and phase first, then the later edition, then the later document."""
    one = line.disclosure
    kind = "final" if line.key.phase in ("final", "adjusted") else "budget"
    own = str(one.fiscal_year) == line.key.figure_year and one.kind == kind
    return own, one.edition, one.fiscal_year or 0


def _counts(line: Line, scopes: Mapping[tuple[str, str, str], set[str]], parents: Mapping[str, str]) -> bool:
    """Whether no department that includes this line's body is counted already."""
    body, (year, phase) = line.disclosure.body, (line.key.figure_year, line.key.phase)
    if line.disclosure.scope != "department" and "department" in scopes[body, year, phase]:
        return False
    seen = {body}
    while (body := parents.get(body, "")) and body not in seen:
        if "department" in scopes.get((body, year, phase), ()):
            return False
        seen.add(body)
    return True


def line_row(line: Line) -> dict[str, object]:
    """A line as values of the columns of ``lines.csv``."""
    key, one = line.key, line.disclosure
    functional, economic = key.functional_code, key.economic_code
    return {
        "id": line.id,
        "disclosure": one.id,
        "body": one.body,
        "body_name": one.name,
        "scope": one.scope,
        "figure_year": int(key.figure_year),
        "phase": key.phase,
        "direction": direction_of(key.concept),
        "concept": key.concept,
        "fund": key.fund,
        "breakdown": key.breakdown,
        "functional_code": functional,
        "functional_class": functional[:3],
        "functional_division": functional[:5] if len(functional) > 3 else "",
        "functional_item": functional if len(functional) == 7 else "",
        "economic_code": economic,
        "economic_class": economic[:3],
        "economic_division": economic[:5] if len(economic) > 3 else "",
        "gov_economic_code": key.gov_economic_code,
        "unit_name": key.unit_name,
        "project_id": line.project_id,
        "project": key.project,
        "item": key.item,
        "level": key.level,
        "is_leaf": line.is_leaf,
        "adds_up": line.adds_up,
        "amount_yuan": line.amount,
        "agreement": line.agreement,
        "reading": line.reading,
        "is_current": line.is_current,
        "is_default": line.is_default,
        "figure_ids": line.figure_ids,
    }
