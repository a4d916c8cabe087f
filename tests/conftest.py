"""Fixtures for every room."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOGETHER = ("site",)
"""Rooms whose tests share what is costly to make: they stay in one process when there are several."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Says so to pytest-xdist."""
    for item in items:
        room = item.path.relative_to(ROOT / "tests").parts[0]
        if room in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(room))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def founding(root: Path) -> Path:
    """The folder of the founding disclosure, the one real disclosure that is always there."""
    return root / "datasets" / "changji-science-association" / "2024-budget"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real, hostile and hand-keyed disclosures, which is not part of the repository.

    It is MINGZHANG_SHARED, else ../shared.
    """
    folder = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared"))
    if not (folder / "disclosures").is_dir():
        pytest.skip(f"no shared disclosures at {folder}: set MINGZHANG_SHARED to their folder")
    return folder
