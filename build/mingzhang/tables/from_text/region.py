"""One table on one page of text."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.rows import TextRow


@dataclass(slots=True)
class Region:
    """One table on one page of text: header, index row and rows; lines ``first``, ``body`` and ``last`` (excluded).

    ``cut`` says that its first lines are, or may be, of the last row of the page before.
    ``used``: the lines that are the table's, where lines of its caption stand between them; empty when all are.
    """

    heading: Heading
    first: int
    last: int
    index: tuple[str, ...] = ()
    rows: list[TextRow] = field(default_factory=list)
    page: int = 1
    body: int = 0
    code: str = ""
    cut: bool = False
    used: frozenset[int] = frozenset()

    @property
    def lines(self) -> frozenset[int]:
        """The lines that its grid takes the place of."""
        return self.used or frozenset(range(self.first, self.last))

    @property
    def at(self) -> int:
        """The line in whose place its grid stands: below its caption."""
        return max(self.used) if self.used else self.first
