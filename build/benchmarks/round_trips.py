"""Tables of real disclosures written into every container that bodies publish, and read back.

    python -m benchmarks.round_trips [FILE.pdf …]

For each disclosure and container: how many amounts came back with their table, row, column and unit, how many came
that were not written, and what reading cost, in a child process of its own. Without arguments: the founding disclosure
and three of those keyed by hand. Exit code 1 when an amount was lost. Old Word documents need LibreOffice.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table as Sheet

from mingzhang.tables.table import Table
from tests.reading import ofds
from tests.reading.containers import (
    figures_of,
    tables_of,
    told,
    write_doc,
    write_docx,
    write_html,
    write_xls,
    write_xlsx,
)

ROOT = Path(__file__).parents[2]
FOUNDING = ROOT / "datasets" / "changji-science-association" / "2024-budget" / "source.pdf"
KEYED = ("shanghai-putuo-c8821d98", "wuxi-6925d6c5", "shenzhen-4dc4cd8a")
WRITERS: dict[str, Callable[[Path, Sequence[Table]], Path]] = {
    "a.xlsx": write_xlsx, "a.xls": write_xls, "a.docx": write_docx, "a.html": write_html, "a.ofd": ofds.write_tables,
    "a.wps": write_doc,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading a file took: seconds of processor time, seconds in all, and the most memory at once."""

    cpu: float
    seconds: float
    mib: float


def main(arguments: Sequence[str]) -> int:
    """Prints the table; 1 when an amount was lost."""
    shown = Sheet("disclosure", "container", "amounts", "came back", "came too much", "CPU s", "s", "peak MiB")
    lost = 0
    for source in [Path(a) for a in arguments] or _sources():
        tables, written = tables_of(source), Counter(told(figures_of(source)))
        for name, writer in WRITERS.items():
            if writer is write_doc and shutil.which("soffice") is None:
                continue
            with tempfile.TemporaryDirectory() as folder:
                path = writer(Path(folder) / name, tables)
                read = Counter(told(figures_of(path)))
                cost = _cost(path)
            back, more = (written & read).total(), (read - written).total()
            lost += written.total() - back
            counts = (str(written.total()), f"{back} ({100 * back / max(written.total(), 1):.1f} %)", str(more))
            shown.add_row(source.stem, name[2:], *counts, f"{cost.cpu:.1f}", f"{cost.seconds:.1f}", f"{cost.mib:.0f}")
    Console(width=120).print(shown)
    return 1 if lost else 0


def _sources() -> list[Path]:
    store = Path(os.environ.get("MINGZHANG_SHARED", ROOT.parent / "shared")) / "disclosures" / "real"
    keyed = [store / f"{name}.pdf" for name in KEYED]
    return [FOUNDING, *(path for path in keyed if path.is_file())]


def _cost(path: Path) -> Cost:
    """Reading alone, as the command does it, with whatever it starts."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mingzhang.reading", str(path)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0  # it has been waited for
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
