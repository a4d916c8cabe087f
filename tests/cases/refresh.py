"""``python -m tests.cases.refresh``: failing.txt written anew; what fails and was not listed is told and left out."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.cases.store import ABSENT, FAILING, expected, failing, is_worse, judge

HEAD = """\
# Small cases of the shared store that fail today, each with its verdict; see test_store.py. The list only shrinks.
"""


def main() -> int:
    """Exit code 1 where a case fails that was not listed, or fails worse."""
    if not expected():
        print(ABSENT)
        return 2
    with ProcessPoolExecutor(2) as pool:
        verdicts = dict(zip(expected(), pool.map(_verdict, expected()), strict=True))
    found = {file: verdict for file, verdict in verdicts.items() if not verdict.startswith("ok")}
    grown = [f for f, v in found.items() if f not in failing() or is_worse(v, failing()[f])]
    kept = {f: v for f, v in found.items() if f not in grown} | {f: failing()[f] for f in grown if f in failing()}
    lines = [f"{file} {kept[file]}\n" for file in expected() if file in kept]
    FAILING.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
    for file in grown:
        print(f"{file}: {found[file]}, which is not listed")
    print(f"{len(expected())} cases, {len(kept)} of them listed as failing")
    return bool(grown)


def _verdict(file: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return judge(file, Path(folder))[0]


if __name__ == "__main__":
    sys.exit(main())
