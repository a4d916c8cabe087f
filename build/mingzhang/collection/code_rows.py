"""The classification codes of the collection: names of reference, names as printed, who used them when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from mingzhang.collection.disclosed import Disclosed
from mingzhang.collection.line_keys import Record, depth
from mingzhang.knowledge.code_names import Classification, Code, all_codes, code_of, english_name

Row = dict[str, Any]
Used = tuple[str, str]  # classification, code

_COLUMNS = {"functional": "functional_code", "economic": "economic_code", "gov-economic": "gov_economic_code"}


def use_rows(disclosed: Sequence[Disclosed]) -> list[Row]:
    """``code_uses``: code × printed name × disclosure, with the number of figures."""
    rows: list[Row] = []
    for one in disclosed:
        counts: Counter[tuple[str, str, str]] = Counter()
        for figure in one.records("figures"):
            counts.update(_uses(figure))
        for (classification, code, name), number in sorted(counts.items()):
            use = {"classification": classification, "code": code, "name": name, "body": one.body, "disclosure": one.id}
            rows.append({**use, "edition": one.fiscal_year, "figures": number})
    return rows


def _uses(figure: Record) -> Iterator[tuple[str, str, str]]:
    """The codes of a figure; the row's label is the name of the code that is the row's own."""
    for classification, column in _COLUMNS.items():
        if code := figure[column]:
            yield classification, code, figure["label"] if figure["code"] == code and not figure["project"] else ""


def code_rows(uses: Sequence[Row]) -> list[Row]:
    """``codes``: every code of reference and every code in use, with what the collection prints for it."""
    by_code: dict[Used, list[Row]] = defaultdict(list)
    for use in uses:
        by_code[use["classification"], use["code"]].append(use)
    known = {(c, code): entry for c in get_args(Classification) for code, entry in all_codes(c).items()}
    order = list(_COLUMNS)
    keys = sorted({*known, *by_code}, key=lambda used: (order.index(used[0]), used[1]))
    return [_code(used, known.get(used), by_code[used]) for used in keys]


def _code(used: Used, entry: Code | None, uses: Sequence[Row]) -> Row:
    classification, code = used
    names: Counter[str] = Counter()
    for use in uses:
        names[use["name"]] += use["figures"] if use["name"] else 0
    years = [use["edition"] for use in uses if use["edition"]]
    printed = tuple(name for name, _ in sorted(names.items(), key=lambda n: (-n[1], n[0])) if name)
    return {
        "classification": classification,
        "code": code,
        "name": entry.name if entry else "",
        "name_en": entry.name_en if entry else _english(code, printed),
        "parent": code[:-2] if len(code) > 3 else "",
        "level": depth(code),
        "valid_from": _year(entry.valid_from if entry else ""),
        "valid_to": _year(entry.valid_to if entry else ""),
        "cofog": _cofog(code) if classification == "functional" else "",
        "printed_names": printed,
        "bodies": len({use["body"] for use in uses}),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
    }


def _english(code: str, printed: Sequence[str]) -> str:
    """English for a code that the reference does not have: of its printed name, else of the code above it."""
    known = next((found for name in printed if (found := english_name(name))), "")
    above = code_of(code[:-2]) if len(code) > 3 else None
    return known or (f"Part of: {above.name_en}" if above else "")


def _cofog(code: str) -> str:
    """The COFOG division of a functional code, or of the nearest code above it that states one."""
    codes = all_codes("functional")
    for digits in (7, 5, 3):
        entry = codes.get(code[:digits]) if len(code) >= digits else None
        if entry and entry.cofog:
            return entry.cofog
    return ""


def _year(text: str) -> int | None:
    return int(text) if text else None
