"""What the pictures of a disclosure show: where the money comes from and goes, and what basic expenditure buys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Headline, Part
from mingzhang.collection.headline import by_code, names_of

MOST = 8  # nodes in one column of the flow picture, bars of the make-up picture below which nothing is merged
_ALL = "total"


@dataclass(frozen=True, slots=True)
class Link:
    """Money that goes from one node to another, named by their keys, in yuan."""

    source: str
    target: str
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Flow:
    """Columns of nodes from left to right and the links between neighbours.

    ``kinds`` names each column: ``sources``, ``functions``, ``natures``, or ``total`` for the whole where the document
    does not print which source pays for which function.
    """

    kinds: tuple[str, ...]
    columns: tuple[tuple[Part, ...], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Makeup:
    """Basic expenditure by economic class (类) and their items (款), and the table it is printed in."""

    table_id: str
    total: Part
    classes: tuple[Part, ...]
    items: tuple[Part, ...]


def make_flow(package: Dossier, headline: Headline) -> Flow | None:
    """The flow of funds, or None when sources or uses do not add up to the printed total."""
    if headline.expenditure is None or not headline.sources or not headline.functions:
        return None
    if headline.income is None or headline.income.yuan != headline.expenditure.yuan:
        return None
    figures = package.rows("figures")
    forms = {r["table_id"]: r["form"] for r in package.rows("tables")}
    functions = _fitting_functions(figures, forms, headline)
    left = _crossed(figures, forms, "-income", headline.sources, functions)
    right = _crossed(figures, forms, "-expenditure", headline.natures, functions)
    return _put_together(headline, functions, left, right)


def _put_together(headline: Headline, functions: Sequence[Part], left: Sequence[Link], right: Sequence[Link]) -> Flow:
    kinds, columns = ["sources"], [tuple(headline.sources)]
    links = list(left)
    if not left:
        assert headline.expenditure is not None
        whole = Part(_ALL, *names_of(headline.expenditure.key), headline.expenditure.yuan)
        kinds.append("total")
        columns.append((whole,))
        links += [Link(p.key, _ALL, p.yuan) for p in headline.sources]
        links += [Link(_ALL, p.key, p.yuan) for p in functions]
    kinds.append("functions")
    columns.append(tuple(functions))
    if right:
        kinds.append("natures")
        columns.append(tuple(headline.natures))
        links += [Link(link.target, link.source, link.yuan) for link in right]
    return Flow(tuple(kinds), tuple(columns), tuple(links))


def _fitting_functions(figures: Sequence[Record], forms: Mapping[str, str], headline: Headline) -> tuple[Part, ...]:
    """The finest level of functional codes with few enough nodes that adds up; else classes, the small ones merged."""
    total = sum((p.yuan for p in headline.functions), Decimal(0))
    for digits in (7, 5):
        for table in _tables(forms, "-expenditure"):
            rows = [r for r in figures if r["table_id"] == table and r["concept"] == "expenditure" and r["amount_yuan"]]
            parts = by_code(rows, digits)
            if parts and len(parts) <= MOST and sum(p.yuan for p in parts) == total:
                return tuple(sorted(parts, key=lambda p: p.key))
    return tuple(headline.functions)


def _tables(forms: Mapping[str, str], kind: str) -> list[str]:
    return [t for t, form in forms.items() if form.endswith(kind) and "fiscal" not in form]


def _crossed(
    figures: Sequence[Record], forms: Mapping[str, str], kind: str, parts: Sequence[Part], functions: Sequence[Part]
) -> list[Link]:
    """Links part → function from a table with functional rows and these parts as columns; none unless all adds up."""
    keys, codes = {p.key: p.yuan for p in parts}, {p.key: p.yuan for p in functions}
    for table in _tables(forms, kind):
        found: dict[tuple[str, str], Decimal] = {}
        for row in figures:
            pair = (row["concept"], row["functional_code"])
            if row["table_id"] == table and pair[0] in keys and pair[1] in codes and row["amount_yuan"]:
                found[pair] = found.get(pair, Decimal(0)) + Decimal(row["amount_yuan"])
        links = [Link(part, code, yuan) for (part, code), yuan in found.items() if yuan]
        if links and _adds_up(links, keys, codes):
            return links
    return []


def _adds_up(links: Iterable[Link], keys: Mapping[str, Decimal], codes: Mapping[str, Decimal]) -> bool:
    rest = {("part", k): v for k, v in keys.items()} | {("code", c): v for c, v in codes.items()}
    for link in links:
        rest["part", link.source] -= link.yuan
        rest["code", link.target] -= link.yuan
    return not any(rest.values())


def make_makeup(package: Dossier) -> Makeup | None:
    """Basic expenditure by economic code, from the first table where classes or items add up to its total row."""
    forms = {r["table_id"]: r["form"] for r in package.rows("tables")}
    figures = [r for r in package.rows("figures") if r["concept"].startswith("expenditure.basic") and r["amount_yuan"]]
    for table in (t for t, form in forms.items() if "basic" in form):
        rows = [r for r in figures if r["table_id"] == table]
        total = next((r for r in rows if r["row_role"] == "total"), None)
        if total is None:
            continue
        same = [r for r in rows if r["concept"] == total["concept"]]
        classes, items = (_economic(same, digits) for digits in (3, 5))
        whole = Part(total["concept"], *names_of(total["concept"]), Decimal(total["amount_yuan"]), total["id"], table)
        if items and _near(classes or items, whole.yuan):
            return Makeup(table, whole, classes, items)
    return None


def _economic(rows: Iterable[Record], digits: int) -> tuple[Part, ...]:
    found = [r for r in rows if len(r["economic_code"]) == digits and not r["unit_name"]]
    codes = {r["economic_code"]: r for r in found}
    if len(codes) != len(found):
        return ()
    return tuple(
        Part(code, r["label"], names_of(code)[1] or r["label"], Decimal(r["amount_yuan"]), r["id"], r["table_id"])
        for code, r in sorted(codes.items())
        if Decimal(r["amount_yuan"])
    )


def _near(parts: Sequence[Part], total: Decimal) -> bool:
    """Whether the parts make up the total but for their rounding (half of 0.01 万元 each)."""
    return abs(sum((p.yuan for p in parts), Decimal(0)) - total) <= 50 * (len(parts) + 1)
