"""What nobody has confirmed: marked, listed as one table, taken back from it; and bodies renamed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mingzhang.disclosures.confirmation import (
    apply,
    plan,
    read_table,
    refresh_table,
    resting,
    unconfirmed,
    write_table,
)
from mingzhang.disclosures.disclosure import findings_of, load_disclosure
from mingzhang.disclosures.finding import LIKELY, SURE
from mingzhang.disclosures.registration import Given, register
from mingzhang.disclosures.renaming import redirects, rename_body
from mingzhang.errors import WrongCommand
from mingzhang.reading.document import Document, Page, Place, Text

TOML = """fiscal_year = {year} # likely (file): please check
kind = "budget"
scope = "department"
unconfirmed = [{unconfirmed}]

[body]
name = "某市财政局"
slug = "{slug}"

[[sources]]
file = "source.pdf"
sha256 = "{sha}"
role = "primary"
"""


def registered(datasets: Path, slug: str = "finance", year: int = 2025, unsure: str = '"fiscal_year"') -> Path:
    directory = datasets / slug / f"{year}-budget"
    directory.mkdir(parents=True)
    text = TOML.format(year=year, slug=slug, unconfirmed=unsure, sha=f"{year:064d}")
    (directory / "disclosure.toml").write_text(text, encoding="utf-8")
    (directory / "source.pdf").write_bytes(b"%PDF-")
    return directory


def test_what_is_unconfirmed_is_likely_and_nothing_else(tmp_path: Path) -> None:
    known = load_disclosure(registered(tmp_path))
    assert findings_of(known)["fiscal_year"].sure == LIKELY
    assert findings_of(known)["kind"].sure == SURE
    assert not known.year_is_sure
    assert list(resting([tmp_path / "finance/2025-budget"])) == [("finance/2025-budget", ("fiscal_year",))]


def test_the_table_opens_in_a_spreadsheet_and_says_why(tmp_path: Path) -> None:
    registered(tmp_path)
    registered(tmp_path, "sure", unsure="")
    rows = unconfirmed(tmp_path)
    assert [row["id"] for row in rows] == ["finance/2025-budget"]
    assert (rows[0]["unsure"], rows[0]["why"]) == ("fiscal_year", "fiscal_year: likely (file)")
    path = write_table(rows, tmp_path / "t.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_table(path) == rows


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_it_is_taken_back_as_excel_saves_it(encoding: str, tmp_path: Path) -> None:
    directory = registered(tmp_path)
    row = {**unconfirmed(tmp_path)[0], "confirmed": "是", "fiscal_year": "2024", "body.division": "610100"}
    path = tmp_path / "t.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, list(row))
        table.writeheader()
        table.writerow(row)
    apply(plan(read_table(path), tmp_path), tmp_path)
    assert not directory.exists()
    known = load_disclosure(tmp_path / "finance/2024-budget")
    assert (known.fiscal_year, known.body.division, known.unconfirmed) == (2024, "610100", ())
    assert "please check" not in (tmp_path / "finance/2024-budget/disclosure.toml").read_text(encoding="utf-8")
    assert (tmp_path / "finance/2024-budget/source.pdf").is_file()
    assert unconfirmed(tmp_path) == []


def test_only_rows_that_say_yes_are_taken(tmp_path: Path) -> None:
    registered(tmp_path)
    rows = unconfirmed(tmp_path)
    assert plan(rows, tmp_path) == []
    assert len(plan(rows, tmp_path, every=True)) == 1


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("fiscal_year", "twenty", "row 2 .*fiscal_year: found 'twenty'; expected a number"),
        ("kind", "buget", "row 2 .*kind: found 'buget'; expected one of budget, final"),
        ("body.division", "61", "row 2 .*body.division: found '61'"),
        ("body.slug", "Finance Bureau", "row 2 .*body.slug"),
        ("id", "nobody/2025-budget", "no disclosure of this id"),
    ],
)
def test_a_mistake_names_its_row_and_nothing_is_written(cell: str, value: str, told: str, tmp_path: Path) -> None:
    directory = registered(tmp_path)
    before = (directory / "disclosure.toml").read_bytes()
    row = {**unconfirmed(tmp_path)[0], "confirmed": "yes", cell: value}
    with pytest.raises(WrongCommand, match=told):
        plan([row], tmp_path)
    assert (directory / "disclosure.toml").read_bytes() == before


def test_two_rows_never_become_one(tmp_path: Path) -> None:
    registered(tmp_path)
    registered(tmp_path, year=2024)
    rows = [{**row, "confirmed": "yes", "fiscal_year": "2023"} for row in unconfirmed(tmp_path)]
    with pytest.raises(WrongCommand, match="as another row"):
        plan(rows, tmp_path)
    with pytest.raises(WrongCommand, match="is there already"):
        plan([{**rows[0], "fiscal_year": "2025"}], tmp_path)


def test_a_column_that_nobody_knows_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("confirmed,id,fiscal_yaer\nyes,a,2025\n", encoding="utf-8")
    with pytest.raises(WrongCommand, match=r"unknown column fiscal_yaer; .* did you mean fiscal_year\?"):
        read_table(tmp_path / "t.csv")


def test_a_table_that_is_filled_in_is_not_made_anew(tmp_path: Path) -> None:
    registered(tmp_path)
    rows = unconfirmed(tmp_path)
    path = refresh_table(rows, tmp_path / "t.csv")
    refresh_table(rows, path)
    write_table([{**rows[0], "confirmed": "yes"}], path)
    with pytest.raises(WrongCommand, match="take it back first"):
        refresh_table(rows, path)


def test_registering_marks_what_is_not_sure_and_takes_what_is_given(tmp_path: Path) -> None:
    pages = (Page(1, 595, 842),)
    lines = ["某服务中心2026年部门预算", "预算单位：某服务中心（汇总）", "目录"]
    document = Document("0" * 64, "application/pdf", "test", pages, tuple(Text(Place(1), line) for line in lines))
    for number, (given, division, unsure) in enumerate(
        [(Given(near="610100"), "610100", True), (Given(division="610103", level="county"), "610103", False)]
    ):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(f"%PDF-{number}".encode())
        made = register(path, document, (), tmp_path / f"datasets{number}", given=given)
        known = load_disclosure(made.directory)
        assert known.body.name == "某服务中心"
        assert known.body.division == division
        assert ("body.division" in known.unconfirmed) is unsure
    assert known.body.slug == "xian-beilin-mou-service-centre"


def test_a_renamed_body_moves_whole_and_its_old_id_leads_there(tmp_path: Path) -> None:
    registered(tmp_path)
    registered(tmp_path, "school")
    (tmp_path / "school/body.toml").write_text('parent = "finance"\n', encoding="utf-8")
    assert rename_body(tmp_path, "finance", "xian-finance-bureau") == ["xian-finance-bureau/2025-budget"]
    assert load_disclosure(tmp_path / "xian-finance-bureau/2025-budget").body.slug == "xian-finance-bureau"
    assert 'parent = "xian-finance-bureau"' in (tmp_path / "school/body.toml").read_text(encoding="utf-8")
    rename_body(tmp_path, "xian-finance-bureau", "xian-finance")
    assert redirects(tmp_path) == {"finance": "xian-finance", "xian-finance-bureau": "xian-finance"}
    for old, new in (("nobody", "a"), ("school", "xian-finance"), ("school", "No Id")):
        with pytest.raises(WrongCommand):
            rename_body(tmp_path, old, new)


def test_an_id_that_is_used_again_leads_nowhere(tmp_path: Path) -> None:
    registered(tmp_path)
    rename_body(tmp_path, "finance", "other")
    rename_body(tmp_path, "other", "finance")
    assert redirects(tmp_path) == {}
