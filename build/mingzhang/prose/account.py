"""Whether everything printed is in some resource."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from mingzhang.prose.records import Prose
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise

_MARKS = re.compile(r"[、.．：:]")


@dataclass(frozen=True, slots=True)
class Unaccounted:
    """A printed line or cell that no resource holds."""

    page: int
    text: str


def account(document: Document, prose: Prose, tables: Sequence[Table]) -> tuple[Unaccounted, ...]:
    """Every printed line and cell that is in no section (the left-out ones included), no table and no target."""
    said = "\n".join(_plain(f"{s.number}{s.title}\n{s.text}") for s in prose.sections)
    cells = {_plain(text) for text in _table_texts(tables)}
    targets = "\n".join(
        _plain(str(value)) for target in prose.targets for value in astuple(target) if isinstance(value, str)
    )
    captions = "\n".join(_plain(f"{t.number}{t.title}\n{t.note}\n{t.unit}") for t in tables)
    missing = []
    for page, text, in_grid in _printed(document):
        plain = _plain(text)
        held = plain in cells or plain in targets if in_grid else plain in said or plain in captions
        if plain and not (held or (in_grid and plain in said) or plain in captions):
            missing.append(Unaccounted(page, text))
    return tuple(missing)


def _printed(document: Document) -> Iterator[tuple[int, str, bool]]:
    for block in document.blocks:
        if isinstance(block, Text):
            yield block.place.page, block.text, False
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield cell.place.page, cell.text, True


def _table_texts(tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        for cell in table.header:
            yield cell.text
        for row in table.rows:
            for found in row.cells:
                if found is not None:
                    yield found.text


def _plain(text: str) -> str:
    return _MARKS.sub("", normalise(text))
