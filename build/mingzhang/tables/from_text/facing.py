"""Two-sided tables in a text that prints one cell on each line: income and expenditure, each with its own total.

Labels tell their side. The table is told when every row prints its amount, each side adds up to its total, both totals
are the same, and each functional class prints what another table of the document prints for it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.tables.from_text.fill import Amount, Sheet, fill
from mingzhang.tables.from_text.headers import Heading, letters, load_headings
from mingzhang.tables.from_text.sides import is_expenditure, is_income
from mingzhang.tables.from_text.text_cells import Cells, Spot
from mingzhang.tables.from_text.text_keys import Row, Search, codes_for, joined, names_of, plain, sorted_codes_for
from mingzhang.tables.from_text.text_sums import amount_of, units_of
from mingzhang.text.ordinals import HAN_BRACKETS, HAN_DOT

_BROKEN = 4  # pieces that one label may be broken into
_ORDINAL = re.compile(rf"(?P<first>{HAN_DOT})|(?P<second>{HAN_BRACKETS})|(?P<third>\d+[.、．])")
_LEVELS = ("first", "second", "third")
_TOTAL = re.compile(r"(?:收入|支出)[总合]计")
_SUBTOTAL = re.compile(r"本年(?:收入|支出)[合小]计")

Facing = tuple[Heading, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: the panel it stands in and its pieces."""

    panel: int
    spots: tuple[Spot, ...]

    @property
    def text(self) -> str:
        """The words without their ordinal."""
        return _ORDINAL.sub("", joined(self.spots), count=1)


def read_facing(group: Sequence[Cells], classes: Mapping[str, set[Decimal]]) -> list[Facing] | None:
    """The areas as one two-sided table, for each its rows; None when they are none.

    ``classes``: what other tables print for each functional class.
    """
    if any(cells.codes or cells.numbers for cells in group):
        return None
    read = [_labels(cells) for cells in group]
    sides = _sides([label for found, _ in read for label in found])
    heading, pages = _headed([_of_their_side(found, rest, sides) for found, rest in read])
    if heading is None:
        return None
    labels = _by_code([(n, label) for n, found in enumerate(pages) for label in found])
    parents = _parents([label for _, label in labels])
    columns = [[j for j, p in enumerate(heading.panels) if p == k and heading.roles[j] == "amount"] for k in (0, 1)]
    if parents is None or not all(columns):
        return None
    cells_of = [columns[label.panel] for _, label in labels]
    shares = fill(Sheet([n for n, _ in labels], parents, _amounts(group, labels, columns), heading, cells_of))
    if shares is None:
        return None
    spots = [spot for cells in group for spot in cells.amounts]
    rows = [
        (n, label, Row("", (("label", label.panel, label.spots),), tuple(spots[k] for k in share)))
        for (n, label), share in zip(labels, shares, strict=True)
    ]
    if not _agrees([(label, row) for _, label, row in rows], classes):
        return None
    return [(heading, tuple(row for n, _, row in rows if n == page)) for page in range(len(group))]


def _labels(cells: Cells) -> tuple[list[_Label], list[Spot]]:
    """The labels of both sides, and the words left over for the header."""
    labels: list[_Label] = []
    rest: list[Spot] = []
    words, at = cells.words, 0
    while at < len(words):
        for count in range(min(_BROKEN, len(words) - at), 0, -1):
            text = joined(words[at : at + count])
            income = is_income(text)
            expenditure = is_expenditure(text) or (plain(text) in names_of("functional") and not income)
            if income != expenditure:
                labels.append(_Label(int(expenditure), tuple(words[at : at + count])))
                at += count
                break
        else:
            rest.append(words[at])
            at += 1
    return labels, rest


def _sides(labels: Sequence[_Label]) -> Mapping[int, set[int]]:
    """The panels in which there are labels with ordinals of each level."""
    sides: dict[int, set[int]] = defaultdict(set)
    for label in labels:
        if _ORDINAL.match(joined(label.spots)):
            sides[_level(label)].add(label.panel)
    return sides


def _of_their_side(
    labels: Sequence[_Label], rest: Sequence[Spot], sides: Mapping[int, set[int]]
) -> tuple[list[_Label], list[Spot]]:
    """The same with numbered words that tell no side, where all labels with such an ordinal are of one."""
    found, left = list(labels), []
    for spot in rest:
        own = _Label(0, (spot,))
        panels = sides.get(_level(own), set()) if _ORDINAL.match(spot[1].plain) else set()
        if len(panels) == 1:
            found.append(_Label(min(panels), (spot,)))
        else:
            left.append(spot)
    return sorted(found, key=lambda label: (label.spots[0][0], label.spots[0][1].at)), left


def _headed(pages: Sequence[tuple[list[_Label], list[Spot]]]) -> tuple[Heading | None, list[list[_Label]]]:
    """The two-sided header that the first page spells, and every other spells, too, or none; the labels without it."""
    found: dict[tuple[object, ...], tuple[Heading, list[list[_Label]]]] = {}
    for heading in load_headings():
        if heading.panels[-1] == 1 and _is_facing(heading):
            labels = [_without(heading, own, rest) if rest or not n else own for n, (own, rest) in enumerate(pages)]
            kept = [own for own in labels if own is not None]
            if len(kept) == len(pages):
                found.setdefault((heading.texts, heading.paths), (heading, kept))
    return next(iter(found.values())) if len(found) == 1 else (None, [])


def _without(heading: Heading, labels: Sequence[_Label], rest: Sequence[Spot]) -> list[_Label] | None:
    """The labels without those that are words of the header; None when the words left over do not spell it."""
    lacking = Counter(heading.letters)
    lacking.subtract(letters("".join(p.text for _, p in rest)))
    kept: list[_Label] = []
    for label in labels:
        own = letters(joined(label.spots))
        if joined(label.spots) in heading.texts and all(lacking[c] >= n for c, n in own.items()):
            lacking.subtract(own)
        else:
            kept.append(label)
    return kept if not any(lacking.values()) else None


def _is_facing(heading: Heading) -> bool:
    return tuple(role for role in heading.roles if role != "amount") == ("label", "label")


def _parents(labels: Sequence[_Label]) -> list[int] | None:
    """For each label the one whose amount it is part of, on its side; None when a side has no total."""
    parents = [-1] * len(labels)
    coded = _coded_parents(labels)
    for panel in (0, 1):
        own = [n for n, label in enumerate(labels) if label.panel == panel]
        total = [n for n in own if _TOTAL.fullmatch(labels[n].text)]
        middle = [n for n in own if _SUBTOTAL.fullmatch(labels[n].text)]
        if len(total) != 1 or len(middle) > 1:
            return None
        above: dict[int, int] = {}
        for n in own:
            if n in total:
                continue
            if n in middle:
                parents[n], above = total[0], {}
                continue
            if coded.get(n, -1) >= 0:
                parents[n] = coded[n]
                continue
            level = _level(labels[n])
            top = middle[0] if middle and n < middle[0] else total[0]
            parents[n] = above[max(k for k in above if k < level)] if any(k < level for k in above) else top
            above = {k: at for k, at in above.items() if k < level} | {level: n}
    return parents


def _codes(labels: Sequence[_Label], searches: Sequence[Search] = (codes_for, sorted_codes_for)) -> dict[int, str]:
    """The code of each label that names a functional class, division or item, where the names leave no choice."""
    known = names_of("functional")
    own = [n for n, label in enumerate(labels) if label.panel and plain(label.text) in known]
    for search in searches:
        ways = list(search([known[plain(labels[n].text)] for n in own], ()))
        if len({tuple(map(len, way)) for way in ways}) == 1:
            return dict(zip(own, ways[0], strict=True))
    return {}


def _by_code(labels: Sequence[tuple[int, _Label]]) -> list[tuple[int, _Label]]:
    """The labels with those of each page that have codes in the order of these: some are printed out of turn."""
    plain_labels = [label for _, label in labels]
    codes = {} if _codes(plain_labels, (codes_for,)) else _codes(plain_labels)
    found = list(labels)
    for page in {n for n, _ in labels}:
        own = [k for k in codes if labels[k][0] == page]
        for k, source in zip(own, sorted(own, key=lambda k: codes[k]), strict=True):
            found[k] = labels[source]
    return found


def _coded_parents(labels: Sequence[_Label]) -> dict[int, int]:
    """For each label that names a division or an item the label above it, where its class is a label, too."""
    at = {code: n for n, code in _codes(labels).items()}
    return {n: at[code[:-2]] for code, n in at.items() if code[:-2] in at}


def _level(label: _Label) -> int:
    match = _ORDINAL.match(joined(label.spots))
    return next((k for k, name in enumerate(_LEVELS) if match and match[name]), 0)


def _amounts(
    group: Sequence[Cells], labels: Sequence[tuple[int, _Label]], columns: Sequence[Sequence[int]]
) -> list[Amount]:
    """The amounts, with their row where what is printed below a numbered label can be its row."""
    units = iter(units_of([p.plain for cells in group for _, p in cells.amounts]))
    found: list[Amount] = []
    for n, cells in enumerate(group):
        ends = {label.spots[-1]: row for row, (page, label) in enumerate(labels) if page == n}
        of: dict[Spot, int] = {}
        for row, run in _runs(cells, ends):
            label = labels[row][1]
            if _is_row(run, len(columns[label.panel])) and _is_item(label):
                of |= dict.fromkeys(run, row)
        found += [Amount(next(units), n, of.get(spot)) for spot in cells.amounts]
    return found


def _is_item(label: _Label) -> bool:
    """Whether it has an ordinal or is a name of the classification: what is printed below other words may be late."""
    return _ORDINAL.match(joined(label.spots)) is not None or plain(label.text) in names_of("functional")


def _is_row(run: Sequence[Spot], count: int) -> bool:
    """Whether it is one amount, or a total and its parts."""
    values = [amount_of(p.plain) for _, p in run]
    return len(run) == 1 if count == 1 else 1 < len(run) <= count and values[0] == sum(values[1:])


def _runs(cells: Cells, ends: Mapping[Spot, int]) -> Iterator[tuple[int, list[Spot]]]:
    """Each label with the amounts printed between it and the next."""
    row, run = -1, list[Spot]()
    amounts = set(cells.amounts)
    for spot in cells.order:
        if spot in ends:
            if row >= 0:
                yield row, run
            row, run = ends[spot], []
        elif spot in amounts:
            run.append(spot)
    if row >= 0:
        yield row, run


def _agrees(rows: Sequence[tuple[_Label, Row]], classes: Mapping[str, set[Decimal]]) -> bool:
    """Whether both totals are the same, and each class prints what another table prints for it, or nothing."""
    totals = {amount_of(row.amounts[0][1].plain) for label, row in rows if _TOTAL.fullmatch(label.text)}
    known = [(amount_of(row.amounts[0][1].plain), classes.get(label.text, set())) for label, row in rows if label.panel]
    told = [value in values for value, values in known if values]
    return len(totals) == 1 and all(told) and any(told)
