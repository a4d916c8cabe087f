"""``mingzhang add`` of folders and addresses: none twice, none guessed at, one bad file stops no other."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.disclosures.adding import add_all, find_candidates
from tests.commands.conftest import Run
from tests.reading import pdfs
from tests.web import server


@pytest.fixture
def folder(founding: Path, tmp_path: Path) -> Path:
    """One disclosure twice, a text that is none, a web page that calls itself a PDF, and a hidden file."""
    folder = tmp_path / "found"
    (folder / "deeper").mkdir(parents=True)
    shutil.copyfile(founding / "source.pdf", folder / "a.pdf")
    shutil.copyfile(founding / "source.pdf", folder / "deeper" / "b.pdf")
    (folder / "c.pdf").write_bytes(pdfs.write(pdfs.one_page()))
    (folder / "d.pdf").write_bytes(b"<html>404</html>")
    (folder / ".DS_Store").write_bytes(b"x")
    return folder


def test_a_folder_is_registered_file_by_file(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("add", folder)
    assert done.returncode == 3
    assert "1 registered, 1 the same as others, 2 refused" in done.stderr
    assert "c.pdf: no year and no kind" in done.stderr
    assert len(list(tmp_path.glob("datasets/*/*/disclosure.toml"))) == 1
    again = run("add", folder)
    assert "0 registered, 2 the same as others, 2 refused" in again.stderr
    assert len(list(tmp_path.glob("datasets/*/*/disclosure.toml"))) == 1


def test_a_second_file_of_one_disclosure_asks_whether_it_is_an_edition(founding: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes((founding / "source.pdf").read_bytes() + b"\n%" + name.encode())
    added = list(add_all(find_candidates(tmp_path), tmp_path / "datasets"))
    made = [a.registered for a in added if a.registered]
    assert [m.directory.name for m in made] == ["2024-budget", "2024-budget-r2"]
    assert {m.directory.parent for m in made} == {made[0].directory.parent}
    assert "edition" in made[1].open_questions
    assert "is this a later edition?" in (made[1].directory / "disclosure.toml").read_text(encoding="utf-8")


def test_a_slug_is_for_one_file(run: Run, folder: Path) -> None:
    assert run("add", folder, "--slug", "x").returncode == 2


def test_an_empty_folder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("add", tmp_path / "empty").returncode == 2


@pytest.fixture
def address(founding: Path) -> Iterator[str]:
    """A server on this machine that offers the founding disclosure."""
    with server({"/source.pdf": (founding / "source.pdf").read_bytes()}) as address:
        yield address


def test_an_address_is_fetched_and_remembered(run: Run, address: str, tmp_path: Path) -> None:
    done = run("add", f"{address}/source.pdf", "--slug", "association")
    assert done.returncode == 0, done.stderr
    toml = tomllib.loads((tmp_path / "datasets" / "association" / "2024-budget" / "disclosure.toml").read_text("utf-8"))
    assert toml["sources"][0]["url"] == f"{address}/source.pdf"
    assert toml["sources"][0]["obtained"].year > 2000
    missing = run("add", f"{address}/none.pdf")
    assert missing.returncode == 3
    assert missing.stderr.count("\n") == 1


def test_an_address_that_is_not_of_the_web_is_told(run: Run) -> None:
    done = run("add", "ftp://example.org/source.pdf")
    assert done.returncode == 3
    assert "ftp://example.org/source.pdf: no address that can be fetched; expected http:// or https://" in done.stderr
