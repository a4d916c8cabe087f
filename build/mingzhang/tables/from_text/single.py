"""Tables of one row, or of one body, in a text that prints one cell on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingzhang.knowledge.words import says
from mingzhang.tables.from_text.alike import the_one
from mingzhang.tables.from_text.headers import Heading, letters, load_headings
from mingzhang.tables.from_text.rows import is_body
from mingzhang.tables.from_text.text_cells import Cells, Spot
from mingzhang.tables.from_text.text_keys import Row, joined
from mingzhang.tables.from_text.text_sums import amount_of, fits

_CHANGE = re.compile(r"增减.*")
_BROKEN = 4  # lines that one name may be broken over


def read_single(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """Every way to read the area as such a table."""
    found: dict[tuple[Row, ...], list[Heading]] = {}
    for heading, rows in _ways(cells):
        found.setdefault(rows, []).append(heading)
    for rows, headings in found.items():
        one = the_one(headings, [p.text for _, p in cells.words])
        if one is not None:
            yield one, rows


def _ways(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    yield from _of_body(cells)
    yield from _of_one_row(cells)
    yield from _of_one_body(cells)
    yield from _of_nothing(cells)
    yield from _of_years(cells)


def _of_body(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """The income of one body: a total and a row that prints the same amounts."""
    half = len(cells.amounts) // 2
    same = [p.plain for _, p in cells.amounts[:half]] == [p.plain for _, p in cells.amounts[half:]]
    if cells.codes or not half or len(cells.amounts) % 2 or not same or len(cells.numbers) > 1:
        return
    totals = {s[1].plain: (s,) for s in reversed(cells.words) if says("rows", "total", s[1].plain)}
    words = letters("".join(p.text for _, p in cells.words))
    for label in totals.values():
        for name in _names(cells):
            own = words - letters(joined(name)) - letters(joined(label))
            for heading in _bodies():
                enough = _fits(cells.amounts[:half], heading)
                if heading.letters == own and enough and ("unit-code" in heading.roles) == bool(cells.numbers):
                    code = (("unit-code", 0, cells.numbers),) if cells.numbers else ()
                    total = Row("", (("unit", 0, label),), cells.amounts[:half])
                    yield heading, (total, Row("", (*code, ("unit", 0, name)), cells.amounts[half:]))


def _names(cells: Cells) -> Iterator[tuple[Spot, ...]]:
    """The words that may name a body."""
    for first in range(len(cells.words)):
        for count in range(1, min(_BROKEN, len(cells.words) - first) + 1):
            if is_body(joined(cells.words[first : first + count])):
                yield cells.words[first : first + count]


def _of_one_body(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """A table that prints one row, of one body, with an amount in every column."""
    if cells.codes or cells.numbers:
        return
    words = letters("".join(p.text for _, p in cells.words))
    for heading in load_headings():
        keys = tuple(r for r in heading.roles if r != "amount")
        if keys == ("unit",) and len(cells.amounts) == heading.roles.count("amount") and _fits(cells.amounts, heading):
            for name in _names(cells):
                if words - letters(joined(name)) == heading.letters:
                    yield heading, (Row("", (("unit", 0, name),), cells.amounts),)


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


def _of_nothing(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """A table of codes that prints one row, of the total or of the body, with 0 in every column."""
    if cells.codes or cells.numbers or any(amount_of(p.plain) for _, p in cells.amounts):
        return
    words = letters("".join(p.text for _, p in cells.words))
    spans = [tuple(cells.words[i : i + n]) for i in range(len(cells.words)) for n in range(1, _BROKEN + 1)]
    labels = {
        joined(span): span for span in reversed(spans) if says("rows", "total", joined(span)) or is_body(joined(span))
    }
    for text, label in labels.items():
        role = "unit" if is_body(text) else "label"
        for heading in load_headings():
            keys = tuple(r for r in heading.roles if r != "amount")
            own = words - letters(text)
            full = len(cells.amounts) == heading.roles.count("amount")
            if (
                keys == (("unit", "code", "label") if role == "unit" else ("code", "label"))
                and own == heading.letters
                and full
            ):
                yield heading, (Row("", ((role, 0, label),), cells.amounts),)


def _of_years(cells: Cells) -> Iterator[tuple[Heading, tuple[Row, ...]]]:
    """A table of one body, named once, with a row for each of two years and for the change, in which all is printed."""
    change = [s for s in cells.words if _CHANGE.fullmatch(s[1].plain)]
    count, rest = divmod(len(cells.amounts), 3)
    if cells.codes or cells.numbers or len(cells.years) != 2 or len(change) != 1 or rest:
        return
    shares = [cells.amounts[k * count : (k + 1) * count] for k in range(3)]
    values = [[amount_of(p.plain) for _, p in share] for share in shares]
    if any(new - old != diff for old, new, diff in zip(*values, strict=True)):
        return
    words = [s for s in cells.words if s not in change]
    spelt = letters("".join(p.text for _, p in words))
    for heading in load_headings():
        if (
            tuple(r for r in heading.roles if r != "amount") == ("unit", "year")
            and heading.roles.count("amount") == count
        ):
            for body in (s for s in words if is_body(s[1].plain) and spelt - letters(s[1].plain) == heading.letters):
                own = (("unit", 0, (body,)),)
                yield (
                    heading,
                    tuple(
                        Row("", (*named, ("year", 0, (year,))), share)
                        for named, year, share in zip((own, (), ()), (*cells.years, *change), shares, strict=True)
                    ),
                )


def _fits(amounts: Sequence[Spot], heading: Heading) -> bool:
    count = heading.roles.count("amount")
    return 0 < len(amounts) <= count and fits([amount_of(p.plain) for _, p in amounts], heading)
