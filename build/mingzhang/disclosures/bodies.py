"""Whose document it is: the body's name on the cover, in labels above tables, in headings and forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.disclosures.finding import LIKELY, Finding, certainty
from mingzhang.disclosures.titles import COVER_LINE, Titles, title_in
from mingzhang.knowledge.body_kinds import OWN_LEVEL
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.table import Table
from mingzhang.text.normalise import fold, normalise

ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()·、]{2,48}[局委厅会室部院办心处队站所校学馆台社府团场园司关道镇乡联狱署地协库宫组段厂行][）)]?"
)
OWN_LEVEL_MARK = re.compile(
    rf"[（(](?:{OWN_LEVEL})[）)]|(?:(?<=[局委厅办院会部])本级|(?<=[局厅])机关)(?:$|(?=20\d\d年))"
)
_LABEL = re.compile(
    r"(?:编制|填报|公开|预算|决算|主管|预算主管)?(?P<word>部门|单位|机关)(?:名称)?[：:](?P<name>[^\s：:]+?)"
    r"(?=金额单位|计量单位|货币单位|单位[：:]|编制日期|日期[：:]|20\d\d年|\s|$)"
)
_NO_NAME = re.compile(r"^[（(]?(?:万元|元|亿元|人民币|公开|%|个|人|辆|平方米)")
_NAME = re.compile(r"[\u4e00-\u9fff（）()·、“”]{3,50}")
_QUESTION = re.compile(
    r"(?:[省市区县州]级)?(?:预算|主管|预算主管|填报)?(?:部门|单位)(?:[（(]单位[）)])?(?:名称)?[：:]?"
)
_YEAR = re.compile(r"20\d\d(?:年度?|(?=$|部门|单位))")
_OWN_LEVEL = re.compile(rf"[（(](?:{OWN_LEVEL})[）)]$|(?<=[局委厅办院会部])本级$|(?<=[局厅])机关$")
# A place and its level, not a body: 「某市 2026 年 市级 单位预算」.
_LEVEL_ONLY = re.compile(r"(?:省|市|区|县|州|旗|镇|乡|自治区|自治州|本)级$")
_PLACE_ONLY = re.compile(r"[\u4e00-\u9fff]{1,12}(?:省|市|县|州|旗|(?<![发园新护范])区)")
# A place and its level, and beside it the body: 「某省某法院 2024 年度 省级 部门预算」.
_LEVEL_AFTER = re.compile(r"(?<=[年度])(?:[省市区县州旗]|自治区|自治州)[级直](?=$|[部门单位])")
# A place's own budget, and then the body: 「某市本级 某市教育局」.
_LEVEL_BEFORE = re.compile(r"^[\u4e00-\u9fff]{2,12}[省市区县州旗](?:本级|级)(?:部门|单位)?")
_HEADING = re.compile(r"(?:第[一1]部分|一、|[（(]一[)）])?(?P<name>[^，。；：:]{3,40}?)(?:单位|部门)?(?:概况|基本情况)")
CONSOLIDATED = re.compile(r"[（(](?:汇总|部门|含[下所]属单位)[)）]$")
_NOISE = re.compile(r"^(?:附件\d*[：:]?|关于|《|公开|\d+)+|(?:关于|的|公开|年度?)+$")
_OFTEN = 2  # times that a name of the cover recurs outside it, and then needs no label


@dataclass(frozen=True, slots=True)
class Label:
    """A name as printed above tables, 「编制部门：…」: ``word`` is 部门, 单位 or 机关."""

    word: str
    name: str


def read_labels(document: Document) -> list[Label]:
    """Every such label of the document, in its order."""
    found: list[Label] = []
    for line in _printed(document):
        for match in _LABEL.finditer(fold(line)):
            name = normalise(match["name"])
            if _NAME.fullmatch(name) and not _NO_NAME.match(name):
                found.append(Label(match["word"], name))
    return found


def find_body(titles: Titles, labels: Sequence[Label], document: Document, tables: Sequence[Table]) -> Finding:
    """The name on the cover, checked by the labels and by what recurs; without a cover the labels' own."""
    titled = titled_body(titles)
    counted = Counter(without_level(label.name) for label in labels)
    labelled, times = counted.most_common(1)[0] if counted else ("", 0)
    if titled:
        return _of_cover(titled, labelled, f"{times} of {counted.total()} labels", titles)
    if labelled:
        sure = times > 1 and times * 2 > counted.total()
        return Finding(labelled, certainty(sure), f"{times} of {counted.total()} labels")
    return _recurring(document, tables)


def _of_cover(titled: str, labelled: str, share: str, titles: Titles) -> Finding:
    """The cover's name: sure where a label or other lines have it, too; a label that only names its place, or more of
    the name, completes it."""
    if labelled == titled:
        return Finding(titled, certainty(True), f"cover: {titled}; {share}")
    if labelled.endswith(titled):
        return Finding(labelled, certainty(True), f"{share}; cover: {titled}")
    if labelled and labelled in titled and ORGAN.fullmatch(titled):
        return Finding(titled, certainty(True), f"cover: {titled}; {share} name a part of it")
    if other := _also_titled(titled, titles):
        return Finding(titled, LIKELY, f"cover: {titled}; but another title: {other}")
    recurs = _recurs(titled, titles)
    if labelled and not recurs and not ORGAN.fullmatch(titled):
        return Finding(labelled, LIKELY, f"{share}; cover: {titled}")
    evidence = f"cover: {titled}; again in {recurs} lines" + (f"; but {share}: {labelled}" if labelled else "")
    return Finding(titled, certainty(recurs >= _OFTEN), evidence)


def _also_titled(name: str, titles: Titles) -> str:
    """Another body that a title further inside names, as where one file holds the documents of two."""
    inside = (title_in(line) for line in titles.captions if line not in titles.cover)
    names = (without_level(CONSOLIDATED.sub("", bare(title.before))) for title in inside if title and title.scope)
    others = (n for n in names if ORGAN.fullmatch(n) and n not in name and name not in n)
    return next(others, "")


def _recurs(name: str, titles: Titles) -> int:
    """In how many lines outside the cover the name stands."""
    return sum(name in line for line in titles.lines) - sum(name in line for line in titles.cover)


def titled_body(titles: Titles) -> str:
    """The body that the title names before its year and kind, or that has a line of the cover to itself."""
    if titles.title is None:
        return ""
    before = titles.title.before
    placed = _LEVEL_BEFORE.sub("", bare(_LEVEL_AFTER.sub("", before)))
    name = placed if ORGAN.fullmatch(placed) else bare(before)
    if _LEVEL_ONLY.search(name) or _PLACE_ONLY.fullmatch(name) or not _NAME.fullmatch(name):
        name = next((line for line in titles.cover if ORGAN.fullmatch(line)), "")
    return without_level(CONSOLIDATED.sub("", name))


def bare(before: str) -> str:
    """A title without its years and the words around a name."""
    return _NOISE.sub("", _YEAR.sub("", before))


def without_level(name: str) -> str:
    """某局（本级） → 某局."""
    return _OWN_LEVEL.sub("", name)


def _recurring(document: Document, tables: Sequence[Table]) -> Finding:
    """Without cover and labels: the name that headings give (第一部分 某局概况), or the cell after 「部门名称」.

    Where neither does, the one that unit columns repeat most.
    """
    places = (
        (_named_in_headings(document), "headings"),
        ([name for _, name in _answers(document)], "forms"),
        (_unit_names(tables), "unit columns"),
    )
    for names, place in places:
        if named := Counter(without_level(n) for n in names):
            name, times = named.most_common(1)[0]
            return Finding(name, LIKELY, f"{times} of {named.total()} names in {place}")
    return Finding()


def _named_in_headings(document: Document) -> list[str]:
    texts = (normalise(b.text) for b in document.blocks if isinstance(b, Text))
    found = (m["name"] for text in texts if len(text) < COVER_LINE and (m := _HEADING.fullmatch(text)))
    return [name for name in found if ORGAN.fullmatch(name) and name not in ("部门", "本部门", "本单位")]


def _answers(document: Document) -> Iterator[tuple[str, str]]:
    """Question and name from cells beside each other, in grids that pair questions with answers."""
    for grid in document.blocks:
        if not isinstance(grid, Grid):
            continue
        cells = {(c.row, c.col): normalise(c.text) for c in grid.cells}
        for cell in grid.cells:
            question, answer = normalise(cell.text), cells.get((cell.row, cell.col + cell.colspan), "")
            if _QUESTION.fullmatch(question) and ORGAN.fullmatch(answer):
                yield question, answer


def units_of(document: Document, tables: Sequence[Table]) -> set[str]:
    """The names in the unit columns of tables and behind the questions of forms."""
    return set(_unit_names(tables)) | {name for _, name in _answers(document)}


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


def _printed(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Text):
            yield block.text
        elif isinstance(block, Grid):
            yield from (cell.text for cell in block.cells if cell.text.strip())
