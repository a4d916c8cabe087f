"""Three disclosures of three places, keyed by eye: every keyed fact is found, of assets and procurement no other."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mingzhang.prose.records import Claim
from mingzhang.text.normalise import normalise
from tests.prose.conftest import Read, read

KEYED = sorted((Path(__file__).parents[1] / "keyed" / "prose").glob("*.json"))
WAN = Decimal(10000)


@pytest.fixture(scope="module", params=KEYED, ids=lambda path: path.stem)
def both(request: pytest.FixtureRequest, shared: Path) -> tuple[dict[str, Any], Read]:
    """What was keyed, and what was read."""
    path: Path = request.param
    file = shared / "disclosures" / "real" / f"{path.stem}.pdf"
    if not file.exists():
        pytest.skip("the disclosure is not in the shared store")
    return json.loads(path.read_text(encoding="utf-8")), read(file, 2026, "budget")


def test_claims(both: tuple[dict[str, Any], Read]) -> None:
    keyed, found = both
    left = list(found.prose.claims)
    for want in (c for c in keyed["claims"] if not c.get("optional")):
        fitting = [claim for claim in left if _fits(claim, want)]
        assert fitting, want
        left.remove(fitting[0])


def _fits(claim: Claim, want: dict[str, str]) -> bool:
    amount = claim.amount_yuan is not None and claim.amount_yuan / WAN == Decimal(want["amount"])
    changed = not want["change"] or claim.change == Decimal(want["change"])
    grown = not want["growth"] or claim.growth == Decimal(want["growth"])
    named = normalise(want["subject"]) in normalise(claim.subject)
    return amount and changed and grown and named and (not want["base"] or claim.base == want["base"])


def test_assets(both: tuple[dict[str, Any], Read]) -> None:
    keyed, found = both
    printed = [(a.status, a.label, a.quantity, a.amount) for a in found.prose.assets]
    assert len(printed) == len(keyed["assets"])
    for (status, word, quantity, amount), given in zip(keyed["assets"], printed, strict=True):
        assert given[0] == status
        assert normalise(word) in normalise(given[1])
        assert [given[2], given[3]] == [Decimal(n) if n else None for n in (quantity, amount)]


def test_procurement(both: tuple[dict[str, Any], Read]) -> None:
    keyed, found = both
    printed = [(normalise(p.label), p.amount) for p in found.prose.procurement]
    assert len(printed) == len(keyed["procurement"])
    for (word, amount), (label, given) in zip(keyed["procurement"], printed, strict=True):
        assert word in label
        assert given == Decimal(amount)


def test_sections(both: tuple[dict[str, Any], Read]) -> None:
    keyed, found = both
    titles = iter([normalise(s.title) for s in found.prose.sections if s.kind != "left-out"])
    for title in (t for t in keyed["sections"] if not t.startswith("?")):
        assert normalise(title) in titles, title
