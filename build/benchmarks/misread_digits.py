"""What the arithmetic of a document finds of misread digits.

    python -m benchmarks.misread_digits [--store FOLDER] [--seed N] [FILE.pdf …]

Digits of real disclosures are changed after reading, in 0.5, 2 and 5 % of the amounts, as a bad scan would; then
everything that follows is done again. Each changed amount is one of

- noticed: it has no proof (an exact sum of two or more addends that are not zero), though the amount as printed has
- known unsure: neither has a proof, so nothing was claimed of it
- proved wrongly: it has a proof all the same. That takes an accident: two changes that cancel in one sum, or a last
  digit that makes up for what a printed sum lacks by rounding.

Also told: how many amounts beside a changed one keep their proofs, and which rate of all amounts the proofs cover.
Writes nothing; the table goes to the standard output.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Block, Box, Cell, Document, Grid
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.structure.find import find_structure, with_structure
from mingzhang.tables.recognise import recognise_tables

ROOT = Path(__file__).parents[2]
RATES = (0.005, 0.02, 0.05)
_FILES = 10

Spot = tuple[int, Box | None]
"""Page and box of a cell."""


@dataclass(slots=True)
class Tally:
    """What became of the amounts at one rate."""

    amounts: int = 0
    proved: int = 0
    changed: int = 0
    noticed: int = 0
    unsure: int = 0
    wrongly: int = 0
    others_proved: int = 0
    others_kept: int = 0


def main() -> None:
    options = _options()
    tallies = {rate: Tally() for rate in RATES}
    for path in options.files or _some(options.store):
        document = read_pdf(path)
        printed = _figures(document)
        for rate, tally in tallies.items():
            chance = random.Random(f"{options.seed} {path.name} {rate}")
            _try(document, printed, rate, chance, tally)
        print(f"{path.name}: {len(printed)} amounts", flush=True)
    print("\n".join(_report(tallies)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.misread_digits")
    shared = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--store", type=Path, default=shared / "disclosures" / "real")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("files", nargs="*", type=Path)
    return parser.parse_args()


def _some(store: Path) -> list[Path]:
    """One file of each place, the smallest, for the first ten places."""
    smallest: dict[str, Path] = {}
    for path in sorted(store.glob("*.pdf"), key=lambda p: (p.stat().st_size, p.name)):
        smallest.setdefault(path.name.split("-")[0], path)
    return [smallest[place] for place in sorted(smallest)][:_FILES]


def _figures(document: Document) -> dict[str, Figure]:
    """The figures by their ids, which do not depend on the amounts."""
    tables = recognise_tables(document)
    skeletons = find_structure(tables)
    figures = extract_figures(with_structure(tables, skeletons), 2024, "budget", skeletons)
    return {f.id: f for f in figures}


def _try(document: Document, printed: dict[str, Figure], rate: float, chance: random.Random, tally: Tally) -> None:
    spots = [f for f in printed.values() if f.box and any(c in "123456789" for c in f.printed)]
    chosen = {(f.page, f.box) for f in chance.sample(spots, max(1, round(rate * len(spots))))}
    spoilt = replace(document, blocks=tuple(_blocks(document.blocks, chosen, chance)))
    read = _figures(spoilt)
    for key, before in printed.items():
        after = read.get(key)
        tally.amounts += 1
        tally.proved += before.proofs > 0
        if after is None or after.amount != before.amount:
            _judge(before, after, tally)
        elif before.proofs:
            tally.others_proved += 1
            tally.others_kept += after.proofs > 0


def _judge(before: Figure, after: Figure | None, tally: Tally) -> None:
    tally.changed += 1
    if after is not None and after.proofs:
        tally.wrongly += 1
    elif before.proofs:
        tally.noticed += 1
    else:
        tally.unsure += 1


def _blocks(blocks: Sequence[Block], chosen: set[Spot], chance: random.Random) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Grid):
            cells = tuple(_misread(c, chance) if (c.place.page, c.place.box) in chosen else c for c in block.cells)
            yield replace(block, cells=cells)
        else:
            yield block


def _misread(cell: Cell, chance: random.Random) -> Cell:
    """The cell with one of its digits that are not zero read as another."""
    at = chance.choice([i for i, c in enumerate(cell.text) if c in "123456789"] or [0])
    if not cell.text[at : at + 1].isdigit():
        return cell
    other = chance.choice([d for d in "0123456789" if d != cell.text[at]])
    return replace(cell, text=cell.text[:at] + other + cell.text[at + 1 :])


def _report(tallies: dict[float, Tally]) -> Iterator[str]:
    heads = ("changed", "amounts", "proved as printed", "changed amounts", "noticed", "unsure before and after")
    yield f"| {' | '.join((*heads, 'proved wrongly', 'others that keep their proof'))} |"
    yield "|---" * 8 + "|"
    for rate, t in tallies.items():
        kept = t.others_kept / max(1, t.others_proved)
        yield (
            f"| {rate:.1%} | {t.amounts:,} | {t.proved / max(1, t.amounts):.1%} | {t.changed:,} | {t.noticed:,} "
            f"| {t.unsure:,} | {t.wrongly} | {kept:.1%} |"
        )


if __name__ == "__main__":
    main()
