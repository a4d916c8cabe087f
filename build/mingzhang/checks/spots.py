"""Where an identity applies: each spot binds its terms to facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mingzhang.checks.facts import Fact
from mingzhang.checks.select import Ledger, settle
from mingzhang.checks.trees import TREES
from mingzhang.knowledge.identities import Identity, Selector

Key = tuple[object, ...]


@dataclass(frozen=True)
class Spot:
    """One identity at one place: its terms bound to the facts they add up. ``disputed`` when it is not beyond doubt
    which these are."""

    identity: Identity
    key: Key
    terms: Mapping[str, tuple[Fact, ...]]
    disputed: bool = False
    explanations: tuple[tuple[Fact, ...], ...] = field(default=())

    def facts(self, side: str = "") -> tuple[Fact, ...]:
        """The facts of the left or right side, or of both, each once."""
        return self._sides[side]

    @cached_property
    def _sides(self) -> Mapping[str, tuple[Fact, ...]]:
        sides = {}
        for side in ("left", "right", ""):
            named = (f for name in self.identity.formula.names(side) for f in self.terms[name])
            sides[side] = tuple(dict.fromkeys(named))
        return sides


def find_spots(identity: Identity, ledger: Ledger) -> Iterator[Spot]:
    """Every spot of ``identity`` in document order: those where all terms but the optional ones have a printed
    number."""
    if identity.tree:
        for key, terms, explanations in TREES[identity.tree](ledger, identity.forms, identity.not_forms):
            yield Spot(identity, key, terms, explanations=explanations)
        return
    for way in identity.per:
        yield from _spots(identity, way, ledger)


def _spots(identity: Identity, way: tuple[str, ...], ledger: Ledger) -> Iterator[Spot]:
    """The spots of one way of laying out a table."""
    selectors = identity.terms or {}
    found = {name: _groups(identity, way, selector, ledger) for name, selector in selectors.items()}
    needed = [n for n, s in selectors.items() if not s.optional]
    for key in dict.fromkeys(k for n in needed for k in found[n]):
        if all(key in found[n] for n in needed):
            bound = {n: settle(found[n].get(key, ())) for n in selectors}
            disputed = any(d for _, d in bound.values())
            yield Spot(identity, key, {n: f for n, (f, _) in bound.items()}, disputed, _explanations(identity, ledger))


def _groups(identity: Identity, way: tuple[str, ...], selector: Selector, ledger: Ledger) -> dict[Key, list[Fact]]:
    """The facts of a term by the spot they belong to; of ``first_of`` the first that finds something there."""
    groups: dict[Key, list[Fact]] = {}
    for choice in selector.first_of or (selector,):
        here: dict[Key, list[Fact]] = defaultdict(list)
        for fact in ledger.take(choice, "any" if "period" in way else "own"):
            if _concerns(identity, fact, ledger) and not ("row" not in way and fact.repeats):
                here[tuple(getattr(fact, p) for p in way)].append(fact)
        for key, facts in here.items():
            groups.setdefault(key, facts)
    return groups


def _concerns(identity: Identity, fact: Fact, ledger: Ledger) -> bool:
    if fact.record != "figure":
        return True
    if not identity.printed_in_table <= ledger.items[fact.table]:
        return False
    return (not identity.forms or fact.form in identity.forms) and fact.form not in identity.not_forms


def _explanations(identity: Identity, ledger: Ledger) -> tuple[tuple[Fact, ...], ...]:
    found: list[Sequence[Fact]] = [ledger.take(s, "own") for s in identity.explained_by]
    return tuple(settle(f)[0] for f in found if f)
