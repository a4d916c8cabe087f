"""Totals printed below their addends: what came since the last total, that total too, or everything so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.structure.node import Node, Words, is_same
from mingzhang.structure.settle import Plan, settle


class Totals:
    """Goes through the roots from first to last; each total that waits is made up of what is before it.

    ``only_proved``: a total that nothing is proved to make up stays without addends.
    """

    def __init__(self, words: Words, only_proved: bool = False) -> None:
        self._words = words
        self._only_proved = only_proved
        self._items: list[Node] = []  # every root so far that is no total
        self._since: list[Node] = []  # those since the last total
        self._open: list[Node] = []  # totals that are in no other total yet

    def resolve(self, roots: Sequence[Node]) -> list[Node]:
        """The roots, those nested that had to be; each total knows the places that make it up."""
        every = [n for root in roots for n in root.walk()]
        for node in roots:
            if not self._words.is_total(node.place):
                self._items.append(node)
                self._since.append(node)
            elif node.children:
                self._reach(node, [])
            elif not self._repeats(node):
                self._resolve(node)
        return _outermost(every)

    def _repeats(self, node: Node) -> bool:
        """Whether it is the last total printed again."""
        return bool(self._open) and not self._since and is_same(self._open[-1].vector, node.vector)

    def _resolve(self, node: Node) -> None:
        plans = [settle(node.vector, addends, self._words) for addends in self._candidates(node)]
        best = max(plans, key=_rank, default=None)
        if best is not None and (best.verdict.proves or not self._only_proved):
            node.made = best.apply()
            self._items = _outermost([n for item in self._items for n in item.walk()])
        self._reach(node, node.made)

    def _candidates(self, node: Node) -> Iterator[list[Node]]:
        last = self._open[-1:]
        for addends in (self._since, [*last, *self._since], [*self._open, *self._since], self._items):
            allowed = [n for n in addends if self._words.inside(n.place, node.place) is not False]
            if allowed:
                yield allowed

    def _reach(self, node: Node, made: Sequence[Node]) -> None:
        used = {n.place for n in made}
        self._open = [n for n in self._open if n.place not in used]
        self._open.append(node)
        self._since = []


def _outermost(nodes: Sequence[Node]) -> list[Node]:
    """Those of the nodes that stand below none of the others."""
    below = {inner.place for node in nodes for inner in (*node.children, *node.parts)}
    return [n for n in nodes if n.place not in below]


def _rank(plan: Plan) -> tuple[object, ...]:
    return *plan.verdict.rank, -len(plan.steps)
