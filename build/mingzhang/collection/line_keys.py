"""What one comparable line is about: the key that figures of all disclosures share, and what it is a breakdown of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mingzhang.knowledge.forms import load_forms
from mingzhang.knowledge.vocabulary import load_vocabulary

Record = Mapping[str, str]

_DIMENSIONS = (
    ("unit", "unit_name"),
    ("functional", "functional_code"),
    ("economic", "economic_code"),
    ("gov-economic", "gov_economic_code"),
    ("project", "project"),
    ("item", "item"),
)
_NO_MONEY = {"change", "growth", "quantity"}
_CARRIED = {"carryover-in", "use-of-surplus"}
_WHOLES = {"income", "expenditure"}
_PHASES = {"budget", "adjusted", "executed", "final"}


@dataclass(frozen=True, slots=True)
class Key:
    """The dimensions of a line but body and scope. Codes are digits; an empty field is no breakdown by it."""

    figure_year: str
    phase: str
    concept: str
    fund: str
    functional_code: str = ""
    economic_code: str = ""
    gov_economic_code: str = ""
    unit_name: str = ""
    project: str = ""
    item: str = ""

    @property
    def breakdown(self) -> str:
        """``total``, or the dimensions that are filled, joined with ``+``."""
        return "+".join(name for name, field in _DIMENSIONS if getattr(self, field)) or "total"

    @property
    def level(self) -> int:
        """Depth of the finest code: 0 none, 1 类, 2 款, 3 项."""
        return max(depth(code) for code in self.codes)

    @property
    def codes(self) -> tuple[str, str, str]:
        """Functional, departmental economic and government economic code."""
        return self.functional_code, self.economic_code, self.gov_economic_code

    @property
    def whole(self) -> tuple[str, ...]:
        """What all breakdowns of one amount have in common."""
        return self.figure_year, self.phase, self.concept, self.fund

    @property
    def stem(self) -> tuple[str, ...]:
        """What lines have in common that are coarser and finer views of one thing: everything but the codes."""
        return (*self.whole, self.unit_name, self.project, self.item, self.breakdown)


def depth(code: str) -> int:
    """Depth of a classification code: 0 for none, 1 for three digits, 2 for five, 3 for seven."""
    return (len(code) - 1) // 2 if code else 0


def refines(fine: Key, coarse: Key) -> bool:
    """Whether ``fine`` stands below ``coarse``: the same thing, each code as deep or deeper, one of them deeper."""
    pairs = list(zip(fine.codes, coarse.codes, strict=True))
    return fine.codes != coarse.codes and all(a.startswith(b) for a, b in pairs) and fine.stem == coarse.stem


def direction_of(concept: str) -> str:
    """``revenue`` or ``expenditure``, by the whole that the item is a part of; empty for what is no money."""
    items, root = load_vocabulary().items, concept
    while root in items and items[root].within:
        root = items[root].within
    return "" if root in _NO_MONEY or root not in items else "revenue" if root == "income" else "expenditure"


def key_of(figure: Record, form: str, column_concept: str, alone: bool = False, project: str = "") -> Key | str:
    """The key of a figure (as ``nesting.nested`` gives it), or why it has none (the values of ``figures.left_out``).

    ``column_concept`` is what its column alone says: where the row adds neither meaning, code, unit nor project, only
    a total row, or the one row of a table (``alone``), is known to be the whole. ``project`` is the project that the
    figure belongs to, where its own row has no column for it.
    """
    if problem := _problem(figure):
        return problem
    item, _, fund = figure["concept"].partition("@")
    if item in _CARRIED and not _items(form) <= _WHOLES:
        return "no-concept"  # beside the purses of basic expenditure, projects, purchases: only what pays for that
    names = ("functional_code", "economic_code", "gov_economic_code", "unit_name", "project", "item")
    key = Key(figure["figure_year"], figure["phase"], item, fund, **{name: figure[name] for name in names})
    if key.breakdown == "total" and figure["concept"] == column_concept and figure["row_role"] != "total":
        if project:
            key = replace(key, project=project)
        elif figure["label"] or not alone:
            return "unkeyed-row"
    return _economic(key, form)


def is_inferred(figure: Record, key: Key) -> bool:
    """Whether the key has a code that the row of the ``figure`` (as printed) does not print, told from its name."""
    printed = figure["functional_code"] or figure["economic_code"] or figure["concept"].startswith("economic.")
    return bool(key.functional_code or key.economic_code) and not printed


def _problem(figure: Record) -> str:
    reasons = {
        "not-an-amount": figure["measure"] != "amount" or figure["phase"] == "change",
        "no-concept": not direction_of(figure["concept"].partition("@")[0]),
        "ambiguous": figure["reading"] == "ambiguous",
        "no-unit": not figure["amount_yuan"],
        "no-year": not figure["figure_year"],
        "no-phase": figure["phase"] not in _PHASES,
    }
    return next((name for name, holds in reasons.items() if holds), "")


def _items(form: str) -> set[str]:
    """What the variants of a form are about."""
    return {f.item for f in load_forms().values() if f.id == form and f.item}


def _economic(key: Key, form: str) -> Key | str:
    """A column for an economic class is a breakdown of what its form is about: ``economic.302`` → code 302."""
    items = _items(form)
    group, _, code = key.concept.partition(".")
    if group != "economic":
        return key
    if len(items) != 1 or (key.economic_code and not key.economic_code.startswith(code)):
        return "no-concept"
    return replace(key, concept=items.pop(), economic_code=key.economic_code or code)
