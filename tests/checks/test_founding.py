"""What the founding disclosure must give, from issue to sentence."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from mingzhang.checks.record import FAILED, Check
from mingzhang.knowledge.identities import load_identities

from .conftest import Read, case

EXPECTED = case("founding.yml")


@pytest.mark.parametrize("expected", EXPECTED["checks"], ids=lambda e: f"{e['identity']} {e['left']}")
def test_expected(founding_checks: tuple[Check, ...], expected: dict[str, str]) -> None:
    wanted = {k: v for k, v in expected.items() if k not in ("says", "says_en")}
    found = [c for c in founding_checks if all(str(getattr(c, k)) == v for k, v in wanted.items())]
    assert found, [c for c in founding_checks if c.identity == expected["identity"]]
    for words in expected.get("says", ()):
        assert any(words in c.sentence for c in found), found[0].sentence
    for words in expected.get("says_en", ()):
        assert any(words in c.sentence_en for c in found), found[0].sentence_en


def test_counts(founding_checks: tuple[Check, ...]) -> None:
    found = Counter((c.identity, c.result) for c in founding_checks)
    table = {
        i: {r: n for (j, r), n in found.items() if j == i} for i in dict.fromkeys(c.identity for c in founding_checks)
    }
    assert table == EXPECTED["counts"]


def test_every_identity_is_tried_or_says_why_not(founding_checks: tuple[Check, ...]) -> None:
    told = {c.identity for c in founding_checks}
    assert told >= {i.id for i in load_identities() if i.kind in ("", "budget")}


def test_the_source_does_not_contradict_itself(founding_checks: tuple[Check, ...]) -> None:
    assert [c.sentence for c in founding_checks if c.result in FAILED] == []


def test_rounding_never_holds(founding_checks: tuple[Check, ...]) -> None:
    for c in founding_checks:
        if c.result == "rounding":
            assert c.difference
            assert c.tolerance is not None
            assert abs(c.difference) <= c.tolerance
            assert "至" in c.tolerance_reason
        if c.result == "holds" and c.difference and c.identity not in ("claims.share", "claims.growth"):
            assert c.difference < 0  # not more than


def test_records_are_sound(founding_read: Read, founding_checks: tuple[Check, ...]) -> None:
    assert len({c.id for c in founding_checks}) == len(founding_checks)
    figures = {f.id for f in founding_read.figures}
    tables = {t.table_id for t in founding_read.tables}
    for c in founding_checks:
        assert {*c.left_figures, *c.right_figures} <= figures
        assert set(c.table_ids) <= tables
        assert c.sentence
        assert c.sentence_en
        assert "{" not in c.sentence + c.sentence_en
        assert all(x is None or isinstance(x, Decimal) for x in (c.left, c.right, c.difference, c.tolerance))


def test_same_again(founding_read: Read, founding_checks: tuple[Check, ...]) -> None:
    assert founding_read.checks() == founding_checks
