"""Where a document shows personal numbers, and the document without them: nothing that is made of it can show one.

A number is looked for in the lines that follow each other, in each cell, and in the columns and cells that a header or
a label announces (联系电话). What can be an amount is left to whoever knows the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from mingzhang.reading.contacts import announcing, left_open
from mingzhang.reading.document import Block, Document, Grid, Text
from mingzhang.text.amounts import parse_amount
from mingzhang.text.masking import mask_spans, personal_spans, whole_spans
from mingzhang.text.masking.folding import Span


def shows_personal(document: Document) -> bool:
    """Whether a line or a cell of it holds a personal number."""
    return mask_document(document) is not document


def mask_document(document: Document) -> Document:
    """The document with every personal number in it replaced by ``*``; itself where it shows none."""
    blocks: list[Block] = []
    grids = continued_spans(b for b in document.blocks if isinstance(b, Grid))
    for is_text, run in groupby(document.blocks, key=lambda b: isinstance(b, Text)):
        if is_text:
            blocks += _mask_lines(run)
        else:
            blocks += [_mask_cells(b, next(grids)) if isinstance(b, Grid) else b for b in run]
    same = all(a is b for a, b in zip(blocks, document.blocks, strict=True))
    return document if same else replace(document, blocks=tuple(blocks))


def line_spans(lines: Sequence[str]) -> list[list[Span]]:
    """For each of the lines that follow each other where it shows what has to be masked."""
    found: list[list[Span]] = [[] for _ in lines]
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    number = 0
    for start, end in personal_spans("\n".join(lines)):
        while number + 1 < len(lines) and starts[number + 1] <= start:
            number += 1
        for k in range(number, len(lines)):
            if starts[k] >= end:
                break
            found[k].append((max(start - starts[k], 0), min(end - starts[k], len(lines[k]))))
    return found


def continued_spans(grids: Iterable[Grid]) -> Iterator[dict[int, tuple[Span, ...]]]:
    """For each grid and each cell (by its place among the cells) where its text shows what has to be masked.

    A grid at the next page that has as many columns continues the one before: what a header announced goes on.
    """
    before: Grid | None = None
    headers: dict[int, str] = {}
    for grid in grids:
        above = left_open(before, headers) if before is not None and _continues(before, grid) else {}
        headers = announcing(grid, above)
        spans = {k: cell_spans(c.text, headers.get(k, ""), k in headers) for k, c in enumerate(grid.cells)}
        yield {k: found for k, found in spans.items() if found}
        before = grid


def _continues(before: Grid, grid: Grid) -> bool:
    return grid.cols == before.cols and grid.place.page == before.place.page + 1


def cell_spans(text: str, header: str = "", announced: bool = False) -> tuple[Span, ...]:
    """Where the text of a cell shows what has to be masked, whether or not a line's end cuts it in two.

    A cell that holds nothing but an amount is one, unless its header or label announces a personal number.
    """
    spans = set(whole_spans(text, header) if announced else ())
    if parse_amount(text) is None:
        spans |= {*personal_spans(text), *personal_spans(text.replace("\n", " ")), *_unbroken_spans(text)}
    return tuple(sorted(spans))


def _unbroken_spans(text: str) -> Iterator[Span]:
    """What is found when the lines are read as one."""
    places = [k for k, char in enumerate(text) if char != "\n"]
    if len(places) < len(text):
        for start, end in personal_spans(text.replace("\n", "")):
            yield places[start], places[end - 1] + 1


def _mask_lines(run: Iterable[Block]) -> Iterator[Block]:
    blocks = [b for b in run if isinstance(b, Text)]
    for block, spans in zip(blocks, line_spans([b.text for b in blocks]), strict=True):
        text = mask_spans(block.text, spans)
        yield block if text == block.text else replace(block, text=text)


def _mask_cells(grid: Grid, spans: Mapping[int, tuple[Span, ...]]) -> Grid:
    if not spans:
        return grid
    cells = [replace(c, text=mask_spans(c.text, spans[k])) if k in spans else c for k, c in enumerate(grid.cells)]
    return grid if cells == list(grid.cells) else replace(grid, cells=tuple(cells))
