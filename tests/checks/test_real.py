"""Real disclosures: exactly the faults that were seen on the page, no false alarm."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mingzhang.checks.record import FAILED

from .conftest import case, read

CASES: dict[str, Any] = case("real.yml")


@pytest.mark.parametrize("name", CASES)
def test_faults(shared: Path, name: str) -> None:
    expected = CASES[name]
    done = read(shared / "disclosures" / "real" / f"{name}.pdf", expected["year"], expected["kind"])
    found: dict[str, Counter[str]] = {}
    for check in done.checks():
        if check.result in FAILED:
            found.setdefault(check.result, Counter())[check.identity] += 1
    assert found == expected["found"]
