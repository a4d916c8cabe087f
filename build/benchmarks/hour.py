"""``python -m benchmarks.hour FOLDER``: the first hour of somebody with a folder of disclosures, minute by minute.

The wheel is built and installed in a fresh environment outside the checkout; then ``init``, ``add``, ``confirm`` and
``build``. Exit code 1 when a step fails, or the site names us anywhere but where it says what it is made with. Options:
``--place 西安市``, ``--most 20`` files (the smallest ones), ``--with COMMAND`` instead of a fresh environment.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_MADE = re.compile(r'(?:用|Made with )<a href="https://pypi\.org/project/mingzhang/">(?:明账</a>制作|Mingzhang</a>)')
_OURS = re.compile(r"明账|mingzhang(?!:)|昌吉|changji", re.IGNORECASE)
_TEXT = (".html", ".json", ".xml", ".md", ".txt", ".css", ".js", ".bib", ".cff", ".jsonld", ".yml", ".csv")


def main() -> int:
    """Times each step and looks at what came out."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--place", default="西安市")
    asked.add_argument("--most", type=int, default=20)
    asked.add_argument("--with", dest="command", type=Path)
    options = asked.parse_args()
    work = Path(tempfile.mkdtemp(prefix="hour-"))
    files = _some(options.folder, work / "files", options.most)
    command = options.command or _installed(work)
    city = work / "city"
    steps: list[tuple[str, tuple[str, ...], Path]] = [
        ("init", ("init", str(city), "--place", options.place, "--contact", "budget@city.example"), work),
        ("add", ("add", str(files)), city),
        ("confirm", ("confirm", "datasets/unconfirmed.csv", "--all"), city),
        ("build", ("build",), city),
    ]
    for name, arguments, where in steps:
        if name == "confirm" and not (city / "datasets/unconfirmed.csv").is_file():
            print("confirm: nothing was unsure")
            continue
        if (code := _timed(name, [str(command), *arguments], where)) not in (0, 3):
            return code
    named = _named(city / "public")
    print(f"{work}: {len(list((city / 'public').rglob('*.html')))} pages; we are named: {named[:5] or 'nowhere'}")
    return int(bool(named))


def _some(folder: Path, target: Path, most: int) -> Path:
    target.mkdir()
    found = sorted((p for p in folder.iterdir() if p.is_file()), key=lambda p: p.stat().st_size)
    for path in found[:most]:
        shutil.copy(path, target)
    return target


def _installed(work: Path) -> Path:
    """The command, from the wheel in an environment of its own; how large that is."""
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps"]
    _timed("wheel", [*pip, "--wheel-dir", str(work), str(ROOT)], ROOT)
    _timed("venv", [sys.executable, "-m", "venv", str(work / "venv")], work)
    wheel = next(work.glob("*.whl"))
    _timed("install", [str(work / "venv/bin/pip"), "install", "-q", str(wheel)], work)
    size = sum(p.stat().st_size for p in (work / "venv").rglob("*") if p.is_file() and not p.is_symlink())
    print(f"installed: {size / 1e6:.0f} MB")
    return work / "venv/bin/mingzhang"


def _timed(name: str, command: list[str], where: Path) -> int:
    start = time.monotonic()
    done = subprocess.run(command, cwd=where, check=False)
    print(f"{name}: {time.monotonic() - start:.0f} s, exit code {done.returncode}", flush=True)
    return done.returncode


def _named(site: Path) -> list[str]:
    found = []
    for path in sorted(p for p in site.rglob("*") if p.suffix in _TEXT):
        text = _MADE.sub("", path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(site)}: {match[0]}" for match in _OURS.finditer(text)]
    return found


if __name__ == "__main__":
    sys.exit(main())
