"""What a built site weighs, by kind of file: `python -m benchmarks.site_bytes SITE [--most MB]`.

Prints the bytes of all files of each kind, then of one disclosure at the median and at the most: its pages in both
editions, its downloads and its pictures. Pages are counted as they lie on the disk and as hosts send them (gzip).
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

_PAGE = re.compile(r"(?:en/)?disclosures/(?P<id>[^/]+/[^/]+)/(?:(?P<part>[a-z]+)/)?.*")
_FILE = re.compile(r"data/(?P<id>[^/]+/[^/.]+)(?:/|\.)(?P<rest>.*)")
_WHOLE = ("all", "query", "amounts")  # folders of data/ that belong to no disclosure
_CELL = re.compile(r"<t[dh][ >]")


def kind_of(path: str) -> tuple[str, str]:
    """The disclosure that a file of the site belongs to (empty: the collection's) and its kind."""
    if page := _PAGE.fullmatch(path):
        suffix = path.rpartition(".")[2]
        return page["id"], f"page {page['part'] or 'disclosure'}" if suffix == "html" else f"page data .{suffix}"
    if (file := _FILE.fullmatch(path)) and file["id"].partition("/")[0] not in _WHOLE:
        suffix = path.rpartition(".")[2]
        return file["id"], f"pictures .{suffix}" if "/pages/" in path else f"data .{suffix}"
    if path.startswith("data/"):
        return "", "collection"
    return "", "pages across" if path.endswith(".html") else "theme and search"


def weigh(site: Path) -> dict[str, dict[str, int]]:
    """Bytes per kind of file, of each disclosure by its id; of the collection by the empty one."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path in _files(site):
        owner, kind = kind_of(path.relative_to(site).as_posix())
        found[owner][kind] += path.stat().st_size
    return {owner: dict(kinds) for owner, kinds in found.items()}


def packed_pages(site: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Per kind of page of a disclosure: bytes as sent, cells of tables, and the path of each."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for path in _files(site):
        name = path.relative_to(site).as_posix()
        owner, kind = kind_of(name)
        if owner and path.suffix == ".html":
            data = path.read_bytes()
            found[kind].append((len(gzip.compress(data, 6)), len(_CELL.findall(data.decode())), name))
    return dict(found)


def _files(site: Path) -> Iterator[Path]:
    return (p for p in sorted(site.rglob("*")) if p.is_file())


def report(site: Path) -> Iterator[str]:
    """The lines of the report."""
    weights = weigh(site)
    disclosures = {owner: kinds for owner, kinds in weights.items() if "page disclosure" in kinds}
    kinds = sorted({kind for kinds in weights.values() for kind in kinds})
    whole = sum(sum(kinds.values()) for kinds in weights.values())
    yield f"{len(disclosures)} disclosures, {whole / 1e6:.1f} MB"
    yield f"{'kind':<22}{'all, kB':>12}{'median a disclosure, kB':>26}"
    for kind in kinds:
        own = [kinds.get(kind, 0) for kinds in disclosures.values()]
        total = sum(kinds.get(kind, 0) for kinds in weights.values())
        yield f"{kind:<22}{total / 1e3:>12.0f}{_middle(own) / 1e3:>26.1f}"
    sums = [sum(kinds.values()) for kinds in disclosures.values()]
    pages = [sum(size for kind, size in kinds.items() if kind.startswith("page")) for kinds in disclosures.values()]
    for name, sizes in (("all of it", sums), ("its pages alone", pages)):
        most = max(sizes, default=0)
        yield f"a disclosure, {name}: median {_middle(sizes) / 1e6:.2f} MB, most {most / 1e6:.2f} MB"
    yield from _pages(packed_pages(site))


def _pages(packed: Mapping[str, list[tuple[int, int, str]]]) -> Iterator[str]:
    yield f"{'page as sent':<22}{'pages':>8}{'median kB':>12}{'most kB':>10}{'most cells':>12}  largest"
    for kind, pages in sorted(packed.items()):
        sizes, cells = [size for size, _, _ in pages], [count for _, count, _ in pages]
        yield (
            f"{kind:<22}{len(pages):>8}{_middle(sizes) / 1e3:>12.1f}{max(sizes) / 1e3:>10.1f}{max(cells):>12}"
            f"  {max(pages)[2]}"
        )


def _middle(values: list[int]) -> float:
    return median(values) if values else 0.0


def too_heavy(site: Path, most: float) -> str:
    """What is wrong where the site weighs more than ``most`` MB; empty where it does not."""
    whole = sum(sum(kinds.values()) for kinds in weigh(site).values()) / 1e6
    if whole <= most:
        return ""
    return (
        f"{site}: {whole:,.0f} MB; found more than the {most:,.0f} MB that the host takes; "
        "publish fewer disclosures, or host the site elsewhere"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--most", type=float, help="MB that the host takes: only say whether the site is heavier")
    given = parser.parse_args()
    if given.most:
        sys.exit(too_heavy(given.site, given.most) or 0)
    print("\n".join(report(given.site)))
