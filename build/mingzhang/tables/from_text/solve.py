"""Placing the amounts of a table in columns: what holds in all solutions, and what the text leaves open.

The amounts of a row keep their order; the bounds that the identities set may be broken only as often as they must be.
Everything is in whole numbers (half units of the last printed place), so that rounding can be allowed for exactly:
each amount may be off by half a unit of its last place. The search is single-threaded, seeded and bounded by counted
work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from mingzhang.tables.from_text.work import search

Key = tuple[int, int, int, int]
"""Region, row, panel, amount from the left."""

_WORK = 2.0  # deterministic seconds of one search
_BUDGET = 6.0  # deterministic seconds of all searches of one table


@dataclass(frozen=True, slots=True)
class Unknown:
    """Amounts of one row and panel, in units, to be placed in order among ``columns``; ``domains`` per amount.

    Amounts with the same ``stacks`` name stand in the same column, whichever that is.
    """

    row: tuple[int, int, int]
    amounts: tuple[int, ...]
    columns: tuple[int, ...]
    domains: tuple[tuple[int, ...], ...]
    stacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A bound in numbers: ``constant`` + Σ factor · what stands in a cell, = or ≤ 0, within rounding.

    ``cells`` are (region, row, column); ``slack`` is what the known amounts may be off by, ``grain`` each other one.
    """

    cells: tuple[tuple[tuple[int, int, int], int], ...]
    constant: int
    slack: int
    relation: str
    name: str
    grain: int = 1


@dataclass(slots=True)
class Answer:
    """For each amount the columns of all solutions; ``broken`` bounds; ``bounded``: the search ended early."""

    columns: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    broken: int = 0
    bounded: bool = False


def place(unknowns: Sequence[Unknown], sums: Sequence[Sum]) -> Answer:
    """The columns of every amount in all solutions."""
    model = _Model(unknowns, sums)
    return model.answer()


class _Model:
    """The constraint model of one table."""

    def __init__(self, unknowns: Sequence[Unknown], sums: Sequence[Sum]) -> None:
        self.model = cp_model.CpModel()
        self.spent = 0.0
        self.at: dict[Key, dict[int, cp_model.IntVar]] = {}
        self.stacks: dict[str, dict[int, cp_model.IntVar]] = {}
        self.ordered: set[tuple[str, str]] = set()
        self.standing: dict[tuple[int, int, int], list[tuple[int, cp_model.IntVar]]] = {}
        for unknown in unknowns:
            self._add_stacks(unknown)
        for unknown in unknowns:
            self._add_row(unknown)
        self.broken = [self._add_sum(s) for s in sums]
        self.names = [s.name for s in sums]

    def _add_stacks(self, unknown: Unknown) -> None:
        for name, domain in zip(unknown.stacks, unknown.domains, strict=True):
            if name not in self.stacks:
                self.stacks[name] = {j: self.model.new_bool_var(f"{name} c{j}") for j in domain}
                self.model.add_exactly_one(self.stacks[name].values())
            for j, var in self.stacks[name].items():
                if j not in domain:
                    self.model.add(var == 0)

    def _add_row(self, unknown: Unknown) -> None:
        region, row, panel = unknown.row
        before = ""
        for k, (amount, name) in enumerate(zip(unknown.amounts, unknown.stacks, strict=True)):
            here = self.stacks[name]
            self.at[region, row, panel, k] = here
            for j, var in here.items():
                self.standing.setdefault((region, row, j), []).append((amount, var))
                if before and (before, name) not in self.ordered:
                    left = [v for c, v in self.stacks[before].items() if c < j]
                    self.model.add_bool_or([*left, var.negated()])
            self.ordered.add((before, name))
            before = name

    def _add_sum(self, bound: Sum) -> cp_model.IntVar:
        """The bound, unless the variable that is returned says it is broken."""
        broken = self.model.new_bool_var("broken")
        terms: list[cp_model.LinearExprT] = [bound.constant]
        rounding: list[cp_model.LinearExprT] = [bound.slack]
        for cell, factor in bound.cells:
            for amount, var in self.standing.get(cell, ()):
                terms.append(factor * amount * var)
                rounding.append(abs(factor) * bound.grain * int(amount != 0) * var)
        total, slack = cp_model.LinearExpr.sum(terms), cp_model.LinearExpr.sum(rounding)
        self.model.add(total <= slack).only_enforce_if(broken.negated())
        if bound.relation == "=":
            self.model.add(total >= -slack).only_enforce_if(broken.negated())
        return broken

    def answer(self) -> Answer:
        """Solutions are asked for until every other place of every amount is found or refuted."""
        fewest = self._fewest_broken()
        if fewest is None:
            return Answer({key: tuple(here) for key, here in self.at.items()}, bounded=True)
        allowed = fewest + 1 if fewest else 0
        self.model.add(cp_model.LinearExpr.sum(self.broken) <= allowed)
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        unseen = {(name, j): var for name, here in self.stacks.items() for j, var in here.items()}
        while unseen:
            trial = self.model.clone()
            trial.add_bool_or([trial.get_bool_var_from_proto_index(var.index) for var in unseen.values()])
            status, solver = self._solve(trial)
            if status == cp_model.INFEASIBLE:
                break
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return Answer({key: tuple(here) for key, here in self.at.items()}, fewest, bounded=True)
            unseen = {spot: var for spot, var in unseen.items() if not solver.value(var)}
        seen = {id(h): tuple(j for j in h if (name, j) not in unseen) for name, h in self.stacks.items()}
        return Answer({key: seen[id(here)] for key, here in self.at.items()}, fewest)

    def _fewest_broken(self) -> int | None:
        """None when it is not found in time; that all bounds hold, as is most often so, is tried first."""
        trial = self.model.clone()
        trial.add_bool_and([trial.get_bool_var_from_proto_index(var.index).negated() for var in self.broken])
        if self._solve(trial)[0] in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return 0
        self.model.minimize(cp_model.LinearExpr.sum(self.broken))
        status, solver = self._solve(self.model)
        return round(solver.objective_value) if status == cp_model.OPTIMAL else None

    def _solve(self, model: cp_model.CpModel) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
        status, solver = search(model, min(_WORK, _BUDGET - self.spent))
        self.spent += solver.response_proto.deterministic_time
        return status, solver


def reasons(unknowns: Sequence[Unknown], sums: Sequence[Sum], key: Key, column: int) -> Mapping[int, tuple[str, ...]]:
    """For every other column of an amount the names of bounds that together keep it from standing there."""
    found: dict[int, tuple[str, ...]] = {}
    for other in next(u.domains[key[3]] for u in unknowns if u.row == key[:3]):
        if other != column:
            model = _Model(unknowns, sums)
            model.model.add(model.at[key][other] == 1)
            model.model.add_assumptions([b.negated() for b in model.broken])
            status, solver = model._solve(model.model)
            if status == cp_model.INFEASIBLE:
                core = set(solver.sufficient_assumptions_for_infeasibility())
                found[other] = tuple(
                    n for b, n in zip(model.broken, model.names, strict=True) if b.negated().index in core
                )
    return found
