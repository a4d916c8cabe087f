"""Row roles and the tree of rows: total, subtotal, of-which or item; level, parent, leaf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.knowledge.body_kinds import OWN_LEVEL
from mingzhang.knowledge.words import says
from mingzhang.structure.keys import RowKey, is_total

_NUMBERING = (
    re.compile(r"[一二三四五六七八九十]+[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d+[、.．](?!\d)"),
    re.compile(r"[（(]\d+[)）]"),
)

_OWN_LEVEL = re.compile(rf"[（(]?(?:{OWN_LEVEL})[）)]?")

_INDENT = 3.0  # points: less is no indentation
_STEPS = 8  # more different indents than this are no levels


@dataclass(frozen=True, slots=True)
class RowShape:
    """Place of a row in its panel's tree: 1-based ``parent`` row or None; level 0 is a total.

    A total is no leaf unless it is all that the panel has.
    """

    role: str
    level: int
    parent: int | None
    is_leaf: bool


def shape_rows(keys: Sequence[RowKey]) -> list[RowShape]:
    """The shape of every row of one panel, by codes where they are printed, else by numbering and 其中."""
    levels, parts = _levels(keys)
    above = _bodies(keys)
    for i, j in above.items():
        levels[i] = levels[j] + 1
    parents = [above.get(i, _parent(i, keys, levels)) for i in range(len(keys))]
    inner = {p for p in parents if p is not None}
    roles = [_role(key, i in parts) for i, key in enumerate(keys)]
    whole = {i for i, role in enumerate(roles) if role == "total"} if set(roles) - {"total"} else set()
    return [
        RowShape(roles[i], levels[i], None if p is None else p + 1, i not in inner | whole)
        for i, p in enumerate(parents)
    ]


def _bodies(keys: Sequence[RowKey]) -> dict[int, int]:
    """The row of the department over each row of one of its bodies.

    Its unit code begins theirs; without such codes it is the row before the department's own level (本级).
    """
    bodies = [i for i, k in enumerate(keys) if k.label and not k.codes and not k.project]
    found: dict[int, int] = {}
    whole: int | None = None
    for n, i in enumerate(bodies):
        if is_total(keys[i].label):
            whole = None
        elif keys[i].body:
            above = next((j for j in reversed(bodies[:n]) if 0 < len(keys[j].body) < len(keys[i].body)), None)
            if above is not None and keys[i].body.startswith(keys[above].body):
                found[i] = above
        elif keys[i].unit_name:
            whole = i - 1 if n and bodies[n - 1] == i - 1 and _is_own_level(keys[i], keys[i - 1]) else whole
            if whole is not None:
                found[i] = whole
    return found


def _is_own_level(key: RowKey, before: RowKey) -> bool:
    rest = key.unit_name.removeprefix(before.unit_name)
    return bool(before.unit_name) and rest != key.unit_name and _OWN_LEVEL.fullmatch(rest) is not None


def _role(key: RowKey, part: bool) -> str:
    if not key.code and is_total(key.label):
        return "total"
    if says("rows", "subtotal", key.label):
        return "subtotal"
    return "of-which" if part else "item"


def _levels(keys: Sequence[RowKey]) -> tuple[list[int], set[int]]:
    """Levels, and the rows that an 其中 opened: itself and the unnumbered rows after it."""
    levels: list[int] = []
    parts: set[int] = set()
    stack: list[int] = []  # numbering styles met so far, outermost first: a style's depth is its place here
    plain: list[float] = []  # indents of the unnumbered rows that are open, outermost first
    within: tuple[int, float] | None = None  # level and indent of the rows that an 其中 opened
    indented = _is_indented(keys)
    for i, key in enumerate(keys):
        if key.code:
            levels.append({3: 1, 5: 2, 7: 3}[len(key.code)] + bool(key.project) * (len(key.code) == 7))
            continue
        indent = (key.indent or 0.0) if indented else 0.0
        style = next((s for s, p in enumerate(_NUMBERING) if p.match(key.label)), None)
        if within and indent < within[1] - _INDENT:
            within = None
        if is_total(key.label) and style is None:
            level, within, plain = 0, None, []
        elif style is not None:
            stack = [s for s in stack if s < style] + [style] if style not in stack else stack[: stack.index(style) + 1]
            level, within, plain = len(stack), None, []
        elif says("rows", "of-which", key.label):
            within = within or (levels[-1] + 1 if levels else 1, indent)
            level = within[0]
        elif within:
            level = within[0]
        else:
            plain = [x for x in plain if x < indent - _INDENT]
            level = len(plain) + (len(stack) + 1 if stack and levels and levels[-1] else 1)
            plain.append(indent)
        if within is not None and key.label:
            parts.add(i)
        levels.append(level)
    return levels, parts


def _is_indented(keys: Sequence[RowKey]) -> bool:
    """Whether the labels' indents tell levels: few steps, and not those of centred names (the longer, the less)."""
    rows = [(k.indent, len(k.label)) for k in keys if k.indent is not None and k.label and not is_total(k.label)]
    indents = sorted(indent for indent, _ in rows)
    steps = sum(b - a > _INDENT / 2 for a, b in pairwise(indents)) + 1
    pairs = [(a, b) for a in rows for b in rows if a[1] < b[1]]
    centred = steps > 2 and sum(a[0] > b[0] + 1 for a, b in pairs) > 0.8 * len(pairs)
    return 1 < steps <= _STEPS and not centred


def _parent(i: int, keys: Sequence[RowKey], levels: Sequence[int]) -> int | None:
    if keys[i].code:
        for j in range(i - 1, -1, -1):
            other = keys[j].code
            if other and other != keys[i].code and keys[i].code.startswith(other):
                return j
            if other == keys[i].code and keys[i].project and not keys[j].project:
                return j
        return None
    if levels[i] <= 1:
        return None
    for j in range(i - 1, -1, -1):
        if not keys[j].code and 0 < levels[j] < levels[i]:
            return j
    return None
