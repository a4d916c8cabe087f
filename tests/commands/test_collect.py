"""``mingzhang collect``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.commands.conftest import Run, one_line


def test_it_makes_the_collection_and_no_site(run: Run, tmp_path: Path, founding: Path) -> None:
    here = tmp_path / "datasets" / founding.parent.name / founding.name
    shutil.copytree(founding, here)
    done = run("collect", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "out/all: 1 packages, " in done.stderr
    assert json.loads((tmp_path / "out/all/datapackage.json").read_text(encoding="utf-8"))["name"] == "mingzhang"
    assert (tmp_path / "out/all/lines.csv").is_file()
    assert (tmp_path / "out/all.zip").is_file()
    assert not (tmp_path / "out/index.html").exists()
    assert run("collect", "-o", "out").returncode == 0


def test_a_folder_that_is_not_ours_is_refused(run: Run, tmp_path: Path, founding: Path) -> None:
    shutil.copytree(founding, tmp_path / "datasets" / founding.parent.name / founding.name)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.md").write_text("mine", encoding="utf-8")
    done = run("collect", "-o", "mine")
    assert done.returncode == 2
    assert "not ours" in one_line(done)
    assert (tmp_path / "mine/notes.md").read_text(encoding="utf-8") == "mine"


def test_without_packages_it_says_what_to_do(run: Run, tmp_path: Path, founding: Path) -> None:
    here = tmp_path / "datasets" / founding.parent.name / founding.name
    shutil.copytree(founding, here, ignore=shutil.ignore_patterns("package"))
    done = run("collect")
    assert done.returncode == 2
    assert "no packages; expected packages to collect; run mingzhang build" in one_line(done)
