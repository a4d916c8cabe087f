"""``identities.yml`` as objects; what is wrong with it is told with its line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema
import yaml

from mingzhang.errors import WrongCommand
from mingzhang.knowledge.forms import load_forms
from mingzhang.knowledge.formula import Formula
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.knowledge.yaml_lines import line_of

_TREE_TERMS = {
    "codes": {"whole", "parts"},
    "total": {"whole", "parts"},
    "units": {"whole", "parts"},
    "of-which": {"whole", "part"},
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A name, basis or sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Selector:
    """Which facts a term takes; an empty field takes any.

    ``funds`` None takes any purse or none; {"named"} any purse that is named. ``first_of`` are selectors tried in
    turn until one finds
    something; they inherit what stands beside them. ``row``: ``overall`` the table's total row, else its only row,
    else its topmost
    coded rows; ``total`` a printed total row; ``root`` topmost coded rows; ``coded`` rows with a code.
    """

    record: str = "figure"
    values: tuple[str, ...] = ("amount",)
    forms: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    funds: frozenset[str] | None = None
    row: str = ""
    codes: frozenset[str] = frozenset()
    taxonomy: str = ""
    digits: int = 0
    categories: frozenset[str] = frozenset()
    period: str = ""
    first_of: tuple[Selector, ...] = ()
    optional: bool = False
    says: Wording | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """When a conditional identity holds; ``absent`` and ``confirmed`` say how it can be known, else it cannot.

    ``needed``: without it the identity says nothing at all.
    """

    words: Wording
    absent: Selector | None = None
    confirmed: bool = False
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity as identities.yml states it. ``kind`` is ``budget``, ``final`` or empty for both."""

    id: str
    name: Wording
    basis: Wording
    strength: str
    formula: Formula
    kind: str = ""
    tree: str = ""
    forms: frozenset[str] = frozenset()
    not_forms: frozenset[str] = frozenset()
    printed_in_table: frozenset[str] = frozenset()
    per: tuple[tuple[str, ...], ...] = ()
    terms: Mapping[str, Selector] | None = None
    condition: Condition | None = None
    explained_by: tuple[Selector, ...] = ()
    incomplete_when: str = ""
    note_when: str = ""
    note_within_places: int = 0
    sentences: Mapping[str, Wording] | None = None


@cache
def load_identities() -> tuple[Identity, ...]:
    """The identities the package brings along. WrongCommand names file and line of what is wrong."""
    text = knowledge_text("identities.yml")
    return parse_identities(text, "identities.yml")


def parse_identities(text: str, where: str) -> tuple[Identity, ...]:
    """The identities written in ``text``. WrongCommand says in which line of ``where`` something is wrong, and what
    was expected."""
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WrongCommand(f"{where}:{line}", error.problem or "not YAML", "YAML", "mend the line") from None

    def wrong(path: Sequence[str | int], found: str, expected: str) -> WrongCommand:
        return WrongCommand(f"{where}:{line_of(text, path)}", found, expected, "mend the entry")

    broken = sorted(_validator().iter_errors(data), key=lambda e: len(e.absolute_path), reverse=True)
    for problem in broken[:1]:
        raise wrong(list(problem.absolute_path), problem.message[:200], _expected(problem))
    for path, found, expected in _misused(data["identities"]):
        raise wrong(path, found, expected)
    return tuple(_identity(entry) for entry in data["identities"])


@cache
def _validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(knowledge_text("identities.schema.json"))
    return jsonschema.Draft202012Validator(schema)


def _expected(error: jsonschema.ValidationError) -> str:
    return f"{error.validator}: {json.dumps(error.validator_value, ensure_ascii=False)}"[:160]


_Problem = tuple[list[str | int], str, str]


def _misused(entries: Sequence[Mapping[str, Any]]) -> Iterator[_Problem]:
    """What a schema cannot say: ids twice, unknown concepts and forms, formulas that do not fit their terms."""
    seen: set[str] = set()
    for i, entry in enumerate(entries):
        path: list[str | int] = ["identities", i]
        if entry["id"] in seen:
            yield [*path, "id"], f"{entry['id']} stands twice", "one id for each identity"
        seen.add(entry["id"])
        yield from _misnamed(entry, path)
        yield from _misformed(entry, path)


def _misnamed(entry: Mapping[str, Any], path: list[str | int]) -> Iterator[_Problem]:
    words = load_vocabulary()
    forms = {f.id for f in load_forms().values()}
    known: dict[str, Callable[[str], bool]] = {
        "item": lambda x: x in words.items,
        "fund": lambda x: x in words.funds or x in ("none", "any", "named"),
        "form": lambda x: x in forms,
    }
    for place, selector in _selectors(entry):
        for key, is_known in known.items():
            for name in _list(selector.get(key)):
                if not is_known(name):
                    yield [*path, *place, key], f"unknown {key} “{name}”", f"a {key} of concepts.yml or forms/*.yml"
    for name in _list(entry.get("printed-in-table")):
        if name not in words.items:
            yield [*path, "printed-in-table"], f"unknown item “{name}”", "an item of concepts.yml"
    for key in ("forms", "not-forms"):
        for name in _list(entry.get(key)):
            if name not in forms:
                yield [*path, key], f"unknown form “{name}”", "a form of forms/*.yml"


def _misformed(entry: Mapping[str, Any], path: list[str | int]) -> Iterator[_Problem]:
    try:
        formula = Formula.parse(entry["formula"])
    except ValueError as error:
        yield [*path, "formula"], str(error), "such as whole = a + b"
        return
    terms = _TREE_TERMS[entry["tree"]] if "tree" in entry else set(entry["terms"])
    if set(formula.names()) != terms:
        yield [*path, "formula"], f"it speaks of {', '.join(formula.names())}", f"the terms {', '.join(sorted(terms))}"
    if formula.relation == "~" and entry["strength"] != "plausibility":
        yield [*path, "strength"], f"“~” with {entry['strength']}", "plausibility"


def _selectors(entry: Mapping[str, Any]) -> Iterator[tuple[list[str | int], Mapping[str, Any]]]:
    stack: list[tuple[list[str | int], Mapping[str, Any]]] = [
        (["terms", n], s) for n, s in entry.get("terms", {}).items()
    ]
    stack += [(["explained-by", n], s) for n, s in enumerate(entry.get("explained-by", ()))]
    if absent := entry.get("condition", {}).get("met-when-absent"):
        stack.append((["condition", "met-when-absent"], absent))
    while stack:
        path, selector = stack.pop()
        yield path, selector
        stack += [([*path, "first-of", n], s) for n, s in enumerate(selector.get("first-of", ()))]


def _list(value: str | list[str] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def _identity(entry: Mapping[str, Any]) -> Identity:
    return Identity(
        entry["id"],
        Wording(**entry["name"]),
        Wording(**entry["basis"]),
        entry["strength"],
        Formula.parse(entry["formula"]),
        entry.get("kind", ""),
        entry.get("tree", ""),
        frozenset(_list(entry.get("forms"))),
        frozenset(_list(entry.get("not-forms"))),
        frozenset(_list(entry.get("printed-in-table"))),
        tuple(tuple(k.replace("-", "_") for k in way) for way in entry.get("per", ())),
        {n: _selector(s) for n, s in entry.get("terms", {}).items()},
        _condition(entry.get("condition")),
        tuple(_selector(s) for s in entry.get("explained-by", ())),
        entry.get("incomplete-when", ""),
        entry.get("note-when", ""),
        entry.get("note-within-places", 0),
        {r: Wording(**w) for r, w in entry.get("sentences", {}).items()},
    )


def _selector(data: Mapping[str, Any]) -> Selector:
    funds = _list(data.get("fund"))
    shared = {k: v for k, v in data.items() if k != "first-of"}
    return Selector(
        data.get("of", "figure"),
        tuple(_list(data.get("value", "amount"))),
        frozenset(_list(data.get("form"))),
        frozenset(_list(data.get("item"))),
        None if not funds or funds == ["any"] else frozenset("" if f == "none" else f for f in funds),
        data.get("row", ""),
        frozenset(data.get("code", "").split()),
        data.get("taxonomy", ""),
        data.get("digits", 0),
        frozenset(_list(data.get("category"))),
        data.get("period", ""),
        tuple(_selector({**shared, **s}) for s in data.get("first-of", ())),
        data.get("optional", False),
        Wording(**data["says"]) if "says" in data else None,
    )


def _condition(data: Mapping[str, Any] | None) -> Condition | None:
    if data is None:
        return None
    absent = data.get("met-when-absent")
    return Condition(
        Wording(data["zh"], data["en"]),
        _selector(absent) if absent else None,
        data.get("met-when-confirmed", False),
        data.get("needed", False),
    )
