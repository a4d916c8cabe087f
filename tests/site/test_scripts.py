"""The scripts of the site without a browser: their own tests, run by node where the system has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

NODE = shutil.which("node") or shutil.which("nodejs") or ""
TESTS = Path(__file__).parent / "scripts"


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts and their tests beside each other, told to be modules."""
    if not NODE:
        pytest.skip("no node: install nodejs to try the site's scripts without a browser")
    made = tmp_path_factory.mktemp("scripts")
    shutil.copytree(root / "site_src" / "scripts", made / "scripts")
    shutil.copytree(TESTS, made / "tests")
    (made / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return made


@pytest.mark.parametrize("name", sorted(p.name for p in TESTS.glob("*.test.mjs")))
def test_a_module(name: str, folder: Path) -> None:
    done = subprocess.run([NODE, "--test", f"tests/{name}"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "# pass 0" not in done.stdout


def test_every_script_is_valid(root: Path, folder: Path) -> None:
    """Syntax that no browser test happens to load."""
    for path in sorted((folder / "scripts").glob("*.js")):
        done = subprocess.run([NODE, "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
