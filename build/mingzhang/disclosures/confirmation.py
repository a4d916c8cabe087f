"""What nobody has confirmed yet, as one table that a spreadsheet opens, and taken back from it."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from mingzhang.disclosures.disclosure import FILE, Disclosure, find_disclosures, load_disclosure, read_disclosure
from mingzhang.disclosures.renaming import note_redirect, tidy_body
from mingzhang.errors import WrongCommand, closest
from mingzhang.reading.encodings import decode
from mingzhang.running.files import write_whole

TABLE = "unconfirmed.csv"
_VALUES = ("fiscal_year", "kind", "scope", "edition", "body.name", "body.slug", "body.division", "body.level")
_NUMBERS = ("fiscal_year", "edition")
COLUMNS = ("confirmed", "id", *_VALUES, "unsure", "why", "source")
_YES = ("yes", "y", "1", "true", "x", "是", "对", "√")
_WHY = re.compile(r"#\s*(.*?): please check")


@dataclass(frozen=True, slots=True)
class Change:
    """One row taken back: the folder of its disclosure, its new text, and where it goes."""

    directory: Path
    text: str
    target: Path


def unconfirmed(datasets: Path) -> list[dict[str, str]]:
    """A row for each disclosure that rests on what nobody has confirmed; COLUMNS are its keys."""
    return [row for directory in find_disclosures(datasets) if (row := _row(directory))]


def _row(directory: Path) -> dict[str, str] | None:
    try:
        data = tomlkit.parse((directory / FILE).read_text(encoding="utf-8"))
        unsure = [str(key) for key in data.get("unconfirmed", ())]
    except (tomlkit.exceptions.TOMLKitError, UnicodeDecodeError):
        return None  # build reports it
    if str(_get(data, "body.slug")).startswith("body-"):
        unsure.append("body.slug")
    if not unsure:
        return None
    values = {key: str(_get(data, key)) for key in _VALUES}
    about = {
        "confirmed": "",
        "id": f"{directory.parent.name}/{directory.name}",
        "unsure": " ".join(unsure),
        "why": "; ".join(filter(None, (_why(data, key) for key in unsure))),
        "source": str(directory / str(_get(data, "sources.0.file"))),
    }
    return {**about, **values, "edition": values["edition"] or "1"}


def _get(data: Any, key: str) -> Any:
    for part in key.split("."):
        try:
            data = data[int(part)] if part.isdigit() else data[part]
        except (KeyError, IndexError):
            return ""
    return data


def _why(data: Any, key: str) -> str:
    """The evidence that `add` wrote behind the value."""
    trivia = getattr(_get(data, key), "trivia", None)
    match = _WHY.search(trivia.comment) if trivia else None
    return f"{key}: {match[1]}" if match else ""


def write_table(rows: Sequence[Mapping[str, str]], path: Path) -> Path:
    """The rows as CSV with a byte order mark, without which Excel shows garbled Chinese."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    write_whole(path, "\ufeff" + text.getvalue().replace("\r\n", "\n"))
    return path


def refresh_table(rows: Sequence[Mapping[str, str]], path: Path) -> Path:
    """The same, in place of an older table. WrongCommand where that holds what a human has confirmed and nobody has
    taken back."""
    if path.is_file() and any(is_confirmed(row) for row in read_table(path)):
        todo = f"take it back first: mingzhang confirm {path}"
        raise WrongCommand(str(path), "rows in it are confirmed", "a table that nobody has begun to fill in", todo)
    return write_table(rows, path)


def is_confirmed(row: Mapping[str, str]) -> bool:
    """Whether a human said yes to this row."""
    return row["confirmed"].lower() in _YES


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table that a human has edited, in UTF-8 or as Excel saves it; WrongCommand when it is none."""
    try:
        text = decode(path.read_bytes())
    except FileNotFoundError as error:
        raise WrongCommand(
            str(path), "no such file", f"a table as {TABLE}", "run mingzhang confirm to get it"
        ) from error
    if text is None:
        raise WrongCommand(str(path), "an unknown encoding", "CSV in UTF-8 or GB 18030", "save it as CSV UTF-8")
    lines = text.lstrip("\ufeff").splitlines()
    mark = next((m for m in ",;\t" if lines and m in lines[0]), ",")
    rows = list(csv.DictReader(lines, delimiter=mark))
    names = list(rows[0]) if rows else []
    for name in names:
        if name not in COLUMNS:
            raise WrongCommand(
                str(path), f"unknown column {name}", "one of " + ", ".join(COLUMNS), closest(str(name), COLUMNS)
            )
    if missing := [name for name in ("confirmed", "id") if rows and name not in names]:
        raise WrongCommand(str(path), f"no column {missing[0]}", ", ".join(COLUMNS), "add it")
    return [{key: (value or "").strip() for key, value in row.items()} for row in rows]


def plan(rows: Sequence[Mapping[str, str]], datasets: Path, every: bool = False) -> list[Change]:
    """What the rows that say yes (or ``every`` row) change. Nothing is written.

    WrongCommand names the row and what is wrong with it.
    """
    changes: list[Change] = []
    for number, row in enumerate(rows, 2):
        if every or is_confirmed(row):
            change = _change(row, datasets, f"row {number} ({row['id']})")
            if change.target in [c.target for c in changes]:
                found = f"{row['id']} would be {change.target}, as another row"
                raise WrongCommand(f"row {number}", found, "one of each", "give it another edition")
            changes.append(change)
    return changes


def _change(row: Mapping[str, str], datasets: Path, where: str) -> Change:
    directory = datasets / row["id"]
    if not (directory / FILE).is_file():
        raise WrongCommand(where, "no disclosure of this id", "an id as in the table", "leave the column id as it is")
    data = tomlkit.parse((directory / FILE).read_text(encoding="utf-8"))
    for key in _VALUES:
        if key in row:
            _put(data, key, row[key], where)
    data.pop("unconfirmed", None)
    text = tomlkit.dumps(data)
    known = _checked(text, where)
    target = datasets / known.id
    if target.resolve() != directory.resolve() and target.exists():
        raise WrongCommand(where, f"{target} is there already", "a free place", "give it another edition")
    return Change(directory, text, target)


def _put(data: Any, key: str, value: str, where: str) -> None:
    """The value of a cell, without the comment that asked about it."""
    *above, last = key.split(".")
    table = data[above[0]] if above else data
    if key in _NUMBERS and value and not value.isdigit():
        raise WrongCommand(f"{where}: {key}", f"found {value!r}", "a number", "mend the cell")
    if key == "edition" and value in ("", "1"):
        table.pop(last, None)
        return
    if value or last in table:
        table[last] = int(value) if value.isdigit() and key in _NUMBERS else value
        _answer(table[last])


def _answer(item: Any) -> None:
    """Takes away the comment that asked about a value."""
    item.trivia.comment = item.trivia.comment_ws = ""


def _checked(text: str, where: str) -> Disclosure:
    """What the text says, read as from its own folder; WrongCommand when it is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_text(text, encoding="utf-8")
        try:
            return read_disclosure(path)
        except WrongCommand as error:
            key = error.where.partition(": ")[2]
            raise WrongCommand(f"{where}: {key}", error.found, error.expected, "mend the cell") from None


def apply(changes: Sequence[Change], datasets: Path) -> None:
    """Writes the changes; a disclosure whose id changes moves there with all that lies in its folder."""
    for change in changes:
        moved = change.target.resolve() != change.directory.resolve()
        if moved:
            change.target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(change.directory, change.target)
        write_whole(change.target / FILE, change.text)
        if moved:
            old, new = (f"{d.parent.name}/{d.name}" for d in (change.directory, change.target))
            if (change.target / "package").is_dir():
                note_redirect(datasets, old, new)
            tidy_body(change.directory.parent, change.target.parent)


def resting(directories: Sequence[Path]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids of those that rest on unconfirmed facts, and which."""
    for directory in directories:
        try:
            known = load_disclosure(directory)
        except WrongCommand:
            continue  # told where it is built
        if known.unconfirmed:
            yield known.id, known.unconfirmed
