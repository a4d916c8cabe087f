"""Whatever goes wrong while a source is read, said in one line."""

from __future__ import annotations

from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.limits import Crowded
from mingzhang.reading.media import READABLE
from mingzhang.reading.scanned import EXTRA

EXPECTED = READABLE
AGAIN = "fetch the file again, or ask its publisher for a sound one"
_ENCRYPTED = ("password", "encrypt", "decrypt")


def refusal(path: Path, error: BaseException) -> UnreadableSource:
    """The one-line error for ``error``, raised while ``path`` was read.

    Libraries raise with empty or many-lined messages.
    """
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, UnreadableSource):
            return cause
    names = " ".join(f"{type(c).__name__} {c}" for c in chain).lower()
    if any(isinstance(c, MemoryError) for c in chain):
        return UnreadableSource(str(path), "it needs more memory than one source may use", EXPECTED, AGAIN)
    if crowded := next((c for c in chain if isinstance(c, Crowded)), None):
        return UnreadableSource(str(path), str(crowded), "what a disclosure holds", "ask its publisher")
    if any(isinstance(c, RecursionError) for c in chain):
        return UnreadableSource(str(path), "its objects are nested without end", EXPECTED, AGAIN)
    if any(word in names for word in _ENCRYPTED):
        return locked(path)
    return UnreadableSource(str(path), f"its structure is damaged ({_name(chain[-1])})", EXPECTED, AGAIN)


def locked(path: Path) -> UnreadableSource:
    """Encrypted, and no empty user password opens it."""
    return UnreadableSource(
        str(path),
        "it is encrypted and asks for a password",
        "a file that opens without one",
        "ask for an open copy",
    )


def without_text(path: Path, pages: int, pictures: bool) -> UnreadableSource:
    """No page has a text layer.

    All are pictures, or blank, or what they draw means no characters without a font that is missing.
    """
    found = "it has no page" if not pages else f"no readable text on any of its {pages} page(s)"
    todo = f"find the original file, or let scans be read: {EXTRA}" if pictures else AGAIN
    return UnreadableSource(str(path), found + (": a scan" if pictures else ""), EXPECTED, todo)


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it wraps, outermost first, whether by ``from``, by context or as its first argument."""
    seen: list[BaseException] = []
    inner: BaseException | None = error
    while inner is not None and inner not in seen and len(seen) < 10:
        seen.append(inner)
        wrapped = next((a for a in inner.args if isinstance(a, BaseException)), None)
        inner = wrapped or inner.__cause__ or (None if inner.__suppress_context__ else inner.__context__)
    return seen


def _name(error: BaseException) -> str:
    text = " ".join(str(error).split())
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return f"{type(error).__name__}: {text[:120]}" if text else type(error).__name__
