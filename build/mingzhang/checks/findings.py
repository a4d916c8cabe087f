"""What shakes the reading, and what the prose room noticed, as checks of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mingzhang.checks.record import Check, stated
from mingzhang.checks.wording import load_wording
from mingzhang.figures.figure import Figure
from mingzhang.prose.records import Prose
from mingzhang.tables.doubt import shaking_doubts
from mingzhang.tables.table import Table

_TOLD_ELSEWHERE = "weights"  # an identity of its own tells it


def reading_findings(tables: Sequence[Table], figures: Sequence[Figure]) -> Iterator[Check]:
    """One check per table whose reading, as a whole or in some figures, is not beyond dispute."""
    shaken: dict[str, list[Figure]] = defaultdict(list)
    for f in figures:
        if f.reading in ("doubtful", "ambiguous"):
            shaken[f.table_id].append(f)
    for table in tables:
        for reading in ("doubtful", "ambiguous"):
            doubtful = [f for f in shaken[table.table_id] if f.reading == reading]
            whole = reading == "doubtful" and (table.state == "doubtful" or bool(shaking_doubts(table)))
            if doubtful or whole:
                yield _finding(table, reading, doubtful)


def _finding(table: Table, reading: str, figures: Sequence[Figure]) -> Check:
    words = load_wording()["reading"]
    reasons = Counter([*table.doubts, *(d for f in figures for d in f.doubts)] if reading == "doubtful" else [])
    named = {
        language: ("、" if language == "zh" else ", ").join(
            words["doubts"].get(r, {}).get(language, r) for r in reasons
        )
        for language in ("zh", "en")
    }
    where = f"{table.number}《{table.title or table.table_id}》"
    printed = "、".join(f.printed for f in figures[:5]) + (" …" if len(figures) > 5 else "")
    template = words["figures" if figures else "table"][reading]
    sentences = tuple(
        template[language].format(where=where, count=len(figures), printed=printed, reasons=named[language])
        for language in ("zh", "en")
    )
    result = "reading-doubt" if reading == "doubtful" else "note"
    name = words["name"][reading]
    return stated(
        f"reading.{reading}",
        (name["zh"], name["en"]),
        result,
        (sentences[0], sentences[1]),
        (table.table_id,),
        tuple(f.id for f in figures),
        table.source,
    )


def prose_findings(prose: Prose) -> Iterator[Check]:
    """The remarks of the prose room: one project with two names, what a heading promises and was not found, what is
    withheld."""
    names = load_wording()["remarks"]
    for note in prose.notes:
        if note.kind == _TOLD_ELSEWHERE:
            continue
        name = names.get(note.kind, {"zh": note.kind, "en": note.kind})
        result = "not-testable" if note.kind == "promised-not-found" else "note"
        label = (note.subject, "")
        yield stated(
            f"remarks.{note.kind}",
            (name["zh"], name["en"]),
            result,
            (note.sentence, note.sentence_en),
            labels=label,
            scope="prose",
        )
