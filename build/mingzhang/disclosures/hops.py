"""One request to a web server: whom it may go to, and until when."""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import re
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import quote, unquote, urlsplit

SAFE = "!$%&'()*+,/:;=?@[]~"  # what stays as it is in an address
_AGENT = "mingzhang"
_SILENCE = 60  # seconds that a server may be silent
_KNOCK = 15  # seconds for one of a host's addresses to answer at all
_PORTS = {"http": 80, "https": 443}
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 as seen from a network that has none (RFC 6052)
_ACCOUNT = re.compile(r"(?<=://)[^/?#]*@")
_NAMES = "pass|pwd|secret|token|key|sign|auth|credential|session|ticket"
_SECRET = re.compile(rf"([?&;][^=&;#]*(?:{_NAMES})[^=&;#]*=)[^&;#]*", re.IGNORECASE)

Info = tuple[socket.AddressFamily, Any]
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(Exception):
    """An address or an answer that is not taken, in the words of an error line."""

    def __init__(self, found: str, expected: str, todo: str) -> None:
        super().__init__(found)
        self.expected, self.todo = expected, todo


class Deadline:
    """The moment by which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def is_over(self) -> bool:
        """Whether it has passed."""
        return time.monotonic() >= self._end

    def left(self) -> float:
        """Seconds until then. TimeoutError when there are none."""
        if self.is_over():
            raise TimeoutError("out of time")
        return self._end - time.monotonic()

    @contextmanager
    def cutting(self, line: socket.socket) -> Iterator[None]:
        """Ends a connection at that moment, whatever it is waiting for: a server that drips never falls silent."""
        same = line.dup()
        timer = threading.Timer(self.left(), _cut, [same])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            same.close()


@dataclass(frozen=True, slots=True)
class Hop:
    """One address on the way to a file: ``path`` with its query, ready to be sent."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def to(cls, address: str) -> Hop:
        """Refused when it is no address of the web, or holds a name or password."""
        parts = urlsplit(address)
        if parts.scheme not in _PORTS or not parts.hostname:
            found = f"it leads to {without_secrets(address)[:100]}"
            raise Refused(found, "an address with http:// or https://", "look where it leads in a browser")
        if "@" in parts.netloc:
            raise Refused("a name or password stands in it", "an address that is open to all", "leave it out")
        host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
        path = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")
        return cls(parts.scheme, host, parts.port or _PORTS[parts.scheme], path)


def is_address(text: str) -> bool:
    """Whether ``text`` is an address on the web."""
    return text.lower().startswith(tuple(f"{scheme}://" for scheme in _PORTS))


def without_secrets(address: str) -> str:
    """An address fit to be shown: without name and password, and without what its query calls a secret."""
    return _SECRET.sub(r"\1***", _ACCOUNT.sub("***@", address))


@contextmanager
def request(hop: Hop, deadline: Deadline, allowed: Collection[str]) -> Iterator[HTTPResponse]:
    """The answer to a request for what lies there, by way of the proxy that the environment names, if any."""
    proxy = _proxy(hop)
    infos = _checked(hop, deadline, allowed, by_proxy=proxy is not None)
    with contextlib.ExitStack() as stack:
        line = stack.enter_context(_dial(_look_up(proxy, deadline) if proxy else infos, deadline))
        stack.enter_context(deadline.cutting(line))
        if hop.scheme == "https":
            if proxy:
                _tunnel(line, hop, proxy)
            line = stack.enter_context(ssl.create_default_context().wrap_socket(line, server_hostname=hop.host))
        kind = HTTPSConnection if hop.scheme == "https" else HTTPConnection
        connection = kind(hop.host, hop.port)
        connection.sock = line
        plain = proxy is not None and hop.scheme == "http"
        headers = {"User-Agent": _AGENT, "Connection": "close", **(_account(proxy) if plain and proxy else {})}
        host = f"[{hop.host}]" if ":" in hop.host else hop.host
        connection.request("GET", f"http://{host}:{hop.port}{hop.path}" if plain else hop.path, headers=headers)
        yield stack.enter_context(connection.getresponse())


def _checked(hop: Hop, deadline: Deadline, allowed: Collection[str], by_proxy: bool) -> list[Info]:
    """The addresses of a host. Refused when one of them is not of the public web.

    Where a proxy does the looking-up, a name that is unknown here is its affair.
    """
    try:
        infos = _look_up(hop, deadline)
    except socket.gaierror:
        if by_proxy:
            return []
        raise
    if not {hop.host, f"{hop.host}:{hop.port}"} & set(allowed):
        for _, where in infos:
            if not _is_public(ipaddress.ip_address(where[0].partition("%")[0])):
                found = f"{hop.host} is {where[0]}, which is not on the public web"
                raise Refused(found, "an address that everyone can reach", "fetch it by hand")
    return infos


def _is_public(ip: Ip) -> bool:
    """Whether an address is nobody's own: not loopback, private, link-local, shared, reserved or a group's."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _look_up(hop: Hop, deadline: Deadline) -> list[Info]:
    """The system's looking-up knows no time limit of its own."""
    told: SimpleQueue[list[Info] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(hop.host, hop.port, type=socket.SOCK_STREAM)
            told.put([(family, where) for family, _, _, _, where in found])
        except Exception as error:  # raised where it is waited for
            told.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = told.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError("out of time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _dial(infos: list[Info], deadline: Deadline) -> socket.socket:
    """A connection to the first of these addresses that answers."""
    failed: OSError = socket.gaierror("the name has no address")
    for family, where in infos:
        line = socket.socket(family, socket.SOCK_STREAM)
        try:
            line.settimeout(min(_KNOCK, deadline.left()))
            line.connect(where)
            line.settimeout(min(_SILENCE, deadline.left()))
            return line
        except OSError as error:
            line.close()
            failed = error
    raise failed


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class _Proxy(Hop):
    account: str = ""


def _proxy(hop: Hop) -> _Proxy | None:
    named = urllib.request.getproxies().get(hop.scheme)
    if not named or urllib.request.proxy_bypass(hop.host):
        return None
    parts = urlsplit(named if "://" in named else f"http://{named}")
    account = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}" if parts.username else ""
    return _Proxy("http", parts.hostname or "", parts.port or _PORTS["http"], "", account)


def _account(proxy: _Proxy) -> dict[str, str]:
    if not proxy.account:
        return {}
    return {"Proxy-Authorization": f"Basic {base64.b64encode(proxy.account.encode()).decode()}"}


def _tunnel(line: socket.socket, hop: Hop, proxy: _Proxy) -> None:
    """Asks the proxy to pass on to the host what follows."""
    there = f"{hop.host}:{hop.port}"
    lines = [f"CONNECT {there} HTTP/1.1", f"Host: {there}", *(f"{k}: {v}" for k, v in _account(proxy).items()), "", ""]
    line.sendall("\r\n".join(lines).encode("ascii"))
    answer = HTTPResponse(line, method="CONNECT")
    answer.begin()
    if answer.status != 200:
        raise Refused(f"the proxy answers {answer.status}", "a way to the web", "look at https_proxy")
