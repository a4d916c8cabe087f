"""What a verdict does to the figures: only a current ``misread`` makes them doubtful, and never changes them."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from mingzhang.reviews.review_record import AS_PRINTED, CURRENT, MISREAD, STALE, Review
from mingzhang.reviews.verdicts import doubt_misread
from tests.witnesses.test_small import figure

FIGURES = (figure("f1", "甲", "5.00"), figure("f2", "乙", "7.00"), replace(figure("f3", "甲", "9.00"), table_id="t02"))


def review(figure_id: str, table_id: str, verdict: str = MISREAD, state: str = CURRENT) -> Review:
    day = datetime.date(2026, 11, 22)
    return Review("v1", figure_id, table_id, "甲", day, verdict, "6.00", "5.00", state)


@pytest.mark.parametrize(
    ("given", "doubtful"),
    [
        (review("f1", "t01"), ["f1"]),
        (review("", "t01"), ["f1", "f2"]),
        (review("f1", "t01", state=STALE), []),
        (review("", "t01", AS_PRINTED), []),
    ],
)
def test_what_a_verdict_doubts(given: Review, doubtful: list[str]) -> None:
    after = doubt_misread(FIGURES, [given])
    assert [f.id for f in after if f.reading == "doubtful"] == doubtful
    assert [f.id for f in after if MISREAD in f.doubts] == doubtful
    assert [f.amount for f in after] == [f.amount for f in FIGURES]
