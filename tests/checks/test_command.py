"""``mingzhang check``: a draft, a package, an id; failures first; JSON and one page that needs nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mingzhang.checks.record import RESULTS, Check
from mingzhang.commands.check import command
from mingzhang.commands.check_report import as_html, make_report
from mingzhang.disclosures.disclosure import load_disclosure
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.package.stored import read_package
from mingzhang.package.write import write_package
from mingzhang.running.building import read_file
from mingzhang.tables.table import Table

from .conftest import Read


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, founding: Path, founding_read: Read) -> Path:
    """A tree of datasets with the package of the founding disclosure."""
    root = tmp_path_factory.mktemp("datasets")
    folder = root / "science-association" / "2024-budget" / "package"
    folder.mkdir(parents=True)
    parts = founding_read.tables, founding_read.figures, founding_read.prose, founding_read.checks()
    write_package(load_disclosure(founding), *parts, folder)
    return folder


def run(*args: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in args], standalone_mode=False)


def test_package_and_id(package: Path, founding_checks: tuple[Check, ...]) -> None:
    root = package.parent.parent.parent
    named = "science-association/2024-budget", "--datasets", root
    results = [run(*target) for target in ((package,), (package.parent,), (package / "datapackage.json",), named)]
    assert [done.return_value for done in results] == [0] * 4
    assert f"{len(founding_checks)} checks: holds " in results[0].output
    assert {done.output for done in results} == {results[0].output}


def test_a_package_that_breaks_its_schemas_is_told_first(package: Path, tmp_path: Path) -> None:
    broken = tmp_path / "package"
    shutil.copytree(package, broken)
    claims = broken / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace(",万元,", ",万圆,", 1), encoding="utf-8")
    done = run(broken)
    assert done.return_value == 1
    assert done.output.startswith("invalid: claims.csv: ")
    assert json.loads(run(broken, "--json").stdout)["violations"]


def test_json(package: Path, founding_checks: tuple[Check, ...]) -> None:
    data = json.loads(run(package, "--json").stdout)
    assert sum(data["counts"].values()) == len(data["checks"]) == len(founding_checks)
    order = [RESULTS.index(c["result"]) for c in data["checks"]]
    assert order == sorted(order)
    rounding = next(c for c in data["checks"] if c["left"] == "276.12")
    assert len(rounding["right_figures"]) == 11


def test_html_stands_alone(package: Path, tmp_path: Path) -> None:
    page = tmp_path / "deep" / "report.html"
    assert run(package, "--html", page).return_value == 0
    text = page.read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in text
    assert not re.search(r"(?:src|href)=|@import|url\(", text)
    assert text.index("机构运行") < text.index("各项核对的次数")
    assert "没有发现问题" in text


def test_html_escapes_what_the_source_says(package: Path) -> None:
    data = read_package(package)
    data.frames["checks"].loc[0, "sentence"] = "<script>alert(1)</script>"
    assert "<script>" not in as_html(make_report(data))


def test_draft_with_a_fault(founding: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read as it is; here one figure is changed on the way, as a clerk's slip would."""

    def slipped(tables: Sequence[Table], *known: Any) -> tuple[Figure, ...]:
        figures = extract_figures(tables, *known)
        return (replace(figures[0], amount=figures[0].amount + 100), *figures[1:])

    monkeypatch.setattr("mingzhang.pipeline.extract_figures", slipped)
    monkeypatch.setattr("mingzhang.running.building.read_apart", read_file)  # here, where the slip is
    done = run(founding / "source.pdf")
    assert done.return_value == 1
    assert done.stdout.startswith("source-contradiction: ")
    assert "732.04" in done.stdout.splitlines()[0]


def test_nothing_there(tmp_path: Path) -> None:
    done = run(tmp_path / "none")
    assert isinstance(done.exception, SystemExit)
    assert done.exception.code == 2
