"""The examples of the page on using the data run as they stand there, against the data of the founding disclosure."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from mingzhang.collection.publish import publish_data
from mingzhang.site.interface import Words
from mingzhang.site.overlay import fill_page, page_facts

SITE = "https://budget.example"

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = {"bash": ["bash", "-euo", "pipefail"], "python": [sys.executable], "r": ["Rscript"], "stata": ["stata"]}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def workshop(founding: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """An empty folder, and the address of a site with the data of the founding disclosure."""
    site, folder = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("workshop")
    publish_data([founding / "package"], site / "data")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def shown_page(root: Path, language: str) -> str:
    """The page as the site shows it: with its own address and first disclosure."""
    text = (root / "site_src" / language / "use.md").read_text(encoding="utf-8")
    facts = page_facts(Words("zh"), ids=["changji-science-association/2024-budget"])
    return fill_page(text, {**facts, "address": SITE})


def blocks(root: Path, language: str) -> list[tuple[str, str]]:
    text = shown_page(root, language)
    return [(m[1], m[2]) for m in BLOCK.finditer(text)]


def test_both_languages_show_the_same_examples(root: Path) -> None:
    assert blocks(root, "zh") == blocks(root, "en")
    assert {kind for kind, _ in blocks(root, "en")} == set(COMMANDS)


def test_every_address_of_the_contract_is_there(root: Path, workshop: tuple[Path, str]) -> None:
    text = shown_page(root, "en")
    names = {
        "<id>": "changji-science-association/2024-budget",
        "<resource>": "figures",
        "<table>": "t01-budget-balance",
    }
    addresses = re.findall(r"^\| `(data/[^`]+)`", text, re.MULTILINE)
    assert len(addresses) == 12
    for address in addresses:
        whole = re.sub("|".join(names), lambda m: names[m[0]], address)
        with urllib.request.urlopen(f"{workshop[1]}/{whole}") as answer:
            assert answer.status == 200


def run(kind: str, code: str, workshop: tuple[Path, str]) -> str:
    """What one example prints, run in the workshop."""
    folder, site = workshop
    if shutil.which(COMMANDS[kind][0]) is None or (kind == "bash" and shutil.which("curl") is None):
        pytest.skip(f"{COMMANDS[kind][0] if kind != 'bash' else 'curl'} is not installed")
    script = folder / f"example.{kind}"
    script.write_text(code.replace(SITE, site), encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [*COMMANDS[kind], str(script)], cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "no_proxy": "127.0.0.1"},
    )  # fmt: skip
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def downloaded(root: Path, workshop: tuple[Path, str]) -> tuple[Path, str]:
    """The workshop after the first example, which downloads the data."""
    kind, code = blocks(root, "en")[0]
    assert "all.zip" in code
    run(kind, code, workshop)
    return workshop


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("bash", ["valid"]),
        ("python", [r"155 \d+\.\d\d", r"206\s+6320400", r"\('206', 6320400\)"]),
        ("r", [r"206\s+6320400"]),
        ("stata", ["body_name"]),
    ],
)
def test_the_examples_run(kind: str, shown: list[str], root: Path, downloaded: tuple[Path, str]) -> None:
    printed = "\n".join(run(kind, code, downloaded) for found, code in blocks(root, "en") if found == kind)
    assert [wanted for wanted in shown if not re.search(wanted, printed, re.IGNORECASE)] == []
