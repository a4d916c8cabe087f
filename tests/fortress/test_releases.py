"""A release that is cut off anywhere has not happened or can be completed, and raises no version twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingzhang.collection import releases as room
from mingzhang.collection.releases import damaged_records, make_release, read_releases, repair_records, write_release
from mingzhang.disclosures.disclosure import load_disclosure
from mingzhang.errors import WrongCommand
from mingzhang.running.files import write_whole


class Killed(BaseException):
    """The end of the process."""


@pytest.fixture
def package(founding: Path, tmp_path: Path) -> Path:
    """A released package, one of whose figures was altered since."""
    directory = tmp_path / "datasets" / founding.parent.name / founding.name
    shutil.copytree(founding, directory)
    package = directory / "package"
    release(package, "a")
    path = package / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",632.04,632.04,", ",632.05,632.05,", 1), encoding="utf-8")
    return package


def release(package: Path, name: str) -> list[str]:
    """Makes a release; the versions that it gave."""
    folder = package.parents[2] / "releases"
    made = make_release([package], folder, name, "2024-03-01")
    write_release(made, [package], folder)
    return [change.version for change in made.changes]


@pytest.mark.parametrize("writes", range(5))
def test_cut_off_after_each_file(package: Path, writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of disclosure.toml, datapackage.json, latest.json and the record so many are written."""
    folder = package.parents[2] / "releases"
    left = iter(range(writes))

    def write(path: Path, text: str) -> None:
        if next(left, None) is None:
            raise Killed
        write_whole(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(room, "write_whole", write)
        if writes < 4:
            with pytest.raises(Killed):
                release(package, "b")
        else:
            release(package, "b")
    assert damaged_records(folder) == []
    repair_records(folder)
    if writes < 3:
        assert release(package, "b") == ["1.1.0"]
    with pytest.raises(WrongCommand, match="exists"):
        release(package, "b")
    assert release(package, "c") == []
    assert load_disclosure(package.parent).version == "1.1.0"
    (made,) = [r for r in read_releases(folder) if r["name"] == "b"]
    assert [c["version"] for c in made["changes"]] == ["1.1.0"]
    assert (folder / "b.json").is_file()


def test_the_last_record_is_repaired_and_an_older_one_named(package: Path) -> None:
    folder = package.parents[2] / "releases"
    release(package, "b")
    whole = (folder / "b.json").read_bytes()
    for name in ("a.json", "b.json"):
        (folder / name).write_bytes(b"")
    assert [r["name"] for r in read_releases(folder)] == ["b"]
    (error,) = damaged_records(folder)
    assert "a.json: damaged" in str(error)
    assert repair_records(folder) == [folder / "b.json"]
    assert (folder / "b.json").read_bytes() == whole


def test_a_damaged_record_that_no_release_stands_on_is_written_anew(package: Path) -> None:
    folder = package.parents[2] / "releases"
    (folder / "b.json").write_bytes(b"")
    assert release(package, "b") == ["1.1.0"]
    assert damaged_records(folder) == []


@pytest.mark.parametrize("name", ["latest", "../up", "a/b", "", ".hidden", "b\n"])
def test_a_name_leads_nowhere_else(package: Path, name: str) -> None:
    with pytest.raises(WrongCommand):
        make_release([package], package.parents[2] / "releases", name, "2024-03-01")
