"""From forms to concepts: what each known form gives, by what, and what it cannot tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from mingzhang.collection.disclosed import Disclosed
from mingzhang.collection.line_keys import Record
from mingzhang.knowledge.forms import Form, complete_meaning, load_forms, meanings

Row = dict[str, Any]

_ASPECTS = ("funds", "basic-project", "functional", "economic", "gov-economic", "unit", "project")
_PRINTED = {
    "functional": "functional_code",
    "economic": "economic_code",
    "gov-economic": "gov_economic_code",
    "unit": "unit_name",
    "project": "project",
}


def form_rows(disclosed: Sequence[Disclosed]) -> Iterator[Row]:
    """``forms``: what the columns of each form tell apart, and what its rows were seen to tell apart."""
    tables = Counter(form for one in disclosed for form in one.forms.values())
    seen = _seen(disclosed)
    for name, variants in _by_id().items():
        tells = {*seen[name], *(aspect for form in variants for aspect in _told(form))}
        yield {
            "form": name,
            "kind": variants[0].kind,
            "title": variants[0].zh,
            "title_en": variants[0].en,
            "tells": tuple(a for a in _ASPECTS if a in tells),
            "cannot_tell": tuple(a for a in _ASPECTS if a not in tells),
            "tables": tables[name],
        }


def form_name(form: str, language: str) -> str:
    """The name of a form in ``zh`` or ``en``; empty for a form that is not known."""
    variants = _by_id().get(form, [])
    return (variants[0].zh if language == "zh" else variants[0].en) if variants else ""


@cache
def _by_id() -> dict[str, list[Form]]:
    forms: dict[str, list[Form]] = defaultdict(list)
    for form in load_forms().values():
        forms[form.id].append(form)
    return forms


def _seen(disclosed: Sequence[Disclosed]) -> Mapping[str, set[str]]:
    """Form → what keys the rows of its tables in the collection."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in disclosed:
        for figure in one.records("figures"):
            seen[one.forms[figure["table_id"]]] |= {a for a, column in _PRINTED.items() if figure[column]}
    return seen


def _told(form: Form) -> Iterator[str]:
    """What the columns of a form tell apart."""
    concepts = {concept for concept, given_by, _ in _concepts(form) if given_by != "form"}
    if len({fund for c in concepts if (fund := c.partition("@")[2])}) > 1:
        yield "funds"
    if any(c.startswith(("expenditure.basic", "expenditure.project")) for c in concepts):
        yield "basic-project"
    if any(c.startswith("economic.") for c in concepts):
        yield "economic"


def crosswalk_rows(disclosed: Sequence[Disclosed]) -> Iterator[Row]:
    """``crosswalk``: form → concept, by column, row or the form itself, with the figures that it gave."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in disclosed:
        counts.update((one.forms[f["table_id"]], f["concept"]) for f in one.records("figures") if _is_amount(f))
    for name, variants in _by_id().items():
        given: dict[tuple[str, str], bool] = {}
        for form in variants:
            for concept, given_by, required in _concepts(form):
                given[concept, given_by] = given.get((concept, given_by), False) or required
        for (concept, given_by), required in sorted(given.items()):
            item, _, fund = concept.partition("@")
            row = {"form": name, "concept": item, "fund": fund, "given_by": given_by, "required": required}
            yield {**row, "figures": counts[name, concept]}


def _concepts(form: Form) -> Iterator[tuple[str, str, bool]]:
    """(concept, given by, required) of everything that a form can give."""
    needed = {option for need in form.required for option in need.removeprefix("row:").split("|")}
    if form.item:
        yield f"{form.item}@{form.fund}" if form.fund else form.item, "form", False
    for side, groups in (("column", form.columns), ("row", form.rows)):
        for meaning in _meanings(f"{side}s", groups):
            concept = complete_meaning(meaning, form) if side == "column" else meaning
            if concept:
                yield concept, side, meaning in needed


def _meanings(side: str, groups: Iterable[str]) -> Iterator[str]:
    for group in groups:
        yield from (meaning for meaning, _ in meanings(side, group))


def _is_amount(figure: Record) -> bool:
    return figure["measure"] == "amount" and bool(figure["concept"])
