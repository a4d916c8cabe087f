"""The checks of a disclosure: what to look at, one finding for each cause, then notes, then everything by identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.causes import Finding, find_findings
from mingzhang.site.describe import crumbs, full_title
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words
from mingzhang.site.said import badge, css_of, same_cause, sentence_of, verdict
from mingzhang.site.table_page import table_name

_LINKS = 12


def write_checks(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The checks page of ``entry``."""
    words, where = edition.words, address.part(entry.id, "checks")
    here = edition.here(where)
    rows, findings = package.rows("checks"), find_findings(package)
    tables = {r["table_id"]: table_name(r, words) for r in package.rows("tables")}
    sayer = _Sayer(package, tables, entry, words, here)
    notes = [row for row in rows if row["result"] == "note"]
    above = {c["id"] for f in findings for c in f.checks} | {c["id"] for c in notes}
    edition.write(
        where,
        "checks.html",
        f"{words('checks-title')} · {full_title(entry, words)}",
        words("checks-intro"),
        crumbs=crumbs(here, words, entry),
        findings=[sayer.finding(f) for f in findings],
        notes=[sayer.check(row) for row in notes],
        groups=sayer.groups(rows, above),
        verdict=verdict(entry, findings, words) if rows else words("no-checks"),
        hide=[],
    )


@dataclass(frozen=True, slots=True)
class _Sayer:
    """Checks of one package in the words of one edition."""

    package: Dossier
    tables: Mapping[str, str]
    entry: Entry
    words: Words
    here: Here

    def finding(self, finding: Finding) -> dict[str, Any]:
        """What is printed, what confirms it, what may be concluded; the other checks of the same cause."""
        return {
            "state": finding.state,
            "first": self.check(finding.first),
            "conclusion": self.words(f"conclusion-{finding.state}"),
            "more": same_cause(finding, self.words),
            "others": [self.check(check) for check in finding.checks[1:]],
        }

    def check(self, row: Record, own: bool = True) -> dict[str, Any]:
        """A check with the ways to its figures; where it has none, to its tables. ``own``: it stands here in full."""
        english = self.words.language == "en"
        return {
            "id": row["id"],
            "own": own,
            "pages": row["pages"],
            "name": row["name_en" if english else "name"],
            "result": css_of(row, self.package),
            "result_name": badge(row, self.package, self.words),
            "sentence": sentence_of(row, self.words),
            "confirmed": row["confirmed_by_en" if english else "confirmed_by"],
            "links": self._links(row)[:_LINKS] if own else [],
        }

    def groups(self, rows: Sequence[Record], above: Set[str]) -> list[dict[str, Any]]:
        """Every check by its relation, with counts; those that stand ``above`` lead there."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            check = self.check(row, row["id"] not in above)
            groups.setdefault(check["name"], []).append(check)
        return [{"name": n, "checks": c, "counts": self._counts(c)} for n, c in groups.items()]

    def _links(self, row: Record) -> list[tuple[str, str]]:
        figures = self.package.figures
        ids = [i for side in ("left_figures", "right_figures") for i in split_list(row[side]) if i in figures]
        if ids:
            return [(f"{self._table(figures[i]['table_id'])}#{i}", figures[i]["printed"]) for i in ids]
        return [(self._table(t), self.tables[t]) for t in split_list(row["table_ids"]) if t in self.tables]

    def _table(self, table_id: str) -> str:
        return self.here.to(address.table(self.entry.id, table_id))

    def _counts(self, checks: Iterable[Mapping[str, Any]]) -> str:
        counts = Counter(check["result_name"] for check in checks)
        zh = self.words.language == "zh"
        return self.words("list-comma").join(f"{name} {n:,}" if zh else f"{n:,} {name}" for name, n in counts.items())
