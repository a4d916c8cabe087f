"""The code lists are well formed, and cover what disclosures were seen to print."""

import csv
import re
from pathlib import Path

import pytest

from mingzhang.knowledge.code_names import Classification, Code, all_codes, code_of

CLASSIFICATIONS: tuple[Classification, ...] = ("functional", "economic", "gov-economic")
LEVEL = {3: "class", 5: "division", 7: "item"}
FIRST = {"functional": "2", "economic": "3", "gov-economic": "5"}


@pytest.mark.parametrize("classification", CLASSIFICATIONS)
def test_codes_are_well_formed(classification: Classification) -> None:
    codes = all_codes(classification)
    assert list(codes) == sorted(codes)
    for code in codes.values():
        _well_formed(code, classification)
        assert code.parent == code.code[:-2] * (code.level != "class")
        assert not code.parent or code.parent in codes


def _well_formed(code: Code, classification: Classification) -> None:
    assert re.fullmatch(FIRST[classification] + r"\d{2}(\d{2}){0,2}", code.code)
    assert code.level == LEVEL[len(code.code)]
    assert re.fullmatch(r"[^\s()]+", code.name)
    assert re.fullmatch(r"[A-Z][ -~]+", code.name_en), code
    assert re.fullmatch(r"(20\d\d)?-(20\d\d)?", f"{code.valid_from}-{code.valid_to}")
    assert re.fullmatch(r"(0[1-9]|10)?", code.cofog)


@pytest.mark.parametrize("classification", CLASSIFICATIONS)
def test_no_code_stands_twice(classification: Classification) -> None:
    path = Path(__file__).parents[2] / "build/mingzhang/knowledge" / f"{classification}-codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert len(codes) == len(set(codes)) == len(all_codes(classification))


def test_siblings_have_different_english_names() -> None:
    for classification in CLASSIFICATIONS:
        seen: dict[tuple[str, str], Code] = {}
        for code in all_codes(classification).values():
            other = seen.setdefault((code.parent, code.name_en), code)
            assert other.name == code.name, (other, code)


@pytest.mark.parametrize("file", ["functional-codes-seen.csv", "economic-codes-seen.csv"])
def test_codes_seen_in_three_documents_are_known(shared: Path, file: str) -> None:
    with (shared / "reference" / file).open(encoding="utf-8", newline="") as lines:
        seen = [row for row in csv.DictReader(lines) if int(row["docs"]) >= 3]
    assert seen
    assert [row["code"] for row in seen if code_of(row["code"]) is None] == []


def test_every_class_of_expenditure_is_there() -> None:
    missing_by_design = {"218", "225", "226", "228"}  # numbers that the classification does not use
    classes = {code for code in all_codes("functional") if len(code) == 3}
    assert classes == {str(number) for number in range(201, 235)} - missing_by_design
