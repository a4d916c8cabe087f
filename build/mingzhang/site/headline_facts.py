"""Staff, procurement and state assets as small tables: what the prose of a disclosure counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup, escape

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.site.interface import Words
from mingzhang.site.terms import Marker

_COUNTED = ("平方米", "辆", "台", "项")


@dataclass(frozen=True, slots=True)
class FactTable:
    """A small table: an id for its heading, a note, a header, rows whose first cell names them."""

    id: str
    title: Markup
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[Markup, ...], ...]


def facts_of(package: Dossier, words: Words, mark: Marker) -> list[FactTable]:
    """The tables that this package has rows for."""
    made = (_staff(package, words, mark), _procurement(package, words, mark), _assets(package, words, mark))
    return [_told(table) for table in made if table.rows]


def _told(table: FactTable) -> FactTable:
    """Without the columns that no row has anything in."""
    kept = [n for n in range(len(table.header)) if any(row[n] for row in table.rows)]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    return replace(table, header=tuple(table.header[n] for n in kept), rows=rows)


def _staff(package: Dossier, words: Words, mark: Marker) -> FactTable:
    rows = tuple(
        (_name(row, f"category-{row['category']}", words, mark), escape(row["count"]), escape(_signed(row["change"])))
        for row in package.rows("staff")
    )
    header = (words("category"), words("count"), words("change"))
    return FactTable("staff", mark(words("staff")), words("staff-intro"), header, rows)


def _name(row: Record, key: str, words: Words, mark: Marker) -> Markup:
    """The printed label in Chinese; in English the category's name."""
    if words.language == "en" and row["category"] != "other":
        return escape(words(key))
    text = mark(row["label"])
    return text if words.language == "zh" else Markup('<span lang="zh">{}</span>').format(text)


def _asset(row: Record, words: Words, mark: Marker) -> Markup:
    """The printed label in Chinese; in English its name, or what it is worth, where either is known."""
    if words.language == "zh":
        return mark(row["label"])
    if row["category"] == "equipment" and row["threshold"]:
        return escape(words("equipment-worth", amount=words.money(Decimal(row["threshold"]) * 10_000)))
    text, language = words.label(row["label"])
    return escape(text) if language == "en" else Markup('<span lang="zh">{}</span>').format(text)


def _signed(change: str) -> str:
    if not change:
        return ""
    return change if change.startswith("-") or not change.strip("0.") else f"+{change}"


def _procurement(package: Dossier, words: Words, mark: Marker) -> FactTable:
    vocabulary = load_vocabulary()
    rows = []
    for row in package.rows("procurement"):
        name = vocabulary.name(*row["concept"].partition("@")[::2], words.language)
        share = f"{row['share']}%" if row["share"] else ""
        rows.append((mark(name) if words.language == "zh" else escape(name), _amount(row, words), escape(share)))
    header = (words("item"), words("amount"), words("share"))
    return FactTable("procurement", mark(words("procurement")), words("staff-intro"), header, tuple(rows))


def _amount(row: Record, words: Words) -> Markup:
    """The printed amount with its unit; in English in words for large numbers."""
    if not row["amount"]:
        return Markup("")
    if words.language == "en" and row["amount_yuan"]:
        return escape(words.money(Decimal(row["amount_yuan"])))
    return escape(f"{row['amount']} {words.unit(row['unit'])}")


def _assets(package: Dossier, words: Words, mark: Marker) -> FactTable:
    rows, day = [], ""
    for row in package.rows("assets"):
        day = day or row["as_of"]
        label = _asset(row, words, mark)
        label = Markup('<span class="mz-below">{}</span>').format(label) if row["parent_id"] else label
        unit = words(f"count-{row['quantity_unit']}") if row["quantity_unit"] in _COUNTED else row["quantity_unit"]
        quantity = Markup("{} {}").format(row["quantity"], unit) if row["quantity"] else Markup("")
        rows.append((label, escape(words(f"status-{row['status']}")), quantity, _amount(row, words)))
    header = (words("category"), words("status"), words("quantity"), words("value"))
    note = words("assets-as-of", date=day) if day else ""
    return FactTable("assets", mark(words("assets")), note, header, tuple(rows))
