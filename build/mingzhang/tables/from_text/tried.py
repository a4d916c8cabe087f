"""Whether a header that nobody has taught holds on the rows below it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingzhang.reading.document import Block, Document, Page, Text
from mingzhang.tables.from_text.grid import Placed, make_grid
from mingzhang.tables.from_text.pieces import Line
from mingzhang.tables.from_text.region import Region
from mingzhang.tables.from_text.stacked_lines import find_stacks, headed, likely
from mingzhang.tables.from_text.text_sums import fits
from mingzhang.tables.recognise import recognise_tables
from mingzhang.text.amounts import parse_amount

_SUMS = 0.9  # share of rows of which all sums that the header asks for must come out
_ABOVE = 6  # lines above a header in which its caption stands


def holds(region: Region, lines: Sequence[Line]) -> bool:
    """Whether every amount stands below one column, the rows' sums come out, and the table is of a known form."""
    stacks = find_stacks(region)
    if stacks is None:
        return False
    columns = headed(stacks, region, lines)
    if len(columns) < len(stacks.spans):
        columns = likely(stacks, region, lines)
    if not columns:
        return False
    placed = {slot: Placed(columns[n]) for slot, n in stacks.of.items()}
    if any(placed[i, k, n].column not in region.rows[i].panels[k].columns for i, k, n in placed):
        return False
    return _sums_come_out(region) and _is_of_known_form(region, lines, placed)


def is_headed(region: Region, lines: Sequence[Line]) -> bool:
    """Whether it is told of all amounts below which column they stand, without any sum."""
    stacks = find_stacks(region)
    return stacks is not None and len(headed(stacks, region, lines)) == len(stacks.spans)


def _sums_come_out(region: Region) -> bool:
    if region.heading.panels[-1]:
        return True
    filled = [panel.amounts for row in region.rows for panel in row.panels if panel.amounts]
    sound = sum(fits([parse_amount(p.plain) or Decimal(0) for p in amounts], region.heading) for amounts in filled)
    return sound >= _SUMS * len(filled)


def _is_of_known_form(region: Region, lines: Sequence[Line], placed: dict[tuple[int, int, int], Placed]) -> bool:
    page = region.page
    above = [line for line in lines[max(0, region.first - _ABOVE) : region.first] if line.place.page == page]
    grid = make_grid(region, lines[region.first].place, placed)
    blocks: list[Block] = [*(Text(line.place, line.text) for line in above), grid]
    pages = tuple(Page(n, 0, 0) for n in range(1, page + 1))
    tables = recognise_tables(Document("0" * 64, "text/plain", "plain text", pages, tuple(blocks)))
    return bool(tables) and tables[-1].form != ""
