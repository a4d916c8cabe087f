"""What the header paths of the amount columns of one panel say about which column belongs below which."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mingzhang.tables.table import Column

_AMOUNT = re.compile(r"总额|金额|(?:预算|决算|支出|收入)数?")
_TOTAL = re.compile(r".*(?:合计|总计|小计|共计)(?:[(（].*[)）])?")
_WHICH = re.compile(r"^其中[:：]?")


class ColumnWords:
    """Proposes by the nesting of headers, by total words and by 其中; ``columns`` by index."""

    def __init__(self, columns: Mapping[int, Column]) -> None:
        self._columns = columns

    def is_total(self, place: int) -> bool:
        """A column that may be the sum of columns before it: its last header is a total word."""
        path = self._columns[place].path
        return bool(path) and _TOTAL.fullmatch(path[-1]) is not None

    def may_wait(self, place: int) -> bool:
        """A total that closes its group: no column after it stands below the same headers."""
        path = self._columns[place].path
        after = (c.path for j, c in self._columns.items() if j > place)
        return self.is_total(place) and not any(p[: len(path) - 1] == path[:-1] for p in after)

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
        if _differ(a.year, b.year) or _differ(a.phase, b.phase):
            return False
        if self.is_part(outer) and self.is_part(inner):
            return False
        if not a.path:
            return None
        if self.is_total(outer):
            return True if b.path[: len(a.path) - 1] == a.path[:-1] else None
        group = a.path[:-1] if _AMOUNT.fullmatch(a.path[-1]) else a.path
        if group and b.path[: len(group)] == group:
            return True
        return False if len(a.path) > 1 and b.path[:1] != a.path[:1] else None


def _differ(one: object, other: object) -> bool:
    """Whether both are named and not the same."""
    return bool(one and other) and one != other
