"""Which known form a table is: by its title and by what its columns and rows mean, together.

A form assigns each amount column to at most one concept; it is rejected when a required meaning is missing, and
accepted only with a margin over the next form. The evidence of every decision is kept for ``explain``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mingzhang.errors import WrongCommand
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Table

_TITLE, _COLUMNS = 0.6, 0.4  # weights of the two kinds of evidence
_ACCEPT, _MARGIN = 0.7, 0.05
_UNTITLED = 0.9  # share of columns that must be explained where no title is printed
_PHASE_ONLY = re.compile(
    r"(?:\d{4}年度?)?(?:年初|全年|调整)?(?:预算|决算|执行)数?(?:[(（](?:财政拨款|调整)[)）])?|\d{4}年度?|其中[:：]?|本年支出"
)
_YEAR = re.compile(r"\d{4}年度?")
_NUMBERING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[)）]?[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．]|[①-⑳])+"
)
_WHICH = re.compile(r"^其中[:：]?")

Meanings = Sequence[tuple[str, re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Form:
    """One known form, as its yml says; ``id`` is what tables.csv prints (variants of a form share it)."""

    name: str
    id: str
    zh: str
    en: str
    kind: str
    titles: re.Pattern[str]
    refuse: re.Pattern[str] | None
    key: str
    item: str
    fund: str
    columns: tuple[str, ...]
    crossed: tuple[str, ...]
    rows: tuple[str, ...]
    required: tuple[str, ...]
    cells: re.Pattern[str] | None = None
    replace: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """How well a table fits a form: the columns with their concepts, and why."""

    form: Form
    score: float
    columns: tuple[Column, ...]
    evidence: tuple[str, ...]


@cache
def load_forms() -> dict[str, Form]:
    """Every form by name, from ``forms/*.yml``. WrongCommand names the file and form that cannot be used."""
    forms: dict[str, Form] = {}
    folder = files("mingzhang") / "forms"
    for kind in ("budget", "final"):
        data = yaml.safe_load((folder / f"{kind}.yml").read_text(encoding="utf-8"))
        for name, entry in data["forms"].items():
            try:
                forms[name] = _form(name, kind, entry)
            except (KeyError, re.error) as error:
                where = f"forms/{kind}.yml: {name}"
                raise WrongCommand(where, repr(error), "a form as budget.yml describes it", "mend the entry") from error
    return forms


def _form(name: str, kind: str, entry: Mapping[str, Any]) -> Form:
    item = entry.get("item", "")
    renamed = {"all": entry.get("all", item), "current": entry.get("current", item)}
    return Form(
        name, entry.get("form", name), entry["zh"], entry["en"], kind, re.compile(entry["titles"]),
        re.compile(entry["not"]) if entry.get("not") else None, entry.get("key", ""), item, entry.get("fund", ""),
        tuple(entry.get("columns", ())), tuple(entry.get("crossed", ())), tuple(entry.get("rows", ())),
        tuple(entry.get("required", ())), re.compile(entry["cells"]) if "cells" in entry else None,
        {**renamed, **entry.get("replace", {})}, entry.get("properties", {}),
    )  # fmt: skip


@cache
def meanings(side: str, group: str) -> Meanings:
    """The (concept, pattern) pairs of one group of meanings.yml; ``side`` is ``columns`` or ``rows``."""
    data = yaml.safe_load((files("mingzhang") / "forms" / "meanings.yml").read_text(encoding="utf-8"))
    start = "(?:^|/)" if side == "columns" else "^"
    return tuple((concept, re.compile(f"{start}(?:{alias})$")) for concept, alias in data[side][group].items())


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


def says_form_is_free(table: Table) -> bool:
    """Whether the table's form has no columns of amounts (performance targets): the prose room reads its cells."""
    return any(f.key == "free" for f in load_forms().values() if f.id == table.form)


def _match(form: Form, table: Table) -> Match | None:
    titled = bool(form.titles.search(table.title))
    if form.key == "free":
        return _match_free(form, table, titled)
    if (table.title and not titled) or (form.refuse and form.refuse.search(table.title)):
        return None
    columns = tuple(_meant(c, form) for c in table.columns)
    amounts = [c for c in columns if c.role == "amount"]
    found = {c.concept for c in amounts if c.concept}
    if not amounts or not _has_required(form, found, table):
        return None
    share = sum(bool(c.concept) for c in amounts) / len(amounts)
    if not titled and (share < _UNTITLED or not form.required):
        return None
    score = (_TITLE if titled else _TITLE / 2) + _COLUMNS * share + (0.1 if form.required else 0.0)
    unmatched = [" / ".join(c.path) for c in amounts if not c.concept]
    evidence = (
        f"{form.name} {score:.2f}: title {table.title or '(none)'}; "
        f"{len(amounts) - len(unmatched)} of {len(amounts)} columns",
    )
    return Match(form, score, columns, evidence + tuple(f"column without meaning: {u}" for u in unmatched))


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


def _meant(column: Column, form: Form) -> Column:
    if column.role != "amount":
        return column
    phase = column.phase
    if form.kind == "final" and phase == "budget" and not any("年初" in p for p in column.path):
        phase = "adjusted"
    return replace(column, concept=_column_concept(column.path, form), phase=phase)


def _column_concept(path: tuple[str, ...], form: Form) -> str:
    words = _words(path)
    if form.crossed and len(words) > 1:
        fund = _first(form.crossed, words[-1])
        item = _first(form.columns, "/".join(words[:-1]))
        if fund.startswith("@") and item and "@" not in item:
            return complete_meaning(item + fund, form)
    meaning = _first(form.columns, "/".join(words))
    return complete_meaning(meaning, form) if meaning else ""


def _words(path: tuple[str, ...]) -> list[str]:
    """The path without years and phases, unless nothing else is left."""
    words = [w for p in path if (w := _WHICH.sub("", _YEAR.sub("", p))) and not _PHASE_ONLY.fullmatch(p)]
    return words or [_YEAR.sub("", p) or p for p in path[-1:]]


def _first(groups: Sequence[str], words: str) -> str:
    for group in groups:
        for concept, pattern in meanings("columns", group):
            if pattern.search(words):
                return concept
    return ""


def complete_meaning(meaning: str, form: Form) -> str:
    """A meaning as a whole concept: the form's item or fund where it names none."""
    item, _, fund = meaning.partition("@")
    item = form.replace.get(item, item) or form.item
    purse = fund or ("" if item in ("change", "growth") else form.fund)
    return f"{item}@{purse}" if purse else item


def row_meaning(form: Form, label: str, side: str | None) -> str:
    """The concept that a row label has in this form, or empty; ``side``: ``income`` or ``expenditure``."""
    words = _WHICH.sub("", _NUMBERING.sub("", _WHICH.sub("", label)))
    for group in form.rows:
        if side and group in ("income", "expenditure") and group != side:
            continue
        for concept, pattern in meanings("rows", group):
            if pattern.search(words):
                return concept
    return ""
