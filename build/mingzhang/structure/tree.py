"""A forest of rows → the place of each row in the tree, the relations between rows, and the amounts to add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.structure.node import Node, Words

Bond = tuple[str, int, tuple[int, ...]]
"""Kind of a relation, its whole and its parts."""


@dataclass(slots=True)
class Forest:
    """The roots of one axis with what they say: parent and depth of each place, and which are totals."""

    roots: Sequence[Node]
    words: Words
    parents: dict[int, int] = field(default_factory=dict)
    depths: dict[int, int] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for root in self.roots:
            self._place(root, 0 if self._is_whole(root) else 1)

    def _is_whole(self, node: Node) -> bool:
        return self.words.is_total(node.place)

    def _place(self, node: Node, depth: int) -> None:
        self.depths[node.place] = depth
        for child in node.children:
            if depth:
                self.parents[child.place] = node.place
            self._place(child, depth + 1)
        for part in node.parts:
            self.parents[part.place] = node.place
            self.parts.add(part.place)
            self._place(part, depth + 1)

    def bonds(self) -> Iterator[Bond]:
        """Every relation of the forest, in the order of its wholes."""
        nodes = sorted((n for root in self.roots for n in root.walk()), key=lambda n: n.place)
        for node in nodes:
            kind = "total" if self._is_whole(node) else "sum"
            if addends := node.children or node.made:
                yield kind, node.place, tuple(n.place for n in addends)
            if node.parts:
                yield "of-which", node.place, tuple(n.place for n in node.parts)

    def leaves(self) -> Mapping[int, frozenset[int]]:
        """Place → the lines in which its amount is one to add: nothing finer is printed below it there."""
        found: dict[int, frozenset[int]] = {}
        outside = self._outside()
        only_totals = all(self._is_whole(root) for root in self.roots) and not any(r.children for r in self.roots)
        for root in self.roots:
            if root.place not in outside:
                for place, line in _finest(root, self._is_whole(root) and not only_totals):
                    found[place] = found.get(place, frozenset()) | {line}
        return found

    def totals(self) -> list[int]:
        """The totals that no other total takes in, from first to last."""
        taken = {n.place for root in self.roots for n in root.made}
        return [r.place for r in self.roots if self._is_whole(r) and r.place not in taken]

    def _outside(self) -> set[int]:
        """The roots after the last total that is made up: nothing adds them."""
        last = max((n for n, r in enumerate(self.roots) if self._is_whole(r)), default=None)
        if last is None or not (self.roots[last].children or self.roots[last].made):
            return set()
        return {r.place for r in self.roots[last + 1 :]}


def _finest(node: Node, is_whole: bool) -> Iterator[tuple[int, int]]:
    below = [spot for child in node.children for spot in _finest(child, False)]
    yield from below
    if is_whole:
        return
    printed = {line for child in node.children for inner in child.walk() for line in inner.vector.values}
    spread = {line for child in node.children for inner in child.walk() for line, a in inner.vector.values.items() if a}
    for line, amount in node.vector.values.items():
        if line not in printed or (amount and line not in spread):
            yield node.place, line
