"""``mingzhang serve``: a preview of the built site."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from mingzhang.errors import WrongCommand
from mingzhang.project.project import FILE, PUBLIC


class _Handler(SimpleHTTPRequestHandler):
    """Static files as the published host serves them: 404.html for what is missing, nothing cached."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Silence: a preview is no access log."""


@click.command("serve")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="The built site [default: public, beside a mingzhang.toml; else site].",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
def command(site: Path | None, port: int) -> None:
    """Serve the built site on this machine until Ctrl-C."""
    site = site or Path(PUBLIC if Path(FILE).is_file() else "site")
    if not (site / "index.html").is_file():
        raise WrongCommand(str(site), "no site here", "a built site", "run mingzhang build (or make site) first")
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(site)))
    except OSError as error:
        raise WrongCommand(
            f"port {port}", error.strerror or "not free", "a free port", "choose another with --port"
        ) from error
    click.echo(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends it)")
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
