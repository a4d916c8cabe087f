"""What a hostile address or server can make of a fetch: one line, in time, and nothing of this machine's."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mingzhang.disclosures import hops
from mingzhang.disclosures.fetching import fetch
from mingzhang.errors import UnreadableSource

HERE = ("127.0.0.1",)


@contextmanager
def saying(*pieces: bytes, pause: float = 0.0, said: list[bytes] | None = None) -> Iterator[str]:
    """A server that says this to whoever comes, without listening, and notes in ``said`` how far it came."""
    gate = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = gate.accept()
            except OSError:
                return
            with line:
                try:
                    line.recv(65536)
                    for piece in pieces:
                        line.sendall(piece)
                        if said is not None:
                            said.append(piece)
                        time.sleep(pause)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{gate.getsockname()[1]}"
    finally:
        gate.close()


def refused(address: str, folder: Path, longest: float = 20.0, allowed: tuple[str, ...] = HERE) -> str:
    """The line with which an address is refused."""
    with pytest.raises(UnreadableSource) as caught:
        fetch(address, folder / "a", longest=longest, allowed=allowed)
    line = str(caught.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]",
     "[fd00::1]", "224.0.0.1", "255.255.255.255", "[::127.0.0.1]"],
)  # fmt: skip
def test_this_machine_and_its_neighbours_are_refused(host: str, tmp_path: Path) -> None:
    assert "not on the public web" in refused(f"http://{host}:9/", tmp_path, allowed=())


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "202.96.128.86"])
def test_the_public_web_is_not(address: str) -> None:
    assert hops._is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("http://localhost:1/", "localhost is"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
        ("ftp://127.0.0.1/a", "it leads to ftp://127.0.0.1/a"),
        ("file:///etc/passwd", "it leads to file:///etc/passwd"),
        ("http://me:hidden@127.0.0.1/", "a name or password"),
        ("http://[half", "cannot be fetched"),
        ("/round", "more than 8 times"),
    ],
)
def test_every_hop_is_looked_at(there: str, said: str, tmp_path: Path) -> None:
    answer = f"HTTP/1.1 302 Found\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n"
    with saying(answer.encode()) as address:
        line = refused(address, tmp_path)
    assert said in line
    assert "hidden" not in line


def test_the_connection_goes_to_the_address_that_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is looked up first and this machine the second time."""
    asked: list[str] = []
    dialled: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        ip = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    def connect(_: socket.socket, where: tuple[str, int]) -> None:
        dialled.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", connect)
    refused("http://rebinding.example/", tmp_path, allowed=())
    assert (asked, dialled) == (["rebinding.example"], ["93.184.215.14"])


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\x00\xff\xfe", b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1000 + b"\r\n", b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\n\r\n", b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 300 + b"/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://a:999999/\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", b"HTTP/1.1 404 \x1b[2J\r\n\r\n",
    ],
)  # fmt: skip
def test_a_malformed_answer_is_one_line(answer: bytes, tmp_path: Path) -> None:
    with saying(answer) as address:
        refused(address, tmp_path)


@pytest.mark.parametrize(
    ("pieces", "what"),
    [
        ((b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n"] * 99), "headers that drip"),
        ([b"x"] * 99, "a first line that drips"),
        ((b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 99), "a body that drips"),
        ((b"HTTP/1.1 100 Continue\r\n\r\n",) * 99, "promises for ever"),
    ],
)
def test_one_deadline_for_all(pieces: tuple[bytes, ...], what: str, tmp_path: Path) -> None:
    said: list[bytes] = []
    with saying(*pieces, pause=0.1, said=said) as address:
        assert "took over 0.5 s" in refused(address, tmp_path, longest=0.5), what
        assert len(said) < len(pieces)


def test_a_look_up_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(30))
    assert "took over 0.3 s" in refused("http://slow.example/", tmp_path, longest=0.3)


@pytest.mark.parametrize(
    "address",
    ["http://me:hidden@127.0.0.1/", "http://hidden@127.0.0.1/", "ftp://me:hidden@example.org/a",
     "http://127.0.0.1:1/a?access_token=hidden&b=1", "http://127.0.0.1:1/?Signature=hidden"],
)  # fmt: skip
def test_secrets_are_not_said(address: str, tmp_path: Path) -> None:
    assert "hidden" not in refused(address, tmp_path)


def test_names_and_paths_in_chinese_are_sent_encoded(tmp_path: Path) -> None:
    hop = hops.Hop.to("http://财政局.example/预算 2024.pdf?年=1#部分")
    assert hop.path == "/%E9%A2%84%E7%AE%97%202024.pdf?%E5%B9%B4=1"
    assert (hop.host.partition("--")[0], hop.port) == ("xn", 80)
