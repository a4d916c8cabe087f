"""Tables drawn as text, so that a layout class is a file and not a program.

    above: 收入决算表            lines printed above the grid, each on a line of its own
    | 项目 | <  | 合计 |         cells; `<` is merged with the left, `^` with the upper one, `\\n` breaks a line
    | 类   | 款 | ^    |
    ...
    shift 90                     the grids from here on stand so much further to the right
    page                         the table goes on on the next page (more rows follow, with their own `above:` lines)
    below: 注：……                lines printed under the grid
    = 2010301 | 合计 | 12.34     an expected figure: code or label, header path joined by /, amount
    = 2010301 | 合计 | 12.34 | phase=final unit=元    the same, and what it means
    @ 合计 | year=2024 phase=budget   what every figure of a column means, where its line says nothing else
    @ * | unit=万元              what every figure means, where neither its line nor its column says anything else
    fiscal 2025 budget           year and kind of the disclosure, for what prints none
    ~ 本年收入/合计 | income.current   an expected concept of a column; `-` for none
    sound                        the amounts are consistent: no check may find a contradiction
    t02 unit 元                  an expected property of a table
A cell that begins with `>` is indented, by a character for each. A meaning is one of MEANINGS; `-` is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.reading.document import Block, Cell, Document, Grid, Page, Place, Text

_WIDTH, _HEIGHT, _TOP = 60.0, 20.0, 100.0
MEANINGS = {
    "year": "figure_year",
    "phase": "phase",
    "unit": "unit",
    "measure": "measure",
    "concept": "concept",
    "code": "code",
    "function": "functional_code",
    "economic": "economic_code",
    "body": "unit_name",
    "project": "project",
    "role": "row_role",
    "level": "level",
    "leaf": "is_leaf",
    "reading": "reading",
    "meaning": "meaning",
    "proofs": "proofs",
}
"""What a line can state, and the field of the figure that it is."""


@dataclass
class Drawn:
    """A drawn case: the document, the figures to be read as (row, column path, amount), and table properties.

    ``meanings`` are what the lines of ``expected`` state beside, in their order, ``common`` what holds for a column or
    all; ``concepts`` are (column path, concept) pairs; ``sound`` says that no check may find a contradiction.
    """

    document: Document
    expected: list[tuple[str, str, str]] = field(default_factory=list)
    meanings: list[dict[str, str]] = field(default_factory=list)
    common: dict[str, dict[str, str]] = field(default_factory=dict)
    fiscal_year: int | None = None
    kind: str = "budget"
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    concepts: list[tuple[str, str]] = field(default_factory=list)
    sound: bool = False


def load(path: Path) -> Drawn:
    """The document that a case file draws, and what it expects."""
    blocks: list[Block] = []
    case = Drawn(Document("", "", "", (), ()))
    page, y, shift = 1, _TOP, 0.0
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "end"]:
        if not line.startswith("|") and rows:
            blocks.append(_grid(rows, page, y, shift))
            y, rows = y + _HEIGHT * len(rows) + 5, []
        if line.startswith("|"):
            rows.append([c.strip().replace("\\n", "\n") for c in line.strip().strip("|").split("|")])
        elif line.startswith(("above:", "below:")):
            text = line.partition(":")[2].strip()
            blocks.append(Text(Place(page, (50, y, 50 + 10.0 * len(text), y + 10)), text, 10))
            y += 15
        elif line.startswith("shift "):
            shift = float(line.split()[1])
        elif line.strip() == "page":
            page, y = page + 1, _TOP
        else:
            _expect(case, line)
    pages = tuple(Page(n, 600, 800) for n in range(1, page + 1))
    case.document = Document("0" * 64, "application/pdf", "drawn", pages, tuple(blocks))
    return case


def _expect(case: Drawn, line: str) -> None:
    """A line that says what must come out."""
    parts = [part.strip() for part in line[1:].split("|")]
    if line.startswith("="):
        row, column, amount, *said = parts
        case.expected.append((row, column, amount))
        case.meanings.append({**case.common.get("*", {}), **case.common.get(column, {}), **_meaning(*said)})
    elif line.startswith("@"):
        case.common[parts[0]] = _meaning(parts[1])
    elif line.startswith("fiscal "):
        case.fiscal_year, case.kind = int(line.split()[1]), line.split()[2]
    elif line.startswith("~"):
        case.concepts.append((parts[0], parts[1].removeprefix("-")))
    elif line.strip() == "sound":
        case.sound = True
    elif re.match(r"t\d\d ", line):
        table, name, value = line.split(" ", 2)
        case.properties.append((table, name, value.strip()))


def _meaning(said: str = "") -> dict[str, str]:
    """``year=2024 concept=-`` → field and value, all that is said of one figure."""
    pairs = [part.split("=", 1) for part in said.split()]
    return {MEANINGS[name]: "" if value == "-" else value for name, value in pairs}


def _grid(rows: list[list[str]], page: int, y: float, shift: float) -> Grid:
    cols = len(rows[0])
    assert all(len(r) == cols for r in rows), f"uneven rows: {[len(r) for r in rows]} of {rows}"
    spots = [(i, j) for i, row in enumerate(rows) for j, text in enumerate(row) if text not in ("<", "^")]
    lines = sorted({j for _, j in spots} | {cols})  # a column in which no cell begins is not ruled
    cells = []
    left = 50 + shift
    for i, j in spots:
        right = next((k for k in range(j + 1, cols) if rows[i][k] != "<"), cols)
        bottom = next((k for k in range(i + 1, len(rows)) if rows[k][j] != "^"), len(rows))
        box = (left + _WIDTH * j, y + _HEIGHT * i, left + _WIDTH * right, y + _HEIGHT * bottom)
        text = rows[i][j].lstrip(">")
        indent = 10.0 * (len(rows[i][j]) - len(text))
        col, colspan = lines.index(j), lines.index(right) - lines.index(j)
        cells.append(Cell(i, col, bottom - i, colspan, text, Place(page, box), indent=indent))
    place = Place(page, (left, y, left + _WIDTH * cols, y + _HEIGHT * len(rows)))
    return Grid(place, len(rows), len(lines) - 1, tuple(cells))
