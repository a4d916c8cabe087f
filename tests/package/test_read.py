"""CSV files of a package, read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.errors import UnreadableSource
from mingzhang.package.stored import read_csv


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("a,b\n1,\n", ["a", "b"], [["1", ""]]),
        ("a,b\n", ["a", "b"], []),
        ('a\n""\n0.00\n', ["a"], [[""], ["0.00"]]),
        ('a,b\n"x, ""y""\nz",NA\n', ["a", "b"], [['x, "y"\nz', "NA"]]),
        ("\ufeffa,b\n01,-\n", ["a", "b"], [["01", "-"]]),
        (f"a\n{'长' * 200_000}\n", ["a"], [["长" * 200_000]]),
    ],
    ids=["blank", "no rows", "one column", "quoted", "byte order mark", "long"],
)
def test_every_cell_is_the_text_that_is_written(
    text: str, columns: list[str], rows: list[list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8", newline="")
    frame = read_csv(path)
    assert list(frame.columns) == columns
    assert frame.to_numpy().tolist() == rows


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "damaged"),
        (b"a,b\n1\n", "row 2 has 1 cells"),
        (b"a,b\n1,2,3\n", "row 2 has 3 cells"),
        (b'a\n"x\n', "damaged"),
        (b"a\n\xff\n", "damaged"),
    ],
)
def test_a_damaged_file_is_told(data: bytes, found: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableSource, match=found):
        read_csv(path)
