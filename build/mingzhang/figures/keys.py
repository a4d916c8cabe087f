"""Row keys: classification codes joined from their parts and inherited from above, labels, bodies, projects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.tables.columns import KEY_ROLES
from mingzhang.tables.header import CODE
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Row
from mingzhang.tables.words import says

TAXONOMIES = {"2": "functional", "3": "economic", "5": "gov-economic"}


@dataclass(frozen=True, slots=True)
class RowKey:
    """Key of one row in one panel. ``codes`` maps taxonomy → full code, digits only."""

    codes: dict[str, str] = field(default_factory=dict)
    label: str = ""
    unit_name: str = ""
    project: str = ""

    @property
    def code(self) -> str:
        """The row's own code: functional before departmental economic before government economic."""
        return next((self.codes[t] for t in ("functional", "economic", "gov-economic") if self.codes.get(t)), "")


class KeyReader:
    """Reads the keys of one panel row by row, from top to bottom: blank code parts inherit from the rows above."""

    def __init__(self, columns: Sequence[Column], panel: int) -> None:
        self._columns = [c for c in columns if c.panel == panel and c.role in KEY_ROLES]
        self._groups = _code_groups(self._columns)
        self._above: dict[int, str] = {}

    def read(self, row: Row) -> RowKey:
        """The key of the next row."""
        texts = {c.index: text_of(row.cells[c.index]) for c in self._columns}
        codes: dict[str, str] = {}
        names: list[str] = []
        for g, group in enumerate(self._groups):
            code, name = self._code(g, [texts[c.index] for c in group])
            if code:
                codes.setdefault(TAXONOMIES[code[0]], code)
            if name:
                names.append(name)
        labels = [self._label(texts[c.index], codes) for c in self._columns if c.role == "label"]
        years = [texts[c.index] for c in self._columns if c.role == "year" and texts[c.index]]
        units = [texts[c.index] for c in self._columns if c.role == "unit" and texts[c.index]]
        projects = [texts[c.index] for c in self._columns if c.role == "project" and texts[c.index]]
        label = self._choose(codes, list(dict.fromkeys(x for x in labels if x)), names, years)
        if not label and not codes:
            label = next(iter(units or projects), "")
        return RowKey(codes, label, units[0] if units else "", projects[-1] if projects else "")

    def _choose(self, codes: dict[str, str], labels: list[str], names: list[str], years: list[str]) -> str:
        """The name that belongs to the row's own code: of several name columns the one of the first taxonomy."""
        if labels:
            return labels[0]
        return next(iter([*names, *years]), "")

    def _label(self, text: str, codes: dict[str, str]) -> str:
        match = CODE.fullmatch(text)
        if match and (match["name"] or not codes):
            codes.setdefault(TAXONOMIES[match["code"][0]], match["code"])
            return match["name"]
        return text

    def _code(self, group: int, parts: Sequence[str]) -> tuple[str, str]:
        """(full code, words printed where a code should be)."""
        words = next((p for p in parts if p and not re.fullmatch(r"[\d\[\]-]+", p)), "")
        if match := CODE.fullmatch(words):
            self._above[group] = match["code"]
            return match["code"], match["name"]
        digits = [re.sub(r"\D", "", p) for p in parts]
        if words or not any(digits):
            return "", words
        code = _join(digits, self._above.get(group, ""))
        if CODE.fullmatch(code) and code[0] in TAXONOMIES:
            self._above[group] = code
            return code, ""
        return "", ""


def _join(parts: Sequence[str], above: str) -> str:
    """The full code of 类/款/项 parts; parts left blank, and levels not printed, are those of ``above``."""
    if len(parts) == 1:
        part = parts[0]
        if len(part) == 2 and above:
            return (above[:3] if len(above) == 3 else above[:5]) + part
        return part
    code = ""
    deepest = max(i for i, p in enumerate(parts) if p)
    for level, part in enumerate(parts[: deepest + 1]):
        start, end = (0, 3) if level == 0 else (1 + 2 * level, 3 + 2 * level)
        if len(part) > 2 and level and part[:start] == (code or above[:start]):
            code = part  # the column repeats the whole code
        else:
            code += part.zfill(2) if level and part else part or above[start:end]
    return code


def _code_groups(columns: Sequence[Column]) -> list[list[Column]]:
    """Neighbouring 类/款/项 columns under one header are one code."""
    groups: list[list[Column]] = []
    for column in columns:
        if column.role != "code":
            continue
        last = groups[-1][-1] if groups else None
        if last and last.index == column.index - 1 and _same_code(groups[-1], column):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _same_code(group: Sequence[Column], column: Column) -> bool:
    part, first = _part(column), _part(group[0])
    if column.path == group[-1].path:
        return True
    return bool(part and first) and column.path[:-1] == group[0].path[:-1] and part > _part(group[-1])


def _part(column: Column) -> int:
    leaf = column.path[-1] if column.path else ""
    return {"类": 1, "款": 2, "项": 3}.get(leaf, 0)


def is_total(label: str) -> bool:
    """Whether the label names a total of the table."""
    return says("rows", "total", label)
