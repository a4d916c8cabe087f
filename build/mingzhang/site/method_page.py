"""What is added to the hand-written method page: the record of every identity."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from mingzhang.knowledge.identities import load_identities
from mingzhang.knowledge.identity_record import COLUMNS, load_record
from mingzhang.site.edition import Edition

_TABLE = Markup(
    '<div class="mz-scroll" role="group" aria-label="{title}" tabindex="0"><table class="mz-plain mz-numbers">'
    "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
)
_HEAD = Markup('<th scope="col">{}</th>')
_NAME = Markup('<th scope="row">{}</th>')
_CELL = Markup("<td>{}</td>")
_ROW = Markup("<tr>{}</tr>")


def write_record(edition: Edition) -> None:
    """A table of all identities with their counts, at the end of ``method.md``."""
    words, record = edition.words, load_record()
    head = Markup("").join(_HEAD.format(words(f"record-{column.replace('_', '-')}")) for column in COLUMNS)
    rows = []
    for identity in load_identities():
        counts = record.get(identity.id, {})
        name = identity.name.zh if words.language == "zh" else identity.name.en
        rows.append(_row(name, [counts.get(column, 0) for column in COLUMNS[1:]]))
    title = words("record-title")
    table = _TABLE.format(title=title, head=head, body=Markup("").join(rows))
    page = edition.folder / "method.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n## {title}\n\n{words('record-intro')}\n\n{table}\n", encoding="utf-8")


def _row(name: str, counts: Sequence[int]) -> Markup:
    cells = Markup("").join(_CELL.format(f"{count:,}") for count in counts)
    return _ROW.format(_NAME.format(name) + cells)
