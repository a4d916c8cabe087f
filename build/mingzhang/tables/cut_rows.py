"""Rows that a page break cuts: their name, or their amounts, go on in the first row of the next page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mingzhang.knowledge.code_names import codes_named
from mingzhang.knowledge.forms import knows_item
from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.tables.header import CODE
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Row
from mingzhang.text.amounts import parse_amount
from mingzhang.text.ordinals import HAN

_CODED = 0.8  # share of a column's rows that carry a code: then a row without one is no row of its own
_ALL, _ENOUGH = 0.98, 5  # the same for amounts, of more than so many rows
_FEW = 3  # rows that tell what is usual
_PROSE = 12  # characters: longer cells than this are sentences
_NUMBERED = re.compile(rf"(?:[（(]?{HAN}[)）]?[、.．]?|[（(]?\d{{1,2}}[)）、.．])(?!\d)|其中")
Texts = Mapping[int, str]


def join_cut_row(body: Sequence[Row], first: Row) -> Row | None:
    """The last row of ``body`` completed by the first row of the next page; None when that is a row of its own.

    It is the rest of a cut row when both together carry the name of a class; when each of its amounts completes the
    amount above to the decimals usual in its column; when one has the code and the other the amounts that all rows
    have; or, without amounts, when it closes a bracket left open, goes on with prose, or lacks what all rows carry.
    """
    above = body[-1]
    rest = {j: text for j, c in enumerate(first.cells) if (text := text_of(c))}
    if not rest or first.page != above.page + 1 or any(c is not None and c.doubts for c in first.cells):
        return None
    totals = [t for t in (*rest.values(), *map(text_of, above.cells)) if says("rows", "total", t)]
    if totals or any(_NUMBERED.match(t) for t in rest.values()):
        return None
    added = {j: text for j, text in rest.items() if not text_of(above.cells[j])}
    goes_on = {j: text for j, text in rest.items() if j not in added}
    if added:
        whole = _complements(body, first, added, goes_on) or _names_item(above, added, goes_on)
    else:
        whole = _names_class(above, goes_on) or _is_rest(body, first, goes_on)
    return replace(above, cells=tuple(_joined(above.cells, first.cells))) if whole else None


def _is_rest(body: Sequence[Row], first: Row, rest: Texts) -> bool:
    numbers = [j for j, text in rest.items() if not text.strip("0123456789.,")]
    words = {j: text for j, text in rest.items() if j not in numbers}
    if any(parse_amount(t) is not None for t in words.values()):
        return False
    if numbers:
        return all(_completes(body, j, rest[j]) for j in numbers)
    return any(_goes_on(body, j, text) for j, text in words.items()) or _lacks_usual(body, first)


def _names_class(above: Row, rest: Texts) -> bool:
    """Whether nothing but a name goes on, and only both parts together are the name of a class."""
    if len(rest) != 1:
        return False
    [(j, text)] = rest.items()
    head = text_of(above.cells[j])
    coded = CODE.fullmatch(head)
    name = coded["name"] if coded else head
    return bool(name) and bool(codes_named(name + text)) and not codes_named(text)


def _names_item(above: Row, added: Texts, rest: Texts) -> bool:
    """Whether a numbered name goes on, with the one amount behind it, and only both parts together are a known item."""
    if len(rest) != 1 or len(added) != 1:
        return False
    [(j, text)], [(k, amount)] = rest.items(), added.items()
    head = text_of(above.cells[j])
    if k != j + 1 or parse_amount(amount) is None or not _NUMBERED.match(head):
        return False
    return knows_item(head + text) and not knows_item(text)


def _complements(body: Sequence[Row], first: Row, added: Texts, rest: Texts) -> bool:
    """Whether the row above has a code and no amounts, this one amounts and no code, and every other row has both."""
    codes, amounts = _coded_columns(body), _amount_columns(body)
    usual = [row for row in _items(body[:-1]) if _has(row, codes)]
    if len(usual) < _FEW or not all(_has(row, amounts) for row in usual):
        return False
    above = body[-1]
    halves = _has(above, codes) and not _has(above, amounts) and not _has(first, codes)
    names = [j for j in rest if j not in codes and parse_amount(rest[j]) is None]
    return halves and len(names) == len(rest) <= 1 and all(parse_amount(t) is not None for t in added.values())


def _items(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows that are no totals."""
    return (row for row in rows if not any(says("rows", "total", text_of(c)) for c in row.cells))


def _coded_columns(body: Sequence[Row]) -> list[int]:
    columns = range(len(body[0].cells))
    return [j for j in columns if any(CODE.fullmatch(text_of(row.cells[j])) for row in body)]


def _amount_columns(body: Sequence[Row]) -> list[int]:
    coded = set(_coded_columns(body))
    columns = (j for j in range(len(body[0].cells)) if j not in coded)
    return [j for j in columns if any(parse_amount(text_of(row.cells[j])) is not None for row in body)]


def _has(row: Row, columns: Sequence[int]) -> bool:
    return any(text_of(row.cells[j]) for j in columns)


def _completes(body: Sequence[Row], j: int, text: str) -> bool:
    head = text_of(body[-1].cells[j])
    usual = Counter(_decimals(t) for row in body[:-1] if parse_amount(t := text_of(row.cells[j])) is not None)
    if parse_amount(head + text) is None:
        return False
    wanted = usual.most_common(1)[0][0] if usual else 2
    return _decimals(head + text) == wanted and (parse_amount(head) is None or _decimals(head) < wanted)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _goes_on(body: Sequence[Row], j: int, text: str) -> bool:
    """The cell above left a bracket open that this one closes; or the column is prose and the row names nothing."""
    head = text_of(body[-1].cells[j])
    if _open_brackets(head) > 0 and _open_brackets(head + text) == 0:
        return True
    lengths = sorted(len(text_of(row.cells[j])) for row in body)
    return j > 0 and lengths[len(lengths) // 2] > _PROSE and bool(text_of(body[-1].cells[0]))


def _open_brackets(text: str) -> int:
    return sum((char in "（(") - (char in "）)") for char in text)


def _lacks_usual(body: Sequence[Row], first: Row) -> bool:
    """A column where the rows above all carry a code or an amount is blank."""
    items = list(_items(body))
    for j, cell in enumerate(first.cells):
        coded = sum(CODE.fullmatch(text_of(row.cells[j])) is not None for row in items)
        amounts = sum(parse_amount(text_of(row.cells[j])) is not None for row in body)
        usual = coded > _CODED * len(items) and len(items) >= _FEW
        usual = usual or (amounts > _ALL * len(body) and len(body) > _ENOUGH)
        if usual and not text_of(cell):
            return True
    return False


def _joined(above: Sequence[Cell | None], rest: Sequence[Cell | None]) -> Iterator[Cell | None]:
    for a, b in zip(above, rest, strict=True):
        if a is None or b is None or not text_of(b):
            yield a
        else:
            yield replace(a, text=f"{a.text}\n{b.text}") if text_of(a) else b
