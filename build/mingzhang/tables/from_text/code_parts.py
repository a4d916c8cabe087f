"""Codes printed in parts: which of the columns 类, 款, 项 two digits stand in when those before are left blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.knowledge.code_names import code_of
from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.pieces import Piece
from mingzhang.tables.from_text.rows import TextRow
from mingzhang.text.normalise import normalise

_NEAR = 2  # characters by which a column's codes may stand apart


def place_parts(rows: Sequence[TextRow], heading: Heading, above: str = "") -> tuple[list[TextRow], str]:
    """The rows with each code part in its column, and the last code: by the whole code's name, else by its place.

    ``above`` is the last code of the page before.
    """
    columns = [j for j, role in enumerate(heading.roles) if role == "code" and heading.panels[j] == 0]
    columns = [j for k, j in enumerate(columns) if j == columns[0] + k]
    if len(columns) < 2:
        return list(rows), above
    stands: dict[int, int] = {}  # depth of a code → where its last part began in the line
    found = []
    for row in rows:
        row, above = _place(row, columns, above, stands)
        found.append(row)
    return found, above


def _place(row: TextRow, columns: Sequence[int], above: str, stands: dict[int, int]) -> tuple[TextRow, str]:
    keys = dict(row.panels[0].keys) if row.panels else {}
    printed = [normalise(keys[j]) for j in columns if j in keys]
    if not printed:
        return row, above
    name = normalise("".join(text for j, text in keys.items() if j not in columns))
    if name[:1].isdigit():
        return replace(row, panels=(), doubt="its code may go on in its name"), above
    pieces = [p for line in row.lines for p in line.pieces if p.plain in printed]
    if len(printed[0]) > 2:
        code = "".join(printed)
        _remember(stands, code, pieces)
        return row, code
    start = _start(printed, name, above, pieces, stands, len(columns))
    if start is None:
        return replace(row, panels=(), doubt="it does not say which code its digits belong to"), above
    moved = {columns[start + k]: text for k, text in enumerate(printed)}
    rest = {j: text for j, text in keys.items() if j not in columns}
    panel = replace(row.panels[0], keys=tuple(sorted({**rest, **moved}.items())))
    code = above[: 1 + 2 * start] + "".join(printed)
    _remember(stands, code, pieces)
    return replace(row, panels=(panel, *row.panels[1:])), code


def _start(
    printed: Sequence[str], name: str, above: str, pieces: Sequence[Piece], stands: dict[int, int], count: int
) -> int | None:
    """The column in which the first part stands (1 is 款); None when it cannot be told."""
    options = [d for d in range(1, count) if len(above) >= 1 + 2 * d and d + len(printed) <= count]
    known = [d for d in options if _is_name(above[: 1 + 2 * d] + "".join(printed), name)]
    if len(known) == 1:
        return known[0]
    if len(options) == 1:
        return options[0]
    if pieces and pieces[0].wide:
        near = [d for d in options if d + 1 in stands and abs(stands[d + 1] - pieces[0].at) <= _NEAR]
        if len(near) == 1:
            return near[0]
        deeper = [d for d in options if d in stands and d + 1 not in stands and stands[d] + _NEAR < pieces[0].at]
        return deeper[0] if not near and len(deeper) == 1 else None
    return None


def _is_name(code: str, name: str) -> bool:
    known = code_of(code)
    return known is not None and normalise(known.name) == name


def _remember(stands: dict[int, int], code: str, pieces: Sequence[Piece]) -> None:
    """Where the parts of a code stood, from the last one back."""
    depth = (len(code) - 1) // 2
    for piece in reversed(pieces):
        stands[depth] = piece.at
        depth -= 1
