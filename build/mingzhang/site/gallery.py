"""The pictures of source pages: which file shows them, where they stand on the site, where on them a figure is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.disclosures.disclosure import Disclosure, Source, load_disclosure
from mingzhang.disclosures.sources import find_source
from mingzhang.errors import MingzhangError
from mingzhang.reading.pictures import PagePictures, Size, draw_pictures
from mingzhang.site import address

_ORDER = ("primary", "copy", "reconstruction")


@dataclass(frozen=True, slots=True)
class Shown:
    """The pages of one disclosure that have a picture, with their sizes; ``reconstruction`` when it is none of the
    publisher's.
    """

    sizes: Mapping[int, Size] = field(default_factory=dict)
    reconstruction: bool = False

    def outline(self, figure: Record) -> tuple[str, ...]:
        """Where the figure's cell is on the picture: left, top, width, height in per cent; empty when unknown."""
        size = self.sizes.get(int(figure["page"] or 0))
        if size is None or not figure["x0"]:
            return ()
        x0, top, x1, bottom = (float(figure[key]) for key in ("x0", "top", "x1", "bottom"))
        shares = (x0 / size[0], top / size[1], (x1 - x0) / size[0], (bottom - top) / size[1])
        return tuple(f"{100 * share:.2f}" for share in shares)


@dataclass(slots=True)
class Gallery:
    """Draws the pages that hold figures, below ``root`` at their addresses, each disclosure when it is first asked for.

    ``cache`` keeps pictures between builds; without it there are none.
    """

    root: Path | None = None
    stores: Sequence[Path] = ()
    cache: Path | None = None
    shown: dict[str, Shown] = field(default_factory=dict)

    def of(self, entry_id: str, package: Dossier) -> Shown:
        """What can be shown of one disclosure: nothing where its source is not at hand or has no pages."""
        if entry_id not in self.shown:
            self.shown[entry_id] = self._draw(entry_id, package)
        return self.shown[entry_id]

    def _draw(self, entry_id: str, package: Dossier) -> Shown:
        if self.root is None or self.cache is None:
            return Shown()
        found, pictures = _draw(package, self.stores, self.cache)
        if found is None or pictures.folder is None:
            return Shown()
        folder = self.root / address.files(entry_id) / "pages"
        folder.mkdir(parents=True, exist_ok=True)
        for number in pictures.sizes:
            shutil.copyfile(pictures.folder / f"{number}.webp", folder / f"{number}.webp")
        return Shown(pictures.sizes, found.role == "reconstruction")


def _draw(package: Dossier, stores: Sequence[Path], cache: Path) -> tuple[Source | None, PagePictures]:
    """Pictures from the file that the figures were read from, else from another source with pages.

    None for figures in cells of sheets: a sheet's number is no page's of another source.
    """
    pages = sorted({int(r["page"]) for r in package.rows("figures") if r["page"] and not r["cell"]})
    read_from = {r["source"] for r in package.rows("figures")}
    try:
        disclosure = load_disclosure(package.directory.parent)
    except MingzhangError:
        return None, PagePictures()
    for source in sorted(disclosure.sources, key=lambda s: (s.file not in read_from, _ORDER.index(s.role))):
        path = _find(disclosure, source, stores)
        if path is not None and (pictures := draw_pictures(path, pages, cache)).sizes:
            return source, pictures
    return None, PagePictures()


def _find(disclosure: Disclosure, source: Source, stores: Sequence[Path]) -> Path | None:
    try:
        return find_source(disclosure, source, stores)
    except MingzhangError:
        return None
