"""Pages of the classification codes: what each means, who spends on it, over years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from mingzhang.collection.headline import names_of
from mingzhang.collection.survey import Amount, Row
from mingzhang.knowledge.code_names import code_of
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.describe import Crumb, body_lang
from mingzhang.site.edition import Edition, Found
from mingzhang.site.interface import Words
from mingzhang.site.query_page import query_address
from mingzhang.site.year_pages import draw_years

CLASSIFICATIONS = ("functional", "economic")
MOST = 200  # lines of one page; the rest is in lines.csv of all.zip
_PHASES = ("budget", "adjusted", "executed", "final")


def write_codes(edition: Edition) -> None:
    """The index of each classification, and a page for every code in use and the codes above it."""
    tree = _tree(edition)
    _write_overview(edition, tree)
    for classification in CLASSIFICATIONS:
        known = tree[classification]
        pages = paged(edition, classification)
        _write_index(edition, classification, known, pages)
        for digits in sorted(pages):
            _write_code(edition, classification, digits, known, pages)


def paged(edition: Edition, classification: str) -> set[str]:
    """The codes that have a page: those in use, and those above them."""
    used = {code for kind, code in edition.survey.codes if kind == classification}
    return {code[:n] for code in used for n in (3, 5, 7) if n <= len(code)}


def classes_in_use(edition: Edition, here: Here) -> list[dict[str, str]]:
    """The functional classes that disclosures spend on, for the home page."""
    known, pages = _tree(edition)["functional"], paged(edition, "functional")
    spent = {code[:3] for (kind, code), some in edition.survey.codes.items() if kind == "functional" and _any(some)}
    return _listed(sorted(spent & pages), "functional", known, pages, edition.words, here)


def _any(amounts: Sequence[Amount]) -> bool:
    """Whether any of these is more than a printed zero."""
    return any(a.yuan for a in amounts)


def _tree(edition: Edition) -> dict[str, dict[str, Row]]:
    tree: dict[str, dict[str, Row]] = {name: {} for name in CLASSIFICATIONS}
    for row in edition.survey.rows.get("codes", ()):
        if row["classification"] in tree:
            tree[row["classification"]][row["code"]] = row
    return tree


def _name(code: str, known: dict[str, Row], words: Words) -> str:
    row = known.get(code)
    if row is None:
        return words("code-unknown")
    own = row["name" if words.language == "zh" else "name_en"] or row["name"]
    return own or row["printed_names"].partition(" | ")[0] or words("code-unknown")


def _write_overview(edition: Edition, tree: dict[str, dict[str, Row]]) -> None:
    words, here = edition.words, edition.here("codes/")
    parts = []
    for name in CLASSIFICATIONS:
        pages, known = paged(edition, name), tree[name]
        parts.append(
            {
                "id": name,
                "name": words(name),
                "href": here.to(f"codes/{name}/"),
                "what": words(f"{name}-what"),
                "count": words("n-codes-used", used=sum(c in known for c in pages), n=len(known)),
                "classes": _listed([c for c in sorted(known) if len(c) == 3], name, known, pages, words, here),
            }
        )
    edition.write(
        "codes/",
        "codes.html",
        words("codes-title"),
        words("codes-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        parts=parts,
        hide=["toc"],
    )
    edition.found.append(Found("codes/", words("codes-title"), words("codes-intro")))


def _listed(
    codes: Sequence[str], classification: str, known: dict[str, Row], pages: set[str], words: Words, here: Here
) -> list[dict[str, str]]:
    """Codes with their names; those without a page of their own lead to their place in the index."""
    index = here.to(f"codes/{classification}/")
    return [
        {
            "code": c,
            "name": _name(c, known, words),
            "href": here.to(address.code(classification, c)) if c in pages else f"{index}#c{c[:3]}",
            "used": "1" if c in pages else "",
        }
        for c in codes
    ]


def _write_index(edition: Edition, classification: str, known: dict[str, Row], pages: set[str]) -> None:
    words, where = edition.words, f"codes/{classification}/"
    here = edition.here(where)
    codes = sorted({*known, *pages})
    below: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        below[code[:3]].append(code)
    groups = [
        {
            "head": _listed([top], classification, known, pages, words, here)[0],
            "items": [{**one, "level": (len(one["code"]) - 1) // 2} for one in _listed(
                [c for c in found if c != top], classification, known, pages, words, here)],
        }
        for top, found in below.items()
    ]  # fmt: skip
    edition.write(
        where,
        "codes-index.html",
        words(classification),
        words(f"{classification}-what"),
        crumbs=[Crumb(words("home"), here.to("")), Crumb(words("codes"), here.to("codes/"))],
        name=words(classification),
        what=words(f"{classification}-what"),
        count=words("n-codes-used", used=sum(c in known for c in pages), n=len(known)),
        groups=groups,
        hide=["toc"],
    )


def _write_code(edition: Edition, classification: str, code: str, known: dict[str, Row], pages: set[str]) -> None:
    words, where = edition.words, address.code(classification, code)
    here, survey = edition.here(where), edition.survey
    amounts = sorted(survey.codes.get((classification, code), ()), key=lambda a: (-a.year, a.phase, -a.yuan, a.body))
    name = _name(code, known, words)
    above = [code[:n] for n in (3, 5) if n < len(code)]
    children = [c for c in sorted({*known, *pages}) if len(c) == len(code) + 2 and c.startswith(code)]
    steps = [Crumb(words("home"), here.to("")), Crumb(words("codes"), here.to("codes/"))]
    steps += [Crumb(words(classification), here.to(f"codes/{classification}/"))]
    steps += [Crumb(f"{c} {_name(c, known, words)}", here.to(address.code(classification, c))) for c in above]
    years = _years(amounts, words)
    edition.write(
        where,
        "code.html",
        f"{code} {name}",
        f"{words(classification)} {code} {name}",
        crumbs=steps,
        code=code,
        name=name,
        facts=_facts(code, known.get(code), words),
        children=_listed(children, classification, known, pages, words, here),
        years=years["rows"],
        chart=years["chart"],
        amounts=[_amount(a, edition, here) for a in amounts[:MOST]],
        cut=words("cut-at", n=MOST, all=len(amounts)) if len(amounts) > MOST else "",
        lines=here.to_root("data/all.zip"),
        query=here.to(query_address(**{"by": classification, classification: code})),
        hide=["toc"],
    )
    other = known.get(code, {}).get("name_en" if words.language == "zh" else "name", "")
    edition.found.append(Found(where, f"{code} {name}", words(classification), other, "", 3.0))


def _facts(code: str, row: Row | None, words: Words) -> list[tuple[str, str, str]]:
    """What is known of a code: (name, value, language of the value where it is not the edition's)."""
    lang = body_lang(words)
    level = words(f"code-level-{(len(code) - 1) // 2}")
    facts = [(words("kind"), level, "")]
    if row is None or not code_of(code):
        facts.append((words("note"), words("code-unknown"), ""))
    if row is None:
        return facts
    if words.language == "en" and row["name"]:
        facts.append(("中文", row["name"], "zh"))
    if row["printed_names"] not in ("", row["name"]):
        facts.append((words("code-printed"), row["printed_names"].replace(" | ", words("list-comma")), lang))
    if row["valid_from"] or row["valid_to"]:
        facts.append((words("code-valid"), f"{row['valid_from']}–{row['valid_to']}", ""))
    if row["cofog"]:
        division = row["cofog"]
        facts.append((words("code-cofog"), f"{division} " + words(f"cofog-{division}"), ""))
    return facts


def _years(amounts: Sequence[Amount], words: Words) -> dict[str, Any]:
    """Sums by year and phase over lines that may be added: one meaning at a time, the one most bodies share."""
    meanings: dict[tuple[str, str], int] = defaultdict(int)
    for amount in amounts:
        meanings[amount.concept, amount.fund] += amount.counts
    if not any(meanings.values()):
        return {"rows": [], "chart": ""}
    concept, fund = max(meanings, key=lambda m: meanings[m])
    sums: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    for amount in amounts:
        if amount.counts and (amount.concept, amount.fund) == (concept, fund):
            sums[amount.year, amount.phase].append(amount.yuan)
    order = sorted(sums, key=lambda k: (k[0], _PHASES.index(k[1]) if k[1] in _PHASES else 9))
    series: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for year, phase in order:
        series[words(f"phase-{phase}")][year] = sum(sums[year, phase], Decimal(0))
    rows = [
        {
            "year": year,
            "phase": words(f"phase-{phase}"),
            "meaning": meaning_of(concept, fund, words),
            "bodies": len(sums[year, phase]),
            "total": words.money(sum(sums[year, phase], Decimal(0))),
        }
        for year, phase in order
    ]
    # Bars of different numbers of bodies would be compared by eye, whatever the note says.
    several = len({year for year, _ in order}) > 1 and len({len(found) for found in sums.values()}) == 1
    return {"rows": rows, "chart": draw_years(series, words, words("code-years"), "years") if several else ""}


def meaning_of(concept: str, fund: str, words: Words) -> str:
    """支出 · 一般公共预算: what an amount counts, and from which purse."""
    zh, en = names_of(concept)
    purse = load_vocabulary().funds.get(fund)
    own = (zh if words.language == "zh" else en) or concept
    of = (purse.zh if words.language == "zh" else purse.en) if purse else words("all-funds")
    return f"{own} · {of}"


def _amount(amount: Amount, edition: Edition, here: Here) -> dict[str, Any]:
    words, table = edition.words, edition.survey.table_of(amount)
    where = (
        f"{address.table(amount.disclosure, table)}#{amount.figure}" if table else address.disclosure(amount.disclosure)
    )
    return {
        "body": amount.body_name or amount.body,
        "body_href": here.to(address.body(amount.body)),
        "year": amount.year,
        "phase": words(f"phase-{amount.phase}"),
        "scope": words(f"scope-{amount.scope}"),
        "meaning": meaning_of(amount.concept, amount.fund, words),
        "money": words.money(amount.yuan),
        "sort": str(amount.yuan),
        "href": here.to(where),
        "guesses": edition.guesses(amount.disclosure),
    }
