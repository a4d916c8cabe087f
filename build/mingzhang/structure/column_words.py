"""What the header paths of the amount columns of one panel say about which column belongs below which."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mingzhang.tables.table import Column

_TOTAL = re.compile(r"(?:[一-鿿]{0,10}(?:合计|总计|小计|总额|共计))(?:[(（].*[)）])?|金额|(?:预算|决算|支出|收入)数?")
_LAST = re.compile(r".*(?:合计|总计|小计|共计)")
_WHICH = re.compile(r"^其中[:：]?")


class ColumnWords:
    """Proposes by the nesting of headers, by total words and by 其中; ``columns`` by index."""

    def __init__(self, columns: Mapping[int, Column]) -> None:
        self._columns = columns

    def is_total(self, place: int) -> bool:
        """A column that may be the sum of columns before it: its last header is a total word."""
        path = self._columns[place].path
        return bool(path) and _LAST.fullmatch(path[-1]) is not None

    def is_part(self, place: int) -> bool:
        """A column that begins with 其中 itself."""
        path = self._columns[place].path
        return bool(path) and _WHICH.match(path[-1]) is not None

    def is_firm(self, place: int) -> bool:
        """A total below a header of its own."""
        path = self._columns[place].path
        return self.is_total(place) and len(path) > 1

    def alike(self, one: int, other: int) -> bool:
        """Columns are not numbered."""
        return False

    def inside(self, outer: int, inner: int) -> bool | None:
        """See ``Words``."""
        a, b = self._columns[outer], self._columns[inner]
        if (a.year, a.phase) != (b.year, b.phase):
            return False
        if self.is_part(outer) and self.is_part(inner):
            return False
        group = _group(a.path)
        return True if group and b.path[: len(group)] == group else None


def _group(path: tuple[str, ...]) -> tuple[str, ...]:
    """The headers over the columns that a column totals: those over its own total word."""
    return path[:-1] if path and _TOTAL.fullmatch(path[-1]) else path
