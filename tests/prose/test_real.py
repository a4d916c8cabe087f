"""Real disclosures of other places and kinds: skipped where they are not at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.prose.conftest import cases, read


@pytest.mark.parametrize("case", cases("real"), ids=lambda case: case["file"])
def test_real(shared: Path, case: dict[str, Any]) -> None:
    prose = read(shared / "disclosures" / "real" / case["file"], case["year"], case["kind"]).prose
    assert [str(p.amount) for p in prose.procurement] == case["procurement"]
    held = [a for a in prose.assets if a.category == "vehicles" and a.status == "held"]
    assert [str(a.quantity) for a in held] == case["vehicles"]
    counted: dict[str, int] = {}
    for target in prose.targets:
        counted[target.project] = counted.get(target.project, 0) + 1
    assert counted == case["target_tables"]
    claims = [[c.subject, str(c.amount), str(c.change), str(c.growth), c.base] for c in prose.claims]
    for expected in case["claims"]:
        assert expected in claims
    assert [n for n in prose.notes if n.kind == "promised-not-found"] == []
    assert len(prose.glossary) >= 10
