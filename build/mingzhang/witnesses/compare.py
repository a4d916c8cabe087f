"""Sources of one disclosure compared figure by figure: what differs is a check."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mingzhang.checks.record import Check
from mingzhang.checks.soundness import hold_back
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Document
from mingzhang.witnesses.pairing import pair_figures, relation
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
    found = pair_figures(figures, reading.figures)
    witness = reading.role != "reconstruction"
    lacks = "source-incomplete" if witness else "reading-doubt"
    yield from _compare_pairs(found.pairs, reading, primary, witness)
    yield from (_check(reading, primary, lacks, [figure], [], _MISSING) for figure in found.missing)
    yield from (_check(reading, primary, lacks, [], [figure], _EXTRA) for figure in found.extra)
    if witness and found.elsewhere:
        yield _check(reading, primary, "not-testable", (), (), _ELSEWHERE, len(found.elsewhere))


def _compare_pairs(
    pairs: Sequence[tuple[Figure, Figure]], reading: Reading, primary: str, witness: bool
) -> Iterator[Check]:
    related = [(a, b, relation(a, b)) for a, b in pairs]
    agreeing = [(a, b) for a, b, how in related if how == "same"]
    if witness and agreeing:
        yield _check(reading, primary, "holds", [a for a, _ in agreeing], [b for _, b in agreeing], _AGREE)
    for a, b, how in related:
        if how == "rounded":
            yield _check(reading, primary, "rounding", [a], [b], _ROUNDED)
        elif how == "other":
            differs = "source-contradiction" if witness else "reading-doubt"
            yield _check(reading, primary, differs, [a], [b], _DIFFER)


_UNREAD = ("来源 {file} 无法读取，未能比较。", "Source {file} could not be read, so nothing was compared.")
_AGREE = ("来源 {file} 与 {primary} 有 {count} 个数字一致。", "{count} figures are the same in {file} and {primary}.")
_ROUNDED = (
    "{what}：{primary} 为 {left}，{file} 为 {right}，只差在舍入。",
    "{what}: {left} in {primary}, {right} in {file}: the same, rounded.",
)
_ELSEWHERE = (
    "有 {count} 个数字所在的表格只见于 {file} 和 {primary} 之一，未能比较。",
    "{count} figures stand in tables that only one of {file} and {primary} has, and were not compared.",
)
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
    count: int = 0,
) -> Check:
    shown = (left or right or (None,))[0]
    single = len(left) <= 1 and len(right) <= 1
    amounts = [f[0].amount if single and f else None for f in (left, right)]
    words = {
        "file": reading.file, "primary": primary, "count": count or len(left), "left": amounts[0], "right": amounts[1],
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
