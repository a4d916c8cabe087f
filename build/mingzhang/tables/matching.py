"""Which known form a table is: by its title and by what its columns and rows mean, together.

A form assigns each amount column to at most one concept; it is rejected when a required meaning is missing, and
accepted only with a margin over the next form. The evidence of every decision is kept for ``explain``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang.knowledge.forms import Form, complete_meaning, load_forms, row_meaning
from mingzhang.tables.layout import text_of
from mingzhang.tables.meaning import is_told_by_rows, with_meanings
from mingzhang.tables.table import Column, Table

_TITLE, _COLUMNS = 0.6, 0.4  # weights of the two kinds of evidence
_HEADED = 0.45  # in place of a title: the name of a column that only this form has
_ACCEPT, _MARGIN = 0.7, 0.05
_UNTITLED = 0.9  # share of columns that must be explained where no title is printed


@dataclass(frozen=True, slots=True)
class Match:
    """How well a table fits a form: the columns with their concepts, and why."""

    form: Form
    score: float
    columns: tuple[Column, ...]
    evidence: tuple[str, ...]


def recognise_form(table: Table) -> Table:
    """The table with its form, the concepts of its columns, and the evidence; ``unknown-form`` when none fits."""
    matches = sorted((m for f in load_forms().values() if (m := _match(f, table))), key=lambda m: -m.score)
    if not matches:
        return replace(table, state="unknown-form", evidence=("no form fits title and columns",))
    best = matches[0]
    second = next((m for m in matches if m.form.id != best.form.id), None)
    evidence = [*best.evidence]
    if second:
        evidence.append(f"next: {second.form.name} {second.score:.2f}")
    if best.score < _ACCEPT or (second and best.score - second.score < _MARGIN):
        return replace(table, state="unknown-form", evidence=("no form fits with a margin", *evidence))
    return replace(table, form=best.form.id, columns=best.columns, evidence=tuple(evidence))


def _match(form: Form, table: Table) -> Match | None:
    titled = bool(form.titles.search(table.title))
    if form.key == "free":
        return _match_free(form, table, titled)
    if (table.title and not titled) or (form.refuse and form.refuse.search(table.title)):
        return None
    columns = with_meanings(_with_phases(table.columns, form), form)
    amounts = [c for c in columns if c.role == "amount"]
    found = {c.concept for c in amounts if c.concept}
    if not amounts or not _has_required(form, found, table):
        return None
    told = [c for c in amounts if not is_told_by_rows(c, form) and (c.concept or c.measure == "amount")]
    share = sum(bool(c.concept) for c in told) / len(told) if told else 0.0
    headed = _is_headed(form, table)
    if not titled and (share < _UNTITLED or not form.required or (form.heads and not headed)):
        return None
    named = _TITLE if titled else _HEADED if headed else _TITLE / 2
    score = named + _COLUMNS * share + (0.1 if form.required else 0.0)
    unmatched = [" / ".join(c.path) for c in told if not c.concept]
    evidence = (
        f"{form.name} {score:.2f}: title {table.title or '(none)'}; "
        f"{len(told) - len(unmatched)} of {len(told)} columns",
    )
    return Match(form, score, columns, evidence + tuple(f"column without meaning: {u}" for u in unmatched))


def _is_headed(form: Form, table: Table) -> bool:
    """Whether a column has a name by which the form is known."""
    return form.heads is not None and any(c.path and form.heads.search(c.path[-1]) for c in table.columns)


def _match_free(form: Form, table: Table, titled: bool) -> Match | None:
    """A form without fixed columns: its title, or two of its words among the cells."""
    if not titled and form.cells:
        texts = {text_of(c) for r in table.rows for c in r.cells} | {p for c in table.columns for p in c.path}
        titled = sum(bool(form.cells.search(t)) for t in texts if len(t) < 20) >= 2
    return (
        Match(form, _TITLE + _COLUMNS, table.columns, (f"{form.name}: title or words of its cells",))
        if titled
        else None
    )


def _has_required(form: Form, found: set[str], table: Table) -> bool:
    labels: set[str] | None = None
    for need in form.required:
        options = need.removeprefix("row:").split("|")
        if need.startswith("row:"):
            if labels is None:
                labels = {m for r in table.rows for c in r.cells if (m := row_meaning(form, text_of(c), None))}
            if not labels & set(options):
                return False
        elif not (found | {f.partition("@")[0] for f in found}) & {complete_meaning(o, form) for o in options}:
            return False
    return True


def _with_phases(columns: Sequence[Column], form: Form) -> tuple[Column, ...]:
    """In final accounts 预算数 is the full-year budget, unless another column says that it is that."""
    told = any(c.phase == "adjusted" for c in columns if c.role == "amount")
    if form.kind != "final" or told:
        return tuple(columns)
    return tuple(
        replace(c, phase="adjusted")
        if c.role == "amount" and c.phase == "budget" and not any("年初" in p for p in c.path)
        else c
        for c in columns
    )
