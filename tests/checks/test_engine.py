"""Small ledgers with known outcomes: every result, and what leads to it. The cases are files."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import CASES, case, small


@pytest.mark.parametrize("path", sorted((CASES / "engine").glob("*.yml")), ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    data = case(f"engine/{path.name}")
    checks = small(data).checks()
    for expected in data["expect"]:
        wanted = {k: str(v) for k, v in expected.items()}
        found = [c for c in checks if c.identity == wanted["identity"]]
        told = [{k: str(getattr(c, k)) for k in wanted} for c in found]
        assert wanted in told, f"{path.stem}: {wanted} not among {told}"
    for identity in data.get("untried", ()):
        assert all(c.result == "not-testable" for c in checks if c.identity == identity)
