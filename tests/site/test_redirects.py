"""Old addresses of what was renamed."""

from __future__ import annotations

from pathlib import Path

from mingzhang.site.redirects import write_redirects


def test_every_old_page_leads_to_the_new_one_in_both_editions(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets/redirects.csv").write_text("old,new\nold-body,new-body\n", encoding="utf-8")
    site, package = tmp_path / "site", tmp_path / "datasets/new-body/2025-budget/package"
    pages = ("bodies/new-body", "disclosures/new-body/2025-budget", "disclosures/new-body/2025-budget/tables/t01")
    for page in (*pages, *(f"en/{page}" for page in pages)):
        (site / page).mkdir(parents=True)
        (site / page / "index.html").write_text("new", encoding="utf-8")
    write_redirects(site, [package])
    for page in (*pages, *(f"en/{page}" for page in pages)):
        old = site / page.replace("new-body", "old-body") / "index.html"
        text = old.read_text(encoding="utf-8")
        href = text.partition("url=")[2].partition('"')[0]
        assert (old.parent / href).resolve() == (site / page).resolve()
        assert ('lang="en"' in text) is page.startswith("en/")
