"""What a page break tears apart: a caption from its table, the pages of one table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Text
from mingzhang.tables.captions import is_furniture
from mingzhang.tables.header import Header
from mingzhang.tables.layout import Layout, cells_of, text_of
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import HAN

_QUESTIONS = 5  # cells: a row of more is the header of a list
_KEYS = ("index", "code", "unit-code", "unit", "project", "year", "label")
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
