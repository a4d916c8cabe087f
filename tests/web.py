"""A small web server for tests."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from mingzhang.disclosures.fetching import ALLOW


@contextmanager
def server(files: Mapping[str, bytes], pause: float = 0.0, missing: int = 0) -> Iterator[str]:
    """The address of a server of these files.

    ``pause``: seconds between two bytes; ``missing``: bytes that are promised and do not come. A path ``/to/X`` leads
    on to ``/X``, and ``/away`` out of the web. Meanwhile this machine may be fetched from.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith(("/to/", "/away")):
                self.send_response(302)
                self.send_header("Location", "file:///etc/passwd" if self.path == "/away" else self.path[3:])
                self.end_headers()
                return
            data = files.get(self.path)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Length", str(len(data or b"") + missing))
            self.end_headers()
            step = 1 if pause else 65536
            for start in range(0, len(data or b""), step):
                time.sleep(pause)
                try:
                    self.wfile.write((data or b"")[start : start + step])
                except OSError:
                    return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
            """Silence."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    before = os.environ.get(ALLOW, "")
    os.environ[ALLOW] = f"{before},127.0.0.1"
    try:
        yield f"http://127.0.0.1:{web.server_address[1]}"
    finally:
        os.environ[ALLOW] = before
        web.shutdown()
        web.server_close()
