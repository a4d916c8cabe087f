"""Whose disclosure this is, of which year, kind and scope: from the document itself, because file names lie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.knowledge.body_kinds import OWN_LEVEL
from mingzhang.knowledge.divisions import division_of
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.table import Table
from mingzhang.text.normalise import fold, normalise

SURE, LIKELY, UNKNOWN = "sure", "likely", "unknown"
_TITLE_LINE = 60  # characters: a longer line is prose and only tells of other documents
_TITLE = 45  # characters of a line of a cover
_COVER = 160  # characters of the first page that may belong to its title

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0", "O": "0"}
_HAN_YEAR = re.compile(r"二[〇○零ＯO][〇○零ＯO一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_KIND = re.compile(r"[（(]?(部门|单位)?[)）]?(?:综合)?(?:收支|收入支出)?(预算|决算)")
_TITLED_YEAR = re.compile(r"(20\d\d)年度?[^，。；：]{0,30}?(?:预算|决算|概况)")
_LABEL = re.compile(
    r"(?:编制|填报|公开|预算|决算|主管|预算主管)?(部门|单位|机关)(?:名称)?[：:](?P<name>[^\s：:]+?)"
    r"(?=金额单位|计量单位|货币单位|单位[：:]|编制日期|日期[：:]|20\d\d年|\s|$)"
)
_NO_NAME = re.compile(r"^[（(]?(?:万元|元|亿元|人民币|公开|%|个|人|辆|平方米)")
_NAME = re.compile(r"[\u4e00-\u9fff（）()·、“”]{3,50}")
_QUESTION = re.compile(
    r"(?:[省市区县州]级)?(?:预算|主管|预算主管|填报)?(?:部门|单位)(?:[（(]单位[）)])?(?:名称)?[：:]?"
)
_ORGAN = re.compile(r"[\u4e00-\u9fff（）()·]{2,48}[局委厅会室部办院心处队站所校学馆台社府团场园司关][）)]?")
_OWN_LEVEL = re.compile(rf"[（(](?:{OWN_LEVEL})[）)]$|(?<=[局委厅办院])本级$")
# A place and its level, not a body: 「某市 2026 年 市级 单位预算」.
_LEVEL_ONLY = re.compile(r"(?:省|市|区|县|州|旗|镇|乡|自治区|自治州|本)级$")
# A place and its level, and beside it the body: 「某省某法院 2024 年度 省级 部门预算」.
_LEVEL_AFTER = re.compile(r"(?<=[年度])(?:[省市区县州旗]|自治区|自治州)[级直](?=$|[部门单位])")
# What a cover prints beside its title: who released or cleared the document, and when.
_ASIDE = re.compile(
    r"(?:监督)?索引号.*|.*(?:审查|审签|审核)(?:情况|意见)?[：:].*|(?:公开|发布|公布|填报|编制)(?:时间|日期)[：:].*"
)
_HEADING = re.compile(r"(?:第[一1]部分|一、|[（(]一[)）])?(?P<name>[^，。；：:]{3,40}?)(?:单位|部门)?(?:概况|基本情况)")
_CONSOLIDATED = re.compile(r"[（(](?:汇总|部门|含下属单位)[)）]$")
_AFTER_TITLE = re.compile(r"目录|第一部分|一、")
_NOISE = re.compile(r"^(?:附件\d*[：:]?|关于|《|公开|\d+)+|(?:关于|的|公开)+$")
_KINDS = {"预算": "budget", "决算": "final"}
_SCOPES = {"部门": "department", "单位": "unit"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the document says about itself.

    ``sure`` is ``sure``, ``likely`` or ``unknown`` (then ``value`` is empty).
    """

    value: str = ""
    sure: str = UNKNOWN
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Name of the body (without （本级）), four-digit year, ``budget`` | ``final``, ``department`` | ``unit``.

    ``place`` is the code of the division that the title begins with, or empty.
    """

    body: Finding
    year: Finding
    kind: Finding
    scope: Finding
    place: str = ""


def identify(document: Document, tables: Sequence[Table] = ()) -> Identity:
    """What the document says about itself: its cover first, then the labels above its tables, then what recurs."""
    lines = [_western_year(normalise(t)) for t in _lines(document)]
    front = _cover(document)
    cover = _joined(front)
    labels = _labels(document)
    kind = _kind(cover, lines, tables)
    body, scope = _body(front, labels, document, tables), _scope(cover, labels, lines, tables)
    return Identity(body, _year(cover, lines), kind, scope, division_of(_NOISE.sub("", cover)))


def _lines(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Text):
            lines.append(block.text)
        elif isinstance(block, Grid):
            lines.extend(cell.text for cell in block.cells if cell.text.strip())
    return lines


def _western_year(text: str) -> str:
    return _HAN_YEAR.sub(lambda m: "".join({"二": "2", **_DIGITS}.get(c, c) for c in m[0]), text)


def _cover(document: Document) -> list[str]:
    """The lines of the title page, up to its table of contents: the first page with text.

    Empty where the document starts with a table.
    """
    lines: list[str] = []
    first = None
    for block in document.blocks:
        if isinstance(block, Grid) and first is None:
            return []
        if not isinstance(block, Text):
            continue
        first = first or block.place.page
        line = _western_year(normalise(block.text))
        if block.place.page != first or len(line) > _TITLE:
            break
        kept = _AFTER_TITLE.split(line)[0]
        if not _ASIDE.fullmatch(kept):
            lines.append(kept)
        if kept != line:
            break
    return lines


def _joined(lines: Sequence[str]) -> str:
    return _AFTER_TITLE.split("".join(lines))[0][:_COVER]


def _title(cover: str) -> re.Match[str] | None:
    """The words that name the kind in the cover's title."""
    return next((m for m in _KIND.finditer(cover) if m[1]), None) or _KIND.search(cover)


def _labels(document: Document) -> Counter[tuple[str, str]]:
    """(部门 or 单位, name) as printed above tables, 「编制部门：…」, with how often."""
    found: Counter[tuple[str, str]] = Counter()
    for line in _lines(document):
        for match in _LABEL.finditer(fold(line)):
            name = normalise(match["name"])
            if _NAME.fullmatch(name) and not _NO_NAME.match(name):
                found[match[1], name] += 1
    return found


def _body(
    front: Sequence[str], labels: Counter[tuple[str, str]], document: Document, tables: Sequence[Table]
) -> Finding:
    titled = _titled_body(front)
    counted: Counter[str] = Counter()
    for (_, name), times in labels.items():
        counted[_without_level(name)] += times
    labelled, times = counted.most_common(1)[0] if counted else ("", 0)
    if titled and (not labelled or labelled == titled):
        return Finding(
            titled, SURE if labelled else LIKELY, f"cover: {titled}" + (f"; {times} labels" if times else "")
        )
    if labelled:
        sure = SURE if times > 1 and times * 2 > counted.total() else LIKELY
        return Finding(
            labelled, sure, f"{times} of {counted.total()} labels" + (f"; cover: {titled}" if titled else "")
        )
    return _recurring_body(document, tables)


def _titled_body(lines: Sequence[str]) -> str:
    """The body that the title names before its year and kind, or that has a line of the cover to itself."""
    cover = _joined(lines)
    title = _title(cover)
    if title is None:
        return ""
    before = cover[: title.start()]
    placed = _NOISE.sub("", _YEAR.sub("", _LEVEL_AFTER.sub("", before)))
    name = placed if _ORGAN.fullmatch(placed) else _NOISE.sub("", _YEAR.sub("", before))
    if _LEVEL_ONLY.search(name) or not _NAME.fullmatch(name):
        name = next((line for line in lines if _ORGAN.fullmatch(line)), "")
    return _without_level(_CONSOLIDATED.sub("", name))


def _without_level(name: str) -> str:
    return _OWN_LEVEL.sub("", name)


def _recurring_body(document: Document, tables: Sequence[Table]) -> Finding:
    """Without cover and labels: the name that headings give (第一部分 某局概况), or the cell after 「部门名称」.

    Where neither does, the one that unit columns repeat most.
    """
    places = (
        (_named_in_headings(document), "headings"),
        (_named_in_forms(document), "forms"),
        (_unit_names(tables), "unit columns"),
    )
    for names, place in places:
        if named := Counter(_without_level(n) for n in names):
            name, times = named.most_common(1)[0]
            return Finding(name, LIKELY, f"{times} of {named.total()} names in {place}")
    return Finding()


def _named_in_headings(document: Document) -> list[str]:
    texts = (normalise(b.text) for b in document.blocks if isinstance(b, Text))
    found = (m["name"] for text in texts if len(text) < _TITLE and (m := _HEADING.fullmatch(text)))
    return [name for name in found if _ORGAN.fullmatch(name) and name not in ("部门", "本部门")]


def _named_in_forms(document: Document) -> list[str]:
    """Names to the right of a cell that asks for the body's name, in grids that pair questions with answers."""
    names: list[str] = []
    for grid in document.blocks:
        if not isinstance(grid, Grid):
            continue
        cells = {(c.row, c.col): normalise(c.text) for c in grid.cells}
        for cell in grid.cells:
            answer = cells.get((cell.row, cell.col + cell.colspan), "")
            if _QUESTION.fullmatch(normalise(cell.text)) and _ORGAN.fullmatch(answer):
                names.append(answer)
    return names


def _unit_names(tables: Sequence[Table]) -> list[str]:
    """Names in the unit columns of all tables, row by row."""
    names: list[str] = []
    for table in tables:
        columns = [c.index for c in table.columns if c.role == "unit"]
        for row in table.rows:
            cells = (row.cells[i] for i in columns)
            texts = (re.sub(r"^[\[\d\]\-－]+", "", normalise(c.text)) for c in cells if c is not None)
            names.extend(t for t in texts if _NAME.fullmatch(t) and t not in ("合计", "总计", "小计"))
    return names


def _year(cover: str, lines: Iterable[str]) -> Finding:
    match = _YEAR.search(cover)
    if match and _title(cover):
        return Finding(match[1], SURE, f"cover: {cover[:60]}")
    titled: Counter[str] = Counter()
    passing: Counter[str] = Counter()
    for line in lines:
        if len(line) <= _TITLE_LINE:
            titled.update(m[1] for m in _TITLED_YEAR.finditer(line))
            passing.update(m[1] for m in _YEAR.finditer(line))
    for votes, name in ((titled, "titles"), (passing, "short lines")):
        if votes:
            year, times = votes.most_common(1)[0]
            clear = times * 3 > votes.total() * 2 and name == "titles"
            return Finding(year, SURE if clear and times > 2 else LIKELY, f"{times} of {votes.total()} {name}")
    return Finding()


def _kind(cover: str, lines: Iterable[str], tables: Sequence[Table]) -> Finding:
    if title := _title(cover):
        return Finding(_KINDS[title[2]], SURE, f"cover: {cover[:60]}")
    titles = [t.title for t in tables if t.title] or [line for line in lines if len(line) <= _TITLE_LINE]
    votes = Counter(m[2] for t in titles for m in _KIND.finditer(t))
    if not votes:
        return Finding()
    word, times = votes.most_common(1)[0]
    return Finding(
        _KINDS[word], SURE if times * 5 > votes.total() * 4 else LIKELY, f"{times} of {votes.total()} titles"
    )


def _scope(cover: str, labels: Counter[tuple[str, str]], lines: Iterable[str], tables: Sequence[Table]) -> Finding:
    title = _title(cover)
    if title and _OWN_LEVEL.search(_NOISE.sub("", _YEAR.sub("", cover[: title.start()]))):
        return Finding("unit", SURE, f"cover: {cover[:60]}")
    if title and title[1]:
        return Finding(_SCOPES[title[1]], SURE, f"cover: {cover[:60]}")
    if len(units := set(_unit_names(tables))) > 2:
        return Finding("department", LIKELY, f"{len(units)} units in tables")
    words: Counter[str] = Counter()
    for line in lines:
        words.update(re.findall(r"(部门|单位)(?:预算|决算|收支|概况|整体)", line))
    for (word, _), times in labels.items():
        words[word] += times
    if not words:
        return Finding()
    word, times = words.most_common(1)[0]
    return Finding(_SCOPES.get(word, ""), LIKELY, f"{times} of {words.total()} mentions")
