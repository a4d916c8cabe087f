"""Paragraphs restored from wrapped lines, by the width of the lines, by indentation, by numbering and by type size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.prose.lines import Line, width
from mingzhang.prose.torn import close_gaps, runs_over
from mingzhang.prose.wordings import wording
from mingzhang.text.ordinals import numbering

_UNBREAKABLE = re.compile(r"[（《“【〔(]*(?:[A-Za-z0-9.,%％]+|.)[，。、；：！？）》”】〕)]*")
_END = tuple("。！？；：:;")
_SLACK = 0.6
"""Em by which a justified line may stop short of the margin, or hang over it."""
_HEADING_END = re.compile(r"(?:说明|解释|职责|职能|概况)(?:[（(][^（）()]*[）)])?$")
_INDENT = 2.0
"""Em by which Chinese print indents the first line of a paragraph."""
_REST = 8.0
"""Em: what of a heading may stand on its second line."""
_LABEL = re.compile(rf"(?:{'|'.join(wording()['project_labels'].values())})[：:]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one paragraph (or one heading), and their text as one string."""

    lines: tuple[Line, ...]
    text: str

    @property
    def page(self) -> int:
        """1-based page on which it begins."""
        return self.lines[0].page

    @property
    def pages(self) -> tuple[int, ...]:
        """Every page it stands on."""
        return tuple(sorted({line.page for line in self.lines}))


def restore_paragraphs(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """Joins the lines that the page's width broke; lines left out are skipped."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.left_out:
            continue
        if groups and _continues(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(Paragraph(tuple(group), close_gaps(join(line.text for line in group))) for group in groups)


def join(texts: Iterable[str]) -> str:
    """Lines as one string: nothing between them, but a space between two Latin words."""
    whole = ""
    for text in texts:
        gap = " " if whole and _LATIN.match(whole[-1:]) and _LATIN.match(text[:1]) else ""
        whole += gap + text
    return whole


def _continues(group: Sequence[Line], line: Line) -> bool:
    last, first = group[-1], group[0]
    if last.whole or line.after_grid or not _same_type(last, line):
        return False
    if runs_over(last.text, line.text):
        return True
    if first.centred or line.centred:
        return _centred_heading_goes_on(group, line)
    if _is_new_item(group, line):
        return False
    if line.indent is not None:
        flush = line.indent < 1.0 or ((first.indent or 0.0) - line.indent > -_SLACK and first.indent != 0.0)
        headed = len(group) == 1 and numbering(first.text) is not None and _HEADING_END.search(last.text) is not None
        if not flush or (line.indent >= 1.0 and (headed or last.text.endswith(_END))):
            return False
    return _was_wrapped(last, line) if line.indent is not None else _was_wrapped_in_text(group, line)


def _same_type(one: Line, two: Line) -> bool:
    return abs(one.size - two.size) <= 0.6 or not one.size or not two.size


def _is_new_item(group: Sequence[Line], line: Line) -> bool:
    """A number at the head of a line opens an item, unless an unfinished sentence runs into it at the margin."""
    if numbering(line.text) is None:
        return False
    if line.indent is not None and line.indent >= 1.0:
        return True
    return group[-1].text.endswith(_END) or (numbering(group[0].text) is not None and len(group) == 1)


def _was_wrapped(last: Line, line: Line) -> bool:
    """The next line's first unbreakable piece would not have fitted onto the last line."""
    if last.room is None:
        return not last.text.endswith(_END)
    piece = _UNBREAKABLE.match(line.text)
    return piece is not None and last.room < width(piece.group()) + _SLACK


def _was_wrapped_in_text(group: Sequence[Line], line: Line) -> bool:
    """The same without boxes: the indent of a first line shows only in its being that much shorter than the others.

    After the end of a sentence, only a line as long as the inner lines of a paragraph goes on with it.
    """
    last = group[-1]
    if last.room is None or line.room is None:
        return not last.text.endswith(_END)
    if _is_torn_heading(group, line):
        return True
    if _LABEL.match(line.text):
        return False
    headed = numbering(group[0].text) is not None and _HEADING_END.search(last.text) is not None
    if headed or (last.text.endswith(_END) and line.room > _SLACK * 2):
        return False
    piece = _UNBREAKABLE.match(line.text)
    indent = _INDENT if len(group) == 1 else 0.0
    return piece is not None and last.room - indent < width(piece.group()) + _SLACK


def _is_torn_heading(group: Sequence[Line], line: Line) -> bool:
    """A numbered line that ends no sentence and no heading, and below it the few words that a heading ends with."""
    first = group[0].text
    open_end = len(group) == 1 and not first.endswith(_END) and _HEADING_END.search(first) is None
    rest = numbering(line.text) is None and width(line.text) <= _REST and _HEADING_END.search(line.text) is not None
    return open_end and numbering(first) is not None and rest


def _centred_heading_goes_on(group: Sequence[Line], line: Line) -> bool:
    """A centred title broken over lines: same type, same page, no number of its own, no end of sentence before it."""
    last = group[-1]
    both = line.centred and (group[0].centred or (group[0].room is not None and group[0].room < 2.0))
    apart = numbering(line.text) is not None or last.text.endswith(_END)
    return both and not apart and last.page == line.page and not last.before_grid
