"""Fixtures for every room, and how property tests search: always alike, or (MINGZHANG_PROPERTIES=explore) anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
TOGETHER = ("site",)
"""Rooms whose tests share what is costly to make: they stay in one process when there are several."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Says so to pytest-xdist."""
    for item in items:
        room = item.path.relative_to(ROOT / "tests").parts[0]
        if room in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(room))


settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2000, print_blob=True)
EXPLORE = "explore"
PROFILE = os.environ.get("MINGZHANG_PROPERTIES", "steady")
settings.load_profile(PROFILE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How to keep what the search with fresh seeds has found."""
    if PROFILE == EXPLORE and terminalreporter.stats.get("failed"):
        terminalreporter.write_line(
            "To pin what was found: put @example(…) with what stands under 'Failing test case' above the test."
        )


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
