"""Two sections of a disclosure's page: the verdict of the checks, and what the document itself says in words."""

from __future__ import annotations

from collections.abc import Sequence, Set
from decimal import Decimal
from typing import Any

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.collection.headline import change_in_yuan, names_of
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.causes import Finding, find_findings
from mingzhang.site.interface import Words
from mingzhang.site.splitting import figure_address

_LOUD = ("source-contradiction", "reading-doubt")
_QUIET = ("holds", "rounding", "note", "not-testable")
_SHOWN = 5


def verdict(entry: Entry, findings: Sequence[Finding], words: Words) -> str:
    """How many checks were tried and how they came out; what fails is counted by its causes, not by its checks."""
    counts = [words.counted(entry.results[r], f"result-{r}") for r in _QUIET if entry.results.get(r)]
    parts = [f"{n} {name}" if words.language == "en" else f"{name} {n} 项" for n, name in counts]
    tried = words("checks-verdict", n=f"{sum(entry.results.values()):,}", parts=words("list-comma").join(parts))
    if not findings:
        return tried
    more = words("checks-causes-one" if len(findings) == 1 else "checks-causes", n=len(findings))
    return words("sentences", one=tried, other=more)


def verdict_of(entry: Entry, package: Dossier, words: Words, here: Here) -> dict[str, Any]:
    """Whether the numbers agree: ``state`` (``good``, ``unseen``, ``bad``, ``doubt``, empty when nothing was tested),
    ``title``, ``tried`` with the counts by result, the first findings, and the way to all of it.
    """
    tried = sum(entry.results.values()) - entry.results.get("not-testable", 0)
    checks = here.to(address.part(entry.id, "checks"))
    findings = find_findings(package)
    states = {f.state for f in findings}
    state = _overall(states) if tried else ""
    return {
        "state": state,
        "title": words(f"verdict-{state or 'good'}"),
        "tried": verdict(entry, findings, words),
        "proved": proved_of(package, words),
        "loud": [say_finding(f, package, words, checks) for f in findings[:_SHOWN]],
        "href": checks,
    }


def _overall(states: Set[str]) -> str:
    """What is said of the whole: never that the source is wrong while anything printed so is yet to be looked at."""
    if "unseen" in states:
        return "unseen"
    return "bad" if "seen" in states else "doubt" if "doubt" in states else "good"


def proved_of(package: Dossier, words: Words) -> str:
    """How many of the amounts stand in an exact sum that the document itself confirms; empty where it has none."""
    return share_proved(package.rows("figures"), words, "verdict-proved")


def share_proved(figures: Sequence[Record], words: Words, key: str) -> str:
    """The same of these figures, in the sentence ``key``."""
    amounts = [f for f in figures if f["measure"] == "amount"]
    part = sum(f["proofs"] not in ("", "0") for f in amounts)
    if not amounts:
        return ""
    share = f"{100 * part // len(amounts)}%"  # cut off, not rounded: 999 of 1000 is never 100 %
    return words(key, share=share, part=f"{part:,}", whole=f"{len(amounts):,}")


def badge(check: Record, package: Dossier, words: Words) -> str:
    """The result of a check in words; a contradiction is called one only once a human has looked at the page."""
    return words(f"badge-{css_of(check, package)}")


def css_of(check: Record, package: Dossier) -> str:
    """The look of a result: a contradiction that nobody has compared with the page has one of its own."""
    unseen = check["result"] == "source-contradiction" and not package.was_seen(check)
    return "unseen" if unseen else check["result"]


def say_finding(finding: Finding, package: Dossier, words: Words, checks: str) -> dict[str, Any]:
    """A finding in words: what is printed, what confirms it, what may be concluded, and that more checks show it.

    ``checks`` is the way to the page of the checks.
    """
    first, english = finding.first, words.language == "en"
    confirmed = first["confirmed_by_en" if english else "confirmed_by"]
    return {
        "css": css_of(first, package),
        "result": badge(first, package, words),
        "text": sentence_of(first, words),
        "confirmed": words("confirmed-by", by=confirmed) if confirmed else "",
        "conclusion": words(f"conclusion-{finding.state}"),
        "more": same_cause(finding, words),
        "href": f"{checks}#{first['id']}",
    }


def same_cause(finding: Finding, words: Words) -> str:
    """How many more checks show the same cause; empty when none does."""
    more = len(finding.checks) - 1
    return words("same-cause-one" if more == 1 else "same-cause", n=more) if more else ""


def sentence_of(check: Record, words: Words) -> str:
    """A check in a sentence of the edition."""
    return check["sentence" if words.language == "zh" else "sentence_en"]


def table_badges(package: Dossier, words: Words) -> dict[str, list[tuple[str, str]]]:
    """Per table whether numbers disagree or the reading is in doubt: result and words, never how often."""
    found: dict[str, set[str]] = {}
    for check in package.rows("checks"):
        if check["result"] in _LOUD:
            for table_id in split_list(check["table_ids"]):
                found.setdefault(table_id, set()).add(check["result"])
    return {t: [(r, words(f"short-{r}")) for r in _LOUD if r in results] for t, results in found.items()}


def said_of(entry: Entry, package: Dossier, words: Words, here: Here) -> dict[str, Any]:
    """The claims that say most (a reason, else a change), each with its figure, in the document's order."""
    linked = [c for c in package.rows("claims") if c["figure_id"] in package.figures]
    telling = sorted(linked, key=lambda c: (not c["reason"], not c["change"]))[:_SHOWN]
    kept = [c for c in linked if c in telling]
    text = here.to(address.part(entry.id, "text"))
    more = len(package.rows("claims")) - len(kept)
    return {
        "claims": [_claim(c, package, entry, words, here, text) for c in kept],
        "all": words("said-all", n=more) if more else words("said-text"),
        "href": text,
    }


def _claim(claim: Record, package: Dossier, entry: Entry, words: Words, here: Here, text: str) -> dict[str, str]:
    figure = package.figures[claim["figure_id"]]
    table = next(t for t in package.rows("tables") if t["table_id"] == figure["table_id"])
    unit = words.unit(figure["unit"])
    return {
        "text": claim["printed"],
        "gist": _gist(claim, figure["functional_code"], words) if words.language == "en" else "",
        "href": f"{text}#{claim['section']}",
        "reason": claim["reason"] if claim["reason"] not in claim["printed"] else "",
        "figure": here.to(figure_address(entry.id, package, figure["id"])),
        "amount": f"{table['number']} {figure['printed']} {unit}".strip(),
    }


def _gist(claim: Record, function: str, words: Words) -> str:
    """What a claim says of its amount: what it is (``function`` is its figure's code), how much, its share, its
    change; empty for an unknown concept.
    """
    code = claim["functional_code"] or function
    name = (names_of(code)[1] if code else "") or _meaning(claim, words)
    if not name or not claim["amount_yuan"]:
        return ""
    said = [f"{name}{words('colon')}{words.money(Decimal(claim['amount_yuan']))}"]
    if claim["share"]:
        said.append(words("share-stated", share=f"{claim['share']}%"))
    if claim["change"]:
        change = change_in_yuan(claim)
        growth = f" ({claim['growth'].replace('-', '−')}%)" if claim["growth"] and change else ""
        base = words("on-base", base=words.base(claim["base"])) if claim["base"] else ""
        said.append(f"{words.signed(change) if change else words('change-same')}{growth} {base}".strip())
    return words("list-comma").join(said)


def _meaning(claim: Record, words: Words) -> str:
    """The name of what a claim speaks of, with its purse."""
    item, _, fund = claim["concept"].partition("@")
    name = names_of(item)[words.language == "en"]
    purse = load_vocabulary().funds.get(fund)
    return f"{name} · {purse.en if words.language == 'en' else purse.zh}" if name and purse else name
