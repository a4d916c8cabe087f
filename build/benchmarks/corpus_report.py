"""The corpus readings as a line a file and as CORPUS.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.corpus_reading import Reading

_KINDS = {"预算": "budget", "决算": "final"}
_CORE = re.compile(r"收支|收入|支出|三公|政府性基金|国有资本")
_NOT_CORE = re.compile(r"绩效|明细|购买服务|采购|转移支付|自评|目标")
_LONGEST = 160  # characters of a sentence that are shown


def line(r: Reading) -> str:
    """One line about one file."""
    if r.error:
        return f"{r.file}: NOT READ: {r.error}"
    unknown = sum(state == "unknown-form" for _, state, _ in r.tables)
    return (
        f"{r.file}: {r.pages} pages, {1000 * r.seconds / max(r.pages, 1):.0f} ms/page, {r.peak} MiB, "
        f"{len(r.tables)} tables ({unknown} unknown), {r.figures} figures ({len(r.doubtful)} doubtful), "
        f"{len(r.loose)} amounts unexplained, checks {_counts(r.checks)}"
        + (f", {len(r.differing)} FIGURES DIFFER between the readers" if r.differing else "")
    )


def write_report(
    readings: Sequence[Reading], known: Mapping[str, Mapping[str, str]], confirmed: Mapping[tuple[str, str], str]
) -> str:
    """The whole CORPUS.md. ``confirmed`` maps file and identity to what was seen on the page."""
    parts = [_summary(readings, known, confirmed), _forms(readings), _unknown(readings), _loose(readings)]
    parts += [_checks(readings, confirmed), _doubtful(readings), _files(readings, known)]
    return "\n\n".join(parts) + "\n"


def _unconfirmed(readings: Sequence[Reading], confirmed: Mapping[tuple[str, str], str]) -> int:
    found = [(r.file, name) for r in readings for result, name, _ in r.wrong if result == "source-contradiction"]
    return sum(key not in confirmed for key in found)


def _summary(
    readings: Sequence[Reading], known: Mapping[str, Mapping[str, str]], confirmed: Mapping[tuple[str, str], str]
) -> str:
    read = [r for r in readings if not r.error]
    pages = sum(r.pages for r in read)
    checks = sum((r.checks for r in read), Counter[str]())
    tested = sum(n for result, n in checks.items() if result != "not-testable")
    accounted = sum((r.accounted for r in read), Counter[str]())
    core, lost = _core(read)
    rows = [
        ("files read", f"{len(read)} of {len(readings)}, {pages} pages"),
        ("tables", str(sum(len(r.tables) for r in read))),
        ("core forms unknown", f"{lost} of {core} ({100 * lost / max(core, 1):.1f} %)"),
        ("figures", f"{sum(r.figures for r in read)}, of which {sum(len(r.doubtful) for r in read)} doubtful"),
        ("figures on which the two readers differ", str(sum(len(r.differing) for r in read))),
        ("amounts on table pages", _counts(accounted)),
        ("amounts not explained", str(sum(len(r.loose) for r in read))),
        ("identities", _counts(checks)),
        ("contradictions not confirmed on the page", str(_unconfirmed(read, confirmed))),
        ("reading-doubt", f"{100 * checks['reading-doubt'] / max(tested, 1):.2f} % of those tested"),
        ("year right, kind right", f"{_agree(read, known, 'year')}, {_agree(read, known, 'kind')}"),
        ("body, scope named", f"{_named(read, 'body')}, {_named(read, 'scope')}"),
        ("CPU per page", f"{1000 * sum(r.seconds for r in read) / max(pages, 1):.0f} ms for reading and tables"),
        ("peak memory of a file", f"{max((r.peak for r in read), default=0)} MiB"),
    ]
    head = "# The corpus\n\nWritten by `make corpus`: every real disclosure of the shared store, read as any file is.\n"
    return head + "\n" + _table(("", ""), rows)


def _core(readings: Sequence[Reading]) -> tuple[int, int]:
    tables = [t for r in readings for t in r.tables if _CORE.search(t[2]) and not _NOT_CORE.search(t[2])]
    return len(tables), sum(state == "unknown-form" for _, state, _ in tables)


def _forms(readings: Sequence[Reading]) -> str:
    count = Counter((form or "(none)", state) for r in readings for form, state, _ in r.tables)
    rows = [(form, state, str(n)) for (form, state), n in sorted(count.items())]
    return "## Tables by form\n\n" + _table(("form", "state", "tables"), rows)


def _unknown(readings: Sequence[Reading]) -> str:
    count = Counter(title or "(no title)" for r in readings for _, state, title in r.tables if state == "unknown-form")
    rows = [(title, str(n)) for title, n in count.most_common()]
    return "## Tables whose form is unknown\n\nPublished as printed.\n\n" + _table(("title", "tables"), rows)


def _loose(readings: Sequence[Reading]) -> str:
    rows = [(r.file, str(x.page), x.where, x.text.replace("\n", "⏎")) for r in readings for x in r.loose]
    return "## Amounts that nothing explains\n\n" + _table(("file", "page", "where", "text"), rows)


def _checks(readings: Sequence[Reading], confirmed: Mapping[tuple[str, str], str]) -> str:
    rows = [
        (r.file, result, name, text[:_LONGEST], confirmed.get((r.file, name), ""))
        for r in readings
        for result, name, text in r.wrong
    ]
    head = "## What does not add up\n\nThe last column says what was seen on the page's picture (confirmed.csv).\n\n"
    return head + _table(("file", "result", "identity", "sentence", "seen"), rows)


def _doubtful(readings: Sequence[Reading]) -> str:
    rows = [(r.file, text) for r in readings for text in r.doubtful] + [
        (r.file, t) for r in readings for t in r.differing
    ]
    return "## Doubtful figures, and figures on which the readers differ\n\n" + _table(("file", "figure"), rows)


def _files(readings: Sequence[Reading], known: Mapping[str, Mapping[str, str]]) -> str:
    rows = []
    for r in readings:
        said = [f"{v}{'' if sure == 'sure' else f' ({sure})'}" for v, sure in r.identity.values()]
        expected = known.get(r.file, {})
        wrong = [n for n in ("year", "kind") if _is_right(r, expected, n) is False]
        rows.append((r.file, " · ".join(said), ", ".join(wrong), line(r).partition(": ")[2]))
    return "## Files\n\n" + _table(("file", "body · year · kind · scope", "wrong", "reading"), rows)


def _is_right(r: Reading, expected: Mapping[str, str], name: str) -> bool | None:
    """Whether the document's own word agrees with the index; None where the index says nothing."""
    wanted = expected.get(name, "")
    wanted = _KINDS.get(wanted, wanted)
    return r.identity.get(name, ("", ""))[0] == wanted if wanted else None


def _agree(readings: Sequence[Reading], known: Mapping[str, Mapping[str, str]], name: str) -> str:
    answers = [a for r in readings if (a := _is_right(r, known.get(r.file, {}), name)) is not None]
    return f"{name} {sum(answers)} of {len(answers)}"


def _named(readings: Sequence[Reading], name: str) -> str:
    sure = Counter(r.identity.get(name, ("", "unknown"))[1] for r in readings)
    return f"{name} {_counts(sure)}"


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in sorted(counter.items())) or "none"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "None."
    cells = [[c.replace("|", "\\|").replace("\n", " ") for c in row] for row in rows]
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in cells)]
    return "\n".join(f"| {text} |" for text in lines)
