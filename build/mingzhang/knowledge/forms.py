"""The known forms and the meanings that they give to headers and row labels: forms/*.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from mingzhang.errors import WrongCommand
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.tables.table import Table
from mingzhang.text.ordinals import CIRCLED, DIGIT_BRACKETS, HAN, HAN_BRACKETS

_NUMBERING = re.compile(rf"^(?:[（(]?{HAN}[)）]?[、.．]|{HAN_BRACKETS}|{DIGIT_BRACKETS}|\d+[、.．]|{CIRCLED})+")
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
    heads: re.Pattern[str] | None = None
    replace: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)


@cache
def load_forms() -> dict[str, Form]:
    """Every form by name, from ``forms/*.yml``. WrongCommand names the file and form that cannot be used."""
    forms: dict[str, Form] = {}
    for kind, file in (("budget", "forms/budget.yml"), ("final", "forms/final.yml")):
        data = yaml.safe_load(knowledge_text(file))
        for name, entry in data["forms"].items():
            try:
                forms[name] = _form(name, kind, entry)
            except (KeyError, re.error) as error:
                where = f"{file}: {name}"
                raise WrongCommand(where, repr(error), "a form as budget.yml describes it", "mend the entry") from error
    return forms


def _form(name: str, kind: str, entry: Mapping[str, Any]) -> Form:
    item = entry.get("item", "")
    renamed = {"all": entry.get("all", item), "current": entry.get("current", item)}
    return Form(
        name, entry.get("form", name), entry["zh"], entry["en"], kind, re.compile(entry["titles"]),
        re.compile(entry["not"]) if entry.get("not") else None, entry.get("key", ""), item, entry.get("fund", ""),
        tuple(entry.get("columns", ())), tuple(entry.get("crossed", ())), tuple(entry.get("rows", ())),
        tuple(entry.get("required", ())), _pattern(entry, "cells"), _pattern(entry, "heads"),
        {**renamed, **entry.get("replace", {})}, entry.get("properties", {}),
    )  # fmt: skip


def _pattern(entry: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
    return re.compile(entry[key]) if entry.get(key) else None


@cache
def meanings(side: str, group: str) -> Meanings:
    """The (concept, pattern) pairs of one group of meanings.yml; ``side`` is ``columns`` or ``rows``."""
    data = yaml.safe_load(knowledge_text("forms/meanings.yml"))
    start = "(?:^|/)" if side == "columns" else "^"
    return tuple((concept, re.compile(f"{start}(?:{alias})$")) for concept, alias in data[side][group].items())


def knows_item(label: str) -> bool:
    """Whether some form knows an income or expenditure of this name, numbering taken off."""
    words = _NUMBERING.sub("", label)
    return any(p.search(words) for group in ("income", "expenditure") for _, p in meanings("rows", group))


def says_form_is_free(table: Table) -> bool:
    """Whether the table's form has no columns of amounts (performance targets): the prose room reads its cells."""
    return any(f.key == "free" for f in load_forms().values() if f.id == table.form)


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
