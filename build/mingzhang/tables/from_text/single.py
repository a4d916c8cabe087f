"""Tables of one row, or of one body, in a text that prints one cell on each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.tables.from_text.cells import Cells, Spot
from mingzhang.tables.from_text.headers import Heading, letters, load_headings
from mingzhang.tables.from_text.keys import Row, joined
from mingzhang.tables.from_text.rows import is_body
from mingzhang.tables.from_text.sums import amount_of, fits
from mingzhang.tables.words import says

_BROKEN = 4  # lines that one name may be broken over


def read_single(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """Every way to read the area as such a table."""
    yield from _of_body(cells)
    yield from _of_one_row(cells)


def _of_body(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """The income of one body: a total and a row that prints the same amounts."""
    half = len(cells.amounts) // 2
    same = [p.plain for _, p in cells.amounts[:half]] == [p.plain for _, p in cells.amounts[half:]]
    if cells.codes or not half or len(cells.amounts) % 2 or not same or len(cells.numbers) > 1:
        return
    label = next(((s,) for s in cells.words if says("rows", "total", s[1].plain)), None)
    words = letters("".join(p.text for _, p in cells.words))
    for first in range(len(cells.words) if label else 0):
        for count in range(1, min(_BROKEN, len(cells.words) - first) + 1):
            name = cells.words[first : first + count]
            if not label or not is_body(joined(name)):
                continue
            own = words - letters(joined(name)) - letters(joined(label))
            for heading in _bodies():
                enough = _fits(cells.amounts[:half], heading)
                if heading.letters == own and enough and ("unit-code" in heading.roles) == bool(cells.numbers):
                    code = (("unit-code", 0, cells.numbers),) if cells.numbers else ()
                    total = Row("", (("unit", 0, label),), cells.amounts[:half])
                    yield heading, (total, Row("", (*code, ("unit", 0, name)), cells.amounts[half:]))


def _bodies() -> list[Heading]:
    """Headers of tables with a row for each body."""
    return [
        h for h in load_headings() if tuple(r for r in h.roles if r != "amount") in (("unit",), ("unit-code", "unit"))
    ]


def _of_one_row(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """A table that prints one row of amounts without a name, as that of the three public expenses does."""
    if cells.codes or cells.numbers:
        return
    own = letters("".join(p.text for _, p in cells.words))
    for heading in load_headings():
        if set(heading.roles) == {"amount"} and heading.letters == own and _fits(cells.amounts, heading):
            yield heading, (Row("", (), cells.amounts),)


def _fits(amounts: Sequence[Spot], heading: Heading) -> bool:
    count = heading.roles.count("amount")
    return 0 < len(amounts) <= count and fits([amount_of(p.plain) for _, p in amounts], heading)
