"""Two sections of a disclosure's page: the verdict of the checks, and what the document itself says in words."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.collection.headline import change_in_yuan, names_of
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.interface import Words

_LOUD = ("source-contradiction", "reading-doubt")
_SHOWN = 5


def verdict(entry: Entry, words: Words) -> str:
    """Counts of checks by result, in words."""
    order = (
        "holds",
        "rounding",
        "source-contradiction",
        "reading-doubt",
        "source-incomplete",
        "unconfirmed",
        "note",
        "not-testable",
    )
    counts = [words.counted(entry.results[r], f"result-{r}") for r in order if entry.results.get(r)]
    return words("list-comma").join(f"{n} {name}" if words.language == "en" else f"{name} {n} 项" for n, name in counts)


def verdict_of(entry: Entry, package: Dossier, words: Words, here: Here) -> dict[str, Any]:
    """Whether the numbers agree: ``state`` (``good``, ``bad``, ``doubt``, empty when nothing was tested), ``title``,
    ``tried`` with the counts by result, the first sentences of what does not agree, and the way to all of it.
    """
    every = sum(entry.results.values())
    tried = every - entry.results.get("not-testable", 0)
    wrong, doubts = (entry.results.get(result, 0) for result in _LOUD)
    state = "" if not tried else "bad" if wrong else "doubt" if doubts else "good"
    checks = here.to(address.part(entry.id, "checks"))
    contradictions = [c for c in package.rows("checks") if c["result"] == "source-contradiction"]
    unseen = any(not package.was_seen(c) for c in contradictions)
    titles = {"bad": words("verdict-unseen" if unseen else "verdict-bad"), "doubt": words("verdict-doubt")}
    loud = [c for result in _LOUD for c in package.rows("checks") if c["result"] == result]
    return {
        "state": state,
        "title": titles.get(state, words("verdict-good")),
        "tried": words("checks-verdict", n=every, parts=verdict(entry, words)),
        "proved": proved_of(package, words),
        "loud": [_loud(c, package, words, checks) for c in loud[:_SHOWN]],
        "href": checks,
    }


def proved_of(package: Dossier, words: Words) -> str:
    """How many of the amounts stand in an exact sum that the document itself confirms; empty where it has none."""
    amounts = [f for f in package.rows("figures") if f["measure"] == "amount"]
    part = sum(f["proofs"] not in ("", "0") for f in amounts)
    if not amounts:
        return ""
    share = f"{100 * part // len(amounts)}%"  # cut off, not rounded: 999 of 1000 is never 100 %
    return words("verdict-proved", share=share, part=f"{part:,}", whole=f"{len(amounts):,}")


def badge(check: Record, package: Dossier, words: Words) -> str:
    """The result of a check in words; a contradiction is called one only once a human has looked at the page."""
    unseen = check["result"] == "source-contradiction" and not package.was_seen(check)
    return words("badge-unseen" if unseen else f"badge-{check['result']}")


def _loud(check: Record, package: Dossier, words: Words, checks: str) -> dict[str, str]:
    return {
        "css": check["result"],
        "result": badge(check, package, words),
        "text": check["sentence" if words.language == "zh" else "sentence_en"],
        "href": f"{checks}#{check['id']}",
    }


def table_badges(package: Dossier, words: Words) -> dict[str, list[tuple[str, str]]]:
    """Per table how many checks found a contradiction or a doubt: result and words."""
    found: dict[str, Counter[str]] = {}
    for check in package.rows("checks"):
        if check["result"] in _LOUD:
            for table_id in split_list(check["table_ids"]):
                found.setdefault(table_id, Counter())[check["result"]] += 1
    return {t: [(r, _badge(r, n, words)) for r, n in counts.items()] for t, counts in found.items()}


def _badge(result: str, number: int, words: Words) -> str:
    counted, name = words.counted(number, f"result-{result}")
    return f"{counted} {name}" if words.language == "en" else f"{name} {counted} 项"


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
        "figure": f"{here.to(address.table(entry.id, figure['table_id']))}#{figure['id']}",
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
