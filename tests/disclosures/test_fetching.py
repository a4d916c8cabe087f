"""Files from the web come whole, within limits, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.disclosures.fetching import fetch, is_address
from mingzhang.errors import UnreadableSource
from tests.web import server

DATA = bytes(range(256)) * 1000


@pytest.mark.parametrize("path", ["/a.pdf", "/to/a.pdf"])
def test_whole(tmp_path: Path, path: str) -> None:
    with server({"/a.pdf": DATA}) as address:
        fetch(address + path, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == DATA


def test_limits(tmp_path: Path) -> None:
    with server({"/a": DATA}) as address, pytest.raises(UnreadableSource, match="at most 1000 bytes"):
        fetch(f"{address}/a", tmp_path / "a", largest=1000)
    with server({"/a": DATA}, pause=0.05) as address, pytest.raises(UnreadableSource, match=r"took over 0\.3 s"):
        fetch(f"{address}/a", tmp_path / "a", longest=0.3)


@pytest.mark.parametrize(
    ("path", "missing", "said"),
    [("/none", 0, "404"), ("/a", 7, "7 bytes are missing"), ("/away", 0, "it leads to file:")],
)
def test_what_goes_wrong_is_one_line(tmp_path: Path, path: str, missing: int, said: str) -> None:
    with server({"/a": DATA}, missing=missing) as address, pytest.raises(UnreadableSource, match=said) as caught:
        fetch(address + path, tmp_path / "a")
    assert str(caught.value).count("\n") == 0


def test_only_the_web(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    assert not is_address((tmp_path / "secret").as_uri())
    with pytest.raises(UnreadableSource, match="http:// or https://"):
        fetch((tmp_path / "secret").as_uri(), tmp_path / "a")
    with pytest.raises(UnreadableSource):
        fetch("http://127.0.0.1:1/", tmp_path / "a")
