"""What is added to the hand-written method page: the record of every identity."""

from __future__ import annotations

from mingzhang.knowledge.identities import load_identities
from mingzhang.knowledge.identity_record import COLUMNS, load_record
from mingzhang.site.edition import Edition


def write_record(edition: Edition) -> None:
    """A table of all identities with their counts, at the end of ``method.md``."""
    words, record = edition.words, load_record()
    names = [words(f"record-{column.replace('_', '-')}") for column in COLUMNS]
    lines = [f"\n## {words('record-title')}\n", f"{words('record-intro')}\n"]
    lines += [_row(names), _row(["---"] * len(COLUMNS))]
    for identity in load_identities():
        counts = record.get(identity.id, {})
        name = identity.name.zh if words.language == "zh" else identity.name.en
        lines.append(_row([name, *(f"{counts.get(column, 0):,}" for column in COLUMNS[1:])]))
    page = edition.folder / "method.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"
