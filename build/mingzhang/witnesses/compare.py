"""Sources of one disclosure compared figure by figure: what differs is a check."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mingzhang.checks.record import Check
from mingzhang.checks.soundness import hold_back
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Document
from mingzhang.witnesses.witness import Reading

IDENTITY = "sources.figures"
_ZERO = Decimal(0)


def compare_sources(
    figures: Sequence[Figure], readings: Iterable[Reading], primary: str, document: Document | None = None
) -> tuple[Check, ...]:
    """For each further source: a check for every figure that differs or is missing, and one that says how many agree.

    A reconstruction is our own work and no witness: its agreement says nothing and is not recorded, and where it
    differs our reading or our re-typesetting is in doubt, not the source. Nor is it where ``document``, from which
    the figures were read, or the other source has gaps.
    """
    found: list[Check] = []
    for reading in readings:
        compared = hold_back(_compare(figures, reading, primary), document)
        found += hold_back(compared, reading.document)
    return tuple(found)


def _compare(figures: Sequence[Figure], reading: Reading, primary: str) -> Iterator[Check]:
    if reading.error:
        yield _check(reading, primary, "not-testable", (), (), _UNREAD)
        return
    pairs, missing, extra = _pair(figures, reading.figures)
    agreeing = [(a, b) for a, b in pairs if a.amount == b.amount]
    witness = reading.role != "reconstruction"
    if witness and agreeing:
        yield _check(reading, primary, "holds", [a for a, _ in agreeing], [b for _, b in agreeing], _AGREE)
    for a, b in pairs:
        if a.amount != b.amount:
            yield _check(reading, primary, "source-contradiction" if witness else "reading-doubt", [a], [b], _DIFFER)
    for figure in missing:
        yield _check(reading, primary, "source-incomplete" if witness else "reading-doubt", [figure], [], _MISSING)
    for figure in extra:
        yield _check(reading, primary, "source-incomplete" if witness else "reading-doubt", [], [figure], _EXTRA)


def _pair(
    own: Sequence[Figure], others: Sequence[Figure]
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    """Figures of the same meaning, then those that only one of the sources prints."""
    by_id = {f.id: f for f in others}
    by_row: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in others:
        by_row[_row_of(figure)].append(figure)
    pairs: list[tuple[Figure, Figure]] = []
    used: set[str] = set()
    missing: list[Figure] = []
    for figure in own:
        same = by_id.get(figure.id)
        if same is None or (same.amount != figure.amount and "ambiguous" in (same.reading, figure.reading)):
            options = (f for f in by_row[_row_of(figure)] if f.id not in used and _may_be(figure, f))
            same = next(options, None)
        if same is None or same.id in used:
            missing.append(figure)
        else:
            used.add(same.id)
            pairs.append((figure, same))
    return pairs, missing, [f for f in others if f.id not in used]


def _row_of(figure: Figure) -> tuple[object, ...]:
    return figure.table_title, figure.code, figure.label, figure.unit_name, figure.project, figure.panel


def _may_be(one: Figure, other: Figure) -> bool:
    """Whether two amounts of a row may be the same, one of them in one of several columns."""
    columns = set(one.candidates or (one.column_label,)) & set(other.candidates or (other.column_label,))
    return one.amount == other.amount and bool(columns)


_UNREAD = ("来源 {file} 无法读取，未能比较。", "Source {file} could not be read, so nothing was compared.")
_AGREE = ("来源 {file} 与 {primary} 有 {count} 个数字一致。", "{count} figures are the same in {file} and {primary}.")
_DIFFER = ("{what}：{primary} 为 {left}，{file} 为 {right}。", "{what}: {left} in {primary}, {right} in {file}.")
_MISSING = ("{what} {left}：{file} 中没有。", "{what} {left} is not in {file}.")
_EXTRA = ("{what} {right}：只见于 {file}。", "{what} {right} is only in {file}.")


def _check(
    reading: Reading,
    primary: str,
    result: str,
    left: Sequence[Figure],
    right: Sequence[Figure],
    sentence: tuple[str, str],
) -> Check:
    shown = (left or right or (None,))[0]
    single = len(left) <= 1 and len(right) <= 1
    amounts = [f[0].amount if single and f else None for f in (left, right)]
    words = {
        "file": reading.file, "primary": primary, "count": len(left), "left": amounts[0], "right": amounts[1],
        "what": _name(shown) if shown else "",
    }  # fmt: skip
    both = amounts[0] is not None and amounts[1] is not None
    return Check(
        id=_identifier(reading, result, left, right), identity=IDENTITY, name="各来源的数字一致",
        name_en="Figures are the same in every source", strength="definitional", scope="sources",
        table_ids=tuple(dict.fromkeys(f.table_id for f in left)), condition="", condition_en="",
        left_label=primary, left=amounts[0], right_label=reading.file, right=amounts[1],
        difference=(amounts[0] or _ZERO) - (amounts[1] or _ZERO) if both else None,
        unit=shown.unit if shown else "", tolerance=_ZERO if both else None,
        tolerance_reason="同一数字在各来源中应完全一致" if both else "",
        tolerance_reason_en="one figure is the same in every source" if both else "", result=result,
        sentence=sentence[0].format(**words), sentence_en=sentence[1].format(**words),
        left_figures=tuple(f.id for f in left), right_figures=(), source=primary,
        pages=tuple(sorted({f.page for f in left})),
    )  # fmt: skip


def _name(figure: Figure) -> str:
    key = " ".join(x for x in (figure.code, figure.label, figure.project, figure.unit_name) if x)
    return f"{figure.table_title} {key} {figure.column_label}"


def _identifier(reading: Reading, result: str, left: Sequence[Figure], right: Sequence[Figure]) -> str:
    kind = result if len(left) > 1 else ""
    ids = [f.id for f in (*left, *right)] if len(left) <= 1 else []
    return "k" + hashlib.sha256("\x1f".join([IDENTITY, reading.file, kind, *ids]).encode()).hexdigest()[:12]
