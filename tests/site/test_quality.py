"""What is said of our own errors is no rosier than what was measured, and broken data are not published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mingzhang.collection.quality import Counts
from mingzhang.errors import WrongCommand
from mingzhang.knowledge.identity_record import load_record, recorded_on
from mingzhang.site.assembly import refuse_broken
from mingzhang.site.interface import Words
from mingzhang.site.quality_page import ACCURACY, _covered


def groups(meant: int = 10, confirmed: int = 7) -> dict[str, dict[str, Counts]]:
    return {"place": {"652300": Counts(meant=meant, confirmed=confirmed)}}


def test_each_rate_has_its_denominator_and_its_day() -> None:
    amounts, meaning, accused = _covered(groups(), Words("en"))
    measured = json.loads(ACCURACY.read_text(encoding="utf-8"))
    assert f"{measured['keyed']:,} amounts" in amounts[1]
    assert measured["upper_bound_95"] in amounts[2]
    assert amounts[3] == measured["date"]
    assert ("10 figures" in meaning[1], "error rate is not known" in meaning[2]) == (True, True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", recorded_on())
    assert accused[3] == recorded_on()


def test_accusations_count_those_that_were_wrong() -> None:
    """Of every case that someone compared with the page, those of earlier versions included."""
    record = load_record().values()
    false = sum(counts["found_false"] for counts in record)
    looked = false + sum(counts["found_true"] for counts in record)
    said = _covered(groups(), Words("zh"))[2]
    assert f"{looked} 处" in said[1]
    assert f"指错 {false} 处" in said[2]


def test_data_that_break_their_schemas_fail_the_build(tmp_path: Path) -> None:
    violations = tmp_path / "violations.txt"
    refuse_broken(violations)
    violations.write_text("", encoding="utf-8")
    refuse_broken(violations)
    violations.write_text("figures.csv: line 15: amount\nlines.csv: line 2\n", encoding="utf-8")
    with pytest.raises(WrongCommand, match=r"figures\.csv: line 15: amount \(2 rows"):
        refuse_broken(violations)


@pytest.mark.parametrize("edition", ["", "en/"])
@pytest.mark.parametrize("way", ["places", "kinds", "years"])
def test_ways_in_have_pages_of_their_own(site: Path, edition: str, way: str) -> None:
    text = (site / f"{edition}{way}/index.html").read_text(encoding="utf-8")
    assert re.search(r'<ul class="mz-ways">.*<a href="[^"]+/">', text, re.DOTALL)
    assert f'href="../{way}/"' in (site / f"{edition}bodies/index.html").read_text(encoding="utf-8")
