"""The pages that we write ourselves: each content of Edition.write in the theme's shell; their part of the sitemap."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from mingzhang.site.plugin import FENCE
from mingzhang.site.shell import ADDRESS, DESCRIPTION, EMPTY, TITLE, Shell


def write_empty(docs: Path) -> None:
    """The empty page, for MkDocs to render the shell from."""
    head = {"title": TITLE, "description": DESCRIPTION, "search": {"exclude": True}, "hide": ["navigation"]}
    path = docs / ADDRESS / "index.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"{FENCE}{json.dumps(head)}\n{FENCE}{EMPTY}\n", encoding="utf-8", newline="\n")


def write_own(shell: Shell, addresses: Sequence[str], docs: Path, target: Path) -> None:
    """Writes the pages at ``addresses`` of the folder ``docs`` into ``target``, the folder of an edition."""
    for address in addresses:
        _, head, content = (docs / address / "index.md").read_text(encoding="utf-8").split(FENCE, 2)
        path = target / address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shell.fill(address, json.loads(head), content), encoding="utf-8", newline="\n")
    script = target / "scripts" / "chrome.js"
    script.write_text(shell.chrome, encoding="utf-8", newline="\n")
    if shell.site:
        _add_to_sitemap(target, [f"{shell.site}{'' if shell.language == 'zh' else 'en/'}{a}" for a in addresses])


def _add_to_sitemap(target: Path, pages: Sequence[str]) -> None:
    """Our pages among those that MkDocs knows of, without the empty one."""
    path = target / "sitemap.xml"
    lines = path.read_text(encoding="utf-8").split("    <url>\n")
    start, *rest = (line for line in lines if f"{ADDRESS}</loc>" not in line)
    ours = [f"         <loc>{page}</loc>\n    </url>\n" for page in pages]
    last, end = rest[-1].split("    </url>\n", 1)
    entries = [*rest[:-1], f"{last}    </url>\n", *ours]
    text = start + "".join(f"    <url>\n{entry}" for entry in entries) + end
    path.write_text(text, encoding="utf-8", newline="\n")
    packed = target / "sitemap.xml.gz"
    with packed.open("wb") as stream, gzip.GzipFile("", "wb", mtime=0, fileobj=stream) as archive:
        archive.write(text.encode())
