"""What each column is for: key or amount, panel, taxonomy; year, phase, measure and unit from its header path."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.tables.header import CODE
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column
from mingzhang.text.amounts import parse_amount, parse_percent
from mingzhang.text.masking.masking_words import names_contact
from mingzhang.text.units import split_unit, unit_said

KEY_ROLES = ("code", "label", "unit", "unit-code", "project", "year")
_YEAR = re.compile(r"(20\d\d)年")
_BARE_YEAR = re.compile(r"^(20\d\d)$")
_WHEN = r"20\d\d(?:年度?|[.·/]\d{1,2})?(?:\d{1,2}月份?)?"
_SPAN = re.compile(rf"{_WHEN}(?P<to>[-—–~～至到]+(?:{_WHEN})?)?")
_MEASURE = 2  # characters: longer than 台, 平米 is the name of a body
_CHANGE = re.compile(r"增减|增长|[增降]幅|比上年|比\d{4}年|(?<!收支)差额(?!补|供养|拨款|预算|单位|事业)|变动(?!成本)")
_FUNDS = re.compile(r"(?:公共|基金|国有资本经营)(?:财政)?预算")  # the name of a fund says nothing of the phase
_PHASES = (
    ("adjusted", re.compile(r"调整预算数|全年预算数|调整后预算")),
    ("executed", re.compile(r"执行数|执行额|实际完成|实际执行|完成数")),
    ("final", re.compile(r"决算")),
    ("budget", re.compile(r"预算数|年初预算|预算")),
)


def make_columns(paths: Sequence[tuple[str, ...]], rows: Sequence[Sequence[Cell | None]]) -> tuple[Column, ...]:
    """One Column per header path, by its words and by what stands in it."""
    values = [_values(rows, j) for j in range(len(paths))]
    roles = [_role(path, column) for path, column in zip(paths, values, strict=True)]
    roles = _single_label(_without_categories(roles, paths), paths, values)
    roles = [_of_next_panel(j, roles, paths, values[j]) for j in range(len(roles))]
    measures = [_measure(path, values[j]) if roles[j] == "amount" else "amount" for j, path in enumerate(paths)]
    panels = _panels(["text" if m == "count" else role for role, m in zip(roles, measures, strict=True)], paths)
    return tuple(
        Column(
            j, path, roles[j], panels[j],
            taxonomy=_taxonomy(path, values[j]) if roles[j] in ("code", "label") else "",
            year=_year(path), phase=_phase(path),
            measure=measures[j], unit=_unit(path),
        )
        for j, path in enumerate(paths)
    )  # fmt: skip


def _values(rows: Sequence[Sequence[Cell | None]], j: int) -> list[str]:
    """The texts of the cells that begin in a column: a total merged over several columns tells of the first only."""
    return [t for row in rows if (c := row[j]) is not None and c.col == j and (t := text_of(c))]


def _role(path: tuple[str, ...], values: Sequence[str]) -> str:
    leaf = path[-1] if path else ""
    if names_contact(leaf):  # no number of it is an amount
        return "text"
    if _are_spans(values):
        return "text"
    key = _key_role(leaf, path)
    amounts = sum(_is_amount(v) for v in values)
    words = sum(map(_is_words, values))
    if key in ("", "label") and _are_codes(values):
        return "code"
    if key in ("", "index", "unit-code") and _are_nested_numbers(values):
        return "unit-code"
    if key in ("index", "unit-code", "code") and (says("columns", "no-money", leaf) or not _holds_money(values)):
        return key
    if amounts and amounts >= 2 * words and not (key in ("project", "unit") and not _holds_money(values)):
        return "amount"
    if key == "unit" and values and max(map(len, values)) <= _MEASURE:
        return "text"
    if key:
        return key
    if words:
        return "text" if says("columns", "text", leaf) or len(path) == 0 else "label"
    return "text" if says("columns", "text", leaf) else "amount"


def _key_role(leaf: str, path: tuple[str, ...]) -> str:
    for role in ("index", "unit-code", "code", "unit", "project", "year", "label"):
        if says("columns", role, leaf):
            if role == "code" and any(says("columns", "unit-code", p) for p in path):
                return "unit-code"
            return role
    return ""


def _are_codes(values: Sequence[str]) -> bool:
    """Classification codes alone, some within others (201, 20101): no amounts look like that."""
    codes = {v for v in values if (m := CODE.fullmatch(v)) and not m["name"] and "." not in v}  # 205.02: an amount
    nested = any(other != v and other.startswith(v) for v in codes for other in codes)
    return nested and len(codes) == len({v for v in values if not says("rows", "total", v)})


def _is_words(text: str) -> bool:
    """Whether a value is neither an amount, nor a sign that there is none or that it could not be shown (#REF!)."""
    shown = not says("rows", "nothing", text) and not text.startswith("#")
    return shown and any(map(str.isalpha, text)) and not _is_amount(text)


def _are_spans(values: Sequence[str]) -> bool:
    """Years and months alone, some of them from one to another (2024-2026): no amounts, though some look so."""
    printed = [v for v in values if not says("rows", "nothing", v)]
    spans = [_SPAN.fullmatch(v) for v in printed]
    return all(spans) and any(m["to"] for m in spans if m)


def _are_nested_numbers(values: Sequence[str]) -> bool:
    """Whole numbers of some lengths three apart, the longer within shorter ones (234, 234001): codes of bodies."""
    codes = {v for v in values if v.isdecimal()}
    within = [v for v in codes if any(v != other and v.startswith(other) for other in codes)]
    lengths = {len(v) for v in codes}
    return bool(within) and len(codes) == len(set(values)) and lengths <= {3, 6, 9, 12}


def _is_amount(text: str) -> bool:
    return parse_amount(split_unit(text)[0]) is not None or parse_percent(text) is not None


def _holds_money(values: Sequence[str]) -> bool:
    """Amounts with decimals or separators: no code or serial number looks like that."""
    return any(parse_amount(v) is not None and ("." in v or "," in v) for v in values)


def _without_categories(roles: list[str], paths: Sequence[tuple[str, ...]]) -> list[str]:
    """Beside a project's name its kind (项目类别) is no label."""
    if "project" not in roles:
        return roles
    kinds = [bool(path) and says("columns", "category", path[-1]) for path in paths]
    return ["text" if role == "label" and kind else role for role, kind in zip(roles, kinds, strict=True)]


def _single_label(roles: list[str], paths: Sequence[tuple[str, ...]], values: Sequence[Sequence[str]]) -> list[str]:
    """A column named like a text (说明, 内容 …) is the label when the panel has no other key."""
    if any(r in KEY_ROLES for r in roles) or "amount" not in roles:
        return roles
    for j, role in enumerate(roles):
        if role == "text" and values[j] and "amount" in roles[j:]:
            return [*roles[:j], "label", *roles[j + 1 :]]
    return roles


def _of_next_panel(j: int, roles: Sequence[str], paths: Sequence[tuple[str, ...]], values: Sequence[str]) -> str:
    """The role of a column; words behind an amount, before one whose headers repeat an earlier one's, are labels."""
    between = (roles[j - 1 : j], roles[j + 1 : j + 2]) == (["amount"], ["amount"])
    if roles[j] == "text" and between and _repeats_amount(j + 1, roles, paths):
        return "label" if any(map(_is_words, values)) else "text"
    return roles[j]


def _repeats_amount(j: int, roles: Sequence[str], paths: Sequence[tuple[str, ...]]) -> bool:
    """Whether a column has the headers of an amount column before it."""
    before = [path for path, role in zip(paths[:j], roles[:j], strict=True) if role == "amount"]
    return paths[j] != () and paths[j] in before


def _panels(roles: Sequence[str], paths: Sequence[tuple[str, ...]]) -> list[int]:
    """Panel numbers: a key column after an amount column, with amounts after it, opens the next panel."""
    panel, seen_amount, panels = 0, False, []
    for j, role in enumerate(roles):
        opens = role in ("code", "label", "unit", "project") and seen_amount and "amount" in roles[j:]
        if opens and _repeats_key(j, roles, paths):
            panel, seen_amount = panel + 1, False
        seen_amount = seen_amount or role == "amount"
        panels.append(panel)
    return panels


def _repeats_key(j: int, roles: Sequence[str], paths: Sequence[tuple[str, ...]]) -> bool:
    """The key opens a panel when its outer header is not the first panel's, or its words repeat an earlier key's."""
    first = next(k for k, role in enumerate(roles) if role in KEY_ROLES or role == "amount")
    if paths[j][:1] != paths[first][:1] and len(paths[j]) > 1:
        return True
    keys = [paths[k][-1:] for k in range(j) if roles[k] in KEY_ROLES]
    again = _repeats_amount(j + 1, roles, paths)
    return again or paths[j][-1:] in keys or says("columns", "label", "".join(paths[j][-1:]))


def _taxonomy(path: tuple[str, ...], values: Sequence[str]) -> str:
    words = "".join(path)
    if "经济" in words:
        return "gov-economic" if "政府" in words and "部门" not in words else "economic"
    if "功能" in words:
        return "functional"
    first = next((m["code"][0] for v in values if (m := CODE.fullmatch(v))), "")
    return {"2": "functional", "3": "economic", "5": "gov-economic"}.get(first, "")


def _year(path: tuple[str, ...]) -> int | None:
    for words in reversed(path):
        if years := _YEAR.findall(words) or _BARE_YEAR.findall(words):
            return int(years[0])
    return None


def _phase(path: tuple[str, ...]) -> str:
    if any(_CHANGE.search(words) for words in path):
        return "change"
    for words in (_FUNDS.sub("", p) for p in reversed(path)):
        for phase, pattern in _PHASES:
            if pattern.search(words):
                return phase
    return ""


def is_percent_column(header: str) -> bool:
    """Whether a column of that header holds percentages."""
    return says("columns", "percent", header)


def _measure(path: tuple[str, ...], values: Sequence[str]) -> str:
    leaf = path[-1] if path else ""
    if says("columns", "percent", leaf) or (values and all(v.endswith(("%", "％")) for v in values)):
        return "percent"
    named = says("columns", "no-money", leaf) or says("columns", "area", leaf)
    return "count" if named or (says("columns", "count", leaf) and not _holds_money(values)) else "amount"


def _unit(path: tuple[str, ...]) -> str:
    for words in reversed(path):
        if unit := unit_said(words):
            return unit
    return ""
