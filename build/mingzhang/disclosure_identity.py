"""Whose disclosure this is, of which year, kind and scope: from the document itself, because file names lie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.table import Table
from mingzhang.text import fold, normalise

SURE, LIKELY, UNKNOWN = "sure", "likely", "unknown"
_TITLE_LINE = 60  # characters: a longer line is prose and only tells of other documents
_TITLE = 45  # characters of a line of a cover
_COVER = 160  # characters of the first page that may belong to its title

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0", "O": "0"}
_HAN_YEAR = re.compile(r"二[〇○零ＯO][〇○零ＯO一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_KIND = re.compile(r"(部门|单位)?(?:收支|收入支出)?(预算|决算)")
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
_OWN_LEVEL = re.compile(r"[（(](?:本级|机关|本部|局机关|委机关)[）)]$|(?<=[局委厅办院])本级$")
# A place and its level, not a body: 「某市 2026 年 市级 单位预算」.
_LEVEL_ONLY = re.compile(r"(?:省|市|区|县|州|旗|镇|乡|自治区|自治州|本)级$")
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
    """Name of the body (without （本级）), four-digit year, ``budget`` | ``final``, ``department`` | ``unit``."""

    body: Finding
    year: Finding
    kind: Finding
    scope: Finding


def identify(document: Document, tables: Sequence[Table] = ()) -> Identity:
    """What the document says about itself: its cover first, then the labels above its tables, then what recurs."""
    lines = [_western_year(normalise(t)) for t in _lines(document)]
    cover = _cover(document)
    labels = _labels(document)
    kind = _kind(cover, lines, tables)
    return Identity(
        _body(cover, labels, document, tables), _year(cover, lines), kind, _scope(cover, labels, lines, tables)
    )


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


def _cover(document: Document) -> str:
    """The title on the first page with text, up to its table of contents.

    Empty where the document starts with a table.
    """
    text = ""
    first = None
    for block in document.blocks:
        if isinstance(block, Grid) and first is None:
            return ""
        if not isinstance(block, Text):
            continue
        first = first or block.place.page
        if block.place.page != first:
            break
        line = normalise(block.text)
        if len(line) > _TITLE:
            break
        text += line
    return _western_year(re.split(r"目录|第一部分|一、", text)[0][:_COVER])


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


def _body(cover: str, labels: Counter[tuple[str, str]], document: Document, tables: Sequence[Table]) -> Finding:
    titled = _titled_body(cover)
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


def _titled_body(cover: str) -> str:
    title = _title(cover)
    if title is None:
        return ""
    name = _YEAR.sub("", cover[: title.start()])
    name = _NOISE.sub("", name)
    if _LEVEL_ONLY.search(name) or not _NAME.fullmatch(name):
        return ""
    return _without_level(name)


def _without_level(name: str) -> str:
    return _OWN_LEVEL.sub("", name)


def _recurring_body(document: Document, tables: Sequence[Table]) -> Finding:
    """Without cover and labels: the name that forms give in the cell after 「部门名称」.

    Where no form does, the one that unit columns repeat most.
    """
    for names, place in ((_named_in_forms(document), "forms"), (_unit_names(tables), "unit columns")):
        if named := Counter(_without_level(n) for n in names):
            name, times = named.most_common(1)[0]
            return Finding(name, LIKELY, f"{times} of {named.total()} names in {place}")
    return Finding()


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
