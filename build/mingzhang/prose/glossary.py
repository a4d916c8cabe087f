"""The body's own glossary: term and explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingzhang.prose.ids import unique_id
from mingzhang.prose.outline import Passage
from mingzhang.prose.paragraphs import Paragraph
from mingzhang.prose.records import GlossaryEntry
from mingzhang.text.ordinals import Numbering, deeper, numbering

_ENTRY = re.compile(
    r"(?P<term>[^：:。；]{2,60}?)(?:[：:](?P<definition>.+)|(?=(?:是)?(?:指|反映))(?P<said>.{6,}))$", re.S
)


_CLASS = re.compile("[（(](?:类|款|项)[）)]$")
_CONTACT = re.compile(
    r"[（(]?(?:(?:\d{1,2}|[一二三四五六七八九十]+)[、.．])?(?:(?:信息|预算|决算|财务|公开|咨询|本)*(?:联系|咨询|监督|举报|负责|填表|经办)(?:人|电话|方式|邮箱|地址)|(?:办公)?电话|传真|邮箱|电子邮箱|附件?\d*)[：:]"
)
"""How a line begins that tells whom to ask, or what is attached."""


def read_glossary(passages: Sequence[Passage], source: str) -> tuple[GlossaryEntry, ...]:
    """The entries in the order printed; a paragraph without a term of its own continues the entry before it."""
    found: list[GlossaryEntry] = []
    seen: dict[str, int] = {}
    for number, term, definition, passage, page in _entries(passages):
        printed = number.printed.rstrip("、.．") if number else ""
        id_ = unique_id(seen, "g", term)
        found.append(GlossaryEntry(id_, len(found) + 1, printed, term, definition, passage.id, page, source))
    return tuple(found)


def _entries(passages: Sequence[Passage]) -> Iterator[tuple[Numbering | None, str, str, Passage, int]]:
    within: set[str] = set()
    for passage in passages:
        if passage.topic == "tables" or (passage.topic != "glossary" and passage.parent_id not in within):
            continue
        within.add(passage.id)
        open_entry: tuple[Numbering | None, str, list[str], int] | None = None
        if passage.topic != "glossary" and passage.paragraphs:
            open_entry = (numbering(passage.heading.text) if passage.heading else None, passage.title, [], passage.page)
        for paragraph in _explaining(passage.paragraphs):
            entry = _entry(paragraph, open_entry[0] if open_entry else None)
            if entry is None and open_entry is not None:
                open_entry[2].append(paragraph.text)
            elif entry is not None:
                if open_entry and open_entry[2]:
                    yield open_entry[0], open_entry[1], "\n".join(open_entry[2]), passage, open_entry[3]
                open_entry = (entry[0], entry[1], [entry[2]], paragraph.page)
        if open_entry and open_entry[2]:
            yield open_entry[0], open_entry[1], "\n".join(open_entry[2]), passage, open_entry[3]


def _explaining(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs before the contact line that may end a document: whom to ask explains no term."""
    for paragraph in paragraphs:
        if _CONTACT.match(paragraph.text):
            return
        yield paragraph


def _entry(paragraph: Paragraph, above: Numbering | None) -> tuple[Numbering | None, str, str] | None:
    """Number, term and explanation of a paragraph; None when it only goes on with the entry above."""
    number = numbering(paragraph.text)
    match = _ENTRY.match(number.rest if number else paragraph.text)
    inner = number is None or (above is not None and deeper(number.style, above.style))
    if match is None or (above is not None and inner and not _is_of_classification(match)):
        return None
    return number, _unquoted(match["term"]), (match["definition"] or match["said"]).strip()


def _is_of_classification(match: re.Match[str]) -> bool:
    """行政运行（项）：指… below the entry of its 款: a class of the classification explained is an entry of its own."""
    explained = match["said"] or re.match("指|是|反映", match["definition"])
    return bool(explained) and _CLASS.search(match["term"]) is not None


def _unquoted(term: str) -> str:
    return term.strip('“”"《》') if term.count("“") != 1 or term.endswith("”") else term
