"""For each contradiction of the source a short, polite notice in Chinese, to copy and send to the body."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mingzhang.checks.record import Check
from mingzhang.checks.soundness import PROSE_RECORDS
from mingzhang.disclosures.disclosure import Disclosure
from mingzhang.figures.figure import Figure
from mingzhang.prose.records import Prose
from mingzhang.reviews.review_record import AS_PRINTED, CURRENT, Review
from mingzhang.tables.table import Table

_BLAMED = "source-contradiction"
_LONGEST = 120  # characters of a quoted clause
_MANY = 12  # amounts that are listed one by one


@dataclass(frozen=True, slots=True)
class Notice:
    """Field by field the columns of ``notices.csv`` (see schemas/notices.json)."""

    id: str
    check_id: str
    pages: tuple[int, ...]
    table_ids: tuple[str, ...]
    subject: str
    text: str
    source: str = ""


@cache
def load_phrases() -> Mapping[str, Any]:
    """``notices.yml``: the sentences a notice is made of."""
    data: Mapping[str, Any] = yaml.safe_load((files("mingzhang.checks") / "notices.yml").read_text(encoding="utf-8"))
    return data


def write_notices(
    disclosure: Disclosure,
    tables: Sequence[Table],
    figures: Sequence[Figure],
    prose: Prose,
    checks: Sequence[Check],
    reviews: Sequence[Review] = (),
) -> tuple[Notice, ...]:
    """One notice per ``source-contradiction`` that a human has compared with the page and found printed so; none for
    what is incomplete, in doubt, or only worth a note.
    """
    writer = _Writer(disclosure, tables, figures, prose)
    seen = {r.figure_id or r.table_id for r in reviews if (r.state, r.verdict) == (CURRENT, AS_PRINTED)}
    blamed = [c for c in checks if c.result == _BLAMED]
    return tuple(writer.write(c) for c in blamed if not seen.isdisjoint(_targets(c)))


def _targets(check: Check) -> set[str]:
    """What a human would look at: its figures and its tables."""
    return {*check.left_figures, *check.right_figures, *check.table_ids}


class _Writer:
    """Knows how the disclosure, its tables and its figures are called."""

    def __init__(
        self, disclosure: Disclosure, tables: Sequence[Table], figures: Sequence[Figure], prose: Prose
    ) -> None:
        self._phrases = load_phrases()
        self._disclosure = disclosure
        self._tables = {t.table_id: t for t in tables}
        self._figures = {f.id: f for f in figures}
        self._records = {r.id: r for name in PROSE_RECORDS for r in getattr(prose, name)}
        # Page numbers of a re-typeset copy are ours, not those of the body's own file.
        self._paged = all(s.role != "reconstruction" for s in disclosure.sources)

    def write(self, check: Check) -> Notice:
        """The notice about one check."""
        d, phrases = self._disclosure, self._phrases
        names = {
            "body": d.body.name or phrases["no-body"],
            "document": self._document(),
            "where": self._where(check),
            "number": phrases["amounts" if check.unit != "%" else "rates"],
            "confirmed": self._confirmed(check),
        }
        lines = [*self._quotes(check), *self._sides(check)]
        text = phrases["text"].format(lines="\n".join(lines), **names)
        return Notice(
            id="n" + hashlib.sha256(check.id.encode()).hexdigest()[:12],
            check_id=check.id,
            pages=check.pages,
            table_ids=check.table_ids,
            subject=phrases["subject"].format(**names),
            text=text.strip(),
            source=check.source,
        )

    def _confirmed(self, check: Check) -> str:
        """What shows that both sides should agree."""
        return str(self._phrases["confirmed"].format(confirmed=check.confirmed_by)) if check.confirmed_by else ""

    def _document(self) -> str:
        d, phrases = self._disclosure, self._phrases
        year = f"{d.fiscal_year}年" if d.fiscal_year else ""
        return f"《{year}{phrases['scopes'][d.scope]}{phrases['kinds'][d.kind]}》"

    def _where(self, check: Check) -> str:
        """Pages, tables and the row, as the reader of the document finds them."""
        parts = []
        if check.pages and self._paged:
            parts.append(self._phrases["pages"].format(pages="、".join(map(str, check.pages))))
        names = [
            f"{t.number}《{t.title}》" if t.title else t.number for i in check.table_ids if (t := self._tables.get(i))
        ]
        names += [self._phrases["prose"]] if check.records else []
        parts.append("、".join(n for n in names if n))
        rows = {(f.table_id, f.row): f for f in self._used(check)}
        if len(rows) == 1:
            parts.append(self._phrases["row"].format(row=_row(next(iter(rows.values())))))
        return "，".join(p for p in parts if p)

    def _used(self, check: Check) -> list[Figure]:
        return [self._figures[i] for i in (*check.left_figures, *check.right_figures) if i in self._figures]

    def _quotes(self, check: Check) -> list[str]:
        """The clauses of the prose that the check is about."""
        clauses = [str(getattr(self._records.get(i), "printed", "")) for i in check.records]
        shown = [c if len(c) <= _LONGEST else c[:_LONGEST] + "……" for c in dict.fromkeys(clauses) if c]
        return [self._phrases["quote"].format(text=text) for text in shown]

    def _sides(self, check: Check) -> list[str]:
        """Both sides with their numbers, the amounts that one side adds up, and the difference."""
        lines = []
        for label, value, ids in (
            (check.left_label, check.left, check.left_figures),
            (check.right_label, check.right, check.right_figures),
        ):
            lines.append(self._phrases["side"].format(label=label, value=_number(value), unit=check.unit))
            parts = [self._figures[i] for i in ids if i in self._figures]
            if 1 < len(parts) <= _MANY:
                listed = "＋".join(f"{_row(f)} {f.printed}" for f in parts)
                lines.append(self._phrases["parts"].format(parts=listed))
        if check.difference is not None:
            lines.append(self._phrases["difference"].format(value=_number(abs(check.difference)), unit=check.unit))
        return lines


def _row(figure: Figure) -> str:
    name = " ".join(n for n in (figure.code, figure.label or figure.project or figure.unit_name) if n)
    return name or figure.column_label


def _number(value: Decimal | None) -> str:
    return f"{value:,f}" if value is not None else ""
