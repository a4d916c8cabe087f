"""The tree of headings, each with the paragraphs below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingzhang.prose.lines import Line, width
from mingzhang.prose.paragraphs import Paragraph
from mingzhang.prose.records import Section
from mingzhang.prose.topic_rows import topic_rows
from mingzhang.prose.wordings import topic_of
from mingzhang.text.normalise import normalise
from mingzhang.text.numerals import whole_date
from mingzhang.text.ordinals import Numbering, deeper, numbering
from mingzhang.text.units import MONEY

_SENTENCE = re.compile(rf"[。；！？，]|[,：:;]$|\d{MONEY}|[：:](指|是|反映|包括|主要)")
_LONGEST = 60.0
"""Em: no heading is wider."""
_RUN_IN = {
    "procurement",
    "purchased-services",
    "assets",
    "staff",
    "running",
    "three-public",
    "performance",
    "entrusted",
}
"""Topics whose headings may stand in one line with their text."""
_HEADING_WORD = re.compile(
    r"(?:情况|说明|概况|简介|职责|职能|机构设置|单位构成|经费|预算|决算|变化|结构|明细|事项|目标|任务|采购|委托业务费|服务)$"
)
"""How a numbered label ends that heads what follows, though a 。 stands behind it."""
_TELLS = re.compile(r"^[^，；、！？\d]+(?:情况|说明|概况|事项|变化)$")
"""How a label ends that can only head what is told of it, where 收入预算 could also name an amount."""
_ITEMISED = ("glossary", "duties")
"""Topics below which numbered lines are entries, never headings."""
_LEFT_OUT = {
    "page-number": "页码",
    "running-head": "页眉页脚",
    "contents": "目录",
    "table": "表名、表号与单位",
    "table-note": "表下说明",
}


@dataclass(slots=True)
class Passage:
    """A section in the making: its heading and its paragraphs. ``run_in``: the heading stands in one line with them."""

    id: str
    parent_id: str
    level: int
    kind: str
    number: str = ""
    title: str = ""
    page: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)
    heading: Paragraph | None = None
    run_in: bool = False

    @property
    def topic(self) -> str:
        """Kind of thing its title promises, empty when unknown."""
        return topic_of(self.title)

    @property
    def text(self) -> str:
        """Its paragraphs, one per line."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(slots=True)
class _Open:
    """The headings open at a point of the document: (style, passage), outermost first."""

    stack: list[tuple[str, Passage]] = field(default_factory=list)
    children: Counter[str] = field(default_factory=Counter)
    outer: tuple[str, int] = ("", 0)


def build_outline(paragraphs: Sequence[Paragraph], parts: Mapping[str, str] | None = None) -> tuple[Passage, ...]:
    """All passages in the order printed; what stands before the first heading is a ``preamble``.

    ``parts`` gives, from the list of contents, the number of each part by its title, for parts printed without it.
    """
    body = _body_size(paragraphs)
    topics = topic_rows(paragraphs)
    passages = [Passage("s0", "", 0, "preamble", page=paragraphs[0].page if paragraphs else 1)]
    state = _Open()
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        last = passages[-1]
        if _completes(last, paragraph):
            last.title, last.heading = paragraph.text, _joined(last.heading, paragraph)
        elif paragraph.text in (parts or {}):
            passages.append(_open(state, "part", paragraph, (parts or {})[paragraph.text]))
        elif (style := heading_style(paragraph, following, body)) and (
            style != "plain" or state.stack or _heads_text(paragraph, following)
        ):
            passages.append(_open(state, style, paragraph))
        elif run_in := _run_in(paragraph, state, at in topics):
            passages.append(_open(state, *run_in[:2]))
            passages[-1].run_in = True
            if run_in[2].text:
                passages[-1].paragraphs.append(run_in[2])
        else:
            last.paragraphs.append(paragraph)
    _split_signature(passages)
    return tuple(p for p in passages if p.paragraphs or p.heading)


def _run_in(paragraph: Paragraph, state: _Open, topic: bool) -> tuple[str, Paragraph, Paragraph] | None:
    """(style, heading, text) of a heading in one line with its text, （四）政府采购情况：2026年…; else None.

    ``topic``: it is one of a row of items that all begin so.
    """
    number = numbering(paragraph.text)
    if number is None:
        return None
    label, rest = _announced(number, state) or _labelled(number, state, topic) or ("", "")
    if not label:
        return None
    heading = Paragraph(paragraph.lines[:1], number.printed + label)
    return number.style, heading, Paragraph(paragraph.lines, rest)


def _announced(number: Numbering, state: _Open) -> tuple[str, str] | None:
    """Label and text of （四）政府采购情况：2026年…, where the label names a topic that stands in no heading above."""
    label, mark, rest = number.rest.partition("：")
    fits = number.style in ("han", "han-brackets") and mark and rest and width(label) <= _LONGEST / 2
    topic = topic_of(label) if fits else ""
    above = [passage.topic for _, passage in state.stack]
    if "glossary" in above or not fits:
        return None
    opens = topic in _RUN_IN and topic not in above
    return (label, rest) if opens or _is_next_of_row(number, label, state) else None


def _is_next_of_row(number: Numbering, label: str, state: _Open) -> bool:
    """Whether the item before it opened a section in the same way: （二）“三公”经费预算：… （三）一般性支出情况：…"""
    before = next((passage for style, passage in state.stack if style == number.style), None)
    if before is None or not before.run_in or before.heading is None:
        return False
    last = numbering(before.heading.text)
    return last is not None and number.value == last.value + 1 and _TELLS.search(label) is not None


def _labelled(number: Numbering, state: _Open, topic: bool) -> tuple[str, str] | None:
    """Label and text of 3.国有资产占有使用情况。截至…, where the label ends as headings do; the text may be empty."""
    label, mark, rest = number.rest.partition("。")
    heads = bool(mark) and (topic or _is_label(label))
    itemised = any(passage.topic in _ITEMISED for _, passage in state.stack)
    return (label, rest) if heads and not itemised else None


def _is_label(label: str) -> bool:
    short = 4 <= width(label) <= _LONGEST / 2
    plain = not re.search(r"[，；：、！？\d]", re.sub(r"20\d\d年度?|[（(][^）)]*[）)]", "", label))
    return short and plain and bool(_HEADING_WORD.search(label))


def heading_style(paragraph: Paragraph, following: Paragraph | None, body: float) -> str:
    """The style of number or type that makes ``paragraph`` a heading; empty when it is running text."""
    text, first = paragraph.text, paragraph.lines[0]
    number = numbering(text)
    if width(text) > _LONGEST or _SENTENCE.search(text) or whole_date(normalise(text)):
        return ""
    if number is None:
        return "plain" if _stands_out(first, text, body) else ""
    if number.style == "part" or (number.rest and number.style in ("han", "han-brackets")):
        return number.style
    return number.style if number.rest and _opens_text(number.style, first, following, body) else ""


def _stands_out(first: Line, text: str, body: float) -> bool:
    """Unnumbered headings are set larger than the text, or bold and centred."""
    larger = bool(body) and first.size >= body + 1.5
    return (larger or (first.bold and first.centred)) and width(text) <= 40 and not re.search(r"[，、：:]", text)


def _opens_text(style: str, first: Line, following: Paragraph | None, body: float) -> bool:
    """A short line numbered 1. or （1） is a heading when text follows it, else an entry of a list."""
    after = numbering(following.text) if following else None
    if first.before_grid or first.bold or first.size > body + 1 > 1:
        return True
    if following is None:
        return False
    return after is None or (after.value == 1 and deeper(after.style, style))


def _heads_text(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Tells an unnumbered heading from the lines of a cover: running text follows on the same page."""
    return following is not None and following.page == paragraph.page and width(following.text) > 25


def _completes(last: Passage, paragraph: Paragraph) -> bool:
    """第一部分 alone on its line: the next short line is its title."""
    bare = last.kind == "part" and not last.title and not last.paragraphs
    return (
        bare
        and width(paragraph.text) <= 40
        and not _SENTENCE.search(paragraph.text)
        and numbering(paragraph.text) is None
    )


def _joined(heading: Paragraph | None, title: Paragraph) -> Paragraph:
    lines = (heading.lines if heading else ()) + title.lines
    return Paragraph(lines, (heading.text if heading else "") + title.text)


def _open(state: _Open, style: str, paragraph: Paragraph, printed: str = "") -> Passage:
    if style in ("part", "plain"):
        while state.stack and (style == "part" or state.stack[-1][0] != "part"):
            state.stack.pop()
    styles = [s for s, _ in state.stack]
    if style in styles:
        del state.stack[styles.index(style) :]
    number = numbering(paragraph.text)
    if _goes_on_at_top(state, style, number):
        state.stack.clear()
    parent = state.stack[-1][1] if state.stack else None
    if parent is None and number is not None and style != "part":
        state.outer = (style, number.value)
    above = parent.id if parent else "s"
    state.children[above] += 1
    id_ = f"{above}-{state.children[above]}" if parent else f"s{state.children[above]}"
    level = parent.level + 1 if parent else 1
    kind = "part" if style == "part" else "section" if style in ("han", "plain") else "subsection"
    passage = Passage(id_, parent.id if parent else "", level, kind, page=paragraph.page, heading=paragraph)
    passage.number = number.printed.rstrip("、.．：:") if number else printed
    passage.title = number.rest if number else paragraph.text
    state.stack.append((style, passage))
    return passage


def _goes_on_at_top(state: _Open, style: str, number: Numbering | None) -> bool:
    """二、表格部分 after parts that stood below 一、文字部分: the count of the top level goes on."""
    if not state.stack or number is None or style == "part" or number.value < 2:
        return False
    fresh = state.children[state.stack[-1][1].id] == 0
    return fresh and state.outer == (style, number.value - 1)


def _body_size(paragraphs: Sequence[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for line in paragraph.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _split_signature(passages: list[Passage]) -> None:
    """The last paragraph is a date alone: it and the name above it sign the document."""
    last = passages[-1]
    if not last.paragraphs or not whole_date(normalise(last.paragraphs[-1].text)):
        return
    count = 1
    if (
        len(last.paragraphs) > 1
        and width(last.paragraphs[-2].text) <= 30
        and not _SENTENCE.search(last.paragraphs[-2].text)
    ):
        count = 2
    signature = Passage("s-signature", "", 0, "signature", page=last.paragraphs[-count].page)
    signature.paragraphs = last.paragraphs[-count:]
    del last.paragraphs[-count:]
    passages.append(signature)


def signed_date(passages: Sequence[Passage]) -> date | None:
    """The date of the signature; None when the document has none or it is no date of the calendar."""
    for passage in passages:
        if passage.kind == "signature":
            return whole_date(normalise(passage.paragraphs[-1].text))
    return None


def to_sections(passages: Sequence[Passage], lines: Sequence[Line], source: str) -> tuple[Section, ...]:
    """The records of ``sections.csv``; what was left out follows at the end, one record per reason."""
    found = [
        Section(p.id, at, p.parent_id, p.level, p.kind, p.topic, p.number, p.title, p.text, _pages(p), source)
        for at, p in enumerate(passages, 1)
    ]
    for reason, title in _LEFT_OUT.items():
        out = [line for line in lines if line.left_out == reason]
        if out:
            pages = tuple(sorted({line.page for line in out}))
            text = "\n".join(line.text for line in out)
            found.append(Section(f"s-{reason}", len(found) + 1, "", 0, "left-out", "", "", title, text, pages, source))
    return tuple(found)


def _pages(passage: Passage) -> tuple[int, ...]:
    paragraphs = passage.paragraphs + ([passage.heading] if passage.heading else [])
    return tuple(sorted({page for paragraph in paragraphs for page in paragraph.pages}))
