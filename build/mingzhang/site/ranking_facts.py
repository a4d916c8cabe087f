"""What one disclosure brings to the ranking: each measure with the figure it rests on, and whether that is proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry, Part
from mingzhang.site.per_head import staff_of

MEASURES = ("total", "three-public", "per-staff", "growth", "personnel", "procurement", "carryover")
SHARES = frozenset({"growth", "personnel"})  # in per cent; the others are yuan
_CLEAR = ("printed", "inferred")  # inferred: the only column that all sums allow
_EXACT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Measured:
    """A value (yuan, or per cent), where it is printed, and whether sums or relations of its document prove it."""

    value: Decimal
    table_id: str
    figure_id: str
    sure: bool


@dataclass(frozen=True, slots=True)
class RankRow:
    """One disclosure: its measures, and the reason that it states for its change."""

    entry: Entry
    measures: dict[str, Measured]
    reason: str


def rank_row(entry: Entry, package: Dossier) -> RankRow:
    """What ``entry`` brings to the ranking; a measure that it does not tell is left out."""
    whole = entry.headline.whole
    named = {p.key.partition("@")[0]: p for p in (*entry.headline.natures, *entry.headline.others)}
    carried = next((p for p in entry.headline.sources if p.key.partition("@")[0] == "carryover-in"), None)
    staffing = named.get("expenditure.personnel")
    found = {
        "total": _of(whole, whole.yuan if whole else None, package),
        "three-public": _plain(named.get("three-public"), package),
        "procurement": _plain(named.get("procurement"), package),
        "carryover": _plain(carried, package),
        "per-staff": _of(whole, _per_staff(whole, entry, package), package),
        "growth": _of(whole, _growth(entry), package),
        "personnel": _of(staffing, _share(staffing, whole), package),
    }
    return RankRow(entry, {name: one for name, one in found.items() if one}, _reason(entry, package))


def _plain(part: Part | None, package: Dossier) -> Measured | None:
    return _of(part, part.yuan if part else None, package)


def _of(part: Part | None, value: Decimal | None, package: Dossier) -> Measured | None:
    if part is None or value is None:
        return None
    figure = package.figures.get(part.figure_id)
    if figure is None:
        return Measured(value, part.table_id, "", False)
    clear = figure["reading"] in _CLEAR
    return Measured(value, part.table_id, part.figure_id, clear and any(map(_proved, _same(figure, package))))


def _proved(figure: Record) -> bool:
    return figure["meaning"] == "confirmed" or figure["proofs"] not in ("", "0")


def _same(figure: Record, package: Dossier) -> Iterator[Record]:
    """The figure, and those of the same side and amount elsewhere in the document: a total is often proved there."""
    side, amount = _side(figure), _plain_digits(figure["amount_yuan"])
    for other in package.rows("figures"):
        if _side(other) == side and _plain_digits(other["amount_yuan"]) == amount:
            yield other


def _side(figure: Record) -> str:
    return figure["concept"].partition("@")[0].partition(".")[0]


def _plain_digits(amount: str) -> str:
    return amount.rstrip("0").rstrip(".") if "." in amount else amount


def _per_staff(whole: Part | None, entry: Entry, package: Dossier) -> Decimal | None:
    staff = staff_of(package.rows("staff"), entry.body.name)
    return (whole.yuan / Decimal(staff["count"])).quantize(_EXACT) if whole and staff else None


def _growth(entry: Entry) -> Decimal | None:
    """Change of the total on last year, in per cent; none where the document tells it of something else."""
    whole, change = entry.headline.whole, entry.headline.change
    if whole is None or change is None or change.of is not None:
        return None
    before = whole.yuan - change.yuan
    return (change.yuan / before * 100).quantize(_EXACT) if before > 0 else None


def _share(part: Part | None, whole: Part | None) -> Decimal | None:
    return (part.yuan / whole.yuan * 100).quantize(_EXACT) if part and whole and whole.yuan else None


def _reason(entry: Entry, package: Dossier) -> str:
    """The reason that the document states for the change of its total; empty where none was recognised."""
    change = entry.headline.change
    claims = {row["id"]: row for row in package.rows("claims")}
    stated = [claims[i]["reason"] for i in change.claims if i in claims] if change else []
    return next(filter(None, stated), "")
