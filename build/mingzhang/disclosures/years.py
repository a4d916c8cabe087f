"""The fiscal year of a document: cover, captions and columns vote, a sentence that mentions another year does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.disclosures.finding import Finding, certainty, leader
from mingzhang.disclosures.titles import Titles
from mingzhang.tables.table import Table

_YEAR = re.compile(r"(20\d\d)(?=年|部门|单位|财政|收支|[预决]算)(?!年\d{1,2}月)")
_PERIOD = re.compile(r"[（(](20\d\d)年度?[）)]|(?:预算|决算|填报|申报)?年[度份][：:](20\d\d)(?:年度?)?")
# A project's code: division, two digits of the year it was first budgeted in, kind of project, running number.
_PROJECT = re.compile(r"(?<!\d)\d{6}(\d{2})[A-Z]\d{9,12}(?!\d)")
_FEW = 3  # votes that settle a year by themselves


@dataclass(frozen=True, slots=True)
class _Vote:
    """What one kind of evidence says; ``firm`` where it is printed often enough to need no other."""

    place: str
    year: str
    words: str
    firm: bool


def find_year(titles: Titles, tables: Sequence[Table], kind: str) -> Finding:
    """The year of the first kind of evidence that has one; sure where that is firm, or another agrees, and none that is
    firm itself names another."""
    votes = [vote for vote in _votes(titles, tables, kind) if vote.year]
    if not votes:
        return _in_passing(titles)
    first, others = votes[0], votes[1:]
    agreeing = [v for v in others if v.year == first.year]
    against = [v for v in others if v.year != first.year and v.firm]
    sure = not against and (first.firm or bool(agreeing))
    evidence = [first.words, *(f"also {v.place}" for v in agreeing), *(f"but {v.words}" for v in against)]
    return Finding(first.year, certainty(sure), "; ".join(evidence))


def _votes(titles: Titles, tables: Sequence[Table], kind: str) -> Iterator[_Vote]:
    """Cover, captions, periods over the forms, columns and project codes, the weightiest first."""
    cover = titles.joined
    named = Counter(_YEAR.findall(cover)) if titles.title or _captions(titles) else Counter()
    year = _before_kind(titles) or (next(iter(named)) if len(named) == 1 else "")
    yield _Vote("cover", year, f"cover: {cover[:60]}", firm=len(_of_titles(titles)) < 2)
    yield _counted("titles", Counter(_captions(titles)), _FEW)
    yield _counted("periods of forms", Counter(_periods(titles)), _FEW)
    yield _counted("columns", _columns(tables, kind), len(titles.lines) + 1)
    yield _counted("project codes", _projects(titles), len(titles.lines) + 1)


def _of_titles(titles: Titles) -> set[str]:
    """The years of the cover's lines that are titles: one that names two settles neither."""
    return {year for line in titles.cover if re.search("[预决]算", line) for year in _YEAR.findall(line)}


def _counted(place: str, votes: Counter[str], enough: int) -> _Vote:
    year, times = leader(votes)
    return _Vote(place, year, f"{times} of {votes.total()} {place}", times >= enough)


def _before_kind(titles: Titles) -> str:
    """The last year before the words of the title: 某局2024年部门决算和2025年预算 is of 2024."""
    years = _YEAR.findall(titles.title.before) if titles.title else []
    return years[-1] if years else ""


def _captions(titles: Titles) -> list[str]:
    """The years of titles that name one year only: none of 2026年预算与2025年比较情况."""
    named = (set(_YEAR.findall(line)) for line in titles.captions if line not in titles.cover)
    return [years.pop() for years in named if len(years) == 1]


def _periods(titles: Titles) -> list[str]:
    found = (_PERIOD.fullmatch(line) for line in titles.lines)
    return [match[1] or match[2] for match in found if match]


def _columns(tables: Sequence[Table], kind: str) -> Counter[str]:
    """The latest year that the columns of each table name for the document's own phase."""
    named = ([c.year for c in table.columns if c.year and c.phase in ("", kind)] for table in tables)
    return Counter(str(max(years)) for years in named if years)


def _projects(titles: Titles) -> Counter[str]:
    """The latest year of the project codes: a project that goes on keeps the code of its first year."""
    years = [f"20{match[1]}" for line in titles.lines for match in _PROJECT.finditer(line)]
    return Counter({max(years): years.count(max(years))}) if years else Counter()


def _in_passing(titles: Titles) -> Finding:
    """Where no title names a year: the one that short lines speak of most, never more than likely."""
    votes = Counter(year for line in titles.lines if len(line) <= 60 for year in _YEAR.findall(line))
    year, times = leader(votes)
    return Finding(year, certainty(False), f"{times} of {votes.total()} short lines") if year else Finding()
