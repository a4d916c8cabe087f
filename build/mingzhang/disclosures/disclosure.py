"""A disclosure: whose it is, which year and kind, where its sources are. Read from ``disclosure.toml``."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from mingzhang.disclosures.finding import LIKELY, SURE, Finding, Identity
from mingzhang.disclosures.hops import without_secrets
from mingzhang.errors import WrongCommand, closest

FILE = "disclosure.toml"
RELEASES = Path("datasets") / "releases"  # records of releases, below the folder that holds mkdocs.yml


@dataclass(frozen=True, slots=True)
class Body:
    """A public body.

    ``division`` is its GB/T 2260 code: nine digits for a 街道, empty for central bodies or when unknown.
    """

    name: str
    slug: str
    division: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the disclosure.

    ``role``: ``primary``, ``copy``, or ``reconstruction`` (re-typeset by us: no witness). ``personal``: it shows
    personal numbers, so it is linked at its publisher and not passed on.
    """

    file: str
    sha256: str
    role: str
    url: str = ""
    obtained: datetime.date | None = None
    note: str = ""
    note_en: str = ""
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Caveat:
    """What readers must know, in Chinese and English.

    With ``table`` (its printed number, its title or its id) it says that the columns of that table's amounts are
    not certain; ``columns`` are the header labels in question, or none for all but the total's. See
    figures/caveats.py.
    """

    note: str
    note_en: str = ""
    table: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """``kind`` is ``budget`` or ``final``; ``scope`` is ``department`` (with its units) or ``unit``; ``edition``
    counts from 1.

    A file read on its own may not tell its year (None), kind or scope (empty).
    ``signed`` is the date on the document, ``published`` the date of release, None unless known. ``directory``
    holds the disclosure's files and is None for a file read on its own. ``version`` is that of its data package,
    written by ``mingzhang release``; empty before the first change. ``told`` is what a document read on its own says of
    itself, and how surely; None where a human has registered it, and everything given is sure. ``unconfirmed`` names
    what was registered from the document and no human has confirmed.
    """

    body: Body
    fiscal_year: int | None
    kind: str
    scope: str
    sources: tuple[Source, ...]
    edition: int = 1
    signed: datetime.date | None = None
    published: datetime.date | None = None
    caveats: tuple[Caveat, ...] = ()
    directory: Path | None = None
    version: str = ""
    told: Identity | None = None
    unconfirmed: tuple[str, ...] = ()

    @property
    def year_is_sure(self) -> bool:
        """Whether ``fiscal_year`` may stand at a figure as a fact."""
        return self.told is None or self.told.year.sure == SURE

    @property
    def id(self) -> str:
        """``<body>/<year>-<kind>[-unit][-rN]``: its folder below datasets/ and its address on the site."""
        return f"{self.body.slug}/{folder_name(self.fiscal_year, self.kind, self.scope, self.edition)}"


def findings_of(disclosure: Disclosure) -> dict[str, Finding]:
    """What the disclosure says of itself, by the names of its keys, each with its certainty and evidence."""
    told = disclosure.told
    if told is None:
        body = disclosure.body
        given = {
            "body": body.name, "fiscal_year": disclosure.fiscal_year, "kind": disclosure.kind,
            "scope": disclosure.scope, "level": body.level, "division": body.division, "signed": disclosure.signed,
        }  # fmt: skip
        return {key: Finding(str(value), SURE, FILE) if value else Finding() for key, value in given.items()}
    return {
        "body": told.body, "fiscal_year": told.year, "kind": told.kind, "scope": told.scope,
        "level": told.level, "division": told.division, "signed": told.signed,
    }  # fmt: skip


def folder_name(year: int | None, kind: str, scope: str, edition: int = 1) -> str:
    """The last part of a disclosure's id."""
    return (
        f"{year or 'undated'}-{kind or 'disclosure'}"
        + ("-unit" if scope == "unit" else "")
        + (f"-r{edition}" if edition > 1 else "")
    )


def find_disclosures(datasets: Path) -> Iterator[Path]:
    """The folders below ``datasets`` that hold a disclosure.toml, sorted; hidden ones hold work in progress."""
    found = (path.parent for path in datasets.glob(f"*/*/{FILE}"))
    yield from sorted(p for p in found if not p.name.startswith(".") and not p.parent.name.startswith("."))


def load_disclosure(directory: Path) -> Disclosure:
    """The disclosure in ``directory``; WrongCommand names the file, the key, and what is wrong with it."""
    path = directory / FILE
    disclosure = read_disclosure(path)
    expected = directory.resolve()
    if (expected.parent.name, expected.name) != tuple(disclosure.id.split("/")):
        found = f"the folder is {expected.parent.name}/{expected.name}"
        raise WrongCommand(
            str(path), found, disclosure.id, "rename the folder, or mend slug, fiscal_year, kind, scope or edition"
        )
    return disclosure


def read_disclosure(path: Path) -> Disclosure:
    """What a disclosure.toml says, wherever it lies."""
    data = _load(path)
    error = best_match(_validator().iter_errors(data))
    if error is not None:
        raise _wrong(path, error)
    return _make(path, data, path.parent)


def _load(path: Path) -> dict[str, Any]:
    """The TOML as JSON-like data, dates as ISO text."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WrongCommand(str(path), "no such file", "a disclosure.toml", "register it with mingzhang add") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCommand(str(path), f"no TOML: {error}", "TOML 1.0 in UTF-8", "mend the file") from error
    plain: dict[str, Any] = json.loads(json.dumps(data, default=lambda value: value.isoformat()))
    return plain


@cache
def _validator() -> Draft202012Validator:
    text = Path(__file__).with_name("disclosure.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _wrong(path: Path, error: ValidationError) -> WrongCommand:
    key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in error.absolute_path).lstrip(".")
    where = f"{path}: {key}" if key else str(path)
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    if error.validator == "additionalProperties":
        return WrongCommand(
            where, error.message, "one of " + ", ".join(schema.get("properties", ())), _meant(error, schema)
        )
    if error.validator == "required":
        return WrongCommand(
            where, error.message, "all of " + ", ".join(map(str, schema.get("required", ()))), "add the key"
        )
    wanted = f"{error.validator} {json.dumps(error.validator_value, ensure_ascii=False)}"
    if error.validator == "enum":
        wanted = "one of " + ", ".join(v for v in schema.get("enum", ()) if v)
    return WrongCommand(
        where,
        f"found {without_secrets(repr(error.instance))}",
        wanted,
        "mend the value" if error.instance else "fill it in",
    )


def _meant(error: ValidationError, schema: Mapping[str, Any]) -> str:
    """The key that an unknown one was probably meant to be."""
    given: Any = error.instance
    known = list(schema.get("properties", ()))
    unknown = next(iter(sorted(set(given) - set(known))), "")
    return closest(unknown, known, "remove or rename the key")


def _make(path: Path, data: dict[str, Any], directory: Path) -> Disclosure:
    sources = tuple(
        Source(**{**s, "obtained": _date(path, f"sources[{i}].obtained", s.get("obtained"))})
        for i, s in enumerate(data["sources"])
    )
    unconfirmed = tuple(data.get("unconfirmed", ()))
    return Disclosure(
        body=Body(**data["body"]),
        fiscal_year=data["fiscal_year"],
        kind=data["kind"],
        scope=data["scope"],
        sources=sources,
        edition=data.get("edition", 1),
        signed=_date(path, "signed", data.get("signed")),
        published=_date(path, "published", data.get("published")),
        caveats=tuple(Caveat(**{**c, "columns": tuple(c.get("columns", ()))}) for c in data.get("caveats", ())),
        directory=directory,
        version=data.get("version", ""),
        told=_told(data, unconfirmed) if unconfirmed else None,
        unconfirmed=unconfirmed,
    )


def _told(data: dict[str, Any], unconfirmed: Sequence[str]) -> Identity:
    """What is registered, with what nobody has confirmed as likely."""

    def found(key: str, value: Any) -> Finding:
        if not value:
            return Finding()
        return Finding(str(value), LIKELY if key in unconfirmed else SURE, FILE)

    body = data["body"]
    return Identity(
        body=found("body.name", body["name"]),
        year=found("fiscal_year", data["fiscal_year"]),
        kind=found("kind", data["kind"]),
        scope=found("scope", data["scope"]),
        level=found("body.level", body.get("level")),
        division=found("body.division", body.get("division")),
        signed=found("signed", data.get("signed")),
    )


def _date(path: Path, key: str, text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongCommand(f"{path}: {key}", f"found {text!r}", "a date, YYYY-MM-DD", "mend the value") from error
