"""The headline figures of one disclosure: how much, from where, for what, more or less than last year.

Parts are shown only where they add up to the printed total, but for their rounding, so that no picture claims more than
the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import LEFT, Change, Headline, Part
from mingzhang.knowledge.code_names import code_of
from mingzhang.knowledge.vocabulary import Vocabulary, load_vocabulary
from mingzhang.text.units import YUAN

_INCOME = ("income.grand-total", "income", "income.current")
_EXPENDITURE = ("expenditure.grand-total", "expenditure", "expenditure.current")
_INCOMING = ("income", "income.current", "carryover-in", "use-of-surplus")
_NATURES = tuple(
    f"expenditure.{kind}"
    for kind in ("basic", "personnel", "public", "project", "operating", "to-superior", "to-affiliated")
)
_ROUNDED = Decimal(10_000)  # prose often rounds to 万元
_OTHERS = ("three-public", "agency-running", "procurement")


def make_headline(package: Dossier) -> Headline:
    """The headline of one package; parts that do not add up to their total are left out."""
    figures = [r for r in package.rows("figures") if r["measure"] == "amount" and _of_the_year(r, package)]
    forms = {r["table_id"]: r["form"] for r in package.rows("tables")}
    income, expenditure = (_total(figures, forms, concepts) for concepts in (_INCOME, _EXPENDITURE))
    left = _left(figures, forms)
    natures = _natures(figures, expenditure, left)
    return Headline(
        income=income,
        expenditure=expenditure,
        sources=_sources(figures, forms, income),
        functions=_functions(figures, forms, expenditure, left),
        natures=natures,
        change=_change(package.rows("claims"), expenditure or income, natures),
        others=_others(package, figures),
    )


def _of_the_year(row: Record, package: Dossier) -> bool:
    year = package.disclosure["fiscal_year"]
    kind = package.disclosure["kind"]
    is_own = row["phase"] in ("", kind) if kind else row["phase"] != "change"
    return row["figure_year"] in ("", str(year)) and is_own and bool(row["amount_yuan"])


def _part(row: Record, key: str = "", yuan: Decimal | None = None) -> Part:
    key = key or row["concept"]
    zh, en = names_of(key)
    amount = Decimal(row["amount_yuan"]) if yuan is None else yuan
    return Part(key, zh or row["label"], en or row["label"], amount, row["id"], row["table_id"])


def names_of(key: str) -> tuple[str, str]:
    """Chinese and English name of a concept or of a classification code; empty when unknown."""
    if key.isdigit():
        code = code_of(key)
        return (code.name, code.name_en) if code else ("", "")
    item, _, fund = key.partition("@")
    words = load_vocabulary()
    if fund in words.funds and item in _INCOMING:
        purse = words.funds[fund]
        left = words.items["carryover-in"]
        return (f"{purse.zh}{left.zh}", f"{purse.en}, carried over") if item == "carryover-in" else (purse.zh, purse.en)
    meaning = words.items.get(item)
    return (meaning.zh, meaning.en) if meaning else ("", "")


def _total(figures: Sequence[Record], forms: Mapping[str, str], concepts: Sequence[str]) -> Part | None:
    for concept in concepts:
        rows = [r for r in figures if r["concept"] == concept and r["row_role"] == "total"]
        rows.sort(key=lambda r: not forms[r["table_id"]].endswith("-balance"))
        if rows:
            return _part(rows[0])
    return None


def _sources(figures: Sequence[Record], forms: Mapping[str, str], total: Part | None) -> tuple[Part, ...]:
    """Fund sources, as fine as they are printed: from the income table's total row, else from the balance table."""
    if total is None:
        return ()
    for kind, whole_table in (("-income", False), ("-balance", True)):
        tables = [t for t, form in forms.items() if form.endswith(kind) and "fiscal" not in form]
        for table in tables:
            rows = [r for r in figures if r["table_id"] == table and (whole_table or r["row_role"] == "total")]
            found = [_part(r) for r in rows if _is_source(r["concept"])]
            parts = split_up(total.yuan, found, load_vocabulary(), _slack((*found, total), figures))
            if parts:
                return parts
    return ()


def _slack(parts: Iterable[Part], figures: Sequence[Record]) -> Decimal:
    """How far, in yuan, the parts may be from their total when all were rounded as they are printed."""
    ids = {p.figure_id for p in parts if p.yuan}
    return sum((_step(r) for r in figures if r["id"] in ids), Decimal(0)) / 2


def _step(row: Record) -> Decimal:
    """The last printed place of a figure that is not nought, in yuan."""
    amount, yuan = Decimal(row["amount"]), Decimal(row["amount_yuan"])
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(int(exponent) + yuan.adjusted() - amount.adjusted())


def _fits(parts: Sequence[Part], total: Part, figures: Sequence[Record]) -> bool:
    off = sum((p.yuan for p in parts), Decimal(0)) - total.yuan
    return bool(parts) and abs(off) <= _slack((*parts, total), figures)


def _left(figures: Sequence[Record], forms: Mapping[str, str]) -> tuple[Part, ...]:
    """What the table of income and expenditure prints, beside the expenditure of the year, as not spent in it."""
    balance = {t for t, form in forms.items() if form.endswith("-balance") and "fiscal" not in form}
    found = {r["concept"]: r for r in reversed(figures) if r["table_id"] in balance and r["concept"] in LEFT}
    return tuple(p for p in (_part(found[key]) for key in LEFT if key in found) if p.yuan)


def _is_source(concept: str) -> bool:
    item, _, fund = concept.partition("@")
    return (item in _INCOMING and bool(fund)) or concept in ("carryover-in", "use-of-surplus")


def split_up(total: Decimal, parts: Sequence[Part], words: Vocabulary, slack: Decimal = Decimal(0)) -> tuple[Part, ...]:
    """The finest of the given parts that add up to ``total``, else the coarsest, else none. Zeros are left out.

    ``slack``: how far, in yuan, rounding may have brought them from it.
    """
    there = {p.key: p for p in parts if p.yuan}
    pairs = {key: tuple(key.partition("@")[::2]) for key in there}

    def below(one: str, other: str) -> bool:
        (item, fund), (whole, purse) = pairs[one], pairs[other]
        return item == whole and words.is_part((item, fund), (whole, purse))

    finest = [p for k, p in there.items() if not any(below(other, k) for other in there)]
    coarsest = [p for k, p in there.items() if not any(below(k, other) for other in there)]
    for choice in (finest, coarsest):
        if choice and abs(sum(p.yuan for p in choice) - total) <= slack:
            return tuple(choice)
    return ()


def _functions(
    figures: Sequence[Record], forms: Mapping[str, str], total: Part | None, left: Sequence[Part]
) -> tuple[Part, ...]:
    """Expenditure by functional class (类), from the expenditure table, else from the balance table; what is ``left``
    unspent beside it, where only both together make the total.
    """
    if total is None:
        return ()
    for kind in ("-expenditure", "-balance"):
        for table in (t for t, form in forms.items() if form.endswith(kind) and "fiscal" not in form):
            rows = [r for r in figures if r["table_id"] == table and r["concept"] in _EXPENDITURE]
            parts = by_code(rows, 3)
            for whole in (parts, (*parts, *left)):
                if parts and _fits(whole, total, figures):
                    return whole
    return ()


def by_code(rows: Iterable[Record], digits: int) -> tuple[Part, ...]:
    """Amounts per functional code of this many digits, in code order; rows of several bodies are added up."""
    found: dict[str, tuple[Record, Decimal]] = {}
    for row in rows:
        if len(code := row["functional_code"]) == digits:
            first, so_far = found.get(code, (row, Decimal(0)))
            found[code] = (first, so_far + Decimal(row["amount_yuan"]))
    return tuple(_part(row, code, yuan) for code, (row, yuan) in sorted(found.items()) if yuan)


def _natures(figures: Sequence[Record], total: Part | None, left: Sequence[Part]) -> tuple[Part, ...]:
    """Basic and project expenditure (and what else the same total row prints beside them), with what is ``left``
    unspent where only that makes up the total. Where basic expenditure is not printed, personnel and public funds
    stand for it.
    """
    if total is None:
        return ()
    totals = [r for r in figures if r["row_role"] == "total" and r["concept"] in _NATURES]
    for table in dict.fromkeys(r["table_id"] for r in totals):
        found: dict[str, Part] = {}
        for row in totals:
            if row["table_id"] == table:
                found.setdefault(row["concept"], _part(row))
        within = ("expenditure.personnel", "expenditure.public") if "expenditure.basic" in found else ()
        parts = tuple(p for key, p in found.items() if p.yuan and key not in within)
        for whole in (parts, (*parts, *left)):
            if parts and _fits(whole, total, figures):
                return whole
    return ()


def _change(claims: Sequence[Record], total: Part | None, natures: Sequence[Part]) -> Change | None:
    """The change of the total: as stated, else the stated changes of all its natures added up."""
    if total is None:
        return None
    stated = [c for c in claims if c["change"] and c["base"].startswith("上年") and c["amount_yuan"]]
    for claim in stated:
        if claim["concept"] in (*_EXPENDITURE, *_INCOME) and Decimal(claim["amount_yuan"]) == total.yuan:
            return Change(change_in_yuan(claim), claim["base"], (claim["id"],))
    parts = [next((c for c in stated if _speaks_of(c, nature)), None) for nature in natures]
    found = [c for c in parts if c is not None]
    if len(found) < 2 or len(found) != len(natures) or len({c["base"] for c in found}) != 1:
        return _change_of_appropriation(stated, total)
    return Change(sum(map(change_in_yuan, found), Decimal(0)), found[0]["base"], tuple(c["id"] for c in found))


def _change_of_appropriation(stated: Sequence[Record], total: Part) -> Change | None:
    """The change of the fiscal appropriation, as income and as expenditure alike: many documents state no other."""
    items = {c.partition("@")[0] for c in (*_EXPENDITURE, *_INCOME)}
    found = [c for c in stated if c["concept"].partition("@")[0] in items and c["concept"].endswith("@fiscal")]
    said = {(c["amount_yuan"], c["change"], c["base"]) for c in found}
    sides = {c["concept"].partition(".")[0].partition("@")[0] for c in found}
    if len(said) != 1 or len(sides) != 2 or not 0 < Decimal(found[0]["amount_yuan"]) <= total.yuan + _ROUNDED:
        return None
    purse = load_vocabulary().funds["fiscal"]
    whole = Part(found[0]["concept"], purse.zh, purse.en, Decimal(found[0]["amount_yuan"]), found[0]["figure_id"])
    return Change(change_in_yuan(found[0]), found[0]["base"], (found[0]["id"],), whole)


def _speaks_of(claim: Record, part: Part) -> bool:
    return claim["concept"] == part.key and Decimal(claim["amount_yuan"]) == part.yuan


def change_in_yuan(claim: Record) -> Decimal:
    """The change in yuan: it is printed in the unit of the amount."""
    return Decimal(claim["change"]) * YUAN[claim["unit"]]


def _others(package: Dossier, figures: Sequence[Record]) -> tuple[Part, ...]:
    """三公, agency running costs and procurement: from a total row, else from the prose."""
    found: list[Part] = []
    for concept in _OTHERS:
        rows = [r for r in figures if r["concept"] == concept and r["row_role"] in ("total", "item")]
        said = [r for r in package.rows("claims") if r["concept"] == concept and r["amount_yuan"]]
        said += [r for r in package.rows("procurement") if r["concept"] == concept and r["amount_yuan"]]
        if rows:
            found.append(_part(rows[0]))
        elif said:
            zh, en = names_of(concept)
            found.append(Part(concept, zh, en, Decimal(said[0]["amount_yuan"]), said[0].get("figure_id", "")))
    return tuple(found)
