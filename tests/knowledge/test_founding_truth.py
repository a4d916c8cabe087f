"""The founding disclosure as keyed by hand: what was typed agrees with the text layer, table by table, and adds up."""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from mingzhang.knowledge.code_names import code_of

TRUTH = Path(__file__).parents[1] / "keyed" / "changji-science-association-2024.json"
TABLES: list[dict[str, Any]] = json.loads(TRUTH.read_text(encoding="utf-8"))["tables"]


def test_eleven_tables_hold_155_figures() -> None:
    assert [len(table["figures"]) for table in TABLES] == [9, 25, 15, 7, 15, 57, 21, 0, 0, 6, 0]
    assert [table["number"] for table in TABLES if table["empty"]] == ["表8", "表9", "表11"]


def test_every_amount_of_the_text_layer_was_typed_once(founding: Path) -> None:
    text = (founding / "source.txt").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^ ?表 (\d+)$", text.split("第三部分")[0])
    printed = {
        f"表{number}": Counter(re.findall(r"\d+\.\d\d", part))
        for number, part in zip(parts[1::2], parts[2::2], strict=True)
    }
    typed = {table["number"]: Counter(figure["amount"] for figure in table["figures"]) for table in TABLES}
    assert typed == printed


def test_codes_bear_the_names_of_the_classification() -> None:
    for figure in (figure for table in TABLES for figure in table["figures"] if figure["code"]):
        code = code_of(figure["code"])
        assert code is not None
        assert code.name == figure["label"]


def test_what_is_known_of_the_sums() -> None:
    assert _amount("表1", "收入总计", "预算数") == _amount("表1", "支出总计", "预算数") == Decimal("632.04")
    assert _amount("表1", "其中：一般财力", "预算数") + Decimal("79.00") == _amount(
        "表1", "1、一般公共预算拨款", "预算数"
    )
    assert _amount("表3", "总计", "基本支出") + _amount("表3", "总计", "项目支出") == Decimal("632.04")
    assert _amount("表6", "总计", "人员经费") + _amount("表6", "总计", "公用经费") == Decimal("321.86")
    items = [f for f in TABLES[5]["figures"] if re.fullmatch(r"301\d\d", f["code"]) and f["path"][-1] == "合计"]
    assert len(items) == 11
    assert sum(Decimal(f["amount"]) for f in items) == _amount("表6", "工资福利支出", "合计") + Decimal("0.01")


def _amount(number: str, label: str, column: str) -> Decimal:
    table = next(table for table in TABLES if table["number"] == number)
    [amount] = [f["amount"] for f in table["figures"] if f["label"] == label and f["path"][-1] == column]
    return Decimal(amount)
