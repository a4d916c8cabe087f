"""What the words and the layout of the rows of one panel say about which row belongs below which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mingzhang.knowledge.body_kinds import OWN_LEVEL
from mingzhang.knowledge.code_names import code_of, codes_named
from mingzhang.knowledge.words import says
from mingzhang.structure.row_keys import RowKey, is_total

_NUMBERING = (
    re.compile(r"[一二三四五六七八九十]+[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d+[、.．](?!\d)"),
    re.compile(r"[（(]\d+[)）]"),
)
_OF_WHICH = re.compile(r"^其中[:：]?")
_OWN_LEVEL = re.compile(rf"[（(]?(?:{OWN_LEVEL})[）)]?")
_INDENT = 3.0  # points: less is no indentation
_STEPS = 8  # more different indents than this are no levels


class RowWords:
    """Proposes by codes, unit codes, numbering, 其中 and indents; ``keys`` by row, counted from 1."""

    def __init__(self, keys: Mapping[int, RowKey]) -> None:
        self._keys = keys
        self._indented = is_indented(list(keys.values()))
        self._styles = {n: _style(k.label) for n, k in keys.items()}
        self._classes = {n: _economic(k.label) for n, k in keys.items() if not k.code}

    def is_total(self, place: int) -> bool:
        """A row without a code that names a total or subtotal."""
        key = self._keys[place]
        return not key.code and (is_total(key.label) or says("rows", "subtotal", key.label))

    def may_wait(self, place: int) -> bool:
        """Any total may stand below its addends."""
        return self.is_total(place)

    def is_part(self, place: int) -> bool:
        """A row that begins with 其中."""
        return says("rows", "of-which", self._keys[place].label)

    def is_firm(self, place: int) -> bool:
        """A row with a code."""
        return bool(self._keys[place].code)

    def alike(self, one: int, other: int) -> bool:
        """See ``Words``."""
        return self._styles[one] is not None and self._styles[one] == self._styles[other]

    def inside(self, outer: int, inner: int) -> bool | None:
        """See ``Words``."""
        a, b = self._keys[outer], self._keys[inner]
        if self.is_total(outer):
            return self._over_total(outer, inner)
        if self.is_total(inner):
            return None
        if self.is_part(outer) and self.is_part(inner):
            return False
        if a.code and b.code:
            return _by_code(a, b)
        if a.code or b.code:
            return _by_kind(a, b)
        return self._by_name(outer, inner)

    def _over_total(self, outer: int, inner: int) -> bool | None:
        """A total stands over every row that is none, and over subtotals if it is no subtotal itself."""
        above, below = (says("rows", "subtotal", self._keys[n].label) for n in (outer, inner))
        if not self.is_total(inner):
            return True
        return None if above == below else below

    def _by_name(self, outer: int, inner: int) -> bool | None:
        a, b = self._keys[outer], self._keys[inner]
        said = _by_body(a, b)
        if said is not None:
            return said
        classed = _by_class(self._classes[outer], self._classes[inner])
        if classed is not None:
            return classed
        above, below = self._styles[outer], self._styles[inner]
        if above is not None and below is not None:
            return below > above
        if self._indented and a.indent is not None and b.indent is not None:
            return _by_indent(b.indent - a.indent, above, below)
        return None


def _style(label: str) -> int | None:
    words = _OF_WHICH.sub("", label)
    return next((n for n, pattern in enumerate(_NUMBERING) if pattern.match(words)), None)


def _by_indent(step: float, above: int | None, below: int | None) -> bool | None:
    if step > _INDENT:
        return True
    if step < -_INDENT and above is None and below is None:
        return False
    return None


def _by_code(a: RowKey, b: RowKey) -> bool | None:
    if a.taxonomy != b.taxonomy:
        return None
    if a.code != b.code:
        return b.code.startswith(a.code)
    return _within_code(a, b)


def _within_code(a: RowKey, b: RowKey) -> bool | None:
    """Two rows of one code: the code itself, its bodies, their projects, in whatever order they are printed."""
    if a.project or b.project:
        return not a.project
    if a.body and b.body:
        return _by_body(a, b)
    if a.body or a.unit_name or b.body or b.unit_name:
        names_code = not a.body and (known := code_of(a.code)) is not None and known.name == a.label
        return True if names_code else None
    return None if a.label == b.label else False


def _by_kind(a: RowKey, b: RowKey) -> bool | None:
    """A row with a code and one without: a project stands below the code, the codes of a body below the body."""
    if a.code:
        return True if b.project else None
    named = a.unit_name or says("rows", "body", a.label)
    return True if named and not a.project else None


def _by_body(a: RowKey, b: RowKey) -> bool | None:
    if (a.body, a.unit_name) == (b.body, b.unit_name) and _is_within_scheme(a, b):
        return True
    if a.body and b.body:
        longer = len(b.body) - len(a.body)
        return (b.body.startswith(a.body) or None) if longer > 0 else False
    if is_own_level(b, a):
        return True
    if a.unit_name and b.project and not a.project:
        return True
    return None


def _is_within_scheme(a: RowKey, b: RowKey) -> bool:
    """Whether a row is for a project that its own columns put below the project of the other."""
    outer = len(a.scheme)
    return 0 < outer < len(b.scheme) and b.scheme[:outer] == a.scheme


def _by_class(outer: str, inner: str) -> bool | None:
    """By the codes that names of economic classes and their items have: a class stands below nothing."""
    if not outer or not inner:
        return None
    return len(outer) < len(inner) and inner.startswith(outer)


def _economic(label: str) -> str:
    """The one economic code of this name, or empty."""
    words = _OF_WHICH.sub("", label)
    found = codes_named(words)
    return found[0] if len(found) == 1 and found[0].startswith("3") else ""


def is_own_level(key: RowKey, before: RowKey) -> bool:
    """Whether a row is the department's own level (本级) and the other the department with its bodies."""
    name, whole = key.unit_name or key.label, before.unit_name or before.label
    rest = name.removeprefix(whole)
    return bool(whole) and rest != name and _OWN_LEVEL.fullmatch(rest) is not None


def is_indented(keys: Sequence[RowKey]) -> bool:
    """Whether the labels' indents tell levels: few steps, and not those of centred names (the longer, the less)."""
    rows = [(k.indent, len(k.label)) for k in keys if k.indent is not None and k.label and not is_total(k.label)]
    indents = sorted(indent for indent, _ in rows)
    steps = sum(b - a > _INDENT / 2 for a, b in pairwise(indents)) + 1
    pairs = [(a, b) for a in rows for b in rows if a[1] < b[1]]
    centred = steps > 2 and sum(a[0] > b[0] + 1 for a, b in pairs) > 0.8 * len(pairs)
    return 1 < steps <= _STEPS and not centred
