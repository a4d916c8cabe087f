"""What claims mean: item and fund, year and phase, unit, base and whose change it is. The cases are files."""

from __future__ import annotations

from typing import Any

import pytest

from mingzhang.prose.parse import parse_prose
from tests.prose.conftest import cases
from tests.prose.pages import wrapped


@pytest.mark.parametrize("case", cases("claims"), ids=lambda case: case["text"][:24])
def test_claims(case: dict[str, Any]) -> None:
    document = wrapped(["第三部分 情况说明", case["heading"], case["text"]])
    found = parse_prose(document, (), (), case.get("year", 2024), case.get("kind", "budget")).claims
    assert len(found) == len(case["claims"]), [(c.subject, c.amount) for c in found]
    for claim, wanted in zip(found, case["claims"], strict=True):
        told = {name: getattr(claim, name) for name in wanted}
        assert {name: "" if v is None else str(v) for name, v in told.items()} == {k: str(v) for k, v in wanted.items()}
