"""One printed row of a table in text: its keys in their columns, and its amounts in order, not yet in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mingzhang.knowledge.code_names import code_of
from mingzhang.knowledge.words import says
from mingzhang.tables.from_text.headers import ROLES, Heading
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.tables.from_text.sides import side_score
from mingzhang.text.normalise import normalise

_LINE_NUMBER = 3  # digits: a longer number is no line number
_CODES = ("code", "unit-code", "index")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """The part of a row that stands in one panel.

    ``keys`` are (column, text); ``amounts`` the printed amounts from left to right, to be placed in ``columns``.
    ``unsure`` are the columns of words of which it is not told whether they go on.
    """

    keys: tuple[tuple[int, str], ...] = ()
    amounts: tuple[Piece, ...] = ()
    columns: tuple[int, ...] = ()
    unsure: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row: its lines and its panels; ``doubt`` says why it could not be taken apart, then it has no panels."""

    lines: tuple[Line, ...]
    panels: tuple[PanelRow, ...]
    doubt: str = ""

    @property
    def page(self) -> int:
        """The page on which it stands."""
        return self.lines[0].place.page

    def key(self, columns: Sequence[int]) -> str:
        """What is printed in those key columns."""
        return "".join(text for panel in self.panels for j, text in panel.keys if j in columns)


@dataclass(frozen=True)
class _Panel:
    """The columns of one panel by what they are for."""

    heading: Heading
    columns: tuple[int, ...]
    amounts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "amounts", tuple(j for j in self.columns if self.heading.roles[j] == "amount"))

    def keys(self, *roles: str) -> list[int]:
        """Key columns before the first amount (``text`` columns too), of some roles."""
        first = self.amounts[0] if self.amounts else len(self.heading.roles)
        return [j for j in self.columns if j < first and (not roles or self.heading.roles[j] in roles)]

    @property
    def tail(self) -> list[int]:
        """Columns of words right of the amounts."""
        return [j for j in self.columns if self.amounts and j > self.amounts[0] and j not in self.amounts]


def read_row(lines: Sequence[Line], heading: Heading, edge: int | None = None) -> TextRow:
    """The row that the pieces of these lines make up; ``edge`` is where the second of two panels begins, if known."""
    pieces = [piece for line in lines for piece in line.pieces]
    panels = [
        _Panel(heading, tuple(j for j, p in enumerate(heading.panels) if p == number))
        for number in range(heading.panels[-1] + 1)
    ]
    if len({p.place for p in pieces if p.is_amount and not p.is_integer}) > 1:
        return TextRow(tuple(lines), (), "its amounts stand on several lines")
    if len(panels) == 1 and (second := _second_codes(panels[0])):
        return _with_two_codes(lines, pieces, panels[0], second)
    best = sorted(_splits(pieces, panels), key=lambda s: -s[0])
    if edge is not None and len(panels) == 2:
        cut = sum(piece.at < edge for piece in pieces)
        halves = (_read_panel(pieces[:cut], panels[0]), _read_panel(pieces[cut:], panels[1]))
        best = [(0.0, (halves[0], halves[1]))] if halves[0] and halves[1] else []
    if not best:
        return TextRow(tuple(lines), (), "its pieces are not a row of this table")
    if len(best) > 1 and best[0][0] == best[1][0]:
        return TextRow(tuple(lines), (), "it does not say which side it stands on")
    return TextRow(tuple(lines), best[0][1])


def read_side(pieces: Sequence[Piece], heading: Heading, number: int) -> PanelRow | None:
    """The row of one panel that these pieces are; None when they are none."""
    return _read_panel(pieces, _Panel(heading, tuple(j for j, p in enumerate(heading.panels) if p == number)))


def _second_codes(panel: _Panel) -> int:
    """The column in which the codes of a second classification begin, right of the names of the first; 0 if none."""
    keys = panel.keys(*ROLES)
    roles = [panel.heading.roles[j] for j in keys]
    starts = [j for k, j in enumerate(keys) if k and roles[k] == "code" and roles[k - 1] != "code"]
    return starts[-1] if len(starts) == 1 and roles[0] == "code" else 0


def _with_two_codes(lines: Sequence[Line], pieces: Sequence[Piece], panel: _Panel, second: int) -> TextRow:
    """A row with a code and name of each of two classifications; a total has a name only."""
    left = _Panel(panel.heading, tuple(j for j in panel.columns if j < second))
    right = _Panel(panel.heading, tuple(j for j in panel.columns if j >= second))
    for cut in range(1, len(pieces)):
        if pieces[cut].is_code or (pieces[cut].is_amount and not pieces[cut].is_integer):
            one, other = _read_panel(pieces[:cut], left), _read_panel(pieces[cut:], right)
            if one and other and not one.amounts:
                keys = tuple(sorted((*one.keys, *other.keys)))
                codes = {j >= second for j, _ in keys if panel.heading.roles[j] == "code"}
                if len(codes) == 1:
                    return TextRow(tuple(lines), (), "one of its two codes is printed elsewhere")
                return TextRow(tuple(lines), (PanelRow(keys, other.amounts, right.amounts),))
    return TextRow(tuple(lines), (), "it does not say where the second code stands")


def _splits(pieces: Sequence[Piece], panels: Sequence[_Panel]) -> list[tuple[float, tuple[PanelRow, ...]]]:
    """Every way to share the pieces among the panels, with how well each panel's label suits it."""
    if len(panels) == 1:
        row = _read_panel(pieces, panels[0])
        score = _score(row, panels[0]) if row else 0.0
        return [(score, (row,))] if row else []
    found = []
    for cut in range(len(pieces) + 1):
        if 0 < cut < len(pieces) and pieces[cut - 1].is_code and not pieces[cut].is_amount:
            continue  # a code belongs to the name after it
        first = _read_panel(pieces[:cut], panels[0])
        if first is not None:
            for score, rest in _splits(pieces[cut:], panels[1:]):
                found.append((score + _score(first, panels[0]), (first, *rest)))
    return found


def _score(row: PanelRow, panel: _Panel) -> float:
    if not row.keys:
        return -1.0 if row.amounts else 0.0
    heading = panel.heading
    labels = [(j, text) for j, text in row.keys if heading.roles[j] in ("label", "code")]
    above = "".join(heading.texts[c] for c in heading.paths[panel.columns[0]])
    return side_score(above, heading.panels[panel.columns[0]], "".join(text for _, text in labels))


def _read_panel(pieces: Sequence[Piece], panel: _Panel) -> PanelRow | None:
    """The pieces as keys, amounts and words right of them; None when they don't come in this order."""
    if not pieces:
        return PanelRow(columns=panel.amounts)
    codes, rest = _take_codes(_in_order(pieces), panel)
    start = _first_amount(rest)
    stop = next((i for i in range(start, len(rest)) if not rest[i].is_amount), len(rest))
    words, amounts, tail = rest[:start], rest[start:stop], rest[stop:]
    keys = list(codes)
    numbers = [j for j in panel.keys("index") if j not in dict(keys)]
    while numbers and amounts and amounts[0].is_integer and len(amounts[0].plain) <= _LINE_NUMBER:
        keys.append((numbers.pop(0), amounts[0].text))
        amounts = amounts[1:]
    if tail and not panel.tail:
        return None
    named = _name(words, panel, keys, codes[0][0] if codes else 0)
    if named is None or (words and not named):
        return None
    keys += named
    if tail:
        keys.append((panel.tail[-1], " ".join(p.text for p in tail)))
    return PanelRow(tuple(sorted(keys)), tuple(amounts), panel.amounts)


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a row broken over lines as one line would have them: codes, words, amounts."""
    carrier = next((p.place for p in pieces if p.is_amount and not p.is_integer), pieces[0].place)
    if pieces[0].place == pieces[-1].place:
        return list(pieces)
    codes = _leading([p for p in pieces if p.place == pieces[0].place])
    codes = codes or _leading([p for p in pieces if p.place == carrier])
    amounts = [p for p in pieces if p.place == carrier and p.is_amount and p not in codes]
    return [*codes, *(p for p in pieces if p not in codes and p not in amounts), *amounts]


def _leading(pieces: Sequence[Piece]) -> list[Piece]:
    count = next((i for i, p in enumerate(pieces) if not p.is_integer), len(pieces))
    return list(pieces[:count])


def _take_codes(pieces: Sequence[Piece], panel: _Panel) -> tuple[list[tuple[int, str]], Sequence[Piece]]:
    """The codes at the beginning, each in its column, and what is left."""
    columns = panel.keys(*_CODES)
    if columns and columns[0] != panel.columns[0] and not pieces[0].is_code:
        return [], pieces
    found: list[tuple[int, str]] = []
    for at, piece in enumerate(pieces):
        role = panel.heading.roles[columns[0]] if columns else ""
        if not columns or not _fits(piece, role, bool(found)) or at == len(pieces) - 1:
            return found, pieces[at:]
        found.append((columns.pop(0), piece.text))
    return found, ()


def _fits(piece: Piece, role: str, goes_on: bool) -> bool:
    if role == "code":
        return piece.is_code or (goes_on and piece.is_code_part) or piece.is_code_part
    return piece.is_integer and (role == "unit-code" or len(piece.plain) <= _LINE_NUMBER)


def _first_amount(pieces: Sequence[Piece]) -> int:
    """Where the amounts begin: the first number that no word follows before the next amount with decimals."""
    for i, piece in enumerate(pieces):
        if not piece.is_amount:
            continue
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        if piece.is_integer and following is not None and not following.is_amount:
            continue  # a number within a name: 2024 年
        return i
    return len(pieces)


def _name(
    words: Sequence[Piece], panel: _Panel, codes: Sequence[tuple[int, str]], first: int
) -> list[tuple[int, str]] | None:
    """The words in their key columns: label, body, project; None when it cannot be told in which they stand.

    ``first`` is the column of the first code: where a line begins with it, the columns before it are blank.
    """
    columns = [j for j in panel.keys("label", "unit", "project", "year", "text") if j > first or not first]
    if not words:
        return []
    if not columns or any(p.is_integer for p in words if words[0].wide):
        return None
    label = next((j for j in columns if panel.heading.roles[j] == "label"), columns[0])
    cells = _cells(words)
    if not codes and words[0].place != words[-1].place and is_body(normalise(join_words(words))):
        cells = [list(words)] if not words[0].wide else cells
    if len(cells) != len(columns) and any(panel.heading.roles[j] == "text" for j in columns):
        return None
    if len(columns) == 1 or says("rows", "total", normalise(join_words(words))):
        return [(label, join_words(words))]
    if len(cells) != len(columns) and [panel.heading.roles[j] for j in columns].count("label") > 1:
        return None
    if len(cells) == len(columns):
        if any(normalise(join_words(cell)).isdigit() for cell in cells):
            return None
        return [(j, join_words(cell)) for j, cell in zip(columns, cells, strict=True)]
    if not codes:
        body = is_body(normalise(join_words(words)))
        wanted = ("unit", "label") if body else ("label", "year", "project")
        column = next((j for role in wanted for j in columns if panel.heading.roles[j] == role), None)
        return [(column, join_words(words))] if len(cells) == 1 and column is not None else None
    own = _own_name(words, "".join(normalise(text) for _, text in codes))
    rest = [j for j in columns if j > label]
    if len(cells) == 1 or (words[own:] and not rest):
        return [(label, join_words(words))]
    return [(label, join_words(words[:own]))] + ([(rest[0], join_words(words[own:]))] if words[own:] else [])


def is_body(text: str) -> bool:
    """Whether a name is that of a public body."""
    return says("rows", "body", text)


def _cells(words: Sequence[Piece]) -> list[list[Piece]]:
    """The words of each cell, from left to right: where the text is laid out, words above each other are one cell."""
    if not words[0].wide:
        return [[word] for word in words]
    cells: list[list[Piece]] = []
    for word in sorted(words, key=lambda w: w.at):
        if cells and any(word.overlaps(other) for other in cells[-1]):
            cells[-1].append(word)
        else:
            cells.append([word])
    return [sorted(cell, key=lambda w: (w.place.line or 0, w.at)) for cell in cells]


def _own_name(words: Sequence[Piece], code: str) -> int:
    """How many words make up the name of the code; one when it is not known."""
    known = code_of(code)
    for count in range(1, len(words) + 1):
        if known and normalise(join_words(words[:count])) == normalise(known.name):
            return count
    return 1


def join_words(words: Sequence[Piece]) -> str:
    """Words of one line parted by a space, lines by a line feed, as a cell prints them."""
    text = words[0].text
    for before, word in pairwise(words):
        text += (" " if word.place == before.place else "\n") + word.text
    return text
