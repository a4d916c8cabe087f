"""A verdict added to review.toml; those that are there stay as they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import tomlkit

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.disclosures.disclosure import find_disclosures
from mingzhang.errors import WrongCommand
from mingzhang.package.stored import PackageData, split_list
from mingzhang.reviews.load import FILE, load_verdicts
from mingzhang.reviews.review_record import fingerprint
from mingzhang.running.files import write_whole


def reading_of(package: PackageData, target: str) -> str:
    """What is read now: the printed amount of a figure, the fingerprint of a table.

    WrongCommand when the package has no such figure or table.
    """
    figures, tables = package.frames["figures"], package.frames["tables"]
    printed = dict(zip(figures["id"], figures["printed"], strict=True))
    titles = dict(zip(tables["table_id"], tables["title"], strict=True))
    if target in printed:
        return str(printed[target])
    if target in titles:
        own = figures[figures["table_id"] == target]
        return fingerprint(str(titles[target]), zip(own["id"], own["printed"], strict=True))
    where = str(package.directory)
    raise WrongCommand(where, f"no figure or table {target}", "an id of figures.csv or tables.csv", "check the id")


def add_verdict(
    directory: Path, target: str, who: str, date: datetime.date, saw: str, reading: str, note: str = ""
) -> Path:
    """Appends the verdict to the review.toml in ``directory``, made if need be, and returns its path.

    WrongCommand when the file would be wrong with it, or has a verdict of the same human on the same thing that day.
    """
    path = directory / FILE
    before = load_verdicts(path)
    if any((v.target, v.who, v.date) == (target, who, date) for v in before):
        raise WrongCommand(
            str(path), f"{who} reviewed {target} on {date}", "one verdict a day", "change it in the file"
        )
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    document = tomlkit.parse(text)
    entry = tomlkit.table()
    entry["figure" if target.startswith("f") else "table"] = target
    entry.update({"who": who, "date": date, "saw": saw, "reading": reading} | ({"note": note} if note else {}))
    entries = document.get("reviews") or tomlkit.aot()
    entries.append(entry)
    document["reviews"] = entries
    write_whole(path, tomlkit.dumps(document))
    try:
        load_verdicts(path)
    except WrongCommand:
        write_whole(path, text) if text else path.unlink()
        raise
    return path


def waiting(datasets: Path, disclosure: str = "") -> Iterator[str]:
    """One line for each contradiction that no human has looked at: id, figures and what the check says."""
    for directory in find_disclosures(datasets):
        name = f"{directory.parent.name}/{directory.name}"
        package = directory / "package"
        if disclosure in ("", name) and (package / "datapackage.json").is_file():
            yield from (_line(name, check) for check in _unseen(Dossier(package)))


def _unseen(package: Dossier) -> list[Record]:
    checks = [check for check in package.rows("checks") if check["result"] == "source-contradiction"]
    return [check for check in checks if not package.was_seen(check)]


def _line(name: str, check: Record) -> str:
    figures = [*split_list(check["left_figures"]), *split_list(check["right_figures"])]
    target = next(iter(figures or split_list(check["table_ids"])), "")
    return f"{name} {target}: {check['sentence']}"
