"""``mingzhang release``: new versions where figures changed, a record of it, and the feed made from it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from mingzhang.collection.feed import make_feed
from mingzhang.collection.releases import make_release, read_releases, write_release
from mingzhang.disclosures.disclosure import load_disclosure
from mingzhang.errors import UnreadableSource, WrongCommand
from mingzhang.running.hashing import sha256_of
from tests.commands.conftest import Run

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def dataset(founding: Path, tmp_path: Path) -> Path:
    """A copy of the founding disclosure in a tree of its own."""
    target = tmp_path / "datasets" / founding.parent.name / founding.name
    shutil.copytree(founding, target)
    return target


def alter(dataset: Path) -> None:
    """One amount altered, one figure removed."""
    path = dataset / "package" / "figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",632.04,632.04,", ",632.05,632.05,")
    path.write_text("".join(lines[:-1]), encoding="utf-8")


def test_the_first_release_holds_everything(dataset: Path, tmp_path: Path) -> None:
    release = make_release([dataset / "package"], tmp_path / "releases", "2024-03-01", "2024-03-01")
    assert [(c.kind, c.version) for c in release.changes] == [("new", "1.0.0")]
    before = (dataset / "package" / "datapackage.json").read_bytes()
    write_release(release, [dataset / "package"], tmp_path / "releases")
    assert (dataset / "package" / "datapackage.json").read_bytes() == before
    again = make_release([dataset / "package"], tmp_path / "releases", "2024-03-02", "2024-03-02")
    assert again.changes == ()


def test_changed_figures_raise_the_version_where_the_next_build_finds_it(dataset: Path, tmp_path: Path) -> None:
    package, releases = dataset / "package", tmp_path / "releases"
    write_release(make_release([package], releases, "a", "2024-03-01"), [package], releases)
    alter(dataset)
    release = make_release([package], releases, "b", "2024-04-01")
    write_release(release, [package], releases)
    change = release.changes[0]
    assert (change.kind, change.version, len(change.added), len(change.removed)) == ("changed", "1.1.0", 0, 1)
    assert [(a.before[:6], a.after[:6]) for a in change.altered] == [("632.04", "632.05")]
    assert load_disclosure(dataset).version == "1.1.0"
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["version"] == "1.1.0"
    assert make_release([package], releases, "c", "2024-05-01").changes == ()


def test_a_change_beside_the_figures_is_a_small_one(dataset: Path, tmp_path: Path) -> None:
    package, releases = dataset / "package", tmp_path / "releases"
    write_release(make_release([package], releases, "a", "2024-03-01"), [package], releases)
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    next(r for r in descriptor["resources"] if r["name"] == "claims")["hash"] = "sha256:another"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    change = make_release([package], releases, "b", "2024-04-01").changes[0]
    assert (change.kind, change.version, change.resources) == ("changed", "1.0.1", ("claims",))


def test_a_whole_cycle(run: Run, dataset: Path, tmp_path: Path) -> None:
    """Released, corrected at its source, built, released again, built again: version, record and feed say so."""
    tree = dataset.parent.parent
    shutil.rmtree(dataset / "package")
    _correct(dataset, "", "")
    assert run("build", "--datasets", tree).returncode == 0
    assert run("release", "--datasets", tree, "--date", "2024-03-01").returncode == 0
    _correct(dataset, "4.05", "4.06")
    assert run("build", "--datasets", tree).returncode == 0
    told = run("release", "--datasets", tree, "--date", "2024-04-01").stdout
    assert re.match(r"\S+/2024-budget 1\.1\.0: 0 added, 0 removed, [1-9]\d* altered\n", told), told
    package = dataset / "package" / "datapackage.json"
    released = package.read_bytes()
    assert run("build", "--datasets", tree).returncode == 0
    assert package.read_bytes() == released
    assert run("release", "--datasets", tree, "--date", "2024-05-01").stdout == ""
    first, second = read_releases(tmp_path / "datasets" / "releases")[::-1]
    assert [c["kind"] for r in (first, second) for c in r["changes"]] == ["new", "changed"]
    altered = second["changes"][0]["altered"]
    assert ("4.05", "4.06") in {(a["before"].partition(" ")[0], a["after"].partition(" ")[0]) for a in altered}
    assert "figures: altered" in make_feed([second, first])


def _correct(dataset: Path, wrong: str, right: str) -> None:
    """The text as the only source, with one amount as the publisher corrected it."""
    path = dataset / "source.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(wrong, right) if wrong else text, encoding="utf-8")
    toml = (dataset / "disclosure.toml").read_text(encoding="utf-8")
    before, _, rest = toml.partition("[[sources]]")
    source = f'[[sources]]\nfile = "source.txt"\nsha256 = "{sha256_of(path)}"\nrole = "primary"\n\n'
    caveats = "[[caveats]]" + rest.partition("[[caveats]]")[2]
    (dataset / "disclosure.toml").write_text(before + source + caveats, encoding="utf-8")


def test_a_withdrawn_disclosure_is_told(dataset: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    write_release(make_release([dataset / "package"], releases, "a", "2024-03-01"), [], releases)
    assert [c.kind for c in make_release([], releases, "b", "2024-04-01").changes] == ["withdrawn"]


def test_a_release_is_not_overwritten(dataset: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    write_release(make_release([dataset / "package"], releases, "a", "2024-03-01"), [], releases)
    with pytest.raises(WrongCommand, match="exists"):
        make_release([dataset / "package"], releases, "a", "2024-03-02")


def test_the_feed_has_an_entry_for_each_change_newest_first(dataset: Path, tmp_path: Path) -> None:
    package, releases = dataset / "package", tmp_path / "releases"
    write_release(make_release([package], releases, "2024-03-01", "2024-03-01"), [package], releases)
    alter(dataset)
    write_release(make_release([package], releases, "2024-04-01", "2024-04-01"), [package], releases)
    feed = Xml.fromstring(make_feed(read_releases(releases), "https://example.org/mz/"))
    titles = [e.findtext(f"{ATOM}title") or "" for e in feed.findall(f"{ATOM}entry")]
    assert [t.split()[0] for t in titles] == ["更新", "新增"]
    link = feed.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://example.org/mz/disclosures/changji-science-association/2024-budget/"
    ids = [e.findtext(f"{ATOM}id") for e in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 2
    assert feed.findtext(f"{ATOM}updated") == "2024-04-01T00:00:00Z"


def test_the_command(run: Run, dataset: Path, tmp_path: Path) -> None:
    options = ("release", "--datasets", dataset.parent.parent, "--date", "2024-03-01")
    dry = run(*options, "--dry-run")
    assert (dry.returncode, dry.stdout) == (0, "changji-science-association/2024-budget 1.0.0: new\n")
    assert not (tmp_path / "datasets" / "releases").exists()
    assert run(*options).returncode == 0
    assert (tmp_path / "datasets" / "releases" / "2024-03-01.json").is_file()
    assert run(*options).returncode == 2


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("latest.json", '{"version": 3}'),
        ("latest.json", '{"packages": {"a/b": {"version": "1.0.0"}}}'),
        ("latest.json", '{"packages": [1]}'),
        ("latest.json", "[]"),
    ],
)
def test_without_the_last_state_there_is_no_release(file: str, text: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSource, match="damaged"):
        make_release([], tmp_path, "b", "2024-03-01")
