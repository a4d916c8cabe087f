"""Is a PDF built as it was written? Its objects, their references and its pages, by a second parser (qpdf).

Compressed streams carry checksums (see streams.py); what stands around them carries none. So whatever a reader would
pass over in silence is looked for: a cross-reference that had to be mended, syntax that was guessed at, names of the
format misspelt, references that lead nowhere or to something else, pages that are met twice or have lost their
contents. Each finding is told by a short name, for tests and for those who look for the cause.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pikepdf

from mingzhang.reading.formats.pdf.object_names import misspelt
from mingzhang.reading.formats.pdf.page_resources import Resources
from mingzhang.reading.formats.pdf.pagetree import CYCLIC, PageTree
from mingzhang.reading.formats.pdf.streams import written_objects

_HARMLESS = ("is not one plus the highest object number", "xref entry for the xref stream itself is missing")
_LOOP = "Loop detected in /Pages"  # qpdf's words for a tree of pages that leads back
_REFERENCE = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+R\b")
_ASIDE = re.compile(
    rb"/(?:Annots|B)\s*\[[^\]]*\]"
    rb"|/(?:Annots|B|Parent|P|Pg|Metadata|Thumb|PieceInfo|StructParents?|Dests?)\s*\d+\s+\d+\s+R"
)
"""What an object holds that is not drawn: sloppy producers leave references there that lead nowhere, and harm none."""

_OBJECTS = re.compile(rb"/XObject\s*<<[^>]*>>")
"""Forms and pictures at hand; that those which are drawn are there is told elsewhere (see resources.py)."""


@dataclass(frozen=True, slots=True)
class Structure:
    """``faults`` by name; ``pages`` as the second parser counts them; ``idle`` those (1-based) that are to be blank:
    they have contents, and these paint nothing.
    """

    faults: tuple[str, ...] = ()
    pages: int | None = None
    idle: frozenset[int] = frozenset()


def check_structure(data: bytes) -> Structure:
    """What is wrong with how the file is built. A file that asks for a password is not looked at."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as file:
            return _checked(file, data)
    except pikepdf.PasswordError:
        return Structure()
    except pikepdf.PdfError as error:
        return Structure((CYCLIC if _LOOP in str(error) else "unreadable",))
    except (ValueError, TypeError, KeyError, RecursionError, RuntimeError):
        return Structure(("unreadable",))


def _checked(file: pikepdf.Pdf, data: bytes) -> Structure:
    texts, streams = _unparsed(file)
    tree = PageTree(file)
    resources = Resources(tree.pages)
    written = {**texts, **written_objects(data)}  # qpdf leaves out references that lead nowhere
    faults = [
        *("misspelt-name" for _ in misspelt(texts.values())),
        *tree.faults,
        *resources.faults,
        *_lost_objects(file, tree, written, texts),
        *_lost_maps(file, texts, streams),
        *_told(file),  # at the end, when all has been looked at
    ]
    return Structure(tuple(dict.fromkeys(faults)), len(tree.pages), resources.idle)


def _told(file: pikepdf.Pdf) -> list[str]:
    """What qpdf had to mend or to guess."""
    warnings = [str(w) for w in file.get_warnings()]
    return ["mended" for text in warnings if not any(harmless in text for harmless in _HARMLESS)]


def _unparsed(file: pikepdf.Pdf) -> tuple[dict[int, bytes], set[int]]:
    """Every object but plain values as text, by its number, of streams their dictionary; and which are streams."""
    texts: dict[int, bytes] = {}
    streams: set[int] = set()
    for item in file.objects:
        if isinstance(item, pikepdf.Stream):
            streams.add(item.objgen[0])
            texts[item.objgen[0]] = item.stream_dict.unparse()
        elif isinstance(item, pikepdf.Object):
            texts[item.objgen[0]] = item.unparse(resolved=True)
    return texts, streams


def _lost_objects(
    file: pikepdf.Pdf, tree: PageTree, written: Mapping[int, bytes], texts: Mapping[int, bytes]
) -> Iterable[str]:
    """``lost-reference`` where something that the pages draw with is not in the file."""
    seen: set[int] = set()
    todo = [page.number for page in tree.pages]
    while todo:
        number = todo.pop()
        if number in seen:
            continue
        seen.add(number)
        if number in written:
            text = _ASIDE.sub(b"", written[number])
            at_hand = _references(b"".join(_OBJECTS.findall(text)))
            todo += _references(_OBJECTS.sub(b"", text)) | (at_hand & texts.keys())
        if number not in texts and file.get_object(number, 0) is None:
            yield "lost-reference"


def _references(text: bytes) -> set[int]:
    return set(map(int, _REFERENCE.findall(text)))


def _lost_maps(file: pikepdf.Pdf, texts: Mapping[int, bytes], streams: set[int]) -> Iterable[str]:
    """``lost-map`` for a font's map to Unicode that nothing refers to: its font has lost it."""
    named = {number for text in texts.values() for number in _references(text)}
    for number in streams - named:
        if b"/Type" not in texts[number] and _is_map(file.get_object(number, 0)):
            yield "lost-map"


def _is_map(stream: pikepdf.Object) -> bool:
    try:
        return b"begincmap" in stream.read_bytes()
    except (pikepdf.PdfError, AttributeError):
        return False
