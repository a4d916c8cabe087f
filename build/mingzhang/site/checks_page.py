"""The checks of a disclosure: what to look at, one finding for each cause, then notes, then everything by identity.

Many checks are parted over several pages; every check stands in full in one place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
from mingzhang.site.figure_view import Links
from mingzhang.site.interface import Words
from mingzhang.site.said import badge, css_of, same_cause, sentence_of, verdict
from mingzhang.site.splitting import cut_checks, figure_address, part_address, part_links
from mingzhang.site.table_page import table_name
from mingzhang.site.targets_page import target_address

_LINKS = 12  # figures of one check that its line leads to; one that holds leads to its sum alone
_TABLE = re.compile(r"(?P<table>[^《“：:，]*(?:《[^》]*》|“[^”]*”))(?:：|: )(?P<rest>.+)", re.DOTALL)
Item = Finding | Record
"""What stands on a page: the checks of one cause together, a note, or another check in the group of its identity."""


def write_checks(edition: Edition, entry: Entry, package: Dossier, links: Links) -> None:
    """The checks page of ``entry``; of many checks several."""
    findings, parts, whole = find_findings(package), _parts(package), address.part(entry.id, "checks")
    rows, words = package.rows("checks"), edition.words
    tables = {r["table_id"]: table_name(r, words) for r in package.rows("tables")}
    for number, items in enumerate(parts, 1):
        here = edition.here(part_address(whole, number))
        told = words("part-of", n=number, of=len(parts)) if len(parts) > 1 else ""
        sayer = _Sayer(package, tables, entry, words, here, links)
        singles = [item for item in items if not isinstance(item, Finding)]
        edition.write(
            here.address,
            "checks.html",
            f"{words('checks-title')}{told} · {full_title(entry, words)}",
            words("checks-intro"),
            crumbs=crumbs(here, words, entry),
            findings=[sayer.finding(item) for item in items if isinstance(item, Finding)],
            notes=[sayer.check(row) for row in singles if row["result"] == "note"],
            groups=sayer.groups([row for row in singles if row["result"] != "note"]),
            verdict=verdict(entry, findings, words) if rows else words("no-checks"),
            part=told,
            parts=part_links(here, whole, number, len(parts)),
            hide=["toc"] if len(parts) > 1 else [],
        )


def check_addresses(package: Dossier) -> dict[str, str]:
    """The address of every check, below that of the checks page."""
    return {
        check["id"]: f"{part_address('', number)}#{check['id']}"
        for number, items in enumerate(_parts(package), 1)
        for item in items
        for check in _checks_of(item)
    }


def _checks_of(item: Item) -> Sequence[Record]:
    return item.checks if isinstance(item, Finding) else [item]


def _parts(package: Dossier) -> list[list[Item]]:
    """Everything in its order, parted."""
    items = list(_items(package))
    ranges = cut_checks([len(_checks_of(item)) for item in items]).ranges()
    return [[items[place] for place in places] for places in ranges]


def _items(package: Dossier) -> Iterator[Item]:
    """Findings, notes, and all other checks, those of one identity together. Each check once."""
    rows, findings = package.rows("checks"), find_findings(package)
    yield from findings
    above = {check["id"] for finding in findings for check in finding.checks}
    groups: dict[str, list[Record]] = {}
    for row in rows:
        if row["id"] not in above:
            groups.setdefault("" if row["result"] == "note" else row["identity"], []).append(row)
    yield from groups.pop("", [])
    for group in groups.values():
        yield from group


@dataclass(frozen=True, slots=True)
class _Sayer:
    """Checks of one package in the words of one edition."""

    package: Dossier
    tables: Mapping[str, str]
    entry: Entry
    words: Words
    here: Here
    refers: Links

    def finding(self, finding: Finding) -> dict[str, Any]:
        """What is printed, what confirms it, what may be concluded; the other checks of the same cause."""
        return {
            "state": finding.state,
            "first": self.check(finding.first),
            "conclusion": self.words(f"conclusion-{finding.state}"),
            "more": same_cause(finding, self.words),
            "others": [self.check(check) for check in finding.checks[1:]],
        }

    def check(self, row: Record) -> dict[str, Any]:
        """A check with the ways to its figures; where it has none, to its tables or targets. One that simply holds is
        said in short.
        """
        english, holds = self.words.language == "en", row["result"] == "holds"
        return {
            "id": row["id"],
            "holds": holds,
            "pages": row["pages"],
            "name": row["name_en" if english else "name"],
            "result": css_of(row, self.package),
            "result_name": badge(row, self.package, self.words),
            "sentence": sentence_of(row, self.words),
            "confirmed": "" if holds else row["confirmed_by_en" if english else "confirmed_by"],
            "notice": self.refers.notices.get(row["id"], ""),
            "links": self._links(row)[: 1 if holds else _LINKS],
        }

    def groups(self, rows: Sequence[Record]) -> list[dict[str, Any]]:
        """Checks by their relation, with counts; those that begin with the name of one table together under it."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            check = self.check(row)
            groups.setdefault(check["name"], []).append(check)
        return [{"name": n, "tables": self._tables(c), "counts": self._counts(c)} for n, c in groups.items()]

    def _tables(self, checks: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
        tables: dict[str, list[dict[str, Any]]] = {}
        for check in checks:
            found = _TABLE.fullmatch(check["sentence"])
            rest = found["rest"] if found else check["sentence"]
            tables.setdefault(found["table"] if found else "", []).append({**check, "sentence": rest})
        return list(tables.items())

    def _links(self, row: Record) -> list[tuple[str, str]]:
        figures, to, entry = self.package.figures, self.here.to, self.entry.id
        ids = [i for side in ("left_figures", "right_figures") for i in split_list(row[side]) if i in figures]
        if ids:
            return [(to(figure_address(entry, self.package, i)), figures[i]["printed"]) for i in ids]
        named = [t for t in split_list(row["table_ids"]) if t in self.tables]
        if named:
            return [(to(address.table(entry, t)), self.tables[t]) for t in named]
        return self._targets(set(split_list(row["records"])))

    def _targets(self, ids: set[str]) -> list[tuple[str, str]]:
        """The way to the target tables of these targets: to the first that is named of each."""
        found: dict[str, Record] = {}
        for target in self.package.rows("targets"):
            if target["id"] in ids:
                found.setdefault(target["target_table"], target)
        ways = ((target_address(self.entry, self.package, t), t["project"] or t["table_title"]) for t in found.values())
        return [(self.here.to(where), name) for where, name in ways]

    def _counts(self, checks: Sequence[Mapping[str, Any]]) -> str:
        counts = Counter(check["result_name"] for check in checks)
        zh = self.words.language == "zh"
        return self.words("list-comma").join(f"{name} {n:,}" if zh else f"{n:,} {name}" for name, n in counts.items())
