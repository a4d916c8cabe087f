"""Rows of procurement tables are told apart by what they print, below the class and body that stand above them."""

from __future__ import annotations

import pandas as pd
import pytest

from mingzhang.collection.purchases import Bought, is_of_purchases, read_purchases
from mingzhang.knowledge.body_kinds import kind_of
from mingzhang.package.stored import PrintedTable


def read(*rows: str, names: int = 3) -> dict[int, Bought]:
    """What the rows are about: cells are parted by commas, the last one is the amount."""
    cells = [row.split(",") for row in rows]
    columns = tuple({"mingzhang:role": "label" if n < names else "amount"} for n in range(names + 1))
    table = PrintedTable("t01", "", pd.DataFrame(cells, dtype=object), columns, (), {})
    return read_purchases(table, lambda name: bool(kind_of(name)))


def test_items_stand_below_their_class_and_body() -> None:
    found = read(
        "合计,,,9", "货物,,,4", "某市教育局,,,4", ",设备购置,投影仪,4", "服务,,,5", "某市第,,,5", ",运维,软件,5"
    )
    assert found == {
        0: Bought(is_whole=True),
        1: Bought("procurement.goods", is_whole=True),
        2: Bought("procurement.goods", "某市教育局"),
        3: Bought("procurement.goods", "某市教育局", "设备购置 / 投影仪"),
        4: Bought("procurement.services", is_whole=True),
        5: Bought("procurement.services", "某市第"),  # cut off: a body, as the other heading is one
        6: Bought("procurement.services", "某市第", "运维 / 软件"),
    }


def test_a_directory_of_services_is_told_by_all_its_levels() -> None:
    found = read("合计,,,9", "01-公共服务,0103-就业,创业指导,4", "01-公共服务,0104-保障,社会保险,5")
    assert [b.item for b in found.values()] == [
        "",
        "01-公共服务 / 0103-就业 / 创业指导",
        "01-公共服务 / 0104-保障 / 社会保险",
    ]


def test_a_heading_that_is_no_body_goes_before_its_items_and_is_left_out() -> None:
    assert read("办公家具,,,9", ",桌,,4", ",椅,,5") == {
        1: Bought(item="办公家具 / 桌"),
        2: Bought(item="办公家具 / 椅"),
    }


def test_a_class_may_stand_in_every_row() -> None:
    assert read("货物,甲,办公桌,4")[0] == Bought("procurement.goods", "", "货物 / 甲 / 办公桌")


def test_one_column_of_names_tells_nothing_more() -> None:
    assert read("货物,4", names=1) == {}


@pytest.mark.parametrize(
    ("form", "is_one"), [("budget-procurement", True), ("budget-general", False), ("unknown", False)]
)
def test_forms_of_purchases(form: str, is_one: bool) -> None:
    assert is_of_purchases(form) is is_one
