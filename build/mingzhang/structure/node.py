"""Rows or columns in the making of a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from mingzhang.structure.additions import Vector


class Words(Protocol):
    """What words and layout say about the places of one axis; they only propose."""

    def inside(self, outer: int, inner: int) -> bool | None:
        """Whether ``inner``, printed after ``outer``, belongs below it; None when they don't tell."""

    def is_total(self, place: int) -> bool:
        """Whether it is named as a total."""

    def may_wait(self, place: int) -> bool:
        """Whether it is a total that places before it may make up."""

    def is_part(self, place: int) -> bool:
        """Whether it is named as a part (其中) of what stands before it."""

    def is_firm(self, place: int) -> bool:
        """Whether what they say of the places below it is beyond doubt, whatever the sums are (codes)."""

    def alike(self, one: int, other: int) -> bool:
        """Whether two places are numbered in one style, so that they belong to one list."""


@dataclass(slots=True)
class Node:
    """One place with the places that make it up (``children``) or are merely named below it (``parts``: 其中).

    ``soft``: its children were found by their sum alone. ``made`` are the places whose sum a total is: they stay
    beside it.
    """

    place: int
    vector: Vector
    children: list[Node] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    made: list[Node] = field(default_factory=list)
    soft: bool = False

    def walk(self) -> Iterator[Node]:
        """The node and all below it."""
        yield self
        for child in (*self.children, *self.parts):
            yield from child.walk()

    def edge(self) -> Node:
        """The last node below it, or itself."""
        return self.children[-1].edge() if self.children else self


def is_nothing(vector: Vector) -> bool:
    """Whether a place prints no amount but zeros."""
    return not any(vector.values.values())


def is_same(a: Vector, b: Vector) -> bool:
    """Whether two places print the same amounts, and some that are not zero."""
    mine = {line: amount for line, amount in a.values.items() if amount}
    return bool(mine) and mine == {line: amount for line, amount in b.values.items() if amount}
