"""A site is weighed by kind and by disclosure, and one that is too heavy is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.site_bytes import kind_of, report, too_heavy, weigh


@pytest.mark.parametrize(
    ("path", "owner", "kind"),
    [
        ("disclosures/a/2024-budget/index.html", "a/2024-budget", "page disclosure"),
        ("en/disclosures/a/2024-budget/tables/t01/2/index.html", "a/2024-budget", "page tables"),
        ("disclosures/a/2024-budget/panel.json", "a/2024-budget", "page data .json"),
        ("data/a/2024-budget.zip", "a/2024-budget", "data .zip"),
        ("data/a/2024-budget/pages/3.webp", "a/2024-budget", "pictures .webp"),
        ("data/all/panel.csv", "", "collection"),
        ("codes/index.html", "", "pages across"),
        ("scripts/site.js", "", "theme and search"),
    ],
)
def test_every_file_is_of_one_kind(path: str, owner: str, kind: str) -> None:
    assert kind_of(path) == (owner, kind)


def test_nothing_is_left_out_and_too_much_is_told(tmp_path: Path) -> None:
    for name, size in (("disclosures/a/2024-budget/index.html", 700), ("data/all.zip", 1300)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x" * size)
    assert sum(sum(kinds.values()) for kinds in weigh(tmp_path).values()) == 2000
    assert "1 disclosures, 0.0 MB" in "\n".join(report(tmp_path))
    assert too_heavy(tmp_path, 0.002) == ""
    assert "the 0 MB that the host takes" in too_heavy(tmp_path, 0.001)
