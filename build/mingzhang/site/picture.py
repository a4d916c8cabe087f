"""The pictures as SVG text, drawn at build time; the style sheet colours them, for dark mode and print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from mingzhang.collection.entry import Part
from mingzhang.site.flow import Flow, Link
from mingzhang.site.interface import Words

_BAR = 10.0
_GAP = 54.0
_TOP = 30.0


@dataclass(frozen=True, slots=True)
class _Node:
    part: Part
    column: int
    x: float
    y: float
    height: float


def draw_flow(flow: Flow, words: Words, width: int, name: str) -> Markup:
    """The flow of funds ``width`` pixels wide; ``name`` makes the ids of its title and description unique on a page."""
    nodes, height = _place(flow, width)
    lookup = {(n.column, n.part.key): n for n in nodes}
    links = [_ribbon(link, flow, lookup, offsets) for offsets in [_Offsets()] for link in _ordered(flow, lookup)]
    last = len(flow.columns) - 1
    labels = [_label(node, words, width, last) for node in nodes]
    heads = [_head(words(f"flow-{kind}"), i, last, width) for i, kind in enumerate(flow.kinds)]
    return _svg(
        name,
        width,
        height,
        words("flow-title"),
        words("flow-desc", parts=describe_flow(flow, words)),
        [*heads, *links, *(_bar(n) for n in nodes), *labels],
    )


def describe_flow(flow: Flow, words: Words) -> str:
    """Every link in words, for the description of the picture."""
    names = {p.key: words.name(p) for column in flow.columns for p in column}
    arrow = " → "
    return words("list-comma").join(
        f"{names[link.source]}{arrow}{names[link.target]} {words.money(link.yuan)}" for link in flow.links
    )


def draw_bars(bars: Sequence[Part], total: Decimal, words: Words, width: int, name: str) -> Markup:
    """A horizontal bar for each part with its name, amount and share."""
    row, label = 40.0, 15.0
    most = max((p.yuan for p in bars), default=Decimal(1)) or Decimal(1)
    shapes: list[Markup] = []
    for number, part in enumerate(bars):
        y = number * row
        length = max(1.0, float(part.yuan / most) * width)
        shapes += [
            Markup('<text x="0" y="{:.1f}" class="mz-pic-name">{}</text>').format(
                y + label, _cut(words.name(part), width - 140, words.language)
            ),
            Markup('<text x="{}" y="{:.1f}" text-anchor="end" class="mz-pic-amount">{}{}{}</text>').format(
                width, y + label, words.money(part.yuan), " · ", words.percent(part.yuan, total)
            ),
            Markup('<rect x="0" y="{:.1f}" width="{:.1f}" height="8" class="mz-pic-fill mz-fill-{}"/>').format(
                y + label + 7, length, part.key[:3] if part.key.isdigit() else "rest"
            ),
        ]
    parts = words("list-comma").join(f"{words.name(p)} {words.money(p.yuan)}" for p in bars)
    title, desc = words("makeup-title"), words("makeup-desc", parts=parts)
    return _svg(name, width, len(bars) * row, title, desc, shapes)


def _svg(name: str, width: float, height: float, title: str, desc: str, shapes: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="mz-picture" role="img" viewBox="0 0 {0:.0f} {1:.0f}" width="{0:.0f}" height="{1:.0f}" '
        'aria-labelledby="{2}-title {2}-desc"><title id="{2}-title">{3}</title><desc id="{2}-desc">{4}</desc>{5}</svg>'
    ).format(width, height, name, title, desc, Markup("").join(shapes))


def _place(flow: Flow, width: int) -> tuple[list[_Node], float]:
    """Every node with its place: heights in proportion to amounts, columns centred on the tallest."""
    most = max(len(column) for column in flow.columns)
    money = 190.0 + 14.0 * most
    totals = [float(sum((p.yuan for p in column), Decimal(0))) for column in flow.columns]
    scale = money / max(totals)
    heights = [t * scale + (len(c) - 1) * _GAP for t, c in zip(totals, flow.columns, strict=True)]
    tallest = max(heights)
    step = (width - _BAR) / (len(flow.columns) - 1)
    nodes = []
    for number, column in enumerate(flow.columns):
        y = _TOP + (tallest - heights[number]) / 2
        for part in column:
            size = float(part.yuan) * scale
            nodes.append(_Node(part, number, number * step, y, size))
            y += size + _GAP
    return nodes, _TOP + tallest + _GAP


class _Offsets(dict[tuple[int, str, str], float]):
    """How much of each node's side is already taken by ribbons."""

    def take(self, key: tuple[int, str, str], size: float) -> float:
        at = self.get(key, 0.0)
        self[key] = at + size
        return at


def _ordered(flow: Flow, lookup: Mapping[tuple[int, str], _Node]) -> list[Link]:
    """Links in the order of their nodes, so that ribbons cross as little as they can."""
    rank = {key: (node.column, node.y) for (_, key), node in lookup.items()}
    return sorted(flow.links, key=lambda link: (rank[link.source], rank[link.target]))


def _ribbon(link: Link, flow: Flow, lookup: Mapping[tuple[int, str], _Node], offsets: _Offsets) -> Markup:
    column = next(i for i, c in enumerate(flow.columns) if any(p.key == link.source for p in c))
    one, other = lookup[column, link.source], lookup[column + 1, link.target]
    size = one.height * float(link.yuan / one.part.yuan)
    y0 = one.y + offsets.take((one.column, one.part.key, "out"), size)
    y1 = other.y + offsets.take((other.column, other.part.key, "in"), size)
    x0, x1 = one.x + _BAR, other.x
    middle = (x0 + x1) / 2
    path = (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"V{y1 + size:.1f}C{middle:.1f} {y1 + size:.1f} {middle:.1f} {y0 + size:.1f} {x0:.1f} {y0 + size:.1f}Z"
    )
    return Markup('<path class="mz-pic-link" d="{}"/>').format(path)


def _bar(node: _Node) -> Markup:
    return Markup('<rect class="mz-pic-bar mz-bar-{}" x="{:.1f}" y="{:.1f}" width="{}" height="{:.1f}"/>').format(
        node.column, node.x, node.y, int(_BAR), max(node.height, 1.0)
    )


def _label(node: _Node, words: Words, width: int, last: int) -> Markup:
    """Two lines beneath the node's foot: its name, and its amount; towards the inside of the picture."""
    end = node.column == last
    middle = 0 < node.column < last
    x = node.x + _BAR if end else node.x + _BAR / 2 if middle else node.x
    anchor = "end" if end else "middle" if middle else "start"
    y = node.y + node.height + 15
    lines = _fold(words.name(node.part), _room(width, last + 1), words.language)
    spans = [
        Markup('<tspan x="{:.1f}" dy="{}">{}</tspan>').format(x, 14 if i else 0, line) for i, line in enumerate(lines)
    ]
    money = Markup('<tspan x="{:.1f}" dy="14" class="mz-pic-amount">{}</tspan>').format(x, words.money(node.part.yuan))
    return Markup('<text class="mz-pic-name" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}{}</text>').format(
        x, y, anchor, Markup("").join(spans), money
    )


def _room(width: int, columns: int) -> float:
    """Pixels that a label may take."""
    return width / columns - 12


def _fold(text: str, room: float, language: str) -> list[str]:
    """At most two lines; what does not fit is cut, the full name stands in the table beside the picture."""
    size = 12.0 if language == "zh" else 6.4
    most = max(4, int(room / size))
    if len(text) <= most:
        return [text]
    cut = most if language == "zh" else text.rfind(" ", 0, most + 1)
    cut = cut if cut > 0 else most
    rest = text[cut:].strip()
    return [text[:cut], rest if len(rest) <= most else rest[: most - 1] + "…"]


def _cut(text: str, room: float, language: str) -> str:
    """One line of at most ``room`` pixels."""
    most = int(room / (12.0 if language == "zh" else 6.4))
    return text if len(text) <= most else text[: most - 1] + "…"


def _head(text: str, column: int, last: int, width: int) -> Markup:
    x = (width - _BAR) / last * column
    anchor = "start" if column == 0 else "end" if column == last else "middle"
    x += _BAR if column == last else _BAR / 2 if column else 0
    return Markup('<text class="mz-pic-head" x="{:.1f}" y="14" text-anchor="{}">{}</text>').format(
        x, anchor, escape(text)
    )
