"""Personal numbers drawn into a disclosure reach no file of any format that is made of it, and no picture."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from PIL import Image, ImageChops

from mingzhang.reading.pictures import draw_pictures
from tests.commands.conftest import runner
from tests.fortress.drawn import Sheet, document

# Each planted number as it must be found nowhere: letters and digits alone, as they stand in the source.
PLANTED = (
    "13961234507", "18896543217", "2761584", "2761595", "27615816", "2761627", "2761638", "2761649",
    "6217994051234567801", "65003611598761234567", "11010119900307758X", "650103198807123457",
    "wangxiaoping", "liqiang", "71829364", "zhaoyuyu",
)  # fmt: skip
PROSE = (
    "某县某某局2024年部门预算公开",
    "一、部门基本情况",
    "联系人王某，手机139 6123 4507，电话（值班室）2761627，邮箱wangxiaoping@example.com。",
    "办公电话：",
    "2761638",
    "公民身份号码：650103198807123457，微信号：zhaoyuyu，QQ：71829364。",
    "二、2024年预算收支总体情况",
    "2024年一般公共预算支出2761584.00元，热线受理1234567件，单价5@12.50元。",
)
CONTACTS = (
    ("单位", "联系人", "联系电话", "电子邮箱", "银行账号"),
    ("局机关", "王某", "0991-2761584\n13961234507", "wangxiaoping\n@example.com", "6217994051\n234567801"),
    ("下属一站", "李某", "2761595", "liqiang@exam\nple.com", "65003611598761234567"),
    ("下属二站", "赵某", "2761\n649", "无", "6217 9940 5123\n4567 801"),
)
BUDGET = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "27615840.00", "27615840.00", "0.00"),
    ("20101", "人大事务", "27615840.00", "27615840.00", "0.00"),
    ("2010101", "行政运行", "27615840.00", "27615840.00", "0.00"),
    ("", "合计", "27615840.00", "27615840.00", "0.00"),
)
AMOUNTS = ("27615840.00", "2761584.00", "1234567")
FORM = (
    ("项目名称", "某某项目", "项目负责人及电话", "李某 18896543217"),
    ("身份证号码", "11010119900307758X", "联系电话", "27615816"),
    ("年度资金总额", "2761584.00", "其中：财政拨款", "2761584.00"),
)
_OTHERS = str.maketrans("0123456789agilnopquxyz", "1032547698eqliudbgnvxy")  # each as wide as the one it stands for
SPACES = re.compile(r"[\s\-_－\u3000（）()|]+")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the drawn file registered in ``datasets``, its package in ``package`` and the site in ``site``."""
    folder = tmp_path_factory.mktemp("privacy")
    (folder / "drawn.pdf").write_bytes(document(_sheets()))
    run = runner(folder)
    done = run("read", "drawn.pdf", "-o", "package")
    assert done.returncode == 0, done.stderr
    done = run("add", "drawn.pdf", "--datasets", "datasets", "--slug", "some-body")
    assert done.returncode == 0, done.stderr
    done = run("build", "--datasets", "datasets", "--site", "site")
    assert done.returncode == 0, done.stderr
    return folder


def test_no_planted_number_is_in_any_file_of_any_format(built: Path) -> None:
    shown, amounts = set(), set[str]()
    formats = set()
    for path in _files(built):
        formats |= {Path(name).suffix for name in _names(path)}
        for text in _texts(path):
            plain = SPACES.sub("", _without_amounts(text))
            shown |= {(number, str(path.relative_to(built))) for number in PLANTED if number in plain}
            amounts |= {amount for amount in AMOUNTS if amount in text}
    assert shown == set()
    assert amounts == set(AMOUNTS)
    assert {".csv", ".json", ".xlsx", ".parquet", ".sqlite", ".html", ".zip"} <= formats


def test_no_cell_of_a_contact_is_an_amount(built: Path) -> None:
    with (built / "package" / "figures.csv").open(encoding="utf-8") as file:
        figures = list(csv.DictReader(file))
    assert {f["amount"] for f in figures if "." in f["amount"]} <= {"27615840.00", "2761584.00", "0.00"}
    announced = [f for f in figures if re.search("电话|邮箱|账号|身份证", f["column_label"])]
    assert announced == []
    assert len([f for f in figures if f["amount"] == "27615840.00"]) == 8


def test_pictures_show_nothing_of_them(tmp_path: Path) -> None:
    """Where the numbers stand, a picture with them is the same as one in which every digit of them is another."""
    assert not any(number in SPACES.sub("", _without_amounts(_veil(text))) for number in PLANTED for text in PROSE)
    shown, other = _picture(tmp_path / "a", _sheets()), _picture(tmp_path / "b", _sheets(_veil))
    plain = _picture(tmp_path / "c", _sheets(lambda text: re.sub("27615840", "38726951", text)))
    assert [ImageChops.difference(a, b).getbbox() for a, b in zip(shown, other, strict=True)] == [None, None]
    assert ImageChops.difference(shown[1], plain[1]).getbbox() is not None


def _sheets(change: object = None) -> list[Sheet]:
    def changed(text: str) -> str:
        return change(text) if callable(change) else text

    def rows(table: tuple[tuple[str, ...], ...]) -> list[list[str]]:
        return [[changed(cell) for cell in row] for row in table]

    first, second = Sheet(), Sheet()
    y = first.lines(80, map(changed, PROSE))
    y = first.table(y + 10, (60, 50, 90, 120, 140), rows(CONTACTS))
    y = second.lines(80, ("部门支出总表", "单位：元"))
    y = second.table(y, (70, 120, 90, 90, 90), rows(BUDGET))
    y = second.lines(y + 20, ("项目支出绩效目标表",))
    second.table(y, (90, 150, 100, 120), rows(FORM))
    return [first, second]


def _veil(text: str) -> str:
    """The text with what is planted in it replaced by other digits and letters of the same width."""
    for number in PLANTED:
        pattern = r"([\s\-]?)".join(map(re.escape, number))
        text = re.sub(rf"(?<![0-9]){pattern}(?![0-9.])", _other, text)
    return text


def _other(match: re.Match[str]) -> str:
    kept = 3 if re.match("1[38]", match[0]) and len(re.sub("[^0-9]", "", match[0])) == 11 else 0
    return match[0][:kept] + match[0][kept:].translate(_OTHERS)


def _picture(folder: Path, sheets: list[Sheet]) -> list[Image.Image]:
    folder.mkdir()
    path = folder / "page.pdf"
    path.write_bytes(document(sheets))
    made = draw_pictures(path, [1, 2], folder / "kept")
    assert made.folder is not None
    return [Image.open(made.folder / f"{n}.webp").convert("RGB") for n in (1, 2)]


def _files(built: Path) -> Iterator[Path]:
    for folder in ("package", "site", "datasets"):
        yield from sorted(p for p in (built / folder).rglob("*") if p.is_file() and p.suffix != ".pdf")


def _without_amounts(text: str) -> str:
    return re.sub(r"2761584(?:0?\.00|00?(?![0-9]))", "", text)


def _names(path: Path) -> Iterator[str]:
    """Its own name and, of an archive, the names of what lies in it."""
    yield path.name
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from archive.namelist()


def _texts(path: Path) -> Iterator[str]:
    """What a file holds as text, files within it included."""
    if path.suffix in (".zip", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "replace")
    elif path.suffix == ".parquet":
        table = pq.read_table(io.BytesIO(path.read_bytes()))
        yield "\n".join(str(row) for row in table.to_pylist())
    else:
        yield path.read_bytes().decode("utf-8", "replace")
