"""Places that should make up a whole and don't at first: what words left open is decided so that they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mingzhang.structure.additions import Vector
from mingzhang.structure.node import Node, Words, is_nothing, is_same
from mingzhang.structure.tally import Verdict, weigh_sum

Step = Callable[[], None]

DEPTHS = (99, 2, 3)
"""How many places that print the same amounts are taken for one chain: all, or as many as there are levels."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Places that are to be added, what must be changed in the tree so that they stand so, and how the sum does."""

    addends: tuple[Node, ...]
    steps: tuple[Step, ...]
    verdict: Verdict

    def apply(self) -> list[Node]:
        """The addends, the tree changed."""
        for step in self.steps:
            step()
        return list(self.addends)


def settle(whole: Vector, nodes: Sequence[Node], words: Words) -> Plan:
    """The best plan: the places as they are, if they fit; else repetitions nested, findings undone, 其中 longer."""
    best: Plan | None = None
    for addends, steps in _readings(nodes, words):
        plan = Plan(tuple(addends), tuple(steps), weigh_sum(whole, [n.vector for n in addends]))
        if plan.verdict.fits:
            return plan
        if best is None or plan.verdict.rank > best.verdict.rank:
            best = plan
    assert best is not None
    return best if not best.steps else Plan(tuple(nodes), (), weigh_sum(whole, [n.vector for n in nodes]))


def _readings(nodes: Sequence[Node], words: Words) -> Iterator[tuple[list[Node], list[Step]]]:
    yield list(nodes), []
    yield from (_nested(nodes, words, depth) for depth in DEPTHS)
    flat, undo = _flattened(nodes)
    if undo:
        yield flat, undo
        for depth in DEPTHS:
            nested, steps = _nested(flat, words, depth)
            yield nested, [*undo, *steps]
    yield from _longer_parts(nodes, words)


def _nested(nodes: Sequence[Node], words: Words, depth: int) -> tuple[list[Node], list[Step]]:
    """Each place that repeats the amounts of the one before stands below it, unless words forbid.

    ``depth``: how many repetitions at most make one chain.
    """
    kept: list[Node] = []
    steps: list[Step] = []
    chain = Chain(words, depth)
    nest: tuple[Node, list[Node]] | None = None  # the last place that was put above others, and these
    for node in nodes:
        if nest is not None and _goes_on(nest, node, words):
            nest[1].append(node)
            continue
        nest = None
        edge = chain.edge
        if chain.takes(node) and edge is not None:
            nest = edge, [node]
            steps.append(_below(*nest))
        else:
            kept.append(node)
    return kept, steps


class Chain:
    """Tells place by place which only repeats the amounts of the one before it."""

    def __init__(self, words: Words, depth: int) -> None:
        self._words = words
        self._most = depth
        self._length = 0
        self.edge: Node | None = None

    def takes(self, node: Node) -> bool:
        """Whether the next place repeats the one before."""
        again = self.edge is not None and self._length < self._most and repeats(self.edge, node, self._words)
        self._length = self._length + 1 if again else 1
        self.edge = node.edge()
        return again


def _goes_on(nest: tuple[Node, list[Node]], node: Node, words: Words) -> bool:
    """Whether a place without an amount goes on with the list that another place stands above."""
    above, below = nest
    listed = is_nothing(node.vector) and words.alike(below[-1].place, node.place)
    return listed and words.inside(above.place, node.place) is not False


def repeats(above: Node, node: Node, words: Words) -> bool:
    """Whether a place prints the amounts of the one before again, and may stand below it."""
    free = not above.children and not words.is_total(above.place)
    return free and is_same(above.vector, node.vector) and words.inside(above.place, node.place) is not False


def _flattened(nodes: Sequence[Node]) -> tuple[list[Node], list[Step]]:
    """Places whose children were found by their sum alone, and the children, beside one another."""
    flat: list[Node] = []
    steps: list[Step] = []
    for node in nodes:
        flat.append(node)
        if node.soft:
            flat += node.children
            steps.append(_bare(node))
    return flat, steps


def _longer_parts(nodes: Sequence[Node], words: Words) -> Iterator[tuple[list[Node], list[Step]]]:
    """What follows a place with an 其中 taken as further parts of it, one more at a time."""
    for n, node in enumerate(nodes):
        if not node.parts:
            continue
        for end in range(n + 2, len(nodes) + 1):
            taken = list(nodes[n + 1 : end])
            if any(words.inside(node.place, t.place) is False for t in taken):
                break
            yield [*nodes[: n + 1], *nodes[end:]], [_among_parts(node, taken)]


def _below(node: Node, children: list[Node]) -> Step:
    def step() -> None:
        node.children = children

    return step


def _bare(node: Node) -> Step:
    def step() -> None:
        node.children, node.soft = [], False

    return step


def _among_parts(node: Node, taken: list[Node]) -> Step:
    def step() -> None:
        node.parts = [*node.parts, *taken]

    return step
