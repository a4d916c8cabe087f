"""The pages that look across disclosures, written after those of each disclosure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mingzhang.collection.amount_search import write_amounts
from mingzhang.collection.partitions import write_partitions
from mingzhang.collection.quality import FILE, count_quality, quality_csv
from mingzhang.collection.releases import read_releases
from mingzhang.disclosures.disclosure import RELEASES
from mingzhang.site.codes_pages import write_codes
from mingzhang.site.compare_page import write_compare, write_compare_data
from mingzhang.site.corrections_log import write_corrections
from mingzhang.site.edition import Edition
from mingzhang.site.feeds import write_feeds
from mingzhang.site.news_page import write_news
from mingzhang.site.quality_page import write_quality
from mingzhang.site.query_page import read_held, write_query
from mingzhang.site.ranking_page import write_ranking, write_ranking_data


def write_across(editions: Sequence[Edition], data: Path, root: Path) -> None:
    """Codes, compare, query, quality and what's new in each edition, and their files in ``data``.

    ``data`` is the site's data folder, ``root`` the checkout, whose datasets/ holds the records of releases.
    """
    groups = count_quality(data / "all")
    (data / FILE).write_text(quality_csv(groups), encoding="utf-8", newline="\n")
    releases = read_releases(root / RELEASES)
    write_compare_data(editions[0], data)
    write_ranking_data(editions[0], data)
    write_feeds(editions[0], releases, data)
    write_amounts(data / "all", data)
    write_partitions(data / "all", data)
    held = read_held(data)
    for edition in editions:
        write_codes(edition)
        write_compare(edition)
        write_ranking(edition)
        write_query(edition, held)
        write_quality(edition, groups)
        write_news(edition, releases)
        write_corrections(edition, releases)
