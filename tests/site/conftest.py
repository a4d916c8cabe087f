"""The site of the founding disclosure, built once; a browser where there is one."""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mingzhang.site.assembly import build_site
from mingzhang.site.card import font_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PREFIX = "under/a/path"


@pytest.fixture(scope="session")
def site(founding: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, below a path of some depth, as on a host that serves it from a folder."""
    target = tmp_path_factory.mktemp("www") / PREFIX
    target.mkdir(parents=True)
    build_site([founding / "package"], target, root / "site_src")
    return target


@pytest.fixture(scope="session")
def whole(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection's files, out of the zip that the site offers, with the SQLite file beside them."""
    folder = tmp_path_factory.mktemp("whole")
    for name in ("all.zip", "all/mingzhang.sqlite.zip"):
        with zipfile.ZipFile(site / "data" / name) as archive:
            archive.extractall(folder)
    (folder / "mingzhang.sqlite").rename(folder / "mingzhang" / "mingzhang.sqlite")
    return folder / "mingzhang"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """No log."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Where the folder is served, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, ending in a slash."""
    with serving(Path(str(site).removesuffix(PREFIX))) as root:
        yield f"{root}{PREFIX}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium: install the package chromium")
    if not font_file():
        pytest.skip("no font with Chinese characters: install fonts-noto-cjk")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()
