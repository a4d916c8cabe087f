"""Small inputs drawn after public bug reports: what a careful reader must get.

``failing.txt`` lists those that fail today, each with its verdict. It only shrinks: one that passes must leave it, none
may get worse. ``python -m tests.cases.refresh`` writes it anew and refuses to let it grow.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.store import ABSENT, expected, failing, is_worse, judge


@pytest.mark.skipif(not expected(), reason=ABSENT)
@pytest.mark.parametrize("file", expected() or [""])
def test_small_case(file: str, tmp_path: Path) -> None:
    verdict, unmet = judge(file, tmp_path)
    listed = failing().get(file)
    if listed is None:
        assert not unmet, verdict
    else:
        assert unmet, f"{file} passes: take it off failing.txt"
        assert not is_worse(verdict, listed), unmet


@pytest.mark.skipif(not expected(), reason=ABSENT)
def test_only_cases_of_the_store_are_listed() -> None:
    assert failing().keys() <= expected().keys()
