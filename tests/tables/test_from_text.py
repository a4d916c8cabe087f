"""Tables of text without rules, against the reading of ruled pages and in small texts."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from mingzhang.errors import WrongCommand
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Document, Grid, Page, Place, Text
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.reading.formats.text.plain import read_text
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.from_text.headers import find_heading, load_headings, parse_heading, write_heading
from mingzhang.tables.from_text.placing_reasons import explain_table
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table

CORE = 11
"""Tables of amounts of the founding disclosure."""
BENCHMARK = Path(__file__).parents[2] / "build" / "benchmarks" / "corpus_text.py"


def text(*lines: str) -> Document:
    blocks = tuple(Text(Place(1, None, n), line) for n, line in enumerate(lines, 1) if line)
    return Document("0" * 64, "text/plain", "plain text", (Page(1, 0, 0),), blocks)


def figures(document: Document) -> tuple[Figure, ...]:
    return extract_figures(recognise_tables(restore_tables(document)))


@pytest.fixture(scope="module")
def from_text(founding: Path) -> tuple[Table, ...]:
    return recognise_tables(restore_tables(read_text(founding / "source.txt")))


@pytest.fixture(scope="module")
def from_pages(founding: Path) -> tuple[Table, ...]:
    return recognise_tables(read_pdf(founding / "source.pdf"))


def test_columns_are_those_of_the_pages(from_text: tuple[Table, ...], from_pages: tuple[Table, ...]) -> None:
    assert [t.title for t in from_text] == [t.title for t in from_pages]
    for own, other in zip(from_text[:CORE], from_pages[:CORE], strict=True):
        assert [(c.path, c.role, c.concept) for c in own.columns] == [
            (c.path, c.role, c.concept) for c in other.columns
        ]
        assert (own.number, own.form, own.unit, own.state) == (other.number, other.form, other.unit, other.state)


def test_every_figure_is_placed_but_those_of_table_7(
    from_text: tuple[Table, ...], from_pages: tuple[Table, ...]
) -> None:
    found, printed = extract_figures(from_text), extract_figures(from_pages)
    assert len(found) == 155
    open_ones = [f for f in found if f.reading == "ambiguous"]
    assert {f.table_title for f in open_ones} == {"一般公共预算项目支出情况表"}
    assert len(open_ones) == 13
    assert {len(f.candidates) for f in open_ones} == {9}
    certain = Counter(_key(f) for f in found if f.reading != "ambiguous")
    assert not certain - Counter(map(_key, printed))


def _key(f: Figure) -> tuple[object, ...]:
    return f.table_title, f.code, f.label, f.project, f.column_label, f.amount, f.row_role, f.level


def test_explained(founding: Path) -> None:
    said = "\n".join(explain_table(read_text(founding / "source.txt"), 10))
    assert "not 政府性基金: three-public.within-fund" in said


def test_all_known_headers_can_be_written_again() -> None:
    for heading in load_headings():
        assert parse_heading(write_heading(heading)) == heading
        assert heading.heads()[0].row == 0


def test_a_header_that_goes_on_from_nothing() -> None:
    with pytest.raises(WrongCommand, match="forms/headers"):
        parse_heading(">合计 | 基本支出")


def test_a_header_is_known_however_its_lines_are_broken() -> None:
    broken = ["科目 支出预算", "功能分类科目编码", "功能分类科目名称 合计 基本支", "出 项目支出", "类 款 项"]
    match = find_heading([*broken, "※ ※ ※ ※ 1 2 3"])
    assert match is not None
    assert match[1] == len(broken)
    assert match[0].leaf(0) == "类"


HEADER = (
    "部门支出总体情况表",
    "单位：万元",
    "科目 支出预算",
    "功能分类科目编码",
    "功能分类科目名称 合计 基本支出 项目支出",
    "类 款 项",
)


def test_rows_by_their_sums() -> None:
    rows = ("总计 5.00 2.00 3.00", "206 科学技术支出 5.00 2.00 3.00", "206 07 科学技术普及 5.00 2.00 3.00",
            "206 07 01 机构运行 2.00 2.00", "206 07 02 科普活动 3.00 3.00")  # fmt: skip
    found = {(f.label, f.column_label): f for f in figures(text(*HEADER, *rows))}
    assert found["机构运行", "支出预算 / 基本支出"].reading == "inferred"
    assert found["科普活动", "支出预算 / 项目支出"].reading == "inferred"


def test_equal_sums_stay_open() -> None:
    rows = ("总计 4.00 2.00 2.00", "206 科学技术支出 4.00 2.00 2.00", "206 07 科学技术普及 4.00 2.00 2.00",
            "206 07 01 机构运行 2.00 2.00", "206 07 02 科普活动 2.00 2.00")  # fmt: skip
    found = [f for f in figures(text(*HEADER, *rows)) if f.label in ("机构运行", "科普活动")]
    assert [f.reading for f in found] == ["inferred", "ambiguous", "inferred", "ambiguous"]
    assert found[1].candidates == ("支出预算 / 基本支出", "支出预算 / 项目支出")


def test_more_amounts_than_columns_stay_as_printed() -> None:
    document = restore_tables(text(*HEADER, "总计 5.00 2.00 3.00 4.00"))
    grid = next(b for b in document.blocks if isinstance(b, Grid))
    cell = next(c for c in grid.cells if c.text == "5.00 2.00 3.00 4.00")
    assert cell.doubts


def test_names_torn_from_amounts_stay_lines() -> None:
    document = restore_tables(text(*HEADER, "科学技术支出", "5.00", "2.00", "3.00", "教育支出", "1.00"))
    assert not any(isinstance(b, Grid) for b in document.blocks)


def test_ruled_documents_pass_unchanged(founding: Path) -> None:
    document = read_pdf(founding / "source.pdf")
    assert restore_tables(document) is document


def test_text_layers_of_real_files(shared: Path) -> None:
    path = shared / "disclosures" / "real" / "wuxi-6925d6c5.pdf"
    if not path.is_file() or not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (poppler-utils) and the real disclosures")
    spec = importlib.util.spec_from_file_location("corpus_text", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look their annotations up
    spec.loader.exec_module(module)
    score = module.compare(module.read_figures(path), path, ["-layout"])
    assert score.wrong == 0
    assert score.placed > 0.9 * score.figures
