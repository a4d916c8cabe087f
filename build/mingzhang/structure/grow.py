"""Places → a forest: each stands above those after it that words put below it, or that make up its amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.structure.additions import Vector
from mingzhang.structure.node import Node, Words, is_nothing
from mingzhang.structure.settle import DEPTHS, Chain, settle
from mingzhang.structure.tally import Tally, Verdict

_WORK = 60  # steps for each place, all together, in the search for sums that no words propose


@dataclass(slots=True)
class _Scan:
    """The places after one: how many of them words put below it, and after how many their sum fits.

    ``collapsed``: after how many it is proved if each that repeats the amounts of the one before is left out,
    or if what sums alone put below one another is not.
    """

    told: int = 0
    collapsed: int = 0
    options: list[tuple[int, Verdict]] = field(default_factory=list)

    def proved(self, least: int) -> int:
        """The smallest number of places, ``least`` or more, whose sum is proved; 0 when there is none."""
        return next((k for k, verdict in self.options if k >= least and verdict.proves), 0)

    def fitting(self, least: int) -> int:
        """The smallest number of places, ``least`` or more, whose sum fits; 0 when there is none."""
        return next((k for k, _ in self.options if k >= least), 0)


class Grower:
    """Grows the forest of one axis from the last place to the first.

    ``by_words``: the amounts are none that anybody printed, so that no sum of them tells where a list of parts ends.
    """

    def __init__(
        self, places: Sequence[int], vectors: Mapping[int, Vector], words: Words, by_words: bool = False
    ) -> None:
        self._places = places
        self._vectors = vectors
        self._words = words
        self._by_words = by_words
        self._left = _WORK * len(places)
        falling = {line for v in vectors.values() for line, amount in v.values.items() if amount < 0}
        every = {line for v in vectors.values() for line in v.values}
        self._rising = frozenset(every - falling)

    def grow(self) -> list[Node]:
        """The roots, in order."""
        after: list[Node] = []  # the next one last
        for place in reversed(self._places):
            node = Node(place, self._vectors[place])
            self._adopt(node, after)
            after.append(node)
        return after[::-1]

    def _adopt(self, node: Node, after: list[Node]) -> None:
        scan = self._scan(node, after)
        if self._opens_parts(node, after) and not scan.proved(1):
            if self._take_parts(node, after, scan):
                return
            scan = self._scan(node, after)
        if self._words.is_total(node.place):
            self._adopt_as_total(node, after, scan)
        elif scan.told:
            self._adopt_told(node, after, scan)
        elif count := scan.proved(1):
            node.children, node.soft = _take(after, self._to_the_end(node, after, count)), True
        elif scan.collapsed:
            plan = settle(node.vector, after[-scan.collapsed :][::-1], self._words)
            _take(after, scan.collapsed)
            node.children, node.soft = plan.apply(), True

    def _opens_parts(self, node: Node, after: Sequence[Node]) -> bool:
        first = after[-1].place if after else None
        opens = first is not None and self._words.is_part(first)
        return opens and first is not None and self._words.inside(node.place, first) is not False

    def _scan(self, node: Node, after: Sequence[Node]) -> _Scan:
        scan, tally, flat = _Scan(), Tally(node.vector), Tally(node.vector)
        single = [(Chain(self._words, depth), Tally(node.vector)) for depth in DEPTHS]
        for count, root in enumerate(reversed(after), 1):
            said = self._words.inside(node.place, root.place)
            if said is False or self._is_pending(root):
                break
            if said is None and (self._left <= 0 or single[0][1].has_passed(self._rising)):
                break
            self._left -= said is None
            tally.add(root.vector)
            scan.told = count if said else scan.told
            verdict = tally.verdict()
            if verdict.fits:
                scan.options.append((count, verdict))
            for inner in _flat(root):
                flat.add(inner.vector)
            scan.collapsed = scan.collapsed or (count if flat.verdict().proves else 0)
            for chain, total in single:
                if not chain.takes(root):
                    total.add(root.vector)
                    scan.collapsed = scan.collapsed or (count if total.verdict().proves else 0)
        return scan

    def _to_the_end(self, node: Node, after: Sequence[Node], count: int) -> int:
        """``count``, and the places without amounts that go on with the list."""
        places = after[::-1]
        while count < len(places) and is_nothing(places[count].vector):
            last, root = places[count - 1].place, places[count].place
            if not self._words.alike(last, root) or self._words.inside(node.place, root) is False:
                break
            count += 1
        return count

    def _is_pending(self, node: Node) -> bool:
        """A total that the places after it do not make up: those before it may."""
        return not node.children and self._words.may_wait(node.place)

    def _take_parts(self, node: Node, after: list[Node], scan: _Scan) -> bool:
        """What 其中 opens is put below the node; True when it makes up the whole."""
        if self._by_words:
            node.parts = _take(after, self._to_next_numbered(node, after))
            return False
        count = scan.fitting(max(scan.told, 1))
        if count:
            node.children, node.soft = _take(after, count), True
            return True
        count = 1
        while count < len(after) and self._words.inside(after[-1].place, after[-1 - count].place):
            count += 1
        node.parts = _take(after, count)
        return False

    def _to_next_numbered(self, node: Node, after: Sequence[Node]) -> int:
        """How many of the next places go on with a list of parts: all that words do not put outside."""
        count = 1
        for root in after[-2::-1]:
            if self._words.inside(node.place, root.place) is False or self._words.is_total(root.place):
                break
            count += 1
        return count

    def _adopt_told(self, node: Node, after: list[Node], scan: _Scan) -> None:
        if count := scan.fitting(scan.told):
            node.children = _take(after, count)
            return
        plan = settle(node.vector, after[-scan.told :][::-1], self._words)
        firm = self._words.is_firm(node.place)
        fewer = 0 if firm or plan.verdict.fits else scan.proved(1)
        if fewer:
            node.children = _take(after, fewer)
            return
        _take(after, scan.told)
        found = plan.apply()
        if node.parts and not firm and not plan.verdict.fits:
            node.parts = [*node.parts, *found]  # the list that 其中 opened goes on
            return
        node.children = found
        node.soft = not firm and not plan.verdict.fits

    def _adopt_as_total(self, node: Node, after: list[Node], scan: _Scan) -> None:
        """A total above its addends; below them it waits for what is before it."""
        heads = node.place == self._places[0] or self._words.is_firm(node.place)
        if count := scan.proved(max(scan.told, 1)) or (scan.fitting(scan.told) if heads else 0):
            node.children = _take(after, count)
            return
        told = after[len(after) - scan.told :][::-1]
        plan = settle(node.vector, told, self._words) if told else None
        if plan is not None and plan.verdict.proves:
            _take(after, scan.told)
            node.children = plan.apply()
        elif count := scan.proved(1):
            node.children = _take(after, count)
        elif plan is not None and heads:
            _take(after, scan.told)
            node.children = plan.apply()


def _flat(node: Node) -> list[Node]:
    """The node and, where only a sum put them below it, its children."""
    return [node, *node.children] if node.soft else [node]


def _take(after: list[Node], count: int) -> list[Node]:
    taken = after[len(after) - count :][::-1]
    del after[len(after) - count :]
    return taken
