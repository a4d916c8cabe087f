"""Commands that make packages: read, build, verify; what goes wrong with one source stays with it."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from .conftest import Run, one_line


@pytest.fixture
def datasets(tmp_path: Path, founding: Path) -> Path:
    """A tree with a copy of the founding disclosure, without its package."""
    root = tmp_path / "datasets"
    copy = root / founding.parent.name / founding.name
    shutil.copytree(founding, copy, ignore=shutil.ignore_patterns("package"))
    return root


def add_bad(datasets: Path, name: str, content: bytes) -> Path:
    """A second disclosure, whose source is no readable PDF."""
    good = next(datasets.glob("changji*/2024-budget"))
    bad = datasets / name / "2024-budget"
    bad.mkdir(parents=True)
    (bad / "source.pdf").write_bytes(content)
    text = (good / "disclosure.toml").read_text(encoding="utf-8").split("[[sources]]")[0]
    source = f'[[sources]]\nfile = "source.pdf"\nsha256 = "{hashlib.sha256(content).hexdigest()}"\nrole = "primary"\n'
    (bad / "disclosure.toml").write_text(text.replace(good.parent.name, name) + source, encoding="utf-8")
    return bad


def test_read_makes_the_folder_with_its_parents(run: Run, founding: Path, tmp_path: Path) -> None:
    done = run("read", founding / "source.pdf", "-o", "deep/down/package")
    assert done.returncode == 0, done.stderr
    package = tmp_path / "deep" / "down" / "package"
    assert json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert [p.name for p in package.parent.iterdir()] == ["package"]


def test_read_of_a_document_that_says_nothing_of_itself(run: Run, shared: Path, tmp_path: Path) -> None:
    done = run("read", shared / "disclosures" / "hostile" / "41_injection_text.pdf", "-o", "p")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "p" / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert {row["amount"] for row in csv.DictReader(file)} >= {"-1234.56", "-12.30"}


def test_read_refuses_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    done = run("read", "x.pdf", "-o", "out")
    assert done.returncode == 3
    one_line(done)
    assert [p.name for p in tmp_path.iterdir()] == ["x.pdf"]


def test_read_replaces_a_package_but_no_other_folder(run: Run, founding: Path, tmp_path: Path) -> None:
    other = tmp_path / "papers"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    assert run("read", founding / "source.pdf", "-o", other).returncode == 2
    assert (other / "thesis.txt").read_text() == "years of work"


def test_build_then_verify(run: Run, datasets: Path, founding: Path) -> None:
    done = run("build", "--datasets", datasets, "--log", "json", "--profile")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert events[0] == {"event": "package", "id": "changji-science-association/2024-budget", "made": True}
    assert (events[1]["made"], events[1]["unchanged"], events[1]["aside"]) == (1, 0, 0)
    assert "read_source" in events[-1]["seconds"]
    assert run("verify", "--datasets", datasets).returncode == 0
    figures = next(datasets.glob("*/*/package/figures.csv"))
    figures.write_text(figures.read_text(encoding="utf-8").replace("632.04", "632.05"), encoding="utf-8")
    found = run("verify", "--datasets", datasets)
    assert found.returncode == 1
    assert "figures.csv: differs from line" in found.stdout


def test_bad_source_is_set_aside_and_the_rest_is_made(run: Run, datasets: Path) -> None:
    bad = add_bad(datasets, "a-broken-one", b"%PDF-1.7\nnothing")
    done = run("build", "--datasets", datasets, "-q")
    assert done.returncode == 3
    assert "a-broken-one" in one_line(done)
    assert next(datasets.glob("changji*/*/package/datapackage.json"))
    assert sorted(p.name for p in bad.iterdir()) == ["disclosure.toml", "source.pdf"]


def test_bad_source_leaves_the_last_good_package(run: Run, datasets: Path) -> None:
    assert run("build", "--datasets", datasets, "-q").returncode == 0
    directory = next(datasets.glob("changji*/*"))
    before = {p: p.read_bytes() for p in (directory / "package").rglob("*") if p.is_file()}
    (directory / "source.pdf").write_bytes(b"%PDF-1.7\nanother")
    done = run("build", "--datasets", datasets, "-q")
    assert done.returncode == 3
    assert "not what was registered" in one_line(done)
    assert {p: p.read_bytes() for p in (directory / "package").rglob("*") if p.is_file()} == before


def test_only_takes_an_id_or_a_body(run: Run, datasets: Path) -> None:
    add_bad(datasets, "a-broken-one", b"%PDF-1.7\nnothing")
    assert run("build", "--datasets", datasets, "--only", "changji-science-association").returncode == 0
    assert run("build", "--datasets", datasets, "--only", "changji-science-association/2024-budget").returncode == 0


def test_committed_packages_rebuild_identically(run: Run, root: Path) -> None:
    done = run("verify", "--datasets", root / "datasets")
    assert done.returncode == 0, done.stdout + done.stderr


def test_hostile_files_are_read_whole_or_refused_whole(run: Run, shared: Path, tmp_path: Path) -> None:
    """The later stages, too, must bear what a reader could make of a hostile file."""
    for path in sorted((shared / "disclosures" / "hostile").glob("*.pdf")):
        target = tmp_path / path.stem
        done = run("read", path, "-o", target, "-q")
        if done.returncode == 0:
            assert (target / "datapackage.json").is_file()
            assert done.stderr == ""
        else:
            assert done.returncode == 3
            assert path.name in one_line(done)
    assert not list(tmp_path.glob(".staging*"))
