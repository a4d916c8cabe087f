"""The checks of one package as a report: for a terminal, for programs, and as one self-contained Chinese page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

import jinja2

from mingzhang import __version__
from mingzhang.checks.record import FAILED, RESULTS
from mingzhang.knowledge.identities import load_identities
from mingzhang.package.stored import PackageData, split_list

NAMES = {
    "source-contradiction": "两处数字对不上",
    "source-incomplete": "列出的各项不足合计",
    "reading-doubt": "读法存疑",
    "unconfirmed": "未能证实",
    "note": "提示",
    "rounding": "舍入误差内",
    "not-testable": "无从检验",
    "holds": "成立",
}
"""Results in Chinese."""

_LISTS = ("table_ids", "left_figures", "right_figures", "pages", "records")


@dataclass(frozen=True, slots=True)
class Report:
    """``checks`` are the rows of checks.csv, the most serious result first; ``counts`` the number of each result.

    ``notices`` are the rows of notices.csv by the id of their check; ``violations`` what is wrong with the package.
    """

    title: str
    source: str
    checks: Sequence[Mapping[str, str]]
    counts: Mapping[str, int]
    figures: Mapping[str, Mapping[str, str]]
    notices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    violations: Sequence[str] = ()

    @property
    def found(self) -> bool:
        """Whether something failed that is neither rounding nor a note."""
        return bool(self.violations) or any(self.counts.get(r) for r in FAILED)

    @property
    def verdict(self) -> str:
        """The whole in one Chinese sentence."""
        tried = sum(self.counts.values())
        parts = [f"{NAMES[r]} {self.counts[r]} 处" for r in RESULTS if self.counts.get(r)]
        worst = next((r for r in RESULTS if self.counts.get(r) and r in FAILED), "")
        openings = {"": "没有发现问题", "source-contradiction": "有数字对不上，请对照原页"}
        opening = openings.get(worst, "有需要看一看的地方")
        return f"{opening}：共核对 {tried} 处，{'，'.join(parts)}。"


def make_report(package: PackageData, source: str = "", violations: Sequence[str] = ()) -> Report:
    """The report on a package; ``source`` names the file as its owner knows it, ``violations`` its broken rows."""
    order = {r: n for n, r in enumerate(RESULTS)}
    rows = [{str(k): str(v) for k, v in row.items()} for row in package.frames["checks"].to_dict("records")]
    rows.sort(key=lambda row: order.get(row["result"], len(order)))
    figures, notices = _rows_by(package, "figures", "id"), _rows_by(package, "notices", "check_id")
    source = source or next((s.get("mingzhang:file", "") for s in package.descriptor.get("sources", ())), "")
    title = str(package.descriptor.get("title", ""))
    return Report(title, source, rows, Counter(row["result"] for row in rows), figures, notices, violations)


def _rows_by(package: PackageData, resource: str, key: str) -> dict[str, dict[str, str]]:
    rows = package.frames[resource].to_dict("records")
    return {str(row[key]): {str(k): str(v) for k, v in row.items()} for row in rows}


def as_json(report: Report) -> str:
    """The report for programs: numbers as exact strings, figure ids as lists."""
    checks = [{k: split_list(v) if k in _LISTS else v for k, v in row.items()} for row in report.checks]
    counts = {r: report.counts.get(r, 0) for r in RESULTS}
    notices = [{**n, **{k: split_list(n[k]) for k in ("pages", "table_ids")}} for n in report.notices.values()]
    data = {
        "title": report.title, "source": report.source, "violations": [*report.violations], "counts": counts,
        "checks": checks, "notices": notices,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_html(report: Report) -> str:
    """The report as one Chinese page without any outside reference; failures first."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    basis = {i.id: i.basis.zh for i in load_identities()}
    return environment.get_template("check-report.html").render(
        report=report,
        results=RESULTS,
        failed=FAILED,
        names=NAMES,
        basis=basis,
        table=_by_identity(report.checks),
        figures=lambda row, side: [
            report.figures[i] for i in split_list(row[f"{side}_figures"]) if i in report.figures
        ],
        version=__version__,
    )


def _template(name: str) -> str:
    return (files("mingzhang") / "templates" / name).read_text(encoding="utf-8")


def _by_identity(checks: Sequence[Mapping[str, str]]) -> list[tuple[str, Mapping[str, int]]]:
    """Name and counts of each identity, in the order in which they first stand."""
    counts: dict[str, Counter[str]] = {}
    for row in checks:
        counts.setdefault(row["name"], Counter())[row["result"]] += 1
    return list(counts.items())
