"""Relations of the prose: confirmed by another sentence, and given up where another number of the passage fits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.prose.records import Claim, Prose

from .conftest import Read, small

KEPT = {"amount": "110.00", "change": "10.00", "growth": "10.00"}  # 10 ÷ (110 − 10): another sentence that holds
WRONG = {"amount": "220.00", "change": "17.00", "growth": "9.37"}


def claim(number: int, section: str = "s1", printed: str = "", subject: str = "支出", **values: str) -> Claim:
    """One statement in ten thousand yuan."""
    numbers = {name: Decimal(value) for name, value in values.items()}
    return Claim(f"c{number}", subject, "", unit="万元", section=section, printed=printed, **numbers)  # type: ignore[arg-type]


def results(*claims: Claim, identity: str = "claims.growth") -> dict[str, str]:
    """The result of one identity by claim."""
    checks = Read([], [], Prose(claims=claims), "budget").checks()
    return {c.records[0]: c.result for c in checks if c.identity == identity and c.records}


def test_a_rate_that_the_amounts_do_not_give() -> None:
    found = results(claim(1, "s1", **KEPT), claim(2, "s2", **WRONG))
    assert found == {"c1": "holds", "c2": "source-contradiction"}


def test_alone_it_shows_nothing() -> None:
    assert results(claim(2, "s2", **WRONG)) == {"c2": "unconfirmed"}


def test_the_change_of_the_head_at_the_end_of_a_list() -> None:
    printed = "支出400.00万元，其中：基本200.00万元、项目220.00万元，比上年增加17.00万元，增长9.37%"
    assert results(claim(1, **KEPT), claim(2, "s2", printed, **WRONG))["c2"] == "unconfirmed"


def test_a_numbered_item_may_end_a_list() -> None:
    assert results(claim(1, **KEPT), claim(2, "s2", subject="（8）其他", **WRONG))["c2"] == "unconfirmed"


def test_another_amount_of_the_passage_fits() -> None:
    other = claim(3, "s2", amount="198.43")  # 17 ÷ (198.43 − 17) = 9.37 %
    assert results(claim(1, **KEPT), claim(2, "s2", **WRONG), other)["c2"] == "unconfirmed"
    elsewhere = claim(3, "s3", amount="198.43")
    assert results(claim(1, **KEPT), claim(2, "s2", **WRONG), elsewhere)["c2"] == "source-contradiction"


@pytest.mark.parametrize("growth", ["8.3", "8.37", "8.0", "8.00"])
def test_rates_cut_off_are_noted(growth: str) -> None:
    cut = {"amount": "220.00", "change": "17.00", "growth": growth}  # 8.3743 %
    expected = "holds" if growth == "8.37" else "note"
    assert results(claim(1, **KEPT), claim(2, "s2", **cut))["c2"] == expected


def test_a_share_of_another_whole() -> None:
    claims = [
        claim(1, amount="200.00"),
        claim(2, amount="100.00", share="50.00"),
        claim(3, amount="60.00", share="25.00"),
    ]
    assert results(*claims, identity="claims.share")["c3"] == "source-contradiction"
    claims.append(claim(4, amount="240.00"))
    assert results(*claims, identity="claims.share")["c3"] == "unconfirmed"


def item(number: int, amount: str) -> dict[str, object]:
    """A coded row of a table of general public budget expenditure."""
    return {"row": number, "code": f"20801{number:02}", "amount": amount, "concept": "expenditure@general"}


def passage(*amounts: str, fund: str = "@general") -> str:
    """The result of the last of some items of a passage, held to a table of 10.00, 20.00, 30.00 and 40.00."""
    table = {"id": "t1", "form": "budget-general"}
    read = small({"tables": [table], "figures": [item(n, f"{n}0.00") for n in range(1, 5)]})
    figures = read.figures
    claims = tuple(
        replace(
            claim(n, amount=amount, subject=figures[n].code),
            concept=f"expenditure{fund}",
            functional_code=figures[n].code,
            figure_id=figures[n].id,
        )
        for n, amount in enumerate(amounts)
    )
    checks = Read(read.tables, figures, Prose(claims=claims), "budget").checks()
    return next(c.result for c in checks if c.identity == "claims.figure" and f"c{len(amounts) - 1}" in c.records)


def test_one_item_of_a_passage_differs_from_the_table_of_the_others() -> None:
    assert passage("10.00", "20.00", "30.00", "47.11") == "source-contradiction"
    assert passage("10.00", "20.00", "30.00", "47.11", fund="") == "unconfirmed"  # of which purse is not told
    assert passage("10.00", "20.00", "31.00", "47.11") == "unconfirmed"  # another differs, too
    assert passage("10.00", "20.00", "30.00", "20.00") == "unconfirmed"  # the amount of another row


@pytest.mark.parametrize(
    ("told", "result"),
    [
        (("10.00", "10.00:0", "27.00", "47.11:0"), "source-contradiction"),
        (("10.00", "10.00:0", "27.00", "88.00:0"), "unconfirmed"),  # nobody else tells it of the row that prints it
        (("10.00", "10.00:0", "27.00", "27.00:0"), "source-contradiction"),  # told of its own row as well
    ],
)
def test_an_item_told_again_with_the_amount_of_another(told: tuple[str, ...], result: str) -> None:
    table = {"id": "t1", "form": "budget-general"}
    amounts = ("10.00", "27.00", "41.00", "88.00")
    read = small({"tables": [table], "figures": [item(n, amount) for n, amount in enumerate(amounts, 1)]})
    claims: list[Claim] = []
    next_row = 0
    for n, said in enumerate(told):
        amount, _, row = said.partition(":")
        figure = read.figures[int(row) if row else next_row]
        next_row += not row
        made = claim(n, amount=amount, subject=figure.code)
        claims.append(replace(made, concept="expenditure@general", functional_code=figure.code, figure_id=figure.id))
    checks = Read(read.tables, read.figures, Prose(claims=tuple(claims)), "budget").checks()
    last = f"c{len(told) - 1}"
    assert next(c.result for c in checks if c.identity == "claims.figure" and last in c.records) == result
