"""Files from the web, with limits on size and time."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from pathlib import Path

from mingzhang.errors import UnreadableSource

LARGEST = 512 * 1024 * 1024  # bytes of one file
_SILENCE = 60  # seconds that a server may be silent
_LONGEST = 600  # seconds that one file may take
_SCHEMES = ("https://", "http://")


def is_address(text: str) -> bool:
    """Whether ``text`` is an address on the web."""
    return text.lower().startswith(_SCHEMES)


def fetch(address: str, target: Path, largest: int = LARGEST, longest: float = _LONGEST) -> None:
    """Writes what lies at ``address`` to ``target``. UnreadableSource when it cannot be fetched within the limits."""
    if not is_address(address):
        raise UnreadableSource(address, "no address that can be fetched", "http:// or https://", "mend it")
    deadline, size = time.monotonic() + longest, 0
    request = urllib.request.Request(address, headers={"User-Agent": "mingzhang"})
    try:
        with urllib.request.urlopen(request, timeout=min(_SILENCE, longest)) as answer, target.open("wb") as file:
            while chunk := answer.read1(65536):
                size += len(chunk)
                if size > largest:
                    raise UnreadableSource(address, "it is too large", f"at most {largest} bytes", "fetch it by hand")
                if time.monotonic() > deadline:
                    raise UnreadableSource(address, f"it took over {longest:g} s", "a faster server", "try again later")
                file.write(chunk)
            if answer.length:
                raise UnreadableSource(address, f"{answer.length} bytes are missing", "the whole file", "try again")
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise UnreadableSource(
            address, f"cannot be fetched ({error})", "the source file", "look whether it is still there"
        ) from error
