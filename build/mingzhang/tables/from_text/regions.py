"""Where tables stand in the lines: a header that is known or that its words tell, and the rows below it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from mingzhang.knowledge.words import says
from mingzhang.tables.captions import is_furniture
from mingzhang.tables.from_text.built import build_headings
from mingzhang.tables.from_text.code_parts import place_parts
from mingzhang.tables.from_text.headers import Heading, alike, find_heading, is_same
from mingzhang.tables.from_text.known_names import is_closed
from mingzhang.tables.from_text.leaves import is_in_order
from mingzhang.tables.from_text.pieces import Line, Piece, is_index_line, is_number
from mingzhang.tables.from_text.region import Region as Region
from mingzhang.tables.from_text.rows import PanelRow, TextRow
from mingzhang.tables.from_text.text_sums import row_sums
from mingzhang.tables.from_text.torn_names import mend_amounts
from mingzhang.tables.from_text.tried import holds, is_headed
from mingzhang.tables.from_text.wraps import join_rows
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import PART

_LOOK = 140  # lines that a header broken into pieces may take
_SENTENCE = 46  # characters: a longer line without amounts is prose
_SOUND, _FILLED = 0.7, 0.4  # shares of rows without doubt, and with amounts, with which a table goes on over a page
_MARGIN = 20  # characters from the left that no column right of amounts reaches into
_CODED = 0.7  # share of rows with codes from which a row without one is no row of its own
_TORN = 0.2  # share of rows with amounts that may lack a name before lines are taken for no rows
_DECIMAL = 0.8  # share of amounts with decimals from which all should have them
_PART = re.compile(PART)
_BEGINS = re.compile(
    r"^\s*(?:[\[［(（]\d{3,7}[\]］)）]|[A-Z]\d{0,8}-|\d{2,7}-)", re.M
)  # a name with its code before it
_NAMES = re.compile(r"[:：]|元")
_END = re.compile(r"[。；]$")


def find_regions(lines: Sequence[Line], running: Container[str] = ()) -> list[Region]:
    """Every table whose header is known or was told, in document order, one region for each page it stands on.

    Where a text tears names from amounts, as when it prints a table column by column, its lines stay lines.
    ``running`` are the normalised texts of running heads and feet.
    """
    texts = [line.text for line in lines]
    found: list[Region] = []
    i = 0
    while i < len(lines):
        region = _begin(lines, texts, i, found) if _may_begin(lines, i, running) else None
        if region is not None:
            if not _is_torn(region):
                region.rows = [_named(row, region.heading) for row in region.rows]
                _cut(_before(found, region.heading, region.page), region)
                found.append(region)
            i = region.last
        elif found and (rest := _go_on(lines, i, found[-1], running)):
            found.append(rest)
            i = rest.last
        else:
            i += 1
    return found


def _begin(lines: Sequence[Line], texts: Sequence[str], i: int, found: Sequence[Region]) -> Region | None:
    """The table whose header begins with a line: a known one, else one that its words and the rows below tell."""
    known = find_heading(texts[i : i + _LOOK])
    ordered = [h for h in alike(known[0]) if is_in_order(h, lines[i : i + known[1]])] if known else []
    if known and ordered:
        one = len({h.texts for h in ordered}) == 1 and not _is_header(lines, i + known[1])
        return _read(lines, i, ordered[0], known[1], _before(found, ordered[0], lines[i].place.page)) if one else None
    return _built(lines, i, found) if lines[i].pieces[0].wide else None


def _built(lines: Sequence[Line], i: int, found: Sequence[Region]) -> Region | None:
    """The table below a header that nobody has taught: the likeliest one, if all that hold have the same amounts.

    A header that held on another page of this text holds.
    """
    if i and lines[i].place.page == lines[i - 1].place.page and _goes_before(lines[i - 1].plain):
        return None
    held: list[Region] = []
    for heading, taken in build_headings(lines[i : i + _LOOK]):
        if _is_header(lines, i + taken):
            continue
        region = _read(lines, i, heading, taken, _before(found, heading, lines[i].place.page))
        if not _is_sound(region):
            continue
        if any(is_same(r.heading, heading) for r in found):
            return region
        if _are_whole(region) and holds(region, lines):
            held.append(region)
    return held[0] if _agree(held) and (_add_up_alike(held) or is_headed(held[0], lines)) else None


def _goes_before(text: str) -> bool:
    """Whether a line that names 单位 is rather a line of the header: it names none, and no unit of money."""
    return "单位" in text and not _NAMES.search(text)


def _agree(held: Sequence[Region]) -> bool:
    """Whether all have the same columns for amounts."""
    leaves = {tuple((j, r.heading.leaf(j)) for j, role in enumerate(r.heading.roles) if role == "amount") for r in held}
    return len(leaves) == 1


def _add_up_alike(held: Sequence[Region]) -> bool:
    """Whether the same columns are sums of the same others in all."""
    return len({row_sums(region.heading) for region in held}) == 1


def _are_whole(region: Region) -> bool:
    """Whether no name lacks a bracket, and on each of two sides no amount its name or its code.

    Where one does, it was taken for another row or for the header.
    """
    panels = [(number, panel) for row in region.rows for number, panel in enumerate(row.panels)]
    closed = all(is_closed(text) for _, panel in panels for _, text in panel.keys)
    sides = region.heading.panels[-1] == 0 or all(_is_named(panel, number, region.heading) for number, panel in panels)
    return closed and sides


def _is_named(panel: PanelRow, number: int, heading: Heading) -> bool:
    """Whether one side of a row prints no amounts, or what they are for."""
    wanted = {role for role, n in zip(heading.roles, heading.panels, strict=True) if n == number} - {"amount"}
    found = {heading.roles[j] for j, _ in panel.keys}
    total = says("rows", "total", normalise("".join(text for _, text in panel.keys)))
    return not panel.amounts or not wanted or bool(found and (total or "code" not in wanted - found))


def _before(found: Sequence[Region], heading: Heading, page: int) -> Region | None:
    """The region on the page before, if the same table may go on."""
    last = found[-1] if found else None
    return last if last and last.heading.texts == heading.texts and last.page == page - 1 else None


def _cut(before: Region | None, region: Region) -> None:
    """Where a page begins with lines of the row before, that row is in doubt: its name goes on."""
    if before is not None and before.rows and region.cut:
        before.rows[-1] = replace(before.rows[-1], panels=(), doubt="its name may go on over the page")


def _is_header(lines: Sequence[Line], i: int) -> bool:
    """Whether the line still belongs to a header: then what was found before it is only the upper part of another."""
    pieces = lines[i].pieces if i < len(lines) else ()
    return len(pieces) > 1 and all(says("", "header", p.plain) for p in pieces)


def _may_begin(lines: Sequence[Line], i: int, running: Container[str]) -> bool:
    """Whether a header may begin with the line: below a caption, or at the top of a page."""
    if i == 0 or lines[i].place.page != lines[i - 1].place.page:
        return True
    text = lines[i - 1].plain
    captions = any(says("captions", name, text) for name in ("unit", "aside", "title", "number"))
    return captions or is_furniture(text) or text in running or "单位" in text


def _go_on(lines: Sequence[Line], i: int, before: Region, running: Container[str]) -> Region | None:
    """The rows with which a table goes on at the top of the next page without its header; None when they are none."""
    first = before.last
    while first < i and (is_furniture(lines[first].plain) or lines[first].plain in running):
        first += 1
    top = lines[i].place.page == before.page + 1 and not (is_furniture(lines[i].plain) or lines[i].plain in running)
    if first != i or not top or _ends(lines, i, lines[i].place.page):
        return None
    region = _body(lines, Region(before.heading, i, i, page=lines[i].place.page), i, before, running)
    region.rows = [_named(row, region.heading) for row in region.rows]
    _cut(before, region)
    return region if _is_sound(region) else None


def _is_sound(region: Region) -> bool:
    """Whether lines read as rows of the table: hardly one is in doubt, and enough print amounts for such a table."""
    sound = [row for row in region.rows if not row.doubt]
    filled = sum(any(p.amounts for p in row.panels) for row in sound)
    enough = filled > 0 if region.heading.panels[-1] else filled > _FILLED * len(region.rows)
    return enough and len(sound) > _SOUND * len(region.rows)


def _read(lines: Sequence[Line], first: int, heading: Heading, taken: int, before: Region | None) -> Region:
    body = first + taken
    index: tuple[str, ...] = ()
    while body < len(lines) and is_index_line(lines[body]):
        index = tuple(lines[body].text.split())
        body += 1
    printed = index if len(index) == len(heading.roles) else ()
    region = Region(heading, first, body, printed, page=lines[first].place.page)
    return _body(lines, region, body, before)


def _body(
    lines: Sequence[Line], region: Region, body: int, before: Region | None, running: Container[str] = ()
) -> Region:
    region.body = last = body
    texts = _has_texts(region.heading)
    while last < len(lines) and lines[last].plain not in running and not _ends(lines, last, region.page, texts):
        last += 1
    region.last = last
    spread = join_rows(
        mend_amounts(lines[body:last]), region.heading, before.rows[-1] if before and before.rows else None
    )
    rows, region.code = place_parts(spread.rows, region.heading, before.code if before else "")
    region.rows = _with_codes(_plausible(rows), region.heading)
    region.cut = spread.cut or _begins_torn(region)
    return region


def _begins_torn(region: Region) -> bool:
    """Whether a page of rows begins with what may be the rest of one."""
    named = {"label", "unit", "project"} & set(region.heading.roles)
    filled = any(panel.amounts for row in region.rows for panel in row.panels)
    return bool(named) and filled and bool(region.rows[0].doubt)


def _named(row: TextRow, heading: Heading) -> TextRow:
    """The row, in doubt when it prints amounts but nothing of the names that its header wants before them."""
    names = {j for j, role in enumerate(heading.roles) if role in ("label", "unit", "project")}
    wanted = names or {j for j, role in enumerate(heading.roles) if role == "code"}
    torn = wanted and any(panel.amounts and not wanted & {j for j, _ in panel.keys} for panel in row.panels)
    torn = torn and heading.panels[-1] == 0
    return replace(row, panels=(), doubt="its name is printed elsewhere") if torn else row


def _with_codes(rows: Sequence[TextRow], heading: Heading) -> list[TextRow]:
    """Where rows have codes, one without is a total or a body; else it is the rest of another, and doubtful."""
    codes = [j for j, role in enumerate(heading.roles) if role in ("code", "unit-code")]
    names = [j for j, role in enumerate(heading.roles) if role in ("label", "unit", "project")]
    filled = [row for row in rows if any(p.amounts for p in row.panels)]
    if not codes or sum(bool(row.key(codes)) for row in filled) < _CODED * len(filled):
        return list(rows)
    return [
        replace(row, panels=(), doubt="it has no code as the rows around it have")
        if row in filled and not row.key(codes) and not _stands_without_code(normalise(row.key(names)))
        else row
        for row in rows
    ]


def _stands_without_code(name: str) -> bool:
    return not name or says("rows", "total", name) or says("rows", "body", name)


def _is_torn(region: Region) -> bool:
    """Whether many amounts stand without the name of their row: then the text's lines are no rows."""
    if not any(role in ("code", "label", "unit", "project") for role in region.heading.roles):
        return False
    filled = [row for row in region.rows if any(p.amounts for p in row.panels)]
    nameless = sum(any(p.amounts and not p.keys for p in row.panels) for row in filled)
    doubtful = sum(bool(row.doubt) for row in region.rows)
    return nameless > _TORN * len(filled) or (not filled and doubtful > 0)


def _plausible(rows: Sequence[TextRow]) -> list[TextRow]:
    """Where all amounts print decimals a number without them is none: a row that has one was not read rightly.

    Neither was one whose name begins twice.
    """
    printed = [p.plain for row in rows for panel in row.panels for p in panel.amounts if is_number(p.plain)]
    decimal = sum("." in t for t in printed) > _DECIMAL * len(printed)
    rows = [
        replace(row, panels=(), doubt="several names stand where one should")
        if any(len(_BEGINS.findall(text)) > 1 for panel in row.panels for _, text in panel.keys)
        else row
        for row in rows
    ]
    return [
        replace(row, panels=(), doubt="a number without decimals stands among its amounts")
        if decimal and any(p.is_integer and p.plain.strip("0") for panel in row.panels for p in panel.amounts)
        else row
        for row in rows
    ]


def _has_texts(heading: Heading) -> bool:
    """Whether columns of words stand right of the amounts."""
    amounts = heading.roles.index("amount") if "amount" in heading.roles else len(heading.roles)
    return any(role != "amount" for j, role in enumerate(heading.roles) if j > amounts) and not heading.panels[-1]


def _ends(lines: Sequence[Line], i: int, page: int, texts: bool = False) -> bool:
    """Whether line ``i`` is no row of a table on ``page``; one with ``texts`` has sentences in its right columns."""
    line = lines[i]
    text = line.plain
    if line.place.page != page:
        return True
    turns = i + 1 == len(lines) or lines[i + 1].place.page != line.place.page
    if is_furniture(text) and (turns or not text.isdigit()) and "." not in text:
        return True
    captions = any(says("captions", name, text) for name in ("number", "unit"))
    titled = says("captions", "title", text) and len(text) > 4
    notes = says("notes", "starts", text) or (says("notes", "empty", text) and not line.pieces[-1].is_amount)
    prose = _is_prose(line.pieces, text) if not texts or not line.pieces[0].wide else _begins_prose(line.pieces[0])
    return captions or titled or notes or prose or _PART.match(text) is not None


def _is_prose(pieces: Sequence[Piece], text: str) -> bool:
    long = len(text) > _SENTENCE and not pieces[-1].is_amount and not pieces[0].is_code
    return long or _END.search(text) is not None


def _begins_prose(piece: Piece) -> bool:
    """Whether a sentence begins left of where a table's right columns can stand."""
    return piece.at < _MARGIN and _is_prose([piece], piece.plain)
