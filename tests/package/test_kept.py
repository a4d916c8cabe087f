"""Downloads kept between builds are those that would be made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingzhang.package import kept
from mingzhang.package.formats import Downloads, write_downloads
from mingzhang.running.hashing import contents_of


def test_what_is_kept_is_what_is_made(founding: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From an empty cache and from a full one: the same files, the same list."""
    made = write_downloads(founding / "package", tmp_path / "made")
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "other.txt").write_text("of another disclosure")
        given = kept.keep_downloads(founding / "package", tmp_path / name, "", tmp_path / "cache")
        assert given == made
        (tmp_path / name / "other.txt").unlink()
        assert list(contents_of(tmp_path / name)) == list(contents_of(tmp_path / "made"))
        monkeypatch.setattr(kept, "write_downloads", _never)


def _never(*_: object) -> Downloads:
    raise AssertionError("made again")


def test_what_has_changed_is_made_again(founding: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file of the package or another address of the site."""
    package, made = tmp_path / "package", []
    shutil.copytree(founding / "package", package)

    def write(package_dir: Path, data_dir: Path, site_url: str) -> None:
        made.append(site_url)
        (data_dir / "file").write_text("")

    monkeypatch.setattr(kept, "write_downloads", write)
    for url in ("", "", "https://budgets.example/"):
        kept.keep_downloads(package, tmp_path / "data", url, tmp_path / "cache")
    assert made == ["", "https://budgets.example/"]
    (package / "figures.csv").write_text("changed")
    kept.keep_downloads(package, tmp_path / "data", "", tmp_path / "cache")
    assert len(made) == 3
