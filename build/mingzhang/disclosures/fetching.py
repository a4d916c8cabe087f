"""Files from the web, with limits on size and time, and never from this machine or its neighbours.

Every hop of a redirect is looked at before it is taken; the connection goes to the address that was looked at.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote, urljoin

from mingzhang.disclosures.hops import SAFE, Deadline, Hop, Refused, is_address, request, without_secrets
from mingzhang.errors import UnreadableSource

__all__ = ["ALLOW", "LARGEST", "fetch", "is_address", "without_secrets"]

LARGEST = 512 * 1024 * 1024  # bytes of one file
ALLOW = (
    "MINGZHANG_ALLOW_HOSTS"  # hosts that may be this machine or a neighbour, parted by commas; with :PORT or without
)
_LONGEST = 600  # seconds that one file may take, from the first look-up to its last byte
_HOPS = 8
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def fetch(
    address: str,
    target: Path,
    largest: int = LARGEST,
    longest: float = _LONGEST,
    allowed: Collection[str] | None = None,
) -> None:
    """Writes what lies at ``address`` to ``target``. UnreadableSource when it cannot be fetched within the limits.

    Addresses that are not of the public web are refused, but for the hosts in ``allowed`` (else MINGZHANG_ALLOW_HOSTS).
    """
    shown = without_secrets(address)
    if not is_address(address):
        raise UnreadableSource(shown, "no address that can be fetched", "http:// or https://", "mend it")
    hosts = os.environ.get(ALLOW, "").split(",") if allowed is None else allowed
    deadline = Deadline(longest)
    try:
        with _answer(address, deadline, hosts) as answer, target.open("wb") as file:
            for chunk in _chunks(answer, largest, deadline):
                file.write(chunk)
    except Refused as error:
        raise UnreadableSource(shown, str(error), error.expected, error.todo) from None
    except Exception as error:  # nobody can foresee what a broken or hostile server makes the library raise
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise
        if deadline.is_over():
            raise UnreadableSource(shown, f"it took over {longest:g} s", "a faster server", "try again later") from None
        found = f"cannot be fetched ({_reason(error)})"
        raise UnreadableSource(shown, found, "the source file", "look whether it is still there") from error


@contextmanager
def _answer(address: str, deadline: Deadline, allowed: Collection[str]) -> Iterator[HTTPResponse]:
    """The last answer, after all redirects; the connection is closed with the block."""
    for _ in range(_HOPS):
        with request(Hop.to(address), deadline, allowed) as answer:
            location = answer.getheader("Location")
            if answer.status not in _REDIRECTS or not location:
                _refuse_other_than_a_file(answer)
                yield answer
                return
            address = urljoin(address, quote(location.encode("latin-1"), safe=SAFE))
    raise Refused(f"it leads on more than {_HOPS} times", "the file itself", "look where it leads in a browser")


def _refuse_other_than_a_file(answer: HTTPResponse) -> None:
    if answer.status != 200:
        found = f"the server answers {answer.status} {answer.reason[:60]}".rstrip()
        raise Refused(found, "the source file", "look whether it is still there")
    if answer.getheader("Content-Length") and answer.length is None and not answer.chunked:
        raise Refused("its length is no number", "an answer that says how long it is", "try again later")
    packed = answer.getheader("Content-Encoding", "identity").strip().lower()
    if packed != "identity":
        raise Refused(
            f"it comes packed ({packed[:20]}), which was not asked for", "the file as it is", "fetch it by hand"
        )


def _chunks(answer: HTTPResponse, largest: int, deadline: Deadline) -> Iterator[bytes]:
    size = 0
    while chunk := answer.read1(65536):
        size += len(chunk)
        if size > largest:
            raise Refused("it is too large", f"at most {largest} bytes", "fetch it by hand")
        deadline.left()
        yield chunk
    deadline.left()
    if answer.length:
        raise Refused(f"{answer.length} bytes are missing", "the whole file", "try again")


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
