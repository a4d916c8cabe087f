"""A sample of what ``make soak`` does: a good disclosure spoilt by chance is read the same, doubted or refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.soak import CHOSEN, FAILING, SILENT, WRONG, chances, spoil
from benchmarks.tamper import TAMPERINGS

FLIP, OUTSIDE = "bit flipped", "bit flipped outside streams"


@pytest.mark.parametrize(("kind", "times"), [(FLIP, 6), (OUTSIDE, 6), ("block zeroed", 2), ("page cut in half", 2)])
def test_the_founding_disclosure_is_never_misread_in_silence(founding: Path, kind: str, times: int) -> None:
    outcomes = spoil(founding / "source.pdf", kind, chances(7, times))
    assert [o.where for o in outcomes if o.result in WRONG] == []


@pytest.mark.parametrize("kind", [FLIP, OUTSIDE])
@pytest.mark.parametrize("name", CHOSEN)
def test_flipped_bits_in_files_of_five_producers(shared: Path, name: str, kind: str) -> None:
    outcomes = spoil(shared / "disclosures" / "real" / f"{name}.pdf", kind, chances(name, 2))
    assert [o.where for o in outcomes if o.result in WRONG] == []


@pytest.mark.parametrize("kind", ["page removed", "pages swapped"])
def test_printed_page_numbers_tell_of_pages_lost_or_moved(shared: Path, kind: str) -> None:
    [outcome] = spoil(shared / "disclosures" / "real" / "suzhou-8933f1ee.pdf", kind, chances(1, 1))
    assert outcome.result not in (SILENT, FAILING)


def test_every_way_of_spoiling_changes_the_file(founding: Path) -> None:
    data = (founding / "source.pdf").read_bytes()
    assert all(change(data, random.Random(3)) != data for change in TAMPERINGS.values())
