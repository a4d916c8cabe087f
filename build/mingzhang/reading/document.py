"""The Document: what a reader hands on, whatever the file was.

Pure data, no PDF library. ``to_json`` and ``from_json`` are the wire format between the reading child
process and its parent, so they round-trip exactly.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points on the upright page (after /Rotate), origin at the top left."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: a 1-based page and a box on it; for text files the 1-based line, without box.

    In a spreadsheet the page is the sheet, by its place among those that are shown, and ``cell`` the A1 address.
    """

    page: int
    box: Box | None = None
    line: int | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a number in a picture, and how likely it is beside the others (0 to 1)."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid. ``text`` is as printed, lines joined by ``\\n``; ``doubts`` name what shakes its reading.

    ``indent`` is how far the first line stands from the cell's left side, in points (0 where that is not known).
    ``candidates`` are the grid's columns in which the cell may stand, where its place was inferred from a text without
    rules: one when it can stand nowhere else, several when the text leaves it open, none when it is printed there.
    ``readings`` are the ways to read a number that was recognised in a picture, the likeliest first.
    """

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    place: Place
    doubts: tuple[str, ...] = ()
    indent: float = 0.0
    candidates: tuple[int, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled grid on one page: ``rows`` x ``cols`` positions, each covered by at most one cell."""

    place: Place
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One printed line outside every grid (or of a box that only frames prose). ``size`` is the font size in points."""

    place: Place
    text: str
    size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image on the page: its place only, the pixels stay in the source."""

    place: Place


Block = Grid | Text | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """Size of the upright page in points, and what shakes the reading of the page as a whole.

    ``doubts``: ``damaged-stream`` and ``broken-structure`` (nothing on the page is sure; its cells say so too). The
    others cast none on cells that do not say so themselves: ``blank-page`` (it shows nothing, and its contents do not
    say that it should), ``recognised`` (its words were recognised from a picture),
    ``clipped-text`` (what the page cuts off was left out), ``hidden-text``,
    ``unmapped-text``, ``slanted-text`` (what runs across the page, as watermarks do, was left out), ``annotations``
    (notes or form fields without a look of their own, so that nobody knows how the page shows them, or on a page that
    only the reference could read, which does not read them). Of a sheet: ``hidden-cells`` (rows or columns that are not
    shown were left out), ``hidden-sheets``, ``uncalculated`` (a formula has no value). ``name`` is that of the sheet.
    """

    number: int
    width: float
    height: float
    doubts: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Every source file as pages and blocks in reading order (by page, then from top to bottom)."""

    sha256: str
    media_type: str
    reader: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


_KINDS: dict[str, type] = {"grid": Grid, "text": Text, "picture": Picture}


def to_json(document: Document) -> str:
    """The Document as JSON text; blocks carry ``kind``."""
    data = dataclasses.asdict(document)
    for block, made in zip(document.blocks, data["blocks"], strict=True):
        made["kind"] = type(block).__name__.lower()
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Document:
    """The Document that ``to_json`` wrote; KeyError or TypeError when the JSON is something else."""
    data = json.loads(text)
    data["pages"] = tuple(Page(**{**p, "doubts": tuple(p["doubts"])}) for p in data["pages"])
    data["blocks"] = tuple(_block(b) for b in data["blocks"])
    data["doubts"] = tuple(data["doubts"])
    return Document(**data)


def _block(data: dict[str, Any]) -> Block:
    kind = _KINDS[data.pop("kind")]
    data["place"] = _place(data["place"])
    if kind is Grid:
        data["cells"] = tuple(_cell(c) for c in data["cells"])
        data["doubts"] = tuple(data["doubts"])
    made: Block = kind(**data)
    return made


def _cell(data: dict[str, Any]) -> Cell:
    data["place"] = _place(data["place"])
    data["doubts"], data["candidates"] = tuple(data["doubts"]), tuple(data["candidates"])
    data["readings"] = tuple(Reading(**r) for r in data["readings"])
    return Cell(**data)


def _place(data: dict[str, Any]) -> Place:
    box = data["box"]
    return Place(data["page"], tuple(box) if box else None, data["line"], data["cell"])
