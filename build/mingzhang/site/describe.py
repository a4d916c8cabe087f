"""Sentences and small lists that several pages share: titles, breadcrumbs, parts of a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.collection.entry import Body, Entry, Headline, Part
from mingzhang.knowledge.divisions import ancestors, division_name
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.interface import Words


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page; ``lang`` where it is not the edition's own."""

    name: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole for a list with bars: ``width`` is its share in per cent, for drawing.

    ``href`` leads to the figure; ``shown`` is the name with what explains it.
    """

    name: str
    amount: str
    share: str
    width: str
    href: str = ""
    shown: str = ""


_TITLE = frozenset({"fiscal_year", "kind", "scope"})


def bare_title(entry: Entry, words: Words) -> str:
    """2024年部门预算, 2024 departmental budget."""
    scope = words(f"scope-word-{entry.scope}")
    year = entry.fiscal_year or words("undated")
    return words(f"year-title-{entry.kind}", year=year, scope=scope)


def year_title(entry: Entry, words: Words) -> str:
    """The same; what of it the document does not state is marked, wherever it is named."""
    return bare_title(entry, words) + mark_of(entry.guesses & _TITLE, words)


def mark_of(guessed: Set[str], words: Words) -> str:
    """The mark behind a name that is only likely; empty where nothing is guessed."""
    return words("guess-mark") if guessed else ""


def body_title(entry: Entry, words: Words) -> str:
    """The body's name as printed, marked where it is only likely that the document is its own."""
    return (entry.body.name or entry.body.slug) + mark_of(entry.guesses & {"body"}, words)


def full_title(entry: Entry, words: Words) -> str:
    """The body's name and what the disclosure is; the name stays as printed."""
    return body_title(entry, words) + (" " if words.language == "zh" else ": ") + year_title(entry, words)


def body_lang(words: Words) -> str:
    """The language attribute of names of bodies: only needed in the English edition."""
    return "zh" if words.language == "en" else ""


def place_name(place: str, words: Words) -> str:
    """Name of a division, of the ``central`` level, of ``unknown``; the code itself where no name is known."""
    if place in ("central", "unknown"):
        return words("central" if place == "central" else "place-unknown")
    return division_name(place, words.language) or place


def body_place(body: Body, words: Words) -> str:
    """Where a body belongs."""
    return place_name(body.place, words)


def pages_of(pages: Sequence[str], words: Words) -> str:
    """第 3、7 页, pages 114–149; empty without any."""
    runs = words("list-comma").join(page_runs({int(page) for page in pages if page.isdigit()}))
    return words("pages" if len(pages) > 1 else "page", n=runs) if runs else ""


def page_runs(pages: Set[int]) -> list[str]:
    """Pages with neighbours drawn together: 2, 3, 4, 7 → 2–4, 7."""
    starts = [p for p in sorted(pages) if p - 1 not in pages]
    ends = [p for p in sorted(pages) if p + 1 not in pages]
    return [str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True)]


def crumbs(here: Here, words: Words, entry: Entry | None = None, body: Body | None = None, *more: Crumb) -> list[Crumb]:
    """The way to a page: home, places, body, disclosure, and more."""
    body = body or (entry.body if entry else None)
    steps = [Crumb(words("home"), here.to(""))]
    if body is not None:
        codes = [*ancestors(body.division), body.place]
        marks = {body.place: mark_of(entry.guesses & {"division"}, words)} if entry else {}
        steps += [Crumb(place_name(c, words) + marks.get(c, ""), here.to(address.place(c))) for c in codes]
        name = body_title(entry, words) if entry else body.name or body.slug
        steps.append(Crumb(name, here.to(address.body(body.slug)), body_lang(words)))
    if entry is not None:
        steps.append(Crumb(year_title(entry, words), here.to(address.disclosure(entry.id))))
    return [*steps, *more]


def shares(
    parts: Sequence[Part], total: Decimal, words: Words, links: Iterable[str] = (), most: int = 5
) -> list[Share]:
    """The parts of a whole, largest first; beyond ``most`` the small ones are merged."""
    hrefs = dict(zip((p.key for p in parts), links, strict=False))
    ordered = sorted(parts, key=lambda p: -p.yuan)
    kept, rest = (ordered, []) if len(ordered) <= most else (ordered[: most - 1], ordered[most - 1 :])
    made = [_share(words.name(p), p.yuan, total, words, hrefs.get(p.key, "")) for p in kept]
    if rest:
        made.append(_share(words("rest", n=len(rest)), sum((p.yuan for p in rest), Decimal(0)), total, words))
    return made


def _share(name: str, yuan: Decimal, total: Decimal, words: Words, href: str = "") -> Share:
    width = f"{max(Decimal(0), min(Decimal(100), yuan / total * 100)) if total else 0:.2f}"
    return Share(name, words.money(yuan), words.share(yuan, total), width, href)


def lead(entry: Entry, words: Words) -> str:
    """The first sentence about a disclosure: how much."""
    headline = entry.headline
    whole = headline.expenditure or headline.income
    if whole is None:
        return words("no-total")
    kind = "final" if entry.kind == "final" else "budget"
    side = _side(headline)
    year = entry.fiscal_year or words("undated")
    if left := headline.left:
        spent = words.money(whole.yuan - sum((p.yuan for p in left), Decimal(0)))
        parts = words("list-comma").join(
            words("part-left", name=_lower(words.name(p)), amount=words.money(p.yuan)) for p in left
        )
        return words(f"lead-{kind}-left", year=year, amount=words.money(whole.yuan), spent=spent, parts=parts)
    return words(f"lead-{kind}{side}", year=year, amount=words.money(whole.yuan))


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _side(headline: Headline) -> str:
    if headline.expenditure is None:
        return "-income"
    income = headline.income
    return "-both" if income is not None and income.yuan == headline.expenditure.yuan else ""


def change_words(headline: Headline, words: Words) -> dict[str, str]:
    """The change against last year: ``amount``, ``growth``, ``direction`` in words, ``how`` it is known, ``of`` what.

    ``of`` is empty for the total.
    """
    change = headline.change
    whole = change.of if change and change.of else headline.whole
    if change is None or whole is None:
        return {"amount": "", "growth": "", "direction": "", "how": words("change-none"), "of": ""}
    amount, before = words.money(abs(change.yuan)), whole.yuan - change.yuan
    key = "change-more" if change.yuan > 0 else "change-less" if change.yuan < 0 else "change-same"
    base = words.base(change.base)
    parts = words("list-comma").join(words.name(p) for p in headline.natures)
    keys = {0: "change-compared", 1: "change-stated"}
    how = words(keys.get(len(change.claims), "change-computed"), base=base, parts=parts)
    growth = words.percent(change.yuan, before) if before > 0 and change.yuan else ""
    return {
        "amount": words.signed(change.yuan) if change.yuan else words("change-same"),
        "growth": ("+" if growth and change.yuan > 0 else "") + growth,
        "direction": words(key, amount=amount) if change.yuan else words(key),
        "how": how,
        "of": words.name(change.of) if change.of else "",
    }


def chart_source(words: Words) -> str:
    """What a chart that is taken elsewhere says of where it comes from."""
    return words("chart-source", name=words("site-name"))
