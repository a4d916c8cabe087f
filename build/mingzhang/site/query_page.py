"""The page that asks the whole collection: a form over the comparable lines, and the same question as code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

from mingzhang.collection.headline import names_of
from mingzhang.collection.partitions import FOLDER, TOLD
from mingzhang.knowledge.body_kinds import all_kinds
from mingzhang.knowledge.divisions import ancestors
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.site.address import Here
from mingzhang.site.describe import Crumb, place_name
from mingzhang.site.edition import Edition, Found
from mingzhang.site.entrances import kind_name
from mingzhang.site.interface import Words
from mingzhang.site.offers import collection_offers

_PHASES = ("budget", "adjusted", "executed", "final")
_BREAKDOWNS = ("total", "functional", "economic", "gov-economic", "unit", "project", "item")
_UNITS = ("0", "4", "8")  # powers of ten of a yuan
_LANGUAGES = (("duckdb", "DuckDB"), ("pandas", "pandas"), ("sqlite", "SQLite"))
_SAYS = (
    "query-none", "query-many", "query-load", "query-loading", "query-failed", "query-found",
    "query-sum", "query-sum-open", "query-no-sum", "query-bad-amount", "query-bad-choice", "query-more",
    "query-held-row", "query-not-held", "query-no-line", "compare-copied", "tool-sort",
    "query-by-scope", "query-by-concept", "query-by-fund", "query-by-by", "query-by-year", "query-by-phase",
    "query-by-leaf", "list-comma",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """What the form can choose from: ``values`` per column of ``TOLD``, places and kinds of the bodies."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    places: Sequence[str] = ()
    kinds: Sequence[str] = ()

    @property
    def first(self) -> dict[str, str]:
        """The question asked first: the total expenditure of each body, in the latest year held."""
        concept = "expenditure" if "expenditure" in self.values.get("concept", ()) else ""
        year = max(self.values.get("figure_year", ()), default="")
        fund = "all" if "" in self.values.get("fund", ()) else ""
        asked = {"year": year, "by": "total", "concept": concept, "fund": fund, "lines": "current"}
        return {name: value for name, value in asked.items() if value}


def read_held(data: Path) -> Held:
    """What ``data/query/index.json`` says; nothing when there is no such file."""
    path = data / FOLDER / "index.json"
    if not path.is_file():
        return Held()
    index = json.loads(path.read_text(encoding="utf-8"))
    values = {name: sorted({v for part in index["parts"] for v in part["has"][name]}) for name in TOLD}
    places = {place for _, _, place, _, _ in index["bodies"]}
    wider = {code for place in places for code in (ancestors(place) if place.isdigit() else ())}
    kinds = {kind for _, _, _, kind, _ in index["bodies"]}
    return Held(values, sorted(places | wider), [k for k in all_kinds() if k in kinds])


def query_address(**asked: str) -> str:
    """The address of the page with a question: ``query_address(by="functional", functional="206")``."""
    return f"query/?{urlencode({**asked, 'lines': 'current', 'unit': '4'})}"


def write_query(edition: Edition, held: Held) -> None:
    """The page; without scripts it explains, and gives the files and the first question as code."""
    words, here = edition.words, edition.here("query/")
    edition.write(
        "query/",
        "query.html",
        words("query-title"),
        words("query-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        selects=_selects(held, words),
        units=[(value, words.scale(int(value))) for value in _UNITS],
        codes=[(name, title, named(code_of(name, held.first), words)) for name, title in _LANGUAGES],
        sqlite=f"{words('site-id')}.sqlite.zip",
        offers=collection_offers(words, here, edition.folder.parent),
        use=here.to("use/"),
        dictionary=here.to("data/") + "#lines",
        setting=_setting(edition, here, held),
        hide=["toc"],
    )
    edition.found.append(Found("query/", words("query-title"), words("query-intro")))


def code_of(language: str, asked: Mapping[str, str]) -> str:
    """The first question in ``duckdb``, ``sqlite`` or ``pandas``: values that are words or years, and nothing else."""
    said = _codes()[language]
    conditions = []
    for name, value in asked.items():
        literal = json.dumps(value) if language == "pandas" else f"'{value}'"
        template = said.get(f"{name}-{value}") or said[name]
        conditions.append(template.replace("{text}", literal).replace("{amount}", value))
    return said["whole"].replace("{where}", said["and"].join(conditions) or said["all"]).rstrip()


def named(code: str, words: Words) -> str:
    """Code with the collection's own name, which its folder and its database bear."""
    own = words("site-id")
    return code.replace("mingzhang/", f"{own}/").replace("mingzhang.sqlite", f"{own}.sqlite")


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    text = (files("mingzhang.site") / "query-code.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return loaded


def _selects(held: Held, words: Words) -> dict[str, list[tuple[str, str]]]:
    """Per select its options: (value, name)."""
    has = held.values
    return {
        "place": [(place, _indented(place, words)) for place in held.places],
        "kind": [(kind, kind_name(kind, words)) for kind in held.kinds],
        "year": [(year, year) for year in reversed(has.get("figure_year", ()))],
        "phase": [(phase, words(f"phase-{phase}")) for phase in _known(_PHASES, has.get("phase", ()))],
        "scope": [(scope, words(f"scope-{scope}")) for scope in has.get("scope", ()) if scope],
        "by": [(by, breakdown_name(by, words)) for by in sorted(has.get("breakdown", ()), key=_depth)],
        "concept": [(concept, _concept(concept, words)) for concept in has.get("concept", ())],
        "fund": [(fund or "all", _fund(fund, words)) for fund in has.get("fund", ())],
    }


def _known(order: Iterable[str], has: Sequence[str]) -> list[str]:
    return [value for value in order if value in has]


def _indented(place: str, words: Words) -> str:
    return "\u3000" * len(ancestors(place) if place.isdigit() else ()) + place_name(place, words)


def _depth(breakdown: str) -> tuple[int, int]:
    parts = breakdown.split("+")
    return len(parts), _BREAKDOWNS.index(parts[0]) if parts[0] in _BREAKDOWNS else len(_BREAKDOWNS)


def breakdown_name(breakdown: str, words: Words) -> str:
    """What lines are broken down by: functional code × economic code."""
    return " × ".join(words(f"by-{part}") if part in _BREAKDOWNS else part for part in breakdown.split("+"))


def _concept(concept: str, words: Words) -> str:
    zh, en = names_of(concept)
    return (zh if words.language == "zh" else en) or concept


def _fund(fund: str, words: Words) -> str:
    purse = load_vocabulary().funds.get(fund)
    return (purse.zh if words.language == "zh" else purse.en) if purse else fund or words("all-funds")


def _setting(edition: Edition, here: Here, held: Held) -> str:
    """What the script needs: where its data are, the first question, names, words, and the question as code."""
    has, words = held.values, edition.words
    setting: dict[str, Any] = {
        "data": here.to_root(f"data/{FOLDER}/"),
        "bodies": here.to("bodies/"),
        "disclosures": here.to("disclosures/"),
        "codes": here.to("codes/"),
        "first": held.first,
        "guess": words("guess"),
        "guesses": {e.id: sorted(e.guesses) for e in edition.collection.entries if e.guesses},
        "names": {
            "concept": {c: _concept(c, words) for c in has.get("concept", ())},
            "fund": {f: _fund(f, words) for f in has.get("fund", ())},
            "phase": {p: words(f"phase-{p}") for p in _PHASES},
            "scope": {s: words(f"scope-short-{s}") for s in ("department", "unit", "")},
            "reading": {r: words(f"mark-{r}") for r in ("inferred", "recognised", "doubtful")},
        },
        "words": {key: words(key) for key in _SAYS},
        "code": {language: {k: named(v, words) for k, v in said.items()} for language, said in _codes().items()},
    }
    return json.dumps(setting, ensure_ascii=False).replace("<", "\\u003c")
