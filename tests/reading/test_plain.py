"""Text files become lines with their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.errors import UnreadableSource
from mingzhang.reading import read_source
from mingzhang.reading.document import Text
from mingzhang.reading.formats.text.plain import read_text


def save(folder: Path, content: bytes) -> Path:
    path = folder / "disclosure.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    document = read_text(save(tmp_path, "部门收支总体情况表\n\n 收入  632.04\n".encode(encoding)))
    assert [b.text for b in document.blocks if isinstance(b, Text)] == ["部门收支总体情况表", " 收入  632.04"]
    assert [b.place.line for b in document.blocks] == [1, 3]
    assert document.media_type == "text/plain"


def test_form_feeds_end_pages(tmp_path: Path) -> None:
    document = read_text(save(tmp_path, "第一页\n尾\n\f第二页\r\n\f".encode()))
    assert [(b.place.page, b.place.line) for b in document.blocks] == [(1, 1), (1, 2), (2, 3)]
    assert len(document.pages) == 2


def test_the_child_reads_text(tmp_path: Path) -> None:
    assert read_source(save(tmp_path, ("部门预算公开\n" * 20).encode())).reader == "plain text"


def test_no_encoding_fits(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="UTF-8, GB 18030 or UTF-16"):
        read_text(save(tmp_path, b"\xff\xff\xff\xfe" * 20))


def test_too_many_pages(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="3 pages"):
        read_text(save(tmp_path, b"a\f" * 3), max_pages=2)
