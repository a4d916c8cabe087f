"""A small writer of OFD files: pages of ruled cells and lines, and whatever a test adds to them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from mingzhang.tables.table import Table

from .containers import spots

SPACE = "http://www.ofdspec.org/2016"
SIZE = 3.5  # millimetres of a character
_PAD, _LINE = 1.0, 4.5
_MARGIN, _HEAD = 15.0, 30.0
_WIDEST = 14  # characters of a line in a cell

Area = tuple[float, float]
Pages = Sequence[tuple[Area, str]]


def write_ofd(path: Path, pages: Pages, parts: Mapping[str, str] | None = None, common: str = "") -> Path:
    """A file of pages, each with its width and height in millimetres and the objects of its one layer.

    ``parts`` are added as they are, or stand in the place of those that would be written; ``common`` stands in the
    document's CommonData.
    """
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    shared = f"<ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData>"
    made = {
        "OFD.xml": _xml("OFD", "<ofd:DocBody><ofd:DocInfo><ofd:Creator>a test</ofd:Creator></ofd:DocInfo>"
                        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        "Doc_0/Document.xml": _xml("Document", f"{shared}<ofd:Pages>{listed}</ofd:Pages>"),
        "Doc_0/PublicRes.xml": _xml(
            "Res", '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/><ofd:Font ID="4" FontName="黑体"/></ofd:Fonts>'
        ),
    }  # fmt: skip
    for number, (area, content) in enumerate(pages):
        made[f"Doc_0/Pages/Page_{number}/Content.xml"] = page(area, content)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (made | dict(parts or {})).items():
            archive.writestr(name, text)
    return path


def page(area: Area, content: str, before: str = "") -> str:
    """The part of a page or a template; ``before`` stands before its content."""
    box = f"<ofd:Area><ofd:PhysicalBox>0 0 {area[0]} {area[1]}</ofd:PhysicalBox></ofd:Area>"
    return _xml("Page", f'{box}{before}<ofd:Content><ofd:Layer ID="1">{content}</ofd:Layer></ofd:Content>')


def _xml(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} xmlns:ofd="{SPACE}">{inner}</ofd:{name}>'


def text(x: float, y: float, said: str, more: str = "", inner: str = "", font: int = 3) -> str:
    """A text whose upper left corner is at a point."""
    wide = [SIZE if c > "\u2000" else SIZE / 2 for c in said]
    steps = " ".join(f"{w:g}" for w in wide[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    boundary = f"{x:g} {y:g} {sum(wide):g} {SIZE:g}"
    return (
        f'<ofd:TextObject ID="9" Boundary="{boundary}" Font="{font}" Size="{SIZE}"{more}>{inner}'
        f'<ofd:TextCode X="0" Y="{0.86 * SIZE:g}"{delta}>{escape(said)}</ofd:TextCode></ofd:TextObject>'
    )


def box(x: float, y: float, width: float, height: float, more: str = "", inner: str = "") -> str:
    """A rectangle, only its sides drawn unless ``more`` says otherwise."""
    outline = f"M 0 0 L {width:g} 0 L {width:g} {height:g} L 0 {height:g} C"
    return (
        f'<ofd:PathObject ID="8" Boundary="{x:g} {y:g} {width:g} {height:g}" LineWidth="0.25"{more}>{inner}'
        f"<ofd:AbbreviatedData>{outline}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table_page(table: Table) -> tuple[Area, str]:
    """A table as a page with its number, title and unit above ruled cells."""
    found = list(spots(table))
    lines = {spot: list(_wrapped(spot.text)) for spot in found}
    cols, rows = len(table.columns), table.header_rows + len(table.rows)
    wide, high = [2 * SIZE] * cols, [_LINE + 2 * _PAD] * rows
    for spot in found:
        need = max((sum(SIZE if c > "\u2000" else SIZE / 2 for c in line) for line in lines[spot]), default=0.0)
        for k in range(spot.col, spot.col + spot.colspan):
            wide[k] = max(wide[k], (need + 2 * _PAD) / spot.colspan)
        for k in range(spot.row, spot.row + spot.rowspan):
            high[k] = max(high[k], (len(lines[spot]) * _LINE + 2 * _PAD) / spot.rowspan)
    xs = [_MARGIN + sum(wide[:k]) for k in range(cols + 1)]
    ys = [_HEAD + sum(high[:k]) for k in range(rows + 1)]
    made = [text(_MARGIN, 8, table.number), text(_MARGIN + 20, 14, table.title, font=4)]
    made.append(text(max(xs[-1] - 40, _MARGIN), 24, f"单位：{table.unit}"))
    for spot in found:
        x, y = xs[spot.col], ys[spot.row]
        right, bottom = xs[spot.col + spot.colspan], ys[spot.row + spot.rowspan]
        made.append(box(x, y, right - x, bottom - y))
        made += [text(x + _PAD, y + _PAD + k * _LINE, line) for k, line in enumerate(lines[spot])]
    return (xs[-1] + _MARGIN, ys[-1] + _MARGIN), "".join(made)


def _wrapped(said: str) -> Iterator[str]:
    for line in said.split("\n"):
        broken = any(c > "\u2000" for c in line)
        step = _WIDEST if broken else max(len(line), 1)
        yield from (line[k : k + step] for k in range(0, len(line), step))


def write_tables(path: Path, tables: Sequence[Table]) -> Path:
    """A file with a page for each table."""
    return write_ofd(path, [table_page(table) for table in tables])
