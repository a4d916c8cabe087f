"""What a page break tears apart: a caption from its table, the lines of one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.reading.document import Cell, Text
from mingzhang.tables.captions import is_furniture
from mingzhang.tables.header import CODE
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Row
from mingzhang.tables.words import says
from mingzhang.text import normalise, parse_amount

_CODED = 0.8  # share of a column's rows that carry a code: then a row without one is no row of its own


def caption_before(foot: Sequence[Text]) -> list[Text]:
    """The lines at the foot of a page that caption the table on top of the next: from the last title on, or none."""
    lines = [line for line in foot if not is_furniture(line.text)]
    for k in range(len(lines) - 1, -1, -1):
        text = normalise(lines[k].text)
        if says("captions", "title", text) and not says("notes", "starts", text):
            start = k - 1 if k and says("captions", "number", normalise(lines[k - 1].text)) else k
            return lines[start:] if all(_belongs(line) for line in lines[k + 1 :]) else []
    return []


def _belongs(line: Text) -> bool:
    text = normalise(line.text)
    return any(says("captions", name, text) for name in ("unit", "aside", "number"))


def join_cut_row(body: Sequence[Row], first: Row) -> Row | None:
    """The last row of ``body`` completed by the first row of the next page; None when that is a row of its own.

    It is the rest of a cut row when each of its amounts completes the amount above to the decimals usual in its column,
    or, without amounts, when it lacks the code that the rows above carry.
    """
    above = body[-1]
    rest = {j: text for j, c in enumerate(first.cells) if (text := text_of(c))}
    if not rest or first.page != above.page + 1 or any(not text_of(above.cells[j]) for j in rest):
        return None
    numbers = [j for j, text in rest.items() if not text.strip("0123456789.,")]
    if any(parse_amount(text) is not None for j, text in rest.items() if j not in numbers):
        return None
    if numbers:
        whole = all(_completes(body, j, rest[j]) for j in numbers)
    else:
        whole = len(rest) == 1 and not says("rows", "total", next(iter(rest.values()))) and _lacks_code(body, first)
    return replace(above, cells=_joined(above.cells, first.cells)) if whole else None


def _completes(body: Sequence[Row], j: int, text: str) -> bool:
    head = text_of(body[-1].cells[j])
    usual = Counter(_decimals(t) for row in body[:-1] if parse_amount(t := text_of(row.cells[j])) is not None)
    if parse_amount(head + text) is None:
        return False
    wanted = usual.most_common(1)[0][0] if usual else 2
    return _decimals(head + text) == wanted and (parse_amount(head) is None or _decimals(head) < wanted)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _lacks_code(body: Sequence[Row], first: Row) -> bool:
    for j, cell in enumerate(first.cells):
        coded = sum(CODE.fullmatch(text_of(row.cells[j])) is not None for row in body)
        if coded > _CODED * len(body) and len(body) > 2:
            return not text_of(cell)
    return False


def _joined(above: Sequence[Cell | None], rest: Sequence[Cell | None]) -> tuple[Cell | None, ...]:
    return tuple(
        replace(a, text=f"{a.text}\n{b.text}") if a is not None and b is not None and text_of(b) else a
        for a, b in zip(above, rest, strict=True)
    )
