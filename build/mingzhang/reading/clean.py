"""Characters that no page prints and that would break CSV, JSON or a terminal, taken out at the door."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from mingzhang.reading.document import Block, Document, Grid, Picture

# C0 and C1 controls but tab and line feed, and half characters, which UTF-8 cannot carry.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 500  # characters of one metadata value that are kept


def clean_text(text: str) -> str:
    """``text`` with each unprintable character replaced by U+FFFD, so that the loss can be seen."""
    return _CONTROL.sub("\ufffd", text)


def clean_document(document: Document) -> Document:
    """The Document with every text cleaned and metadata cut to a sane length."""
    return dataclasses.replace(
        document, blocks=tuple(_clean_block(b) for b in document.blocks), metadata=_clean_metadata(document.metadata)
    )


def has_text(document: Document) -> bool:
    """Whether any page has a text layer at all."""
    for block in document.blocks:
        if isinstance(block, Grid):
            if any(cell.text.strip() for cell in block.cells):
                return True
        elif not isinstance(block, Picture) and block.text.strip():
            return True
    return False


def _clean_block(block: Block) -> Block:
    if isinstance(block, Picture):
        return block
    if isinstance(block, Grid):
        if not any(_CONTROL.search(c.text) for c in block.cells):
            return block
        return dataclasses.replace(
            block, cells=tuple(dataclasses.replace(c, text=clean_text(c.text)) for c in block.cells)
        )
    return dataclasses.replace(block, text=clean_text(block.text)) if _CONTROL.search(block.text) else block


def _clean_metadata(metadata: Mapping[str, str]) -> dict[str, str]:
    return {clean_text(str(k))[:_LONGEST]: clean_text(str(v))[:_LONGEST] for k, v in metadata.items()}
