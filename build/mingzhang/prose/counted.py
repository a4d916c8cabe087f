"""Staff and assets that a table counts where no sentence does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from mingzhang.figures.figure import Figure
from mingzhang.knowledge.body_kinds import kind_of
from mingzhang.prose.assets import asset_category
from mingzhang.prose.ids import unique_id
from mingzhang.prose.records import Asset, Staff
from mingzhang.prose.staff import staff_category
from mingzhang.tables.table import Table

_STAFF = re.compile("人员(?:编制)?(?:基本)?(?:情况|构成|数)|编制(?:情况|人数|及)")
_ASSETS = re.compile("(?:国有)?资产(?:占[有用]|使用|配置|情况|存量)|车辆(?:情况|编制|保有)")
_NOT_HELD = re.compile("购置|采购|新增|更新|绩效|预算")


def counted_staff(figures: Iterable[Figure], tables: Sequence[Table], source: str) -> tuple[Staff, ...]:
    """Every count of posts and persons of tables about staff; a row called as a body is that body's."""
    titles, seen, found = {t.table_id: t.title for t in tables}, dict[str, int](), list[Staff]()
    for figure in figures:
        label, category = _named(figure, staff_category)
        whole = figure.measure == "count" and figure.amount == figure.amount.to_integral_value()
        if whole and category and _STAFF.search(titles.get(figure.table_id, "")):
            id_ = unique_id(seen, "st", category, label)
            body = _body(figure, label)
            found.append(Staff(id_, category, label, body, int(figure.amount), page=figure.page, source=source))
    return tuple(found)


def counted_assets(figures: Iterable[Figure], tables: Sequence[Table], source: str) -> tuple[Asset, ...]:
    """Every count of tables about the assets that are held."""
    titles, seen, found = {t.table_id: t.title for t in tables}, dict[str, int](), list[Asset]()
    for figure in figures:
        label, category = _named(figure, asset_category)
        title = titles.get(figure.table_id, "")
        held = _ASSETS.search(title) and not _NOT_HELD.search(title + figure.column_label)
        if figure.measure == "count" and category and held:
            id_ = unique_id(seen, "a", "held", category, label)
            body = _body(figure, label)
            found.append(Asset(id_, category, label, "", "held", body, figure.amount, page=figure.page, source=source))
    return tuple(found)


def _named(figure: Figure, category: Callable[[str], str]) -> tuple[str, str]:
    """Label and category of what a figure counts: its column says it, else its row."""
    for label in (figure.column_label.split(" / ")[-1], figure.label):
        kind = category(label)
        if kind:
            return label, kind
    return "", ""


def _body(figure: Figure, label: str) -> str:
    """The body that the count is of: its own column, else the name of the row where that is a body's."""
    named = figure.label if figure.label != label and kind_of(figure.label) else ""
    return figure.unit_name or named
