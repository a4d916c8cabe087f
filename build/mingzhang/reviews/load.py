"""``review.toml`` as records; what is wrong with it is told with its key."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from mingzhang.errors import WrongCommand

FILE = "review.toml"
_TARGET = "either figure or table"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One entry of review.toml. ``target`` is the id of a figure or table, ``saw`` ``as-printed`` or ``misread: …``."""

    target: str
    who: str
    date: datetime.date
    saw: str
    reading: str
    note: str = ""


def load_verdicts(path: Path) -> tuple[Verdict, ...]:
    """The entries of a review.toml in their order, none when there is no such file. WrongCommand names file and key."""
    if not path.is_file():
        return ()
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCommand(str(path), f"no TOML: {error}", "TOML 1.0 in UTF-8", "mend the file") from error
    data = json.loads(json.dumps(text, default=lambda value: value.isoformat()))
    problem = best_match(_validator().iter_errors(data))
    if problem is not None:
        raise _wrong(path, problem)
    verdicts = tuple(_verdict(path, n, entry) for n, entry in enumerate(data["reviews"]))
    _refuse_doubles(path, verdicts)
    return verdicts


@cache
def _validator() -> Draft202012Validator:
    text = (files("mingzhang.reviews") / "review.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _wrong(path: Path, error: ValidationError) -> WrongCommand:
    key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in error.absolute_path).lstrip(".")
    where = f"{path}: {key}" if key else str(path)
    if error.validator == "oneOf" or (error.parent is not None and error.parent.validator == "oneOf"):
        return WrongCommand(where, "no target, or two", _TARGET, "name what was looked at")
    if error.validator in ("additionalProperties", "required"):
        known = ", ".join(error.schema.get("properties", ())) if isinstance(error.schema, Mapping) else ""
        return WrongCommand(where, error.message, f"the keys {known}", "add, remove or rename the key")
    return WrongCommand(
        where, f"found {error.instance!r}", f"{error.validator} {error.validator_value}", "mend the value"
    )


def _verdict(path: Path, number: int, entry: Mapping[str, Any]) -> Verdict:
    try:
        date = datetime.date.fromisoformat(entry["date"])
    except ValueError as error:
        where = f"{path}: reviews[{number}].date"
        raise WrongCommand(where, f"found {entry['date']!r}", "a date, YYYY-MM-DD", "mend the value") from error
    target = entry.get("figure") or entry["table"]
    return Verdict(target, entry["who"], date, entry["saw"], entry["reading"], entry.get("note", ""))


def _refuse_doubles(path: Path, verdicts: tuple[Verdict, ...]) -> None:
    """One human gives one verdict on one thing a day, so that none silently replaces another."""
    seen: set[tuple[str, str, datetime.date]] = set()
    for number, v in enumerate(verdicts):
        key = (v.target, v.who, v.date)
        if key in seen:
            where = f"{path}: reviews[{number}]"
            raise WrongCommand(
                where, f"{v.target} is reviewed twice by {v.who} on {v.date}", "one verdict", "remove one"
            )
        seen.add(key)
