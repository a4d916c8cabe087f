"""Budget or final account, of a department with its units or of one unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mingzhang.disclosures.bodies import OWN_LEVEL_MARK, Label, units_of
from mingzhang.disclosures.finding import LIKELY, SURE, Finding, certainty, leader
from mingzhang.disclosures.titles import PURSE, Titles
from mingzhang.reading.document import Document
from mingzhang.tables.table import Table

_KINDS = {"预算": "budget", "决算": "final"}
_SCOPES = {"部门": "department", "单位": "unit"}
_SPOKEN = re.compile(r"(部门|单位)(?:综合)?(?:预算|决算|收支|概况|整体)")
_WHOLE = re.compile(r"[（(](?:汇总|含下属单位|含所属单位)[)）]")
_MANY = 3  # units in the tables that only a department can have


def find_kind(titles: Titles, tables: Sequence[Table]) -> Finding:
    """The kind by the cover's title, else by what the titles of tables and chapters say most."""
    title = titles.title
    if title and title.kind in _KINDS:
        return Finding(_KINDS[title.kind], SURE, f"cover: {titles.joined[:60]}")
    formed = _by_form(tables)
    for place, lines in (
        ("table titles", [t.title for t in tables]),
        ("titles", titles.captions),
        ("lines", titles.lines),
    ):
        votes = formed + Counter(word for line in lines if (word := _kind_word(line)))
        word, times = leader(votes)
        if word:
            sure = place != "lines" and times * 5 > votes.total() * 4
            return Finding(_KINDS[word], certainty(sure), f"{times} of {votes.total()} {place}")
    return Finding()


def _kind_word(line: str) -> str:
    """The kind that a title names: 决算 in 一般公共预算支出决算表, none in 预算决算对比表; a purse alone: 预算."""
    named = set(re.findall("预算|决算", PURSE.sub("", line)))
    if not named and "预算" in line:
        return "预算"
    return named.pop() if len(named) == 1 else ""


def _by_form(tables: Sequence[Table]) -> Counter[str]:
    forms = [table.form for table in tables]
    return Counter(word for form in forms for word, kind in _KINDS.items() if form.startswith(kind))


def find_scope(titles: Titles, labels: Sequence[Label], document: Document, tables: Sequence[Table]) -> Finding:
    """The scope by the cover; else a department where tables list several units; else what titles and labels say."""
    cover, title = titles.joined, titles.title
    evidence = f"cover: {cover[:60]}"
    if title and OWN_LEVEL_MARK.search(title.before):
        return Finding("unit", SURE, evidence)
    if title and _WHOLE.search(title.before):
        return Finding("department", SURE, evidence)
    if title and title.scope:
        return Finding(_SCOPES[title.scope], SURE, evidence)
    if len(units := units_of(document, tables)) >= _MANY:
        return Finding("department", LIKELY, f"{len(units)} units in tables")
    return _spoken(titles, labels)


def _spoken(titles: Titles, labels: Sequence[Label]) -> Finding:
    words = Counter(word for line in titles.captions or titles.lines for word in _SPOKEN.findall(line))
    words.update(label.word for label in labels if label.word in _SCOPES)
    if not words:
        return Finding()
    word, times = words.most_common(1)[0]
    return Finding(_SCOPES[word], LIKELY, f"{times} of {words.total()} mentions")
