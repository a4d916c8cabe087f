"""``mingzhang add`` of bundles and of folders in which one disclosure lies in several containers."""

from __future__ import annotations

import shutil
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

from mingzhang.disclosures.adding import Added, add_all, find_candidates, group_copies, open_bundles
from mingzhang.disclosures.disclosure import load_disclosure
from tests.commands.conftest import Run
from tests.web import server

BODY = "安平市档案馆"
ROWS = (("收入", "预算数"), ("一般公共预算拨款", "120.50"), ("事业收入", "30.25"), ("本年收入合计", "150.75"))


def write_page(path: Path, year: int = 2024, more: str = "") -> Path:
    """A web page that is a disclosure of one table."""
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in ROWS)
    title = f"{BODY}{year}年部门预算公开"
    table = f"<p>表1</p><p>部门收入总体情况表</p><p>单位：万元</p><table>{rows}</table>"
    head = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head>"
    path.write_text(f"{head}<body><h1>{title}</h1>{table}{more}</body></html>", encoding="utf-8")
    return path


def write_book(path: Path, year: int = 2024) -> Path:
    """The same table as a workbook."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表1")
    for row, line in enumerate((("表1",), (f"{BODY}{year}年部门收入总体情况表",), ("", "单位：万元"), *ROWS)):
        for column, text in enumerate(line):
            sheet.write(row, column, text)
    book.close()
    return path


def added(folder: Path, tmp_path: Path) -> list[Added]:
    """What becomes of the files of a folder."""
    candidates = open_bundles(find_candidates(folder), tmp_path / "unpacked")
    return list(add_all(candidates, tmp_path / "datasets"))


def sources_of(one: Added) -> list[dict[str, Any]]:
    """The sources in the disclosure.toml of what was registered."""
    assert one.registered is not None, one.error
    sources: list[dict[str, Any]] = tomllib.loads((one.registered.directory / "disclosure.toml").read_text("utf-8"))[
        "sources"
    ]
    return sources


def test_one_disclosure_in_two_containers_is_registered_once(tmp_path: Path) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    write_book(folder / "公开.xlsx")
    write_page(folder / "公开.html")
    (one,) = added(folder, tmp_path)
    assert [(s["file"], s["role"]) for s in sources_of(one)] == [("source.html", "primary"), ("source.xlsx", "copy")]
    assert [copy.name for copy in one.copies] == ["公开.xlsx"]
    again = list(add_all(group_copies(find_candidates(folder)), tmp_path / "datasets"))
    assert (
        {a.same_as for a in again} == {one.registered.directory.parent.name + "/2024-budget"}
        if one.registered
        else False
    )
    assert len(again) == 2


def test_files_of_one_name_that_say_different_years_are_two_disclosures(tmp_path: Path) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    write_book(folder / "公开.xlsx", 2023)
    write_page(folder / "公开.html", 2024)
    assert [[s["file"] for s in sources_of(one)] for one in added(folder, tmp_path)] == [
        ["source.html"],
        ["source.xlsx"],
    ]


def test_what_lies_in_a_bundle_is_registered_and_says_where_it_came_from(run: Run, tmp_path: Path) -> None:
    page = write_page(tmp_path / "a.html")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(page, "档案馆/预算公开.html")
        archive.write(page, "副本.html")
        archive.writestr("说明.exe", b"MZ\x00")
    done = run("add", "all.zip")
    assert done.returncode == 3
    assert "all.zip/副本.html: the same file as" in done.stderr
    assert "all.zip/说明.exe: it is no PDF" in done.stderr
    assert "1 registered, 1 the same as others, 1 refused" in done.stderr
    (folder,) = tmp_path.glob("datasets/*/2024-budget")
    (source,) = tomllib.loads((folder / "disclosure.toml").read_text("utf-8"))["sources"]
    assert source["note"] == "来自压缩包 all.zip，其中的 档案馆/预算公开.html"
    assert source["note_en"] == "from the bundle all.zip, 档案馆/预算公开.html in it"


def test_a_hostile_bundle_is_one_line_and_stops_no_other(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    write_page(folder / "a.html")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("../../evil.html", b"x")
    done = run("add", folder)
    assert done.returncode == 3
    assert done.stderr.count("leads out of it") == 1
    assert "1 registered, 0 the same as others, 1 refused" in done.stderr
    assert not list(tmp_path.rglob("evil.html"))


def test_files_that_a_page_links_to_are_listed(run: Run, tmp_path: Path) -> None:
    more = (
        "<a href='P0201.xlsx'>附件：2024年预算公开表</a><a href='index.html'>首页</a><a href='javascript:x.pdf'>x</a>"
        "<a href='/files/%E8%A1%A8.pdf'>表</a>"
    )
    data = write_page(tmp_path / "a.html", more=more).read_bytes()
    with server({"/open/t1.html": data}) as address:
        done = run("add", f"{address}/open/t1.html")
    assert done.returncode == 0, done.stderr
    assert f"linked there: {address}/open/P0201.xlsx (附件：2024年预算公开表); add it by itself" in done.stderr
    assert f"linked there: {address}/files/%E8%A1%A8.pdf (表); add it by itself" in done.stderr
    assert done.stderr.count("linked there") == 2


def test_the_copies_of_a_registered_disclosure_are_compared(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    write_page(folder / "公开.html")
    write_book(folder / "公开.xlsx")
    (one,) = added(folder, tmp_path)
    assert one.registered is not None
    target = tmp_path / "mine" / "archive" / "2024-budget"
    shutil.copytree(one.registered.directory, target)
    text = (target / "disclosure.toml").read_text("utf-8")
    lines = [
        line for line in text.splitlines() if line.partition(" =")[0] not in ("slug", "division", "level", "scope")
    ]
    text = "\n".join(lines).replace("[body]", '[body]\nslug = "archive"\ndivision = ""\nlevel = ""')
    (target / "disclosure.toml").write_text('scope = "department"\n' + text, "utf-8")
    assert [s.role for s in load_disclosure(target).sources] == ["primary", "copy"]
    done = run("build", "--datasets", tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    checks = (target / "package" / "checks.csv").read_text("utf-8")
    assert "source.xlsx 与 source.html 有 3 个数字一致" in checks
