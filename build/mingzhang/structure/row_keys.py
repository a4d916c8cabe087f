"""Row keys: codes of each classification, labels, bodies, projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mingzhang.knowledge.code_names import code_of
from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.structure.code_trees import TAXONOMIES, CodeReader, code_groups
from mingzhang.tables.columns import KEY_ROLES
from mingzhang.tables.header import split_code
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Row

_OWNERS = ("unit", "project")


@dataclass(frozen=True, slots=True)
class RowKey:
    """Key of one row in one panel.

    ``codes`` maps taxonomy → full code, digits only. ``indent`` is how far the label stands from the rule at its left,
    in points, or None where no label is printed. ``body`` is the code of the body that the row is for, digits only;
    ``scheme`` the project and those it is a part of, outermost first; ``across``: the name is merged over other panels,
    too.
    """

    codes: dict[str, str] = field(default_factory=dict)
    label: str = ""
    unit_name: str = ""
    project: str = ""
    indent: float | None = None
    body: str = ""
    across: bool = False
    scheme: tuple[str, ...] = ()

    @property
    def taxonomy(self) -> str:
        """Taxonomy of the row's own code: functional before departmental economic before government economic."""
        return next((t for t in ("functional", "economic", "gov-economic") if self.codes.get(t)), "")

    @property
    def code(self) -> str:
        """The row's own code, or empty."""
        return self.codes.get(self.taxonomy, "")


@dataclass(slots=True)
class _Found:
    """What the key columns of one row say; ``names`` are (taxonomy they name or empty, text) from left to right."""

    codes: dict[str, str] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""
    others: dict[str, list[str]] = field(default_factory=lambda: {"unit": [], "project": [], "year": []})


class KeyReader:
    """Reads the keys of one panel row by row, from top to bottom: blank code parts inherit from the rows above."""

    def __init__(self, columns: Sequence[Column], panel: int) -> None:
        own = [c for c in columns if c.panel == panel and c.role in KEY_ROLES]
        self._columns = [*_shared(columns, own, panel), *own]
        first = next((c.index for c in columns if c.panel == panel and c.role == "amount"), 0)
        self._asides = [c for c in columns if c.role == "text" and c.index < first]
        self._elsewhere = [c for c in columns if c.panel != panel]
        self._codes = {group[0].index: CodeReader(group) for group in code_groups(self._columns)}

    def read(self, row: Row) -> RowKey:
        """The key of the next row."""
        found = _Found()
        taxonomy = ""  # of the code to the left: what the next name column names
        for column in self._columns:
            text = text_of(row.cells[column.index])
            if reader := self._codes.get(column.index):
                taxonomy = self._read_code(reader, row, found)
            elif column.role == "label" and text:
                taxonomy = self._read_label(text, taxonomy, found)
            elif column.role == "unit-code" and text.isdecimal():
                found.body = text
            elif column.role in found.others and text:
                found.others[column.role].append(text)
        key = replace(self._key(found, _indent(row, self._columns)), across=self._is_across(row))
        named = key.label or key.code or key.project or key.unit_name
        return key if named else replace(key, label=self._total_aside(row))

    def _total_aside(self, row: Row) -> str:
        """The total that a row without any key names in another column at its left."""
        texts = (text_of(row.cells[c.index]) for c in self._asides)
        return next((t for t in texts if is_total(t) or says("rows", "subtotal", t)), "")

    def _is_across(self, row: Row) -> bool:
        first = row.cells[self._columns[0].index] if self._columns else None
        if first is None:
            return False
        return any(first.col <= c.index < self._columns[0].index for c in self._elsewhere)

    def _read_code(self, reader: CodeReader, row: Row, found: _Found) -> str:
        cells = [row.cells[c.index] for c in reader.columns]
        parts = [
            text_of(c) if k == 0 or c is not cells[k - 1] else "" for k, c in enumerate(cells)
        ]  # merged counts once
        after = [c for c in self._columns if c.role == "label" and c.index > reader.columns[-1].index]
        label = text_of(row.cells[after[0].index]) if after else ""
        indent = _indent(row, [*reader.columns, *after[:1]]) or 0.0
        code, name = reader.read(parts, label, indent)
        taxonomy = TAXONOMIES[code[0]] if code else ""
        if code:
            found.codes.setdefault(taxonomy, code)
        if name:
            found.names.append((taxonomy, name))
        return taxonomy

    def _read_label(self, text: str, taxonomy: str, found: _Found) -> str:
        split = split_code(text)
        if split and (split[1] or not found.codes):
            taxonomy = TAXONOMIES[split[0][0]]
            found.codes.setdefault(taxonomy, split[0])
            text = split[1]
        if text:
            found.names.append((taxonomy, text))
        return ""

    def _key(self, found: _Found, indent: float | None) -> RowKey:
        named = code_of(found.body)
        if named and not found.codes and any(text == named.name for _, text in found.names):
            found.codes[TAXONOMIES[found.body[0]]] = found.body  # a class in the column of unit codes
        units, projects, years = (found.others[role] for role in ("unit", "project", "year"))
        own = RowKey(found.codes).taxonomy
        names = [text for taxonomy, text in found.names if taxonomy == own] or [text for _, text in found.names]
        label = next(iter([*names, *years]), "")
        totals = [t for t in (*units, *projects) if is_total(t) or says("rows", "subtotal", t)]
        units, projects = ([n for n in names if n not in totals] for names in (units, projects))
        if not label and not found.codes:  # a total may stand in the unit or project column; a row may name only a body
            label = next(iter(totals or ([] if projects else units)), "")
        return RowKey(
            found.codes, label, units[0] if units else "", projects[-1] if projects else "", indent, found.body,
            scheme=tuple(projects),
        )  # fmt: skip


def _shared(columns: Sequence[Column], own: Sequence[Column], panel: int) -> list[Column]:
    """The bodies and projects of the panels at the left, for a panel that names none: it goes on about the same."""
    named = {c.role for c in own} & set(_OWNERS)
    return [] if named else [c for c in columns if c.panel < panel and c.role in _OWNERS]


def _indent(row: Row, columns: Sequence[Column]) -> float | None:
    """How far the last printed name or code of the columns is indented, in points."""
    cells: list[Cell] = [c for k in columns if (c := row.cells[k.index]) is not None and text_of(c)]
    labels = [c for k in columns if k.role == "label" and (c := row.cells[k.index]) is not None and text_of(c)]
    return next((c.indent for c in [*labels, *cells]), None)


def is_total(label: str) -> bool:
    """Whether the label names a total of the table."""
    return says("rows", "total", label)
