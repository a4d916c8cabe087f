"""How much solving the tables of one text may take: counted work, so that it ends alike on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ortools.sat.python import cp_model

_DOCUMENT = 24.0  # OR-tools' deterministic seconds of all searches of one text; of 165 real ones the hardest takes 21

_left: ContextVar[list[float] | None] = ContextVar("left", default=None)


@contextmanager
def bounded(seconds: float = _DOCUMENT) -> Iterator[None]:
    """All searches within share so many deterministic seconds; those that come after find nothing."""
    token = _left.set([seconds])
    try:
        yield
    finally:
        _left.reset(token)


def search(model: cp_model.CpModel, most: float) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
    """Solves with one thread and a fixed seed, for ``most`` deterministic seconds and what is left at most."""
    left = _left.get()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = max(min(most, left[0]) if left else most, 0.001)
    status = solver.solve(model)
    if left:
        left[0] -= solver.response_proto.deterministic_time
    return status, solver
