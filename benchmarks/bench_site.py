"""How much CPU a page of the site costs, with synthetic disclosures: `python -m benchmarks.bench_site [N …]`.

Every synthetic disclosure is the founding one under another body, place and year, so that lists, peers, codes and
years grow as they would. Prints for each N: pages, seconds of CPU, milliseconds a page, size of the search index.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mingzhang.collection.publish import publish_data
from mingzhang.disclosure import folder_name
from mingzhang.reference.divisions import _names as divisions
from mingzhang.site import build as site_build

ROOT = Path(__file__).parent.parent
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


def measure(number: int) -> dict[str, float]:
    """Builds the site of ``number`` synthetic disclosures and counts; the data folder's files are timed apart."""
    with tempfile.TemporaryDirectory(prefix="mingzhang-bench-") as folder:
        packages = make_disclosures(number, Path(folder) / "datasets")
        target = Path(folder) / "site"
        target.mkdir()
        data = _timed_data()
        start = time.process_time()
        site_build.build_site(packages, target, ROOT / "site_src")
        whole = time.process_time() - start
        pages = sum(1 for _ in target.rglob("*.html"))
        index = (target / "search" / "entries.json").stat().st_size
    cpu = whole - data[0]
    return {"pages": pages, "cpu": cpu, "ms": cpu * 1000 / pages, "data": data[0], "index": index / 1024}


def _timed_data() -> list[float]:
    """Puts a clock on the writing of the data folder; its seconds of CPU are added to the one number given back."""
    spent = [0.0]

    def timed(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        result = publish_data(*given, **named)
        spent[0] += time.process_time() - start
        return result

    setattr(site_build, "publish_data", timed)  # noqa: B010  (a clock put in from outside)
    return spent


def main(numbers: Sequence[int]) -> None:
    """Prints one line for each number of disclosures."""
    print(f"{'disclosures':>11} {'pages':>7} {'CPU s':>8} {'ms/page':>8} {'data CPU s':>11} {'index KiB':>10}")
    for number in numbers:
        m = measure(number)
        print(
            f"{number:>11} {m['pages']:>7.0f} {m['cpu']:>8.1f} {m['ms']:>8.2f} {m['data']:>11.1f} {m['index']:>10.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or [10, 100, 1000])
