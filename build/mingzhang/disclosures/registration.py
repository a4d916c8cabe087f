"""A disclosure from a file alone.

What the document says about itself becomes a Disclosure, or a disclosure.toml to complete.
"""

from __future__ import annotations

import datetime
import re
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Table as TomlTable

from mingzhang.disclosures.bodies import CONSOLIDATED, without_level
from mingzhang.disclosures.disclosure import FILE, Body, Disclosure, Source, find_disclosures, folder_name
from mingzhang.disclosures.finding import LIKELY, SURE, Finding, Identity
from mingzhang.disclosures.identity import identify
from mingzhang.disclosures.slugs import propose_slug
from mingzhang.errors import WrongCommand
from mingzhang.knowledge.divisions import level_of
from mingzhang.reading.document import Document
from mingzhang.reading.masked_document import shows_personal
from mingzhang.running.hashing import sha256_of
from mingzhang.running.staging import staged
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file was found, and when; empty and None when that is not known.

    ``bundle`` is the bundle that it came in, by its address or its name, and ``member`` what it is called there.
    """

    url: str = ""
    obtained: datetime.date | None = None
    bundle: str = ""
    member: str = ""


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Given:
    """What who registers knows: ``division`` and ``level`` of every file, ``near`` where a document tells no place."""

    division: str = ""
    level: str = ""
    near: str = ""


NOTHING = Given()
_FACTS = ("fiscal_year", "kind", "scope", "edition", "body.name", "body.division", "body.level")


@dataclass(frozen=True, slots=True)
class Registered:
    """Where the disclosure now lies, and what a human must still fill in there."""

    directory: Path
    open_questions: tuple[str, ...]
    disclosure: Disclosure


def describe(path: Path, identity: Identity) -> Disclosure:
    """The Disclosure of a file that is in no datasets tree.

    Its id comes from the file's hash, never from source text.
    """
    sha256 = sha256_of(path)
    year = int(identity.year.value) if identity.year.value else None
    signed = identity.signed.value
    return Disclosure(
        body=Body(identity.body.value, f"file-{sha256[:12]}", identity.division.value, identity.level.value),
        fiscal_year=year,
        kind=identity.kind.value,
        scope=identity.scope.value,
        sources=(Source(_safe_name(path), sha256, "primary"),),
        signed=datetime.date.fromisoformat(signed) if signed else None,
        told=identity,
    )


def register(
    path: Path,
    document: Document,
    tables: Sequence[Table],
    datasets: Path,
    slug: str = "",
    signed: datetime.date | None = None,
    known: Sequence[Disclosure] | None = None,
    origin: Origin = NOWHERE,
    copies: Sequence[tuple[Path, Document]] = (),
    given: Given = NOTHING,
) -> Registered:
    """Registers the file with what its document says; ``copies`` are the same disclosure in other containers."""
    files = [(p, shows_personal(d)) for p, d in ((path, document), *copies)]
    return register_told(identify(document, tables), files, datasets, slug, signed, known, origin, given)


def register_told(
    told: Identity,
    files: Sequence[tuple[Path, bool]],
    datasets: Path,
    slug: str = "",
    signed: datetime.date | None = None,
    known: Sequence[Disclosure] | None = None,
    origin: Origin = NOWHERE,
    given: Given = NOTHING,
) -> Registered:
    """Copies the files into ``datasets`` beside a disclosure.toml filled from what it told; what is not certain
    stays empty, or is named as unconfirmed.

    ``files`` say whether each shows personal numbers; the first is the one that is read, the others are the same
    disclosure in other containers, to be compared with it. ``known`` is what is registered already, read from
    ``datasets`` when not given. WrongCommand when the same file is among it or ``slug`` is no slug.
    """
    path = files[0][0]
    sha256 = sha256_of(path)
    known = known_disclosures(datasets) if known is None else known
    for disclosure in known:
        if any(s.sha256 == sha256 for s in disclosure.sources):
            found = f"registered as {registered_name(disclosure)}"
            raise WrongCommand(str(path), found, "a file not yet registered", "nothing to do")
    identity = _with_given(told, given)
    body = _body(identity, known, sha256, slug)
    directory = _free(datasets / body.slug, identity)
    sources = _sources(files)
    toml, questions = _toml(identity, body, sources, signed, directory.name, origin)
    with staged(directory) as staging:
        for source, (original, _) in zip(sources, files, strict=True):
            shutil.copyfile(original, staging / source.file)
        hidden = [f"/{source.file}\n" for source in sources if source.personal]
        if hidden:  # kept here for the reader, and out of what is passed on
            (staging / ".gitignore").write_text("".join(hidden), encoding="utf-8")
        (staging / FILE).write_text(tomlkit.dumps(toml), encoding="utf-8")
    made = replace(describe(path, identity), body=body, directory=directory, sources=tuple(sources))
    return Registered(directory, tuple(questions), made)


def _sources(files: Sequence[tuple[Path, bool]]) -> list[Source]:
    """The files under the names that they are kept by, the first as the one that is read."""
    made: list[Source] = []
    for path, personal in files:
        taken = {source.file for source in made}
        name = _safe_name(path)
        stem, _, suffix = name.rpartition(".")
        numbered = (f"{stem}-{n}.{suffix}" for n in range(2, len(files) + 2))
        free = name if name not in taken else next(other for other in numbered if other not in taken)
        role = "copy" if made else "primary"
        made.append(Source(free, sha256_of(path), role, personal=personal))
    return made


def _with_given(told: Identity, given: Given) -> Identity:
    """What the document says, and what who registers it says of its place."""
    bare = without_level(CONSOLIDATED.sub("", told.body.value))
    told = replace(told, body=replace(told.body, value=bare))
    if given.division:
        level = Finding(level_of(given.division, bare), SURE, "given")
        told = replace(told, division=Finding(given.division, SURE, "given"), level=level)
    elif given.near and not told.division.value and told.level.value != "central":
        level = told.level if told.level.value else Finding(level_of(given.near, bare), LIKELY, "the site's place")
        told = replace(told, division=Finding(given.near, LIKELY, "the site's place"), level=level)
    return replace(told, level=Finding(given.level, SURE, "given")) if given.level else told


def registered_name(disclosure: Disclosure) -> str:
    """``<body>/<year>-<kind>…`` by the folder it lies in."""
    directory = disclosure.directory
    return f"{directory.parent.name}/{directory.name}" if directory else disclosure.id


def known_disclosures(datasets: Path) -> list[Disclosure]:
    """What is registered: bodies and files of every disclosure.toml, also of one that is still to be filled in.

    A file that is no TOML must not stop the next registration; build reports it.
    """
    known = []
    for directory in find_disclosures(datasets):
        try:
            data = tomllib.loads((directory / FILE).read_text(encoding="utf-8"))
            body = Body(**data["body"])
            sources = tuple(Source(s["file"], s["sha256"], s["role"]) for s in data["sources"])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError):
            continue
        known.append(Disclosure(body, None, "", "", sources, directory=directory))
    return known


def _body(identity: Identity, known: Sequence[Disclosure], sha256: str, slug: str) -> Body:
    """The known body of that name, else a new one.

    Its slug is given, or proposed by rule from the parts of the name; from a hash where there is no name.
    """
    name = identity.body.value
    same = next((d.body for d in known if name and normalise(d.body.name) == name), None)
    if slug and not _SLUG.fullmatch(slug):
        raise WrongCommand(
            "--slug", f"found {slug!r}", "lower-case letters, digits and single hyphens", "choose another"
        )
    if same is not None and slug in ("", same.slug):
        return same
    taken = {d.body.slug for d in known}
    return Body(name, slug or propose_slug(name, identity.division.value, taken) or f"body-{sha256[:8]}")


def _free(parent: Path, identity: Identity) -> Path:
    """The folder of the first edition that is not there yet."""
    year = int(identity.year.value) if identity.year.value else None
    for edition in range(1, 100):
        directory = parent / folder_name(year, identity.kind.value, identity.scope.value, edition)
        if not directory.exists():
            return directory
    raise WrongCommand(str(parent), "99 editions", "fewer", "look whether they are all one disclosure")


def _safe_name(path: Path) -> str:
    suffix = path.suffix.lower()
    return f"source{suffix}" if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else "source.pdf"


def _toml(
    identity: Identity, body: Body, files: Sequence[Source], signed: datetime.date | None, folder: str, origin: Origin
) -> tuple[TOMLDocument, list[str]]:
    document, questions = tomlkit.document(), list[str]()
    year = identity.year
    _put(document, "fiscal_year", int(year.value) if year.value else "", year, questions)
    _put(document, "kind", identity.kind.value, identity.kind, questions, "budget or final")
    _put(document, "scope", identity.scope.value, identity.scope, questions, "department or unit")
    if match := re.search(r"-r(\d+)$", folder):
        document["edition"] = int(match[1])
        document["edition"].comment("another file has the same body, year, kind and scope: is this a later edition?")
        questions.append("edition")
    if signed or identity.signed.sure == SURE:
        document["signed"] = signed or datetime.date.fromisoformat(identity.signed.value)
    document.add(tomlkit.comment("published = YYYY-MM-DD  (date of release, only if known)"))
    whose = _body_table(identity, body, questions)
    if unconfirmed := [question for question in questions if question in _FACTS]:
        document["unconfirmed"] = unconfirmed
        document["unconfirmed"].comment("mingzhang confirm takes this away")
    document["body"] = whose
    sources = tomlkit.aot()
    for file in files:
        sources.append(_source_table(file, origin if file.role == "primary" else replace(origin, url="", member="")))
    questions += ["sources.url"] if any(file.personal for file in files) and not origin.url else []
    document["sources"] = sources
    return document, questions


def _source_table(file: Source, origin: Origin) -> TomlTable:
    source = tomlkit.table()
    source.update({"file": file.file, "sha256": file.sha256, "role": file.role})
    if origin.url:
        source["url"] = origin.url
    if origin.obtained:
        source["obtained"] = origin.obtained
    if origin.bundle:
        member = _printable(origin.member)
        source["note"] = f"来自压缩包 {_printable(origin.bundle)}" + (f"，其中的 {member}" if member else "")
        source["note_en"] = f"from the bundle {_printable(origin.bundle)}" + (f", {member} in it" if member else "")
    if file.personal:
        shown = tomlkit.boolean("true")
        shown.comment("it shows personal numbers: not passed on, so give the url where it is published")
        source["personal"] = shown
    if not (origin.url and origin.obtained):
        source.add(tomlkit.comment('url = "https://…"  obtained = YYYY-MM-DD  (where and when it was found)'))
    return source


def _body_table(identity: Identity, body: Body, questions: list[str]) -> TomlTable:
    table = tomlkit.table()
    _put(table, "name", body.name, identity.body, questions, question="body.name")
    table["slug"] = body.slug
    if body.slug.startswith("body-"):
        table["slug"].comment("choose a readable one (a-z, 0-9, hyphens) and rename the folder")
        questions.append("body.slug")
    for key, value, finding, meaning in (
        (
            "division",
            body.division,
            identity.division,
            "GB/T 2260: six digits, nine for a 街道, empty for central bodies",
        ),
        ("level", body.level, identity.level, "central, province, prefecture, county or township"),
    ):
        if value:
            table[key] = value
        else:
            _put(table, key, finding.value, finding, questions, meaning, f"body.{key}")
    return table


def _put(
    table: TOMLDocument | TomlTable,
    key: str,
    value: str | int,
    finding: Finding,
    questions: list[str],
    meaning: str = "",
    question: str = "",
) -> None:
    """The value, with a comment on its evidence unless it is sure."""
    table[key] = value
    if finding.sure != SURE:
        hint = f"likely ({_printable(finding.evidence)})" if finding.value else "not found in the document"
        table[key].comment(f"{hint}: please check" + (f"; {meaning}" if meaning else ""))
        questions.append(question or key)


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:120]
