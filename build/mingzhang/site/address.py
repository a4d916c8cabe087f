"""Addresses on the site, always relative, so that it works below any path.

An address is the path of a page below its edition's root: ``""`` for home, ``bodies/x/`` for a body. The Chinese
edition is at the root of the site, the English one below ``en/``; data files are below ``data/`` of the root, once for
both.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.project.project import REPORT_TO, SITE_URL
from mingzhang.site.interface import Language

__all__ = ["REPORT_TO", "SITE_URL", "Here"]


@dataclass(frozen=True, slots=True)
class Here:
    """The page that links are written on."""

    address: str
    language: Language

    def to(self, address: str) -> str:
        """The link from here to a page of this edition (``#fragment`` may follow), as short as it can be."""
        own, target = self.address.split("/")[:-1], address.split("/")[:-1]
        same = next((n for n, (one, other) in enumerate(zip(own, target, strict=False)) if one != other), None)
        same = min(len(own), len(target)) if same is None else same
        return "../" * (len(own) - same) + "/".join(address.split("/")[same:]) or "./"

    def to_root(self, path: str) -> str:
        """The link from here to a file below the root of the whole site."""
        return self._up() + ("../" if self.language == "en" else "") + path

    def twin(self) -> str:
        """The link from here to the same page of the other edition."""
        return self.to_root(self.address if self.language == "en" else f"en/{self.address}") or "./"

    def _up(self) -> str:
        return "../" * self.address.count("/")


def place(division: str) -> str:
    """The page of an administrative division, of ``central`` bodies, or of those whose place is ``unknown``."""
    return f"places/{division}/"


def body(slug: str) -> str:
    """The page of a public body."""
    return f"bodies/{slug}/"


def kind(name: str) -> str:
    """The bodies of one kind: courts, schools …"""
    return f"kinds/{name}/"


def year(fiscal_year: int | None) -> str:
    """The disclosures of one fiscal year; those without one are together."""
    return f"years/{fiscal_year or 'undated'}/"


def disclosure(entry_id: str) -> str:
    """The page of a disclosure."""
    return f"disclosures/{entry_id}/"


def table(entry_id: str, table_id: str) -> str:
    """The page of a table; a figure is at ``#<figure id>`` of it."""
    return f"disclosures/{entry_id}/tables/{table_id}/"


def part(entry_id: str, name: str) -> str:
    """The ``text``, ``targets`` or ``checks`` page of a disclosure."""
    return f"disclosures/{entry_id}/{name}/"


def files(entry_id: str) -> str:
    """The folder of a package's files, below the root of the site."""
    return f"data/{entry_id}/"


def term(term_id: str) -> str:
    """A term of the glossary."""
    return f"glossary/#{term_id}"


def code(classification: str, digits: str) -> str:
    """The page of a functional or economic code."""
    return f"codes/{classification}/{digits}/"
