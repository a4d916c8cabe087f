"""Scans of pages that were keyed by hand: what is proved, doubted, missed, and wrong in silence.

    python -m benchmarks.scans [--pages N] [--dpi 150,200,300] [--only WORD …] [--store FOLDER]

The keyed pages of each PDF are drawn at so many pixels to the inch, clean and degraded (one degree askew, blurred, with
noise, as JPEG of quality 40), put into a PDF that holds nothing but these pictures, and read. An amount is taken as
right where its page prints it in the key, so often and no more. Exits 1 when any amount that bears no doubt is wrong.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading import read_source
from mingzhang.reading.masked_document import mask_document
from mingzhang.tables.doubt import is_shaken
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.recognise import recognise_tables
from mingzhang.text.amounts import parse_amount

ROOT = Path(__file__).parents[2]
_ASKEW, _BLUR, _NOISE, _QUALITY = 1.0, 0.8, 10.0, 40
_SURE = ("recognised", "printed", "inferred")


@dataclass(slots=True)
class Tally:
    """Amounts of the pages: in the key, and of those read what became of them."""

    pages: int = 0
    keyed: int = 0
    proved: int = 0
    doubted: int = 0
    misread: int = 0
    missed: int = 0
    silent: int = 0
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        """Adds another tally to this one."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def line(self) -> str:
        """The tally in words."""
        share = 100 * self.proved / max(self.keyed, 1)
        return (
            f"{self.pages} pages, {self.keyed} keyed: {self.proved} proved ({share:.1f} %), {self.doubted} right but "
            f"doubted, {self.misread} misread and doubted, {self.missed} missed, {self.silent} WRONG IN SILENCE; "
            f"{self.seconds / max(self.pages, 1):.1f} CPU s a page"
        )


def main() -> None:
    """One line for each file, resolution and state, and the sums."""
    options = _options()
    sums: dict[tuple[int, str], Tally] = {}
    for pdf, truth in _keys(options.store, options.only):
        for dpi in options.dpi:
            for state in options.states:
                tally = _measure(pdf, truth, dpi, state, options.pages)
                print(f"{pdf.stem} {dpi} dpi {state}: {tally.line()}", flush=True)
                sums.setdefault((dpi, state), Tally()).add(tally)
    for (dpi, state), tally in sums.items():
        print(f"ALL {dpi} dpi {state}: {tally.line()}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"most memory of a child: {peak} MiB")
    sys.exit(any(t.silent for t in sums.values()))


def _options() -> argparse.Namespace:
    shared = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=3, help="of each file")
    parser.add_argument("--dpi", type=lambda text: [int(n) for n in text.split(",")], default=[150, 200, 300])
    parser.add_argument("--states", type=lambda text: text.split(","), default=["clean", "degraded"])
    parser.add_argument("--only", nargs="*", default=[], help="words in the names of the files")
    parser.add_argument("--store", type=Path, default=shared, help="the shared folder")
    return parser.parse_args()


def _keys(store: Path, only: Sequence[str]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for key in sorted((store / "disclosures" / "truth").glob("*.json")):
        if not only or any(word in key.stem for word in only):
            yield store / "disclosures" / "real" / f"{key.stem}.pdf", json.loads(key.read_text(encoding="utf-8"))


def _measure(pdf: Path, truth: Mapping[str, Any], dpi: int, state: str, most: int) -> Tally:
    amounts = keyed_amounts(truth)
    numbers = sorted(amounts)[:most]
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder, "scan.pdf")
        _make_scan(pdf, numbers, dpi, state, scan)
        start = _spent()
        figures, shaken = read_figures(scan)
        tally = Tally(pages=len(numbers), seconds=_spent() - start)
    for page, number in enumerate(numbers, 1):
        tally.add(judge(amounts[number], [f for f in figures if f.page == page], shaken))
    return tally


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + time.process_time()


def keyed_amounts(truth: Mapping[str, Any]) -> dict[int, Counter[Decimal]]:
    """By page the amounts of the key."""
    found: dict[int, Counter[Decimal]] = {}
    for table in truth["tables"]:
        for f in table["figures"]:
            amount = parse_amount(f["amount"])
            if amount is not None:
                found.setdefault(int(f["page"]), Counter())[amount] += 1
    return found


def judge(keyed: Counter[Decimal], figures: Sequence[Figure], shaken: set[str]) -> Tally:
    """What became of the amounts of one page; sure ones are held against the key first."""
    left = Counter(keyed)
    tally = Tally(keyed=keyed.total())
    for sure in (True, False):
        for f in (f for f in figures if f.measure == "amount" and _is_sure(f, shaken) == sure):
            right = left[f.amount] > 0
            left[f.amount] -= right
            name = ("proved" if sure else "doubted") if right else ("silent" if sure else "misread")
            setattr(tally, name, getattr(tally, name) + 1)
    tally.missed = (+left).total() - min(tally.misread, (+left).total())
    return tally


def _is_sure(figure: Figure, shaken: set[str]) -> bool:
    return figure.reading in _SURE and (figure.reading == "recognised" or figure.table_id not in shaken)


def read_figures(path: Path) -> tuple[tuple[Figure, ...], set[str]]:
    """The figures of a file, and the tables whose reading as a whole is in doubt."""
    document = mask_document(restore_tables(read_source(path)))
    tables = recognise_tables(document, path.name)
    return extract_figures(tables, 2024, "budget"), {t.table_id for t in tables if is_shaken(t)}


def _make_scan(pdf: Path, numbers: Sequence[int], dpi: int, state: str, target: Path) -> None:
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for number in numbers:
        picture = document[number - 1].render(scale=dpi / 72).to_pil().convert("RGB")
        pictures.append(degraded(picture, dpi, number) if state == "degraded" else picture)
    document.close()
    pictures[0].save(target, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], quality=95)


def degraded(picture: Image.Image, dpi: int, seed: int) -> Image.Image:
    """The picture as a bad copier gives it: askew, blurred, with noise, packed hard."""
    askew = picture.rotate(_ASKEW, Image.Resampling.BICUBIC, fillcolor="white")
    blurred = askew.filter(ImageFilter.GaussianBlur(_BLUR * dpi / 200))
    noise = np.random.default_rng(seed).normal(0, _NOISE, (blurred.height, blurred.width, 1))
    noisy = np.clip(np.asarray(blurred, np.float32) + noise, 0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(noisy).save(packed, "JPEG", quality=_QUALITY)
    return Image.open(packed).convert("RGB")


if __name__ == "__main__":
    main()
