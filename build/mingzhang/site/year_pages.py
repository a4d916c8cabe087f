"""A chart of amounts over years: one group of bars for each year, one bar for each series, drawn as SVG text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from mingzhang.site.interface import Words

_HEIGHT, _TOP, _FOOT, _BAR = 150.0, 40.0, 40.0, 52.0
_GAP, _BETWEEN = 6.0, 34.0

Series = Mapping[str, Mapping[int, Decimal]]


def draw_years(series: Series, words: Words, title: str, name: str) -> Markup:
    """Bars for ``series`` (name → year → yuan); a year that a series lacks has no bar. Empty without amounts.

    ``name`` makes the ids of title and description unique on a page.
    """
    years = sorted({year for amounts in series.values() for year in amounts})
    most = most_of(series)
    if not years or not most:
        return Markup("")
    scale, unit = _unit(most, words)
    shapes = [Markup('<text x="0" y="12" class="mz-pic-head">{}</text>').format(unit)]
    x = 0.0
    for year in years:
        there = [(n, label, amounts[year]) for n, (label, amounts) in enumerate(series.items()) if year in amounts]
        middle = x + (len(there) * (_BAR + _GAP) - _GAP) / 2
        for number, label, yuan in there:
            shapes += _bar(x, number, label, yuan, most, f"{yuan / scale:,.2f}")
            x += _BAR + _GAP
        shapes.append(_text(middle, _TOP + _HEIGHT + 30, str(year), "mz-pic-name"))
        x += _BETWEEN - _GAP
    described = words("list-comma").join(
        f"{year} {label} {words.money(amounts[year])}"
        for year in years
        for label, amounts in series.items()
        if year in amounts
    )
    return _svg(name, max(x - _BETWEEN, 1.0), title, described, shapes)


def most_of(series: Series) -> Decimal:
    """The largest amount, in yuan, whatever its sign."""
    return max((abs(a) for amounts in series.values() for a in amounts.values()), default=Decimal(0))


def _unit(most: Decimal, words: Words) -> tuple[Decimal, str]:
    """One unit for all bars of a chart, in which the largest stays short."""
    if words.language == "zh":
        return (Decimal(100_000_000), "亿元") if most >= 100_000_000 else (Decimal(10_000), "万元")
    return (Decimal(1_000_000_000), "CNY billion") if most >= 1_000_000_000 else (Decimal(1_000_000), "CNY million")


def _bar(x: float, number: int, label: str, yuan: Decimal, most: Decimal, amount: str) -> Sequence[Markup]:
    height = max(1.0, float(abs(yuan) / most) * _HEIGHT)
    y = _TOP + _HEIGHT - height
    rect = Markup('<rect class="mz-series-{}" x="{:.1f}" y="{:.1f}" width="{:.0f}" height="{:.1f}"/>')
    middle = x + _BAR / 2
    return (
        rect.format(number % 5 + 1, x, y, _BAR, height),
        _text(middle, y - 6, amount, "mz-pic-amount"),
        _text(middle, _TOP + _HEIGHT + 14, label, "mz-pic-head"),
    )


def _text(x: float, y: float, text: str, css: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="middle" class="{}">{}</text>').format(x, y, css, text)


def _svg(name: str, width: float, title: str, described: str, shapes: Sequence[Markup]) -> Markup:
    height = _TOP + _HEIGHT + _FOOT
    return Markup(
        '<svg class="mz-picture mz-years" role="img" viewBox="{:.0f} 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}" '
        'aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>'
    ).format(
        -14, width + 28, height, width + 28, height, name, name, name, title, name, described, Markup("").join(shapes)
    )
