"""Personal numbers of a source reach no file that is made of it; amounts that look like one stay."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.commands.conftest import runner

_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
NUMBERS = {
    "13987650421": ["13987650421", "139 8765 0421", "139-876-50421", "13987650421".translate(_DIGITS)],
    "27654321": ["0994 2765 4321", "（0994）27654321", "电话：2765 4321"],
    "11010119900307758X": ["11010119900307758X", "110101 19900307 758X"],
    "zhangsan": ["zhangsan@example.com", "zhangsan @ example.com"],
}
AMOUNT = "13987650421.00"
SPACES = re.compile(r"[\s\-_－\u3000（）()]+")


def _source(founding: Path, path: Path) -> Path:
    """The founding text with every number in every spelling, in its prose and in a table of targets."""
    text = (founding / "source.txt").read_text(encoding="utf-8")
    printed = [f"联系人某某，{spelling}，上年支出 {AMOUNT} 元。" for found in NUMBERS.values() for spelling in found]
    text = text.replace("二、 机构设置及人员情况", "\n\n".join([*printed, "二、 机构设置及人员情况"]), 1)
    assert "189****7150" in text
    path.write_text(text.replace("189****7150", NUMBERS["13987650421"][0]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(founding: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that text registered in ``datasets`` and the site made of it in ``site``."""
    folder = tmp_path_factory.mktemp("personal")
    run = runner(folder)
    done = run("add", _source(founding, folder / "any.txt"), "--datasets", "datasets", "--slug", "some-body")
    assert (done.returncode, "sources.url" in done.stderr) == (0, True), done.stderr
    done = run("build", "--datasets", "datasets", "--site", "site")
    assert done.returncode == 0, done.stderr
    return folder


def test_no_spelling_of_a_personal_number_is_in_any_file(built: Path) -> None:
    shown: dict[str, set[str]] = {number: set() for number in NUMBERS}
    amounts = set()
    for path in sorted(p for folder in ("site", "datasets") for p in (built / folder).rglob("*") if p.is_file()):
        if path.name == "source.txt":
            continue
        for text in _texts(path):
            amounts |= {path.name} if AMOUNT in text else set()
            plain = SPACES.sub("", text)
            for number in NUMBERS:
                found = number in _bare(plain) or number.translate(_DIGITS) in plain
                shown[number] |= {str(path.relative_to(built))} if found else set()
    assert shown == {number: set() for number in NUMBERS}
    assert {"sections.csv", "mingzhang.sqlite.zip", "index.html"} <= amounts  # an amount is not masked


def test_such_a_source_is_not_passed_on_and_the_package_says_why(built: Path) -> None:
    folder = built / "datasets" / "some-body" / "2024-budget"
    assert "personal = true" in (folder / "disclosure.toml").read_text(encoding="utf-8")
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "/source.txt\n"
    with zipfile.ZipFile(built / "site" / "data" / "some-body" / "2024-budget.zip") as archive:
        files = {name.rpartition("/")[2]: archive.read(name).decode("utf-8") for name in archive.namelist()}
    descriptor = json.loads(files["datapackage.json"])
    assert "personal numbers" in descriptor["sources"][0]["mingzhang:personal:en"]
    assert "only linked at its publisher" in files["README.md"]
    source = (built / "any.txt").read_bytes()
    assert [p.name for p in (built / "site").rglob("*") if p.is_file() and p.read_bytes() == source] == []


def test_what_is_explained_of_a_page_shows_none(built: Path) -> None:
    done = runner(built)("explain", "any.txt", "--page", "1")
    assert "联系人某某" in done.stdout
    assert [n for n in NUMBERS if n in _bare(SPACES.sub("", done.stdout))] == []


def _bare(text: str) -> str:
    """The text without amounts, which may look like a number."""
    return text.replace(AMOUNT, "")


def _texts(path: Path) -> Iterator[str]:
    """What a file holds as text, files within it included."""
    if path.suffix in (".zip", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "replace")
    elif path.suffix == ".gz":
        return
    elif path.suffix == ".parquet":
        table = pq.read_table(io.BytesIO(path.read_bytes()))
        yield "\n".join(str(row) for row in table.to_pylist())
    else:
        yield path.read_bytes().decode("utf-8", "replace")
