"""English for what tables print."""

import csv
import json
import re
from pathlib import Path

import pytest

from mingzhang.knowledge.code_names import all_codes, english_name

TRUTH = Path(__file__).parents[1] / "keyed" / "changji-science-association-2024.json"


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("收 入 总 计", "Total income including carry-over"),
        ("1、一般公共预算拨款", "General public budget appropriation"),
        ("其中：一般财力", "Of which: General own resources"),
        ("（二）公务用车购置及运行维护支出", "Purchase, running and upkeep of official vehicles"),
        ("其中：（一）因公出国（境）支出", "Of which: Official travel abroad"),
        ("二十三、灾害防治及应急管理支出", "Disaster prevention and emergency management"),
        ("财政拨款(补助)小计", "Fiscal appropriation (subsidies), subtotal"),
        ("2026年预算数比2025年执行数", "2026 budget against 2025 executed"),
        ("2026年部门收入预算总表", "Department income budget: summary (2026)"),
        ("2026年市级部门收支预算总表", "Budget of income and expenditure: summary (2026)"),
        ("市级财政拨款", None),
        ("项目资金(万\n元)", "Project funds (10,000 yuan)"),
        ("昌吉回族自治州科学技术协会", None),
        ("", None),
    ],
)
def test_printed_text_gets_its_english_name(printed: str, english: str | None) -> None:
    assert english_name(printed) == english


def test_the_code_settles_a_shared_account_name() -> None:
    assert english_name("住房公积金", "2210201") == "Housing provident fund"
    assert english_name("住房公积金", "30113") == "Housing provident fund contributions"


def test_everything_of_the_founding_disclosure_but_bodies_and_projects_has_english() -> None:
    without = _texts_without_english(TRUTH)
    assert without == {"昌吉回族自治州科学技术协会"}


def test_titles_headers_and_labels_of_other_places_have_english(shared: Path) -> None:
    for path in sorted((shared / "disclosures" / "truth").glob("*.json")):
        without = {text for text in _texts_without_english(path) if not _names_a_body(text)}
        assert without <= {"三类会议费"}, path.name  # one city's own subdivision of 会议费


def _texts_without_english(path: Path) -> set[str]:
    missing = set()
    for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
        texts = {(table["title"], "")} | {(header, "") for f in table["figures"] for header in f["path"]}
        texts |= {(f["label"], f["code"]) for f in table["figures"] if f["label"]}
        missing |= {text for text, code in texts if english_name(text, code) is None}
    return missing


def _names_a_body(text: str) -> bool:
    return bool(re.search(r"[局委院会所队中心站部校](（本级）|本级|（机关）)?$", text))


def test_titles_stand_once() -> None:
    path = Path(__file__).parents[2] / "build/mingzhang/knowledge/titles-en.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["name"] for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} == {"title", "header", "row"}


def test_a_division_of_another_function_says_so() -> None:
    codes = all_codes("functional")
    assert (codes["206"].cofog, codes["20602"].cofog) == ("04", "01")
