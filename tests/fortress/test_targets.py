"""No command replaces what is not its own, whatever it is told to write to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingzhang.running.ownership import mark_site, site_files
from mingzhang.running.staging import staged
from tests.commands.conftest import Run, one_line, runner

TEXT = "某市某局2024年部门预算\n\n一、部门职责\n\n负责某事。\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command in a folder that holds the source ``report``."""
    (tmp_path / "report").write_text(TEXT, encoding="utf-8")
    return runner(tmp_path)


def contents(folder: Path) -> dict[str, str]:
    """Every file and link below a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"→ {path.readlink()}"
        elif path.is_file():
            found[name] = path.read_bytes().hex()
    return found


def test_a_source_without_suffix_stays_where_it_is(run: Run, tmp_path: Path) -> None:
    done = run("read", "report")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "report").read_text(encoding="utf-8") == TEXT
    assert (tmp_path / "report-package" / "datapackage.json").is_file()


@pytest.mark.parametrize("target", [".", "..", "report", "papers", "papers/deep", "loop", "/"])
def test_read_refuses_what_is_not_a_package(run: Run, tmp_path: Path, target: str) -> None:
    (tmp_path / "papers" / "deep").mkdir(parents=True)
    (tmp_path / "papers" / "deep" / "datapackage.json").write_text('{"resources": [], "name": "of another program"}')
    (tmp_path / "loop").symlink_to("loop")
    before = contents(tmp_path)
    done = run("read", "report", "-o", target)
    assert done.returncode == 2
    one_line(done)
    assert contents(tmp_path) == before


def test_read_keeps_what_a_user_put_into_a_package(run: Run, tmp_path: Path) -> None:
    assert run("read", "report", "-o", "p").returncode == 0
    before = contents(tmp_path / "p")
    (tmp_path / "p" / "notes.md").write_text("mine")
    (tmp_path / "p" / "glossary.csv").write_text("spoilt")
    assert run("read", "report", "-o", "p").returncode == 0
    after = contents(tmp_path / "p")
    assert after.pop("notes.md") == b"mine".hex()
    assert after == before


def test_a_link_is_followed_to_its_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "p").symlink_to("elsewhere")
    for _ in range(2):
        done = run("read", "report", "-o", "p")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "p").readlink() == Path("elsewhere")
    assert (tmp_path / "elsewhere" / "datapackage.json").is_file()


@pytest.fixture
def datasets(founding: Path, tmp_path: Path) -> Path:
    """A tree with the founding disclosure and its package."""
    root = tmp_path / "datasets"
    shutil.copytree(founding, root / founding.parent.name / founding.name)
    return root


@pytest.mark.parametrize(
    "target",
    [".", "datasets", "datasets/changji-science-association", "datasets/new", "docs", "linked",
     "datasets/changji-science-association/2024-budget/package"],
)  # fmt: skip
def test_build_refuses_what_is_not_a_site(run: Run, tmp_path: Path, datasets: Path, target: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "manual.md").write_text("how to")
    (tmp_path / "linked").symlink_to("docs")
    before = contents(tmp_path)
    done = run("build", "--datasets", datasets, "--site", target, "--no-cache")
    assert done.returncode == 2
    one_line(done)
    assert contents(tmp_path) == before


def test_a_package_from_before_is_known_by_its_descriptor(run: Run, datasets: Path) -> None:
    package = next(datasets.glob("*/*/package"))
    before = contents(package)
    (package / "notes.md").write_text("mine")
    done = run("build", "--datasets", datasets, "--no-cache")
    assert done.returncode == 0, done.stderr
    after = contents(package)
    assert after.pop("notes.md") == b"mine".hex()
    assert after == before


def test_a_damaged_package_is_made_again_and_a_foreign_one_is_not(run: Run, datasets: Path) -> None:
    descriptor = next(datasets.glob("*/*/package/datapackage.json"))
    whole = descriptor.read_bytes()
    descriptor.write_bytes(b"")
    assert run("build", "--datasets", datasets, "--no-cache").returncode == 0
    assert descriptor.read_bytes() == whole
    descriptor.write_text("{}")
    done = run("build", "--datasets", datasets, "--no-cache", "-q")
    assert (done.returncode, descriptor.read_text()) == (2, "{}")
    assert "which is not ours" in one_line(done)


def test_a_report_replaces_only_a_report(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>mine")
    for target in ("page.html", "report"):
        before = contents(tmp_path)
        done = run("check", "report", "--html", target)
        assert done.returncode == 2
        one_line(done)
        assert contents(tmp_path) == before
    for _ in range(2):
        assert run("check", "report", "--html", "new.html").returncode in (0, 1)
    assert "核对报告" in (tmp_path / "new.html").read_text(encoding="utf-8")


def test_a_site_keeps_what_its_owner_put_there(tmp_path: Path) -> None:
    for text in ("one", "two"):
        with staged(tmp_path / "site", site_files) as staging:
            (staging / "index.html").write_text(text)
            mark_site(staging)
        (tmp_path / "site" / "CNAME").write_text("budgets.example")
    assert {p.name for p in (tmp_path / "site").iterdir()} == {".mingzhang", "index.html", "CNAME"}
    assert (tmp_path / "site" / "index.html").read_text() == "two"
