"""A year that is only likely is no fact of any figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.figures.figure import Figure


def keep_printed_years(figures: Sequence[Figure], undated: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures with only the years that column, row or title print.

    ``undated`` are the same figures (by id) read without the year of their document. The guess still serves the checks,
    which have to tell this year's amounts from last year's; it must not leave in the data.
    """
    years = {figure.id: figure.figure_year for figure in undated}
    return tuple(replace(figure, figure_year=years.get(figure.id)) for figure in figures)
