"""A page drawn by hand as objects, so that a layout class needs no PDF: text set at a point, rules, ruled grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.reading.document import Document, Grid, Page
from mingzhang.reading.formats.pdf.objects import Char, PageObjects, Rule
from mingzhang.reading.formats.pdf.pdf import page_blocks

SIZE = 10.0


@dataclass
class Paper:
    """An A4 page that is being drawn; all measures in points from the top left."""

    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, align: str = "left", size: float = SIZE) -> Paper:
        """One line of text in one breath; ``x`` is its left side, middle or right side as ``align`` says."""
        widths = [size * (0.5 if c.isascii() else 1.0) for c in text]
        x -= {"left": 0.0, "middle": sum(widths) / 2, "right": sum(widths)}[align]
        for char, width in zip(text, widths, strict=True):
            self.chars.append(Char(char, x, y, x + width, y + size, size))
            x += width
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        """One straight rule."""
        self.rules.append(Rule(x0, y0, x1, y1))
        return self

    def ruled(self, xs: Sequence[float], ys: Sequence[float]) -> Paper:
        """All the rules of a grid."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self

    def objects(self, number: int = 1) -> PageObjects:
        """The page as a reader would hand it on."""
        return PageObjects(number, 595.0, 842.0, tuple(self.chars), tuple(self.rules))

    def grids(self) -> list[Grid]:
        """The grids that are read from the page."""
        return [b for b in page_blocks(self.objects()) if isinstance(b, Grid)]

    def document(self) -> Document:
        """The page as a document of its own."""
        blocks = tuple(page_blocks(self.objects()))
        return Document("0" * 64, "application/pdf", "paper", (Page(1, 595.0, 842.0),), blocks)


def rows_of(grid: Grid) -> list[list[str]]:
    """The texts of a grid's cells, row by row; a merged cell counts once, where it begins."""
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows
