"""What a document prints as titles: on its cover, over its chapters and tables. A sentence is no title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.reading.document import Block, Document, Grid, Text
from mingzhang.text.normalise import normalise
from mingzhang.text.numerals import western_years, whole_date

COVER_LINE = 45  # characters of a line of a cover
_COVER = 160  # characters of the first page that may belong to its title
_CAPTION = 60  # characters of a caption; a longer line is prose
_HAN = "一二三四五六七八九十"
_MARKS = rf"第[{_HAN}\d]+部分|附[件表]?\d*|[（(]?[{_HAN}]+[、）)]|\d{{1,2}}[.、]|表[{_HAN}\d]+"
_CAPTION_LINE = re.compile(
    rf"(?:(?:{_MARKS})[：:]?)*(?:关于)?[^，。；：]{{0,40}}?"
    r"(?:表|预算|决算|说明|概况|情况|公开|报告|构成)(?:[（(][^，。；]{1,24}[）)])?[.…·]*\d{0,3}"
)
_KIND = re.compile(
    r"[（(]?(?P<scope>部门|单位)?[)）]?(?:20\d\d年?度?)?(?:综合)?(?:收支|收入支出)?(?P<kind>预决算|预、决算|(?:预|决)算)"
)
# What a cover prints beside its title: who released or cleared the document, and when.
_ASIDE = re.compile(
    r"(?:监督)?索引号.*|.*(?:审查|审签|审核)(?:情况|意见)?[：:].*|(?:公开|发布|公布|填报|编制)(?:时间|日期)[：:].*"
    r"|[-—－–]+\d{1,3}[-—－–]+|第\d{1,3}页(?:[，,]?共\d{1,3}页)?|[（(]?(?:此件)?(?:主动)?公开(?:稿|版)?[）)]?"
)
_MONTH = re.compile(
    r"20\d\d年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?|20\d\d[./]\d{1,2}(?:[./]\d{1,2})?$"
)
PURSE = re.compile(".{0,2}(?:公共|财政|基金|经营)预算")  # 一般公共预算 names a purse, and no kind of document
_AFTER_TITLE = re.compile(r"目录|第一部分|(?<![一二三四五六七八九十])一、")
_LONE_YEAR = re.compile(r"20\d\d")
_GAP = re.compile(r"(?:^|(?<=\S)\s+)(?=年)")


@dataclass(frozen=True, slots=True)
class Title:
    """The title on a cover: what stands ``before`` the words for scope (部门, 单位 or none) and kind (预算, 决算)."""

    before: str
    scope: str
    kind: str


@dataclass(frozen=True, slots=True)
class Titles:
    """``cover`` holds the lines of the title page without dates, ``captions`` titles of chapters and tables, ``lines``
    every line and cell; all without white space, years in digits."""

    cover: tuple[str, ...]
    captions: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The cover as one text."""
        return _AFTER_TITLE.split("".join(self.cover))[0][:_COVER]

    @property
    def title(self) -> Title | None:
        """What the cover says that this is; None without such words."""
        return title_in(self.joined)


def read_titles(document: Document) -> Titles:
    """The titles of a document, in the order of its pages."""
    blocks = _mended(document.blocks)
    lines = tuple(western_years(normalise(t)) for t in _texts(blocks))
    cover = tuple(line for line in front_lines(blocks) if not _MONTH.fullmatch(line) and not whole_date(line))
    captions = tuple(line for line in lines if len(line) <= _CAPTION and _CAPTION_LINE.fullmatch(line))
    return Titles(cover, captions, lines)


def title_in(cover: str) -> Title | None:
    """The words of a cover's title that name the kind; those with 部门 or 单位 first.

    A title that names both kinds (部门预决算) settles none: its kind is empty.
    """
    matches = list(_KIND.finditer(cover))
    found = [m for m in matches if not PURSE.match(cover, max(0, m.start("kind") - 4))] or matches
    match = next((m for m in found if m["scope"]), found[0] if found else None)
    if match is None:
        return None
    kinds = {m["kind"] for m in found}
    return Title(cover[: match.start()], match["scope"] or "", match["kind"] if len(kinds) == 1 else "")


def front_lines(blocks: Sequence[Block]) -> list[str]:
    """The lines of the title page, up to its table of contents: the first page with text.

    Empty where the document starts with a table.
    """
    lines: list[str] = []
    first = None
    for block in blocks:
        if isinstance(block, Grid) and first is None:
            return []
        if not isinstance(block, Text):
            continue
        first = first or block.place.page
        line = western_years(normalise(block.text))
        if block.place.page != first or len(line) > COVER_LINE:
            break
        kept = _AFTER_TITLE.split(line)[0]
        if not _ASIDE.fullmatch(kept):
            lines.append(kept)
        if kept != line:
            break
    return lines


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text):
            yield block.text
        elif isinstance(block, Grid):
            yield from (cell.text for cell in block.cells if cell.text.strip())


def _mended(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a year that stands as a line of its own put where its 年 waits for it: 某局　年部门预算 and 2026.

    Fonts whose digits hang lower than their characters come apart so.
    """
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else None
        joined = _joined(before, block) or _joined(block, before)
        if joined is None:
            made.append(block)
        else:
            made[-1] = joined
    return made


def _joined(line: Block | None, year: Block | None) -> Text | None:
    if not isinstance(line, Text) or not isinstance(year, Text) or not _LONE_YEAR.fullmatch(year.text.strip()):
        return None
    gap = _GAP.search(line.text)
    if gap is None or not _level(line, year):
        return None
    return replace(line, text=line.text[: gap.start()] + year.text.strip() + line.text[gap.end() :])


def _level(line: Text, year: Text) -> bool:
    """Whether the year may belong into the line: on one page, hardly lower or higher, not beyond its end."""
    if line.place.box is None or year.place.box is None or line.place.page != year.place.page:
        return False
    height = line.place.box[3] - line.place.box[1]
    near = abs(line.place.box[1] - year.place.box[1]) < 1.2 * height
    return near and year.place.box[2] < line.place.box[2]
