"""A likely year stays out of the data; the certainty of everything else goes with it."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.disclosures.disclosure import Body, Disclosure, Source
from mingzhang.disclosures.finding import Finding, Identity
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.stamping import keep_printed_years
from mingzhang.package.descriptor import describe
from mingzhang.prose.records import Claim, Prose
from mingzhang.prose.undated import forget_year
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table

LIKELY = Identity(
    body=Finding("某局", "sure", "cover: 某局"),
    year=Finding("2026", "likely", "1 of 1 project codes"),
    kind=Finding("budget", "sure", "cover: 某局"),
)


def disclosure(told: Identity | None) -> Disclosure:
    return Disclosure(
        Body("某局", "a"), 2026, "budget", "department", (Source("a.pdf", "0" * 64, "primary"),), told=told
    )


def test_only_printed_years_stay_at_figures() -> None:
    columns = (
        Column(0, ("项目",), "label"),
        Column(1, ("预算数",), "amount"),
        Column(2, ("2025年执行数",), "amount", year=2025),
    )
    cells = tuple(Cell(1, n, 1, 1, text, Place(1)) for n, text in enumerate(("基本支出", "10.00", "9.00")))
    table = Table("t01", "", "支出表", "", "万元", (1,), columns, (), 1, (Row(1, cells),))
    guessed, undated = extract_figures([table], 2026, "budget"), extract_figures([table], None, "budget")
    kept = {f.amount: f.figure_year for f in keep_printed_years(guessed, undated)}
    assert kept == {Decimal("10.00"): None, Decimal("9.00"): 2025}


def test_only_printed_years_stay_at_claims() -> None:
    spoken = Claim("c1", "支出", "", figure_year=2026, printed="支出10万元")
    printed = Claim("c2", "支出", "", figure_year=2026, printed="2026年支出10万元")
    last = Claim("c3", "支出", "", figure_year=2025, printed="支出9万元")
    claims = forget_year(Prose(claims=(spoken, printed, last)), 2026).claims
    assert [c.figure_year for c in claims] == [None, 2026, 2025]


def test_the_descriptor_says_how_sure_it_is_and_warns_of_guesses() -> None:
    made = describe(disclosure(LIKELY), None, [])["mingzhang:disclosure"]
    assert (made["certainty"]["fiscal_year"], made["evidence"]["fiscal_year"]) == ("likely", "1 of 1 project codes")
    assert made["certainty"]["scope"] == "unknown"
    assert [("年度" in c["note"], "the year" in c["note_en"], "单位名称" in c["note"]) for c in made["caveats"]] == [
        (True, True, False)
    ]


def test_what_a_human_registered_is_sure() -> None:
    one = disclosure(None)
    made = describe(one, None, [])["mingzhang:disclosure"]
    assert (one.year_is_sure, disclosure(LIKELY).year_is_sure) == (True, False)
    assert (made["certainty"]["fiscal_year"], made["evidence"]["fiscal_year"]) == ("sure", "disclosure.toml")
    assert (made["certainty"]["division"], made["caveats"]) == ("unknown", [])
