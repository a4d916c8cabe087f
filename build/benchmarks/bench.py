"""How fast each stage is, on the founding disclosure or on the files named: wall clock per page, and peak memory.

    python -m benchmarks.bench [FILE.pdf …]

Each file is taken through all stages ``RUNS`` times; the best run counts, what is slower is noise.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from mingzhang.pipeline import make_package
from mingzhang.reading import read_source
from mingzhang.running.runner import Runner

FOUNDING = Path(__file__).parent.parent / "datasets" / "changji-science-association" / "2024-budget" / "source.pdf"
RUNS = 3


def main() -> None:
    """Prints one row per file: pages, milliseconds per page and stage, and what the reading children took at most."""
    files = [Path(name) for name in sys.argv[1:]] or [FOUNDING]
    measured = [(path, len(read_source(path).pages), measure(path)) for path in files]
    stages = list(dict.fromkeys(stage for _, _, seconds in measured for stage in seconds))
    table = Table("file", "pages", *(f"{stage}\nms/page" for stage in stages), "all\nms/page")
    for path, pages, seconds in measured:
        each = [seconds.get(stage, 0.0) * 1000 / pages for stage in stages]
        table.add_row(path.name, str(pages), *(f"{value:.1f}" for value in [*each, sum(each)]))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)
    rest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    console.print(f"peak memory: reading {max(map(reading_peak, files))} MiB, all stages after it {rest} MiB")


def measure(path: Path) -> dict[str, float]:
    """Seconds of wall clock per stage, each the best of its runs."""
    best: dict[str, float] = {}
    for _ in range(RUNS):
        run = Runner(str(path))
        with tempfile.TemporaryDirectory() as folder:
            make_package(path, Path(folder) / "package", run)
        for stage, seconds in run.seconds.items():
            best[stage] = min(seconds, best.get(stage, seconds))
    return best


def reading_peak(path: Path) -> int:
    """MiB that the reading child takes at most, asked from a small process: a child inherits its parent's peak."""
    code = (
        "import resource, subprocess, sys;"
        "command = [sys.executable, '-m', 'mingzhang.reading', sys.argv[1]];"
        "subprocess.run(command, stdout=subprocess.DEVNULL, check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


if __name__ == "__main__":
    main()
