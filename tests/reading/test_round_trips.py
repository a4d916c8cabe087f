"""The tables of the founding disclosure in every container: each amount comes back with row, column and unit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mingzhang.tables.table import Table

from . import ofds
from .containers import figures_of, tables_of, told, write_doc, write_docx, write_html, write_xls, write_xlsx

Writer = Callable[[Path, Sequence[Table]], Path]
WRITERS: dict[str, Writer] = {
    "a.xlsx": write_xlsx,
    "a.xls": write_xls,
    "a.html": write_html,
    "a.docx": write_docx,
    "a.ofd": ofds.write_tables,
    "a.wps": write_doc,
}


@pytest.mark.parametrize("name", WRITERS)
def test_founding_tables_come_back(founding: Path, tmp_path: Path, name: str) -> None:
    if name == "a.wps" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = founding / "source.pdf" if (founding / "source.pdf").exists() else founding / "source.txt"
    path = WRITERS[name](tmp_path / name, tables_of(source))
    assert told(figures_of(path)) == told(figures_of(source))
