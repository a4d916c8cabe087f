"""Classification codes of rows: parts joined, blanks inherited from the rows above, partial codes completed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.knowledge.code_names import code_of
from mingzhang.tables.header import CODE, split_code
from mingzhang.tables.table import Column

TAXONOMIES = {"2": "functional", "3": "economic", "5": "gov-economic"}
_INDENT = 3.0  # points: less is no indentation
_LEVELS = ("类", "款", "项")


class CodeReader:
    """Reads one code (one column, or neighbouring 类/款/项 columns) row by row, from top to bottom."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._above = ""
        self._indents: dict[int, float] = {}  # length of a code → how far its row's name or code was indented

    def read(self, parts: Sequence[str], label: str, indent: float) -> tuple[str, str]:
        """(full code, words printed where a code should be) for the texts of the columns.

        ``label`` is the row's printed name and ``indent`` how far code or name stand from their rule, in points: they
        settle which level a partial code (03) has. The code is empty where none is printed or it cannot be completed.
        """
        words = next((p for p in parts if p and not re.fullmatch(r"[\d\[\]-]+", p)), "")
        if found := split_code(words):
            return self._keep(found[0], indent), found[1]
        digits = [re.sub(r"\D", "", p) for p in parts]
        if words or not any(digits):
            return "", words
        code = self._complete(digits[0], label, indent) if len(parts) == 1 else self._join(digits)
        if CODE.fullmatch(code) and code[0] in TAXONOMIES:
            return self._keep(code, indent), ""
        return "", ""

    def _keep(self, code: str, indent: float) -> str:
        self._above = code
        self._indents = {n: x for n, x in self._indents.items() if n < len(code)} | {len(code): indent}
        return code

    def _complete(self, part: str, label: str, indent: float) -> str:
        """A code printed in one column: whole, or the last two digits under the codes above."""
        if len(part) != 2 or not self._above:
            return part
        options = [self._above[:n] + part for n in (3, 5) if len(self._above) >= n]
        if self._above[0] != "2" or len(options) == 1:
            return options[0]
        named = [code for code in options if (known := code_of(code)) and known.name == label]
        if len(named) == 1:
            return named[0]
        deeper, same = self._indents.get(len(self._above), indent), self._indents.get(5, indent)
        if abs(same - deeper) > _INDENT or abs(indent - deeper) > _INDENT:
            return options[0] if indent < same + _INDENT else options[1]
        return options[1]

    def _join(self, parts: Sequence[str]) -> str:
        """The full code of 类/款/项 parts; parts left blank, and levels not printed, are those of the row above."""
        code = ""
        deepest = max(i for i, p in enumerate(parts) if p)
        for level, part in enumerate(parts[: deepest + 1]):
            start, end = (0, 3) if level == 0 else (1 + 2 * level, 3 + 2 * level)
            if len(part) > 2 and level and part[:start] == (code or self._above[:start]):
                code = part  # the column repeats the whole code
            else:
                code += part.zfill(2) if level and part else part or self._above[start:end]
        return code


def code_groups(columns: Sequence[Column]) -> list[list[Column]]:
    """The code columns, neighbouring 类/款/项 columns under one header together."""
    groups: list[list[Column]] = []
    for column in (c for c in columns if c.role == "code"):
        last = groups[-1][-1] if groups else None
        if last and last.index == column.index - 1 and _same_code(groups[-1], column):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _same_code(group: Sequence[Column], column: Column) -> bool:
    first = group[0].path
    if column.path in (group[-1].path, first[:-1]):
        return True  # one header over all parts, or a part whose own header is left blank
    return 0 < _part(group[-1]) < _part(column) and column.path[:-1] == first[:-1]


def _part(column: Column) -> int:
    """1, 2 or 3 for a column headed 类, 款 or 项; else 0."""
    leaf = column.path[-1] if column.path else ""
    return _LEVELS.index(leaf) + 1 if leaf in _LEVELS else 0
