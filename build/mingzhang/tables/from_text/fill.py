"""Which row each amount belongs to, where a text prints rows and amounts torn apart: all sums must come out.

What is printed between the name of a row and that of the next, and can be a row as it stands, is that row's. All other
amounts of the page may belong to any of its rows and stand in any column, so that in every row the columns and in every
column the codes add up. A text prints its columns downwards and its rows to the right but for some amounts that come
late: of all ways that add up those with the fewest such turns count, and they must agree on every row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.text_sums import parts_of_columns, row_sums
from mingzhang.tables.from_text.work import search

_WORK = 1.0  # deterministic seconds of one search
_SIZE = 30_000  # places for amounts that are tried at most
_PARTS = 3  # half units of the last printed place by which a row's parts may miss its total

Place = tuple[int, int, int]
"""Amount, row, column."""

_Term = tuple[cp_model.IntVar, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in units of the last printed place; ``row`` is the row it belongs to, None where that is open."""

    value: int
    page: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by their page and by the row they are part of (-1: of none), amounts in the order of the text.

    ``cells``: the columns of each row, of which the first is never blank; empty when all rows have all columns.
    """

    pages: Sequence[int]
    parents: Sequence[int]
    amounts: Sequence[Amount]
    heading: Heading
    cells: Sequence[Sequence[int]] = ()


def fill(sheet: Sheet) -> list[tuple[int, ...]] | None:
    """For each row its amounts (indices) from left to right; None when the sums leave no way, or several."""
    if _places(sheet, open_rows=False) > _SIZE:
        return None
    model = _Model(sheet)
    found = model.solve()
    if found is None and (not model.refuted or _places(sheet, open_rows=True) <= _SIZE):
        model = _Model(sheet, open_rows=model.refuted, every_column=model.refuted)
        found = model.solve()
    if found is None or model.may_differ(found):
        return None
    return [tuple(k for k, _ in sorted(row, key=lambda kc: kc[1])) for row in found]


def _places(sheet: Sheet, open_rows: bool) -> int:
    """In how many cells the open amounts may stand, together."""
    taken = frozenset() if open_rows else frozenset(a.row for a in sheet.amounts)
    rows = Counter(page for r, page in enumerate(sheet.pages) if r not in taken)
    return sum(rows[a.page] for a in sheet.amounts if a.row is None) * len(_columns(sheet))


def _columns(sheet: Sheet) -> list[int]:
    return [j for j, role in enumerate(sheet.heading.roles) if role == "amount"]


class _Model:
    """The constraint model; ``at`` holds a variable for each place that an amount may have.

    ``open_rows``: rows that have amounts of their own may take others, too. ``every_column``: the codes add up in all
    columns, not only in that of the totals. ``refuted``: it was found that nothing adds up.
    """

    def __init__(self, sheet: Sheet, open_rows: bool = False, every_column: bool = True) -> None:
        self.sheet = sheet
        self.every_column = every_column
        self.refuted = False
        self.taken = frozenset() if open_rows else frozenset(a.row for a in sheet.amounts if a.row is not None)
        self.model = cp_model.CpModel()
        self.columns = _columns(sheet)
        self.at: dict[Place, cp_model.IntVar] = {}
        self.of_amount: dict[int, list[Place]] = defaultdict(list)
        self.of_cell: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for k, amount in enumerate(sheet.amounts):
            self._add_amount(k, amount)
        self.late: list[cp_model.IntVar] = []
        self._add_cells()
        self._add_sums()
        self._add_downwards()
        self._add_rightwards()

    def _add_amount(self, k: int, amount: Amount) -> None:
        rows = [r for r, p in enumerate(self.sheet.pages) if p == amount.page and r not in self.taken]
        for r in rows if amount.row is None else [amount.row]:
            for j in self.sheet.cells[r] if self.sheet.cells else self.columns:
                place = (k, r, j)
                self.at[place] = self.model.new_bool_var(f"{k} {r} {j}")
                self.of_amount[k].append(place)
                self.of_cell[r, j].append(place)
        self.model.add_exactly_one(self.at[p] for p in self.of_amount[k])

    def _add_cells(self) -> None:
        """No cell has two amounts; the column of totals, which is the first, has one in every row."""
        first = self.columns[0]
        filled = len(self.columns) == 1 or any(total == first for total, _ in row_sums(self.sheet.heading))
        for r in range(len(self.sheet.pages)):
            for j in self.columns:
                here = [self.at[p] for p in self.of_cell[r, j]]
                if (j == self.sheet.cells[r][0]) if self.sheet.cells else (filled and j == first):
                    self.model.add_exactly_one(here)
                else:
                    self.model.add_at_most_one(here)

    def _terms(self, row: int, columns: Sequence[int], factor: int = 1) -> list[_Term]:
        """What stands in some cells of a row, added up."""
        places = [p for j in columns for p in self.of_cell[row, j]]
        return [(self.at[p], factor * self.sheet.amounts[p[0]].value) for p in places]

    def _add_sums(self) -> None:
        children: dict[int, list[int]] = defaultdict(list)
        for r, parent in enumerate(self.sheet.parents):
            if parent >= 0:
                children[parent].append(r)
        for parent, rows in children.items():
            for j in self.columns if self.every_column else self.columns[:1]:
                parts = [term for r in rows for term in self._terms(r, [j], -1)]
                self._add_zero([*self._terms(parent, [j]), *parts], (len(rows) + 1) // 2)
        for total, three in row_sums(self.sheet.heading):
            ways = tuple(dict.fromkeys(three))
            chosen = [self.model.new_bool_var("way") for _ in ways]
            self.model.add_exactly_one(chosen)
            for way, chosen_way in zip(ways, chosen, strict=True):
                self._add_row_sums(total, way, chosen_way)
        for part, whole in parts_of_columns(self.sheet.heading):
            for r in range(len(self.sheet.pages)):
                self._add_zero([*self._terms(r, [part]), *self._terms(r, [whole], -1)], None)

    def _add_row_sums(self, total: int, parts: Sequence[int], way: cp_model.IntVar) -> None:
        """In every row the total is that of these parts, if this way to add up is the table's."""
        for r in range(len(self.sheet.pages)):
            terms = [*self._terms(r, [total]), *self._terms(r, parts, -1)]
            self._add_zero(terms, min((len(parts) + 1) // 2, _PARTS), way)

    def _add_zero(self, terms: Sequence[_Term], slack: int | None, literal: cp_model.BoolVarT | None = None) -> None:
        """The terms add up to nothing but for the slack; without one, to nothing or less."""
        total = cp_model.LinearExpr.weighted_sum([var for var, _ in terms], [factor for _, factor in terms])
        least = -slack if slack is not None else -sum(abs(factor) for _, factor in terms)
        bound = self.model.add_linear_constraint(total, least, slack or 0)
        if literal is not None:
            bound.only_enforce_if(literal)

    def _add_downwards(self) -> None:
        """In a column no amount stands above one that is printed before it, unless it comes late."""
        for page in sorted(set(self.sheet.pages)):
            rows = [r for r, p in enumerate(self.sheet.pages) if p == page]
            for j in self.columns:
                self._add_chain([p for r in rows for p in self.of_cell[r, j]], 1, len(self.sheet.pages))

    def _add_rightwards(self) -> None:
        for r in range(len(self.sheet.pages)):
            self._add_chain([p for j in self.columns for p in self.of_cell[r, j]], 2, max(self.columns) + 1)

    def _add_chain(self, places: Sequence[Place], axis: int, size: int) -> None:
        """Along ``axis`` the amounts among these places follow one another as they are printed, but for late ones."""
        by_amount: dict[int, list[Place]] = defaultdict(list)
        for place in places:
            by_amount[place[0]].append(place)
        before: cp_model.IntVar | None = None
        for k in sorted(by_amount):
            own = [self.at[p] for p in by_amount[k]]
            at = cp_model.LinearExpr.weighted_sum(own, [p[axis] + 1 for p in by_amount[k]])
            here = self.model.new_bool_var("here")
            self.model.add(cp_model.LinearExpr.sum(own) == here)
            last = self.model.new_int_var(0, size, "last")
            self.model.add(last == at).only_enforce_if(here)
            self.model.add(last == (before if before is not None else 0)).only_enforce_if(here.negated())
            if before is not None:
                orderly: list[cp_model.LiteralT] = [here]
                if self.sheet.amounts[k].row is None:
                    self.late.append(late := self.model.new_bool_var("late"))
                    orderly.append(late.negated())
                self.model.add(at >= before + 1).only_enforce_if(orderly)
            before = last

    def solve(self) -> list[list[tuple[int, int]]] | None:
        """For each row its amounts with their columns, with the fewest late amounts; None when nothing adds up."""
        count = cp_model.LinearExpr.sum(self.late)
        self.model.minimize(count)
        solver = self._search(self.model)
        if solver is None:
            return None
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        self.model.add(count <= round(solver.objective_value))
        return self._rows(solver)

    def _rows(self, solver: cp_model.CpSolver) -> list[list[tuple[int, int]]]:
        rows: list[list[tuple[int, int]]] = [[] for _ in self.sheet.pages]
        for (k, r, j), var in self.at.items():
            if solver.value(var):
                rows[r].append((k, j))
        return rows

    def may_differ(self, found: Sequence[Sequence[tuple[int, int]]]) -> bool:
        """Whether a row may have other amounts, or in another order, in a way with as few late amounts."""
        others: list[cp_model.IntVar] = []
        for r, row in enumerate(found):
            values = [self.sheet.amounts[k].value for k, _ in sorted(row, key=lambda kc: kc[1])]
            others += self._other_amounts(r, values)
            others += [v for a, b in pairwise(values) if a != b for v in self._turned(r, a, b)]
        if not others:
            return False
        self.model.add_bool_or(others)
        return search(self.model, _WORK)[0] != cp_model.INFEASIBLE

    def _other_amounts(self, row: int, values: Sequence[int]) -> list[cp_model.IntVar]:
        """Variables that are true only when the row has more amounts of one value than now."""
        by_value: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for j in self.columns:
            for place in self.of_cell[row, j]:
                by_value[self.sheet.amounts[place[0]].value].append(self.at[place])
        found = []
        for value, places in by_value.items():
            more = self.model.new_bool_var("more")
            self.model.add(cp_model.LinearExpr.sum(places) >= values.count(value) + 1).only_enforce_if(more)
            found.append(more)
        return found

    def _turned(self, row: int, left: int, right: int) -> list[cp_model.IntVar]:
        """Variables that are true only when what stands left in the row now stands right of its neighbour."""
        found = []
        for n, j in enumerate(self.columns):
            for other in self.columns[n + 1 :]:
                turned = self.model.new_bool_var("turned")
                for column, value in ((j, right), (other, left)):
                    here = [self.at[p] for p in self.of_cell[row, column] if self.sheet.amounts[p[0]].value == value]
                    self.model.add_bool_or([*here, turned.negated()])
                found.append(turned)
        return found

    def _search(self, model: cp_model.CpModel) -> cp_model.CpSolver | None:
        status, solver = search(model, _WORK)
        self.refuted = status == cp_model.INFEASIBLE
        return solver if status == cp_model.OPTIMAL else None
