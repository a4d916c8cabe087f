"""What is long is cut: no part too heavy, nothing lost, every figure found on the page that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.collection.dossier import Dossier
from mingzhang.site import splitting
from mingzhang.site.assembly import build_site
from mingzhang.site.splitting import cut, figure_address, part_address
from tests.site.test_pages import ONE, _leads, read


@given(st.lists(st.integers(1, 50), max_size=60), st.integers(10, 120))
def test_parts_hold_everything_once_and_none_is_too_heavy(weights: list[int], most: int) -> None:
    parts = cut(weights, most)
    ranges = parts.ranges()
    assert [place for part in ranges for place in part] == list(range(len(weights)))
    for number, part in enumerate(ranges, 1):
        assert sum(weights[n] for n in part) <= most or len(part) == 1
        assert {parts.of(place) for place in part} <= {number}


def test_what_fits_on_one_page_is_not_cut() -> None:
    assert cut([5] * 10, 50).ranges() == [range(10)]
    assert [len(part) for part in cut([5] * 11, 50).ranges()] in ([6, 5], [7, 4])
    assert (part_address("checks/", 1), part_address("checks/", 3)) == ("checks/", "checks/3/")


@pytest.fixture(scope="module")
def parted(founding: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the founding disclosure with pages of very few cells and checks."""
    target = tmp_path_factory.mktemp("parted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "_MOST_CELLS", 60)
        patch.setattr(splitting, "_MOST_CHECKS", 20)
        build_site([founding / "package"], target, root / "site_src")
        package = Dossier(founding / "package")
        addresses = [figure_address(ONE.removeprefix("disclosures/"), package, name) for name in package.figures]
    (target / "figures.txt").write_text("\n".join(addresses), encoding="utf-8")
    return target


def test_every_part_is_there_and_every_link_leads_somewhere(parted: Path) -> None:
    """Tables, checks and targets; each figure and each check stands on one page, which its links name."""
    pages = {path: read(path) for path in parted.rglob("*.html") if path.name != "404.html"}
    assert (parted / ONE / "tables/t06/2/index.html").is_file()
    assert (parted / ONE / "checks/2/index.html").is_file()
    assert (parted / ONE / "targets/2/index.html").is_file()
    ids: dict[Path, set[str]] = {path: set(page.ids) for path, page in pages.items()}
    broken = [f"{path}: {link}" for path, page in pages.items() for link in page.links if not _leads(path, link, pages)]
    assert not [link for link in broken if not _on_a_part(link, ids)]
    for address in (parted / "figures.txt").read_text(encoding="utf-8").split():
        where, _, name = address.partition("#")
        assert name in pages[parted / where / "index.html"].ids, address


def _on_a_part(broken: str, ids: dict[Path, set[str]]) -> bool:
    """Whether a link names a whole table and the figure stands on one of its parts, which the page's script opens."""
    path, _, link = broken.partition(": ")
    where, _, name = link.partition("#")
    folder = (Path(path).parent / where).resolve()
    return "/tables/" in str(folder) and any(name in own for page, own in ids.items() if page.is_relative_to(folder))


def test_a_part_says_which_and_leads_to_the_others_and_to_the_whole(parted: Path) -> None:
    text = (parted / ONE / "tables/t06/2/index.html").read_text(encoding="utf-8")
    assert "（2/" in text.partition("</h1>")[0]
    assert 'href="../"' in text
    assert 'aria-current="page"' in text
    assert ".csv" in text.partition("mz-parts")[2][:800]
