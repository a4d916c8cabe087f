"""Sources are found by hash, wherever they are, and by nothing else."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from mingzhang.disclosures.disclosure import Body, Disclosure, Source
from mingzhang.disclosures.sources import find_readable, find_source, find_witnesses
from mingzhang.errors import UnreadableSource
from tests.web import server

PDF = b"%PDF-1.7 something"


def disclosure(directory: Path, *sources: Source) -> Disclosure:
    """A disclosure of these sources."""
    return Disclosure(Body("某局", "some-bureau"), 2024, "budget", "unit", sources, directory=directory)


def source(data: bytes, file: str = "source.pdf", role: str = "primary") -> Source:
    """A source of that content."""
    return Source(file, hashlib.sha256(data).hexdigest(), role)


def test_beside_the_toml(tmp_path: Path) -> None:
    (tmp_path / "source.pdf").write_bytes(PDF)
    assert find_source(disclosure(tmp_path), source(PDF)) == tmp_path / "source.pdf"


def test_another_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / "source.pdf").write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(UnreadableSource, match="not what was registered"):
        find_source(disclosure(tmp_path), source(PDF))


def test_in_a_store_under_any_name(tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "deep").mkdir(parents=True)
    (store / "deep" / "某文件.pdf").write_bytes(PDF)
    assert find_source(disclosure(tmp_path), source(PDF), [store]) == store / "deep" / "某文件.pdf"


def test_nowhere(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="--store"):
        find_source(disclosure(tmp_path), source(PDF))


def test_fetched_and_verified(tmp_path: Path) -> None:
    store = [tmp_path / "store"]
    with server({"/there.pdf": PDF}) as address:
        right = dataclasses.replace(source(PDF), url=f"{address}/there.pdf")
        assert find_source(disclosure(tmp_path), right, store).read_bytes() == PDF
        wrong = dataclasses.replace(source(PDF + b"?"), url=f"{address}/there.pdf")
        with pytest.raises(UnreadableSource, match="what came has sha256"):
            find_source(disclosure(tmp_path), wrong, store)
    assert [p.read_bytes() for p in store[0].iterdir()] == [PDF]
    assert find_source(disclosure(tmp_path), right, store).read_bytes() == PDF


def test_a_readable_kind_is_preferred_to_a_better_role(tmp_path: Path) -> None:
    scan = b"GIF89a" + b"\x00" * 40
    (tmp_path / "source.gif").write_bytes(scan)
    (tmp_path / "source.pdf").write_bytes(PDF)
    picture, pdf = source(scan, "source.gif"), source(PDF, role="reconstruction")
    assert find_readable(disclosure(tmp_path, picture, pdf))[0] is pdf
    assert find_readable(disclosure(tmp_path, picture))[0] is picture


def test_the_other_readable_sources_are_witnesses(tmp_path: Path) -> None:
    text = "收支总表".encode()
    (tmp_path / "source.txt").write_bytes(text)
    (tmp_path / "source.pdf").write_bytes(PDF)
    primary, rest = source(text, "source.txt"), source(PDF, role="reconstruction")
    found = disclosure(tmp_path, primary, rest)
    assert find_readable(found)[0] is primary
    assert find_witnesses(found, primary) == [(rest, tmp_path / "source.pdf")]
