"""Body, year, kind and scope come from the document itself."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.disclosures.identity import Finding, Identity, identify
from mingzhang.reading import read_source
from mingzhang.reading.document import Block, Cell, Document, Grid, Page, Place, Text

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "identity.yml").read_text(encoding="utf-8"))


def document(case: dict[str, Any]) -> Document:
    """A document of those lines and forms."""
    blocks: list[Block] = [Text(Place(1), line) for line in case.get("cover", ())]
    for rows in [case["forms"]] if "forms" in case else []:
        cells = [Cell(r, c, 1, 1, str(t), Place(2)) for r, row in enumerate(rows) for c, t in enumerate(row)]
        blocks.append(Grid(Place(2), len(rows), max(map(len, rows)), tuple(cells)))
    blocks.extend(Text(Place(2), line) for line in case.get("pages", ()))
    return Document("0" * 64, "application/pdf", "test", (Page(1, 595, 842), Page(2, 595, 842)), tuple(blocks))


def short(identity: Identity) -> list[str]:
    """The four values, ~ after one that is only likely."""

    return [show(f) for f in (identity.body, identity.year, identity.kind, identity.scope)]


def show(finding: Finding) -> str:
    return finding.value + ("~" if finding.sure == "likely" else "")


@pytest.mark.parametrize("case", CASES, ids=lambda c: "".join(c.get("cover", c.get("pages")))[:20])
def test_case(case: dict[str, Any]) -> None:
    identity = identify(document(case))
    assert short(identity) == case["is"]
    where = [show(identity.level), show(identity.division)]
    assert where == case.get("where", where)
    assert show(identity.signed) == case.get("signed", show(identity.signed))


def test_a_year_whose_digits_hang_below_their_line_is_put_back() -> None:
    title = Text(Place(1, (238.0, 92.0, 603.0, 112.0)), "石家庄市某某局 年部门预算情况说明", 19.7)
    year = Text(Place(1, (363.0, 110.0, 415.0, 129.0)), "2026", 19.7)
    blocks = (title, year, Text(Place(1, (102.0, 135.0, 213.0, 149.0)), "一、单位基本情况"))
    for order in (blocks, (year, title, blocks[2])):
        one = Document("0" * 64, "application/pdf", "test", (Page(1, 842, 595),), order)
        assert short(identify(one)) == ["石家庄市某某局~", "2026", "budget", "department"]


@pytest.mark.parametrize(("left", "signed"), [(380.0, "2025-02-18"), (90.0, "")])
def test_a_date_to_the_right_below_the_last_sentence_signs(left: float, signed: str) -> None:
    """One at the left is the rest of a sentence."""
    sentence = Text(Place(2, (90.0, 700.0, 300.0, 714.0)), "特此公开。")
    date = Text(Place(2, (left, 720.0, left + 80, 734.0)), "2025年2月18日")
    end = Text(Place(2, (90.0, 740.0, 300.0, 754.0)), "附件：部门预算表")
    cover = Text(Place(1, (90.0, 90.0, 300.0, 114.0)), "某市某某局2025年部门预算")
    pages = (Page(1, 595, 842), Page(2, 595, 842))
    one = Document("0" * 64, "application/pdf", "test", pages, (cover, sentence, date, end))
    assert identify(one).signed.value == signed


def test_founding_disclosure(founding: Path) -> None:
    identity = identify(read_source(founding / "source.pdf"))
    assert short(identity) == ["昌吉回族自治州科学技术协会", "2024", "budget", "department"]


def test_kind_and_year_of_real_disclosures(shared: Path) -> None:
    """One of each place: the index says kind and year of its cover; all 55 are measured by `make corpus`, later."""
    folder = shared / "disclosures" / "real"
    with (folder / "INDEX.csv").open(encoding="utf-8") as file:
        rows = {row["place"]: row for row in csv.DictReader(file)}
    for row in rows.values():
        identity = identify(read_source(folder / row["file"]))
        assert identity.kind.value == {"预算": "budget", "决算": "final"}[row["kind"]], row["file"]
        assert identity.year.value == row["year"] or not row["year"], row["file"]
        assert identity.body.value, row["file"]
        assert identity.scope.value, row["file"]
