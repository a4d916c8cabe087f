"""The Python interface, as a notebook uses it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import mingzhang
from mingzhang.errors import UnreadableSource, WrongCommand
from tests.conftest import ROOT

FOUNDING = ROOT / "datasets" / "changji-science-association" / "2024-budget"


@pytest.fixture(scope="module")
def reading() -> mingzhang.Reading:
    """The committed package of the founding disclosure."""
    return mingzhang.open(FOUNDING / "package")


def test_the_module_says_what_it_offers_and_imports_it_late() -> None:
    assert {"read", "open", "check", "collection", "Reading"} <= set(dir(mingzhang))
    code = "import sys, mingzhang; print('pandas' in sys.modules)"
    env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout == "False\n"
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        mingzhang.raed  # noqa: B018


def test_amounts_are_exact_and_what_is_empty_is_missing(reading: mingzhang.Reading) -> None:
    figures = reading.figures
    total = figures[(figures.concept == "expenditure.basic@general") & (figures.row_role == "total")]
    assert isinstance(figures.amount_yuan.sum(), Decimal)
    assert total.amount_yuan.max() == Decimal("3218600")
    assert figures.parent_row.isna().any()
    assert str(figures.row.dtype) == "Int64"
    assert list(figures.reading.cat.categories)[:2] == ["printed", "inferred"]


def test_a_reading_says_whose_it_is_and_shows_its_tables(reading: mingzhang.Reading) -> None:
    assert reading.disclosure["body"]["name"] == "昌吉回族自治州科学技术协会"
    assert "figures" in repr(reading)
    assert {"201", "206"} & set(reading.table("t02")["功能分类科目编码 / 类"])
    with pytest.raises(WrongCommand, match="no table t99"):
        reading.table("t99")
    with pytest.raises(AttributeError, match="figurs"):
        reading.figurs  # noqa: B018


def test_findings_are_the_checks_that_found_something(tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(FOUNDING / "package", package)
    assert mingzhang.check(package).empty
    text = (package / "checks.csv").read_text(encoding="utf-8")
    (package / "checks.csv").write_text(text.replace(",holds,", ",source-contradiction,", 1), encoding="utf-8")
    findings = mingzhang.check(package)
    assert list(findings.result) == ["source-contradiction"]
    pd.testing.assert_frame_equal(findings, mingzhang.open(package).findings)


def test_a_file_is_read_and_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read = mingzhang.read(FOUNDING / "source.pdf")
    assert len(read.figures) == 155
    assert list(tmp_path.iterdir()) == []
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(b"%PDF-1.4 and nothing more")
    with pytest.raises(UnreadableSource):
        mingzhang.read(junk)


def test_a_folder_of_packages_is_a_collection(tmp_path: Path) -> None:
    lines = mingzhang.collection(FOUNDING).lines
    whole = lines[(lines.concept == "expenditure") & (lines.breakdown == "total")]
    assert isinstance(lines.amount_yuan.sum(), Decimal)
    assert whole.amount_yuan.notna().all()
    with pytest.raises(WrongCommand, match="no data package"):
        mingzhang.collection(tmp_path)
