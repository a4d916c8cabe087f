"""What is registered of a body's place: its name tells it, or its name and the place that the title begins with."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mingzhang.disclosures.registration import register
from mingzhang.reading.document import Document, Page, Place, Text


@pytest.mark.parametrize(
    ("title", "label", "division", "level", "open_"),
    [
        ("上海市2026年市级单位预算", "上海交通职业技术学院", "310000", "province", False),
        (
            "上海市2026年市级单位预算",
            "域外农场管理办公室",
            "310000",
            "province",
            False,
        ),  # a unit of what the cover names
        ("上海海关2026年部门预算", "上海海关", "", "central", False),
        ("上海浦东发展银行2026年部门预算", "上海浦东发展银行", "", "", True),
        ("上海市财政局2026年部门预算", "上海市财政局", "310000", "province", False),
    ],
)
def test_a_short_name_is_a_place_where_the_title_prints_it(
    title: str, label: str, division: str, level: str, open_: bool, tmp_path: Path
) -> None:
    lines = [title, f"预算单位：{label}", "目录"]
    pages = (Page(1, 595, 842),)
    document = Document("0" * 64, "application/pdf", "test", pages, tuple(Text(Place(1), line) for line in lines))
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-")
    made = register(path, document, (), tmp_path / "datasets")
    body = tomllib.loads((made.directory / "disclosure.toml").read_text(encoding="utf-8"))["body"]
    assert (body["name"], body["division"], body["level"]) == (label, division, level)
    assert ("body.division" in made.open_questions) is open_


def test_another_slug_makes_another_body_and_no_slug_the_known_one(tmp_path: Path) -> None:
    slugs = []
    for number, slug in enumerate(("customs", "", "customs-of-shanghai", "customs")):
        lines = ["上海海关2026年部门预算", "预算单位：上海海关", "目录"]
        pages = (Page(1, 595, 842),)
        document = Document("0" * 64, "application/pdf", "test", pages, tuple(Text(Place(1), line) for line in lines))
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(f"%PDF-{number}".encode())
        made = register(path, document, (), tmp_path / "datasets", slug)
        slugs.append(made.disclosure.body.slug)
    assert slugs == ["customs", "customs", "customs-of-shanghai", "customs"]
