"""How a package is cited: GB/T 7714-2015, BibTeX and the Citation File Format."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingzhang.disclosures.disclosure import folder_name
from mingzhang.project.publisher import MINGZHANG, publisher_title

_TEX = {c: "\\" + c for c in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation needs. ``year`` and ``published`` (ISO date) are empty when the source does not tell them."""

    key: str
    author: str
    title: str
    title_en: str
    version: str
    year: str
    published: str
    url: str
    publisher: str = MINGZHANG.title

    @classmethod
    def of(cls, descriptor: Mapping[str, Any], site_url: str = "") -> Citation:
        """The citation of the package with this descriptor; with ``site_url`` it names the disclosure's page."""
        facts = descriptor["mingzhang:disclosure"]
        return cls(
            key=descriptor["name"],
            author=facts["body"]["name"] or "（发布机关未知）",
            title=descriptor["title"],
            title_en=descriptor["title:en"],
            version=descriptor["version"],
            year=(facts["published"] or descriptor.get("created", ""))[:4],
            published=facts["published"],
            url=f"{site_url.rstrip('/')}/disclosures/{disclosure_id(facts)}/" if site_url else "",
            publisher=publisher_title(descriptor),
        )

    def gbt7714(self) -> str:
        """One line after GB/T 7714-2015; the date of citation is left for the reader to fill in."""
        day = f"（{self.published}）" if self.published else ""
        made = f"{self.year or '[出版年不详]'}{day}[YYYY-MM-DD]"
        line = f"{self.author}. {self.title}：结构化数据[DS/OL]. 版本 {self.version}. {self.publisher}, {made}."
        return line + (f" {self.url}." if self.url else "")

    def bibtex(self) -> str:
        """A ``@misc`` entry; it works with BibTeX and biblatex."""
        fields = {
            "author": f"{{{_tex(self.author)}}}",
            "title": f"{_tex(self.title)}：结构化数据",
            "year": self.year,
            "version": self.version,
            "publisher": _tex(self.publisher),
            "note": f"Data package: {_tex(self.title_en)}. Version {self.version}. CC BY 4.0",
            "url": self.url,
        }
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@misc{{{self.key},\n{body}}}\n"

    def cff(self) -> str:
        """``CITATION.cff`` of the data set, version 1.2.0 of the format."""
        lines = {
            "cff-version": "1.2.0",
            "message": "If you use these data, please cite the publishing body and this package.",
            "type": "dataset",
            "title": f"{self.title}：结构化数据 ({self.title_en})",
            "version": self.version,
            "license": "CC-BY-4.0",
            "date-released": self.published,
            "url": self.url,
        }
        shown = "".join(f"{name}: {_quoted(value)}\n" for name, value in lines.items() if value)
        return shown + f"authors:\n  - name: {_quoted(self.author)}\n  - name: {_quoted(self.publisher)}\n"


def disclosure_id(facts: Mapping[str, Any]) -> str:
    """``<body>/<year>-<kind>[-unit][-rN]`` from a descriptor's ``mingzhang:disclosure``."""
    folder = folder_name(facts["fiscal_year"], facts["kind"], facts["scope"], facts["edition"])
    return f"{facts['body']['slug']}/{folder}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tex(text: str) -> str:
    return re.sub(r"[&%$#_{}~^\\]", lambda m: _TEX[m[0]], text)
