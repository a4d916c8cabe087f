"""What a page break tears apart: a caption from its table, the lines of one row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell, Text
from mingzhang.tables.captions import is_furniture
from mingzhang.tables.header import CODE, Header
from mingzhang.tables.layout import Layout, cells_of, text_of
from mingzhang.tables.table import Row
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import HAN

_CODED = 0.8  # share of a column's rows that carry a code: then a row without one is no row of its own
_ALL, _ENOUGH = 0.98, 5  # the same for amounts, of more than so many rows
_PROSE = 12  # characters: longer cells than this are sentences
_QUESTIONS = 5  # cells: a row of more is the header of a list
_KEYS = ("index", "code", "unit-code", "unit", "project", "year", "label")
_NUMBERED = re.compile(rf"(?:[（(]?{HAN}[)）]?[、.．]?|[（(]?\d{{1,2}}[)）、.．])(?!\d)|其中")
_CONTINUED = re.compile(rf"[（(]?(?:续表?|接上表|续\d+)(?:\d|{HAN})*[)）]?$|^续表?")


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


def is_continuation_of(title: str, first: str) -> bool:
    """Whether a title is ``first`` again with a mark of continuation: 收入总表（续） or 续表."""
    return _CONTINUED.sub("", title) in ("", first) and _CONTINUED.search(title) is not None


def repeats_header(layout: Layout, model: Layout, depth: int) -> bool:
    """Whether the first rows are the model's header again; text of a cut cell may be printed over it."""
    if len(layout.rows) < depth:
        return False
    pairs = [(text_of(a), text_of(b)) for i in range(depth) for a, b in zip(layout.rows[i], model.rows[i], strict=True)]
    return all(own == wanted or (wanted and _holds(own, wanted)) for own, wanted in pairs)


def _holds(own: str, wanted: str) -> bool:
    rest = iter(own)
    return all(char in rest for char in wanted)


def begins_anew(layout: Layout, model: Layout) -> bool:
    """Whether both begin by asking the same, for the name of a project or body: then each is a form of its own."""
    first, asked = (cells_of(grid.rows[0]) for grid in (layout, model))
    question = text_of(first[0])
    asks = says("columns", "project", question) or says("columns", "unit", question)
    answers = [[text_of(c) for c in row[1:]] for row in (first, asked)]
    return asks and question == text_of(asked[0]) and len(first) < _QUESTIONS and answers[0] != answers[1]


def names_columns(header: Header) -> bool:
    """Whether most columns have a header by its words: then the grid begins a table of its own."""
    leaves = [path[-1] if path else "" for path in header.paths]
    known = sum(says("", "header", leaf) or any(says("columns", k, leaf) for k in _KEYS) for leaf in leaves)
    return header.rows > 0 and known > 0.5 * len(leaves)


def join_cut_row(body: Sequence[Row], first: Row) -> Row | None:
    """The last row of ``body`` completed by the first row of the next page; None when that is a row of its own.

    It is the rest of a cut row when each of its amounts completes the amount above to the decimals usual in its column,
    or, without amounts, when it closes a bracket left open, goes on with prose, or lacks what all rows above carry.
    """
    above = body[-1]
    if any(c is not None and c.doubts for c in first.cells):
        return None
    rest = {j: text for j, c in enumerate(first.cells) if (text := text_of(c))}
    if not rest or first.page != above.page + 1 or any(not text_of(above.cells[j]) for j in rest):
        return None
    numbers = [j for j, text in rest.items() if not text.strip("0123456789.,")]
    words = {j: text for j, text in rest.items() if j not in numbers}
    if any(parse_amount(t) is not None or says("rows", "total", t) or _NUMBERED.match(t) for t in words.values()):
        return None
    if numbers:
        whole = all(_completes(body, j, rest[j]) for j in numbers)
    else:
        whole = any(_goes_on(body, j, text) for j, text in words.items()) or _lacks_usual(body, first)
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
    for j, cell in enumerate(first.cells):
        texts = [text_of(row.cells[j]) for row in body]
        coded = sum(CODE.fullmatch(t) is not None for t in texts)
        amounts = sum(parse_amount(t) is not None for t in texts)
        usual = (coded > _CODED * len(body) and len(body) > 2) or (amounts > _ALL * len(body) and len(body) > _ENOUGH)
        if usual and not text_of(cell):
            return True
    return False


def _joined(above: Sequence[Cell | None], rest: Sequence[Cell | None]) -> tuple[Cell | None, ...]:
    return tuple(
        replace(a, text=f"{a.text}\n{b.text}") if a is not None and b is not None and text_of(b) else a
        for a, b in zip(above, rest, strict=True)
    )
