"""How much CPU a page of the site costs, with synthetic disclosures: `python -m benchmarks.bench_site [N …]`.

Every synthetic disclosure is the founding one under another body, place and year, so that lists, peers, codes and
years grow as they would. Prints for each N: pages, seconds of CPU, milliseconds a page, apart for the pages themselves
and for the files in the data folder (every package in every format, and the collection), the size of the search index
and the most memory used.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mingzhang.disclosures.disclosure import folder_name
from mingzhang.knowledge.divisions import _names as divisions
from mingzhang.site import assembly as site_build

_ORIGINAL = SimpleNamespace(**vars(site_build))
ROOT = Path(__file__).parents[2]
FOUNDING = ROOT / "datasets" / "changji-science-association" / "2024-budget" / "package"
YEARS = 4
BODIES = ("科学技术协会", "教育局", "财政局", "卫生健康委员会", "文学艺术界联合会", "档案馆", "总工会", "妇女联合会")


def make_disclosures(number: int, folder: Path) -> list[Path]:
    """``number`` synthetic packages below ``folder``: bodies of many places, four years each."""
    places = [code for code in divisions() if not code.endswith("0000")]
    made = []
    for n in range(number):
        body, year = divmod(n, YEARS)
        code = places[body // len(BODIES) % len(places)]
        facts = {
            "slug": f"body-{body:05d}",
            "name": divisions()[code]["name"] + BODIES[body % len(BODIES)],
            "division": code,
            "level": "county",
        }
        made.append(_copy(folder, facts, 2021 + year))
    return made


def _copy(folder: Path, body: dict[str, str], year: int) -> Path:
    target = folder / body["slug"] / folder_name(year, "budget", "department", 1) / "package"
    shutil.copytree(FOUNDING, target)
    path = target / "datapackage.json"
    descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    descriptor["mingzhang:disclosure"] |= {"body": body, "fiscal_year": year}
    descriptor |= {"name": f"{body['slug']}-{year}-budget", "title": f"{body['name']} {year} 年部门预算"}
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    figures = target / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace(",2024,", f",{year},"), encoding="utf-8")
    return target


def measure(number: int, keep: Path | None = None) -> dict[str, float]:
    """Builds the site of ``number`` synthetic disclosures, in ``keep`` or for nothing, and counts.

    The data folder's files are timed apart; memory is the most that this process has had so far.
    """
    with tempfile.TemporaryDirectory(prefix="mingzhang-bench-") as folder:
        packages = make_disclosures(number, Path(folder) / "datasets")
        target = keep or Path(folder) / "site"
        target.mkdir(parents=True)
        spent = _clock("publish_data")
        start = time.process_time()
        site_build.build_site(packages, target, ROOT / "site_src")
        whole = time.process_time() - start
        pages = sum(1 for _ in target.rglob("*.html"))
        index = (target / "search" / "entries.json").read_bytes()
    return {
        "pages": pages,
        "pages ms": (whole - spent[0]) * 1000 / pages,
        "data ms": spent[0] * 1000 / pages,
        "cpu": whole,
        "index": len(index) / 1024,
        "packed": len(gzip.compress(index, 6)) / 1024,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _clock(name: str) -> list[float]:
    """Puts a clock on a function of the site's build; its seconds of CPU are added to the one number given back."""
    spent = [0.0]
    function = getattr(_ORIGINAL, name)

    def timed(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        result = function(*given, **named)
        spent[0] += time.process_time() - start
        return result

    setattr(site_build, name, timed)
    return spent


def main(numbers: Sequence[int], keep: Path | None) -> None:
    """Prints one line for each number of disclosures; the site of the last one stays in ``keep``."""
    print("            pages            CPU ms a page            search, KiB     memory")
    print("disclosures     made  CPU s    pages  data files    index   packed        MiB")
    for number in numbers:
        m = measure(number, keep if number == numbers[-1] else None)
        print(
            f"{number:>11} {m['pages']:>8.0f} {m['cpu']:>6.0f} {m['pages ms']:>8.2f} {m['data ms']:>11.2f} "
            f"{m['index']:>8.0f} {m['packed']:>8.0f} {m['memory']:>10.0f}",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="*", default=[10, 100, 1000], type=int)
    parser.add_argument("--keep", type=Path, help="a new folder that the site of the last number stays in")
    given = parser.parse_args()
    main(given.numbers, given.keep)
