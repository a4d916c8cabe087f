"""Lighthouse over the built site: `python -m benchmarks.lighthouse [SITE] [--runs N] [--path PATH …]`.

Prints for each page the median of N runs (mobile preset) of the four scores, the largest paint and the bytes that came
over the wire. The site is served packed, as its public host serves it. Needs Node and Chromium; npx fetches Lighthouse.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SCORES = ("performance", "accessibility", "best-practices", "seo")
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv")
COMMAND = ("npx", "--yes", "lighthouse@13")


class Packed(SimpleHTTPRequestHandler):
    """Static files as GitHub Pages sends them: text by gzip, kept for ten minutes."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        data = _packed(path)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """No log."""


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


def audit(url: str) -> dict[str, Any]:
    """One report of Lighthouse."""
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        flags = f"--chrome-flags={FLAGS} --user-data-dir={folder}/profile"
        options = [flags, "--output=json", f"--output-path={folder}/report.json", "--quiet"]
        chrome = next(filter(None, map(shutil.which, BROWSERS)), "")
        environment = {"CHROME_PATH": chrome, "npm_config_loglevel": "silent", **os.environ}
        subprocess.run([*COMMAND, url, *options, f"--only-categories={','.join(SCORES)}"], check=True, env=environment)
        report: dict[str, Any] = json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))
        return report


def numbers(report: dict[str, Any]) -> list[float]:
    """The four scores in per cent, the largest paint in seconds, the blocked time in ms, shift, and KiB transferred."""
    audits = report["audits"]
    return [
        *(100 * (report["categories"][name]["score"] or 0) for name in SCORES),
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["total-blocking-time"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-byte-weight"]["numericValue"] / 1024,
    ]


def failures(report: dict[str, Any]) -> list[str]:
    """The audits that cost points, worst first: category, audit, score."""
    found = []
    for name in SCORES:
        for ref in report["categories"][name]["auditRefs"]:
            score = report["audits"][ref["id"]]["score"]
            if score is not None and score < 0.9 and ref["weight"]:
                found.append((score, f"{name}: {ref['id']} {score:.2f}"))
    return [text for _, text in sorted(found)]


def default_paths(site: Path) -> list[str]:
    """Home, the first disclosure and its largest table, in both editions."""
    first = min(site.glob("disclosures/*/*/"), key=str)
    table = max(first.glob("tables/*/index.html"), key=lambda p: p.stat().st_size).parent
    pages = ["", *(f"{p.relative_to(site).as_posix()}/" for p in (first, table))]
    return [f"{edition}{page}" for page in pages for edition in ("", "en/")]


def main(site: Path, runs: int, paths: Sequence[str]) -> None:
    """Prints a line for each page, and what costs points on it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_address[1]}/"
        print(f"{'perf':>5} {'a11y':>5} {'best':>5} {'seo':>5} {'LCP s':>6} {'TBT ms':>7} {'CLS':>6} {'KiB':>6}  page")
        for path in paths or default_paths(site):
            reports = [audit(home + path) for _ in range(runs)]
            p, a, b, s, lcp, tbt, cls, size = map(statistics.median, zip(*map(numbers, reports), strict=True))
            print(
                f"{p:>5.0f} {a:>5.0f} {b:>5.0f} {s:>5.0f} {lcp:>6.2f} {tbt:>7.0f} {cls:>6.3f} {size:>6.0f}  /{path}",
                flush=True,
            )
            for line in failures(reports[-1]):
                print(f"{'':>8}{line}")
        server.shutdown()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", default="site", type=Path)
    parser.add_argument("--runs", default=5, type=int)
    parser.add_argument("--path", action="append", default=[])
    given = parser.parse_args()
    main(given.site, given.runs, given.path)
