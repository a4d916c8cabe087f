"""What a paragraph states about amounts, before it is known which figures it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from mingzhang.prose.measures import Token, tokens
from mingzhang.prose.wordings import base_of, concepts_of
from mingzhang.text.ordinals import numbering
from mingzhang.text.units import MONEY, YUAN

_REASON = re.compile(
    r"(?P<owner>[^，。；：]*?)的?(?:主要)?原因(?:说明)?(?:主要)?(?:是|为|在于)?[：:，]?(?:一是)?"
    r"|(?:^|(?<=[，。；]))(?:主要|其?主要)是(?:因为|由于|因)?"
)
_LIST = re.compile(r"一是|^1[.、]|[（(]1[）)]")
_COMPARISON = re.compile(
    r"(?:比|较|与|同|按)(?P<base>[^，；。、]*?(?:年|预算|决算|执行)[^，；。、]*?(?:数|相比|比较)?)(?=，|增|减|上升|下降|提高|降|基本|持平|相同|一致|无|没|相比|$)"
)
_GENERIC = re.compile(
    r"(?:其中|共计?|合计|总计|总额|金额|规模|数|为|是|约|的|安排|年初|年中|全年|调整|本年|当年|上年|预算|决算|执行|完成|各|均"
    r"|\d{4}年度?|包括|分别|主要|用于|有|元|和|及|，|：|资金|涉及|经费|数额)*"
)
_QUANTITY = re.compile(r"(?:有|共)?(?P<n>\d+)(?P<unit>个|项|家|人|名|辆|台)(?P<of>[^，。；\d]{0,12}项目)?$")
_NEXT_CLAIM = re.compile(
    rf"[，；](?![二三四五六七八九]是|其中)[^，。；：]{{2,40}}?\d[\d,]*(?:\.\d+)?{MONEY}[，,]?(?=[比较与同][^，。；]{{2,20}}?(?:增|减|升|降|持平|相同))"
)
"""Inside a reason: an amount that is compared itself is no reason any more, but the next claim."""
_CUT = re.compile(r"[，。；;：:]|,(?!\d{3})")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: numbers, and the words they are about; ``segment`` is the clause right before the first number."""

    subject: str
    segment: str
    printed: str
    amount: Decimal | None = None
    unit: str = ""
    quantity: Decimal | None = None
    quantity_unit: str = ""
    share: Decimal | None = None
    share_of: str = ""
    change: Decimal | None = None
    growth: Decimal | None = None
    completion: Decimal | None = None
    base: str = ""
    base_amount: Decimal | None = None
    reason: str = ""
    reading: str = "printed"


def read_statements(text: str, year: int | None, carried: str = "", base: str = "") -> list[Statement]:
    """The statements of one paragraph.

    ``carried`` heads it when its own words do not (an unfinished line before it); ``base`` is what the paragraph above,
    ending in 其中：, compares with.
    """
    number = numbering(text)
    body = number.rest if number else text
    reader = _Reader(year, _lead(body) or carried, base)
    for sentence, reason in _sentences(body):
        reader.read(sentence)
        if reason:
            reader.explain(*reason)
    return reader.found


def _lead(text: str) -> str:
    """What heads a paragraph: 公务接待费。2026年预算数… or …（项）：2024年预算数为…"""
    head = re.split(r"[。：:]", text, maxsplit=1)[0]
    whole = len(head) < len(text) and len(head) <= 70 and not re.search(rf"\d(?:{MONEY}|%)|，|；|其中", head)
    path = re.match(r".*[（(](?:项|款|类)[）)]", head)
    return path.group() if path else head if whole else ""


def _sentences(text: str) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Pieces without reasons, each with the (owner, reason) that follows it."""
    at = 0
    while at < len(text):
        match = _next_reason(text, at)
        if match is None:
            yield text[at:], None
            return
        end = _reason_end(text, match.end())
        owner = match.group("owner") or ""
        yield text[at : match.start()], (owner, text[match.end() : end].strip("：:，。；"))
        at = end + 1


def _next_reason(text: str, at: int) -> re.Match[str] | None:
    """A reason counts only after something that changed: otherwise 主要是 tells what the money is for."""
    for match in _REASON.finditer(text, at):
        if "原因" in match.group() or re.search(
            r"增|减|降|上升|持平|相同", text[max(at, match.start() - 40) : match.start()]
        ):
            return match
    return None


def _reason_end(text: str, start: int) -> int:
    stop = "。" if _LIST.search(text[max(0, start - 2) : start + 40]) else "。；"
    found = [at for mark in stop if (at := text.find(mark, start)) >= 0]
    claim = _NEXT_CLAIM.search(text, start)
    return min([*found, *([claim.start()] if claim else [])], default=len(text))


class _Reader:
    """Reads tokens in order; each new amount opens a statement, what follows it is said of it."""

    def __init__(self, year: int | None, lead: str, base: str) -> None:
        self.year, self.lead, self.base = year, lead, base
        self.found: list[Statement] = []
        self._at = -1  # the statement that is spoken of
        self._opened: list[int] = []  # the statements before the brackets that are open

    def read(self, sentence: str) -> None:
        """Adds the statements of ``sentence``."""
        fresh = True
        for token in tokens(sentence):
            printed = _printed(sentence, token)
            self._turn_to(token)
            segment, subject = self._subject(token, fresh)
            if token.role == "amount":
                self._open(subject, segment, printed, token)
            elif token.role != "other":
                self._say(token, segment, subject, printed)
            fresh = False

    def explain(self, owner: str, reason: str) -> None:
        """Gives the reason to the statement it explains: the one its owner names, else the last."""
        if not self.found:
            return
        wanted = concepts_of(owner) if owner and not re.match(r"决算数|预算数|支出决算|年初预算|增|减", owner) else ()
        for at in (self._at, *range(len(self.found) - 1, -1, -1)):
            statement = self.found[at]
            if not wanted or concepts_of(statement.subject) == wanted:
                if not statement.reason:
                    self.found[at] = replace(statement, reason=reason)
                return

    def _open(self, subject: str, segment: str, printed: str, token: Token) -> None:
        quantity = _QUANTITY.search(_before_involving(token.context))
        made = Statement(subject, segment, printed, token.value, token.unit, reading=token.reading)
        if quantity:
            made = replace(made, quantity=Decimal(quantity["n"]), quantity_unit=quantity["unit"])
        self.found.append(made)
        self._at = len(self.found) - 1

    def _turn_to(self, token: Token) -> None:
        """After a bracket the amount before it is spoken of; 收入较去年增加 is said of the whole, not of a part."""
        for mark in re.findall(r"[（()）]", token.context):
            if mark in "（(":
                self._opened.append(self._at)
            elif self._opened:
                before = self._opened.pop()
                self._at = self._at if token.role == "amount" else before
        own = _without_comparison(token.context)
        begins = "。" in token.context and token.role in ("change", "same")
        wanted = concepts_of(own) if begins and self.found else ()
        if wanted and wanted != concepts_of(self.found[self._at].subject):
            self._at = self._last_of(wanted)
        if token.role == "change" and own in ("收入", "支出"):
            whole = re.compile(rf"(?:[本我](?:单位|部门|局|年)|部门|单位|总)?{own}(?:预算|决算)?(?:总额|合计|总计)?")
            of = [i for i, s in enumerate(self.found) if whole.fullmatch(s.subject) and s.amount and s.change is None]
            self._at = of[-1] if of else self._at

    def _last_of(self, wanted: tuple[str, ...]) -> int:
        """The last statement about these concepts that has no change yet; else the one that is spoken of."""
        free = [i for i, s in enumerate(self.found) if s.amount is not None and s.change is None]
        return next((i for i in reversed(free) if concepts_of(self.found[i].subject) == wanted), self._at)

    def _say(self, token: Token, segment: str, subject: str, printed: str) -> None:
        self._compare(token.context)
        if self._is_of_another(token, subject):
            self.found.append(Statement(subject, segment, printed))
            self._at = len(self.found) - 1
        if not self.found:
            return
        last = self.found[self._at]
        told = {token.role: token.value} if token.role != "same" else {"change": Decimal(0)}
        if token.role == "base":
            told = {"base_amount": token.value}
        if token.role == "change" and not last.unit:
            self.found[self._at] = last = replace(last, unit=token.unit)
        if token.role == "share":
            self.found[self._at] = last = replace(last, share_of=_whole_of(token.context))
        field = next(iter(told))
        if getattr(last, field) is None:
            base = base_of(token.context, self.year) if token.role == "completion" else ""
            if token.role in ("change", "growth", "same", "base"):
                base = last.base or self.base
            reading = _less_sure(last.reading, token.reading)
            said: dict[str, Any] = {field: _in_unit(token, last, told[field]), "base": base or last.base}
            self.found[self._at] = replace(last, **said, reading=reading)

    def _compare(self, context: str) -> None:
        for match in _COMPARISON.finditer(context):
            self.base = base_of(match["base"], self.year) or self.base

    def _is_of_another(self, token: Token, subject: str) -> bool:
        """A change said of something else than the last amount: 其中：因公出国（境）费增加…"""
        if token.role not in ("change", "same", "base") or not subject:
            return False
        if not self.found:
            return token.role == "change"
        last = self.found[self._at]
        own = _without_comparison(token.context)
        if _GENERIC.fullmatch(own) or own in last.subject or last.subject.endswith(own):
            return False
        differs = concepts_of(own) != concepts_of(last.subject) and bool(concepts_of(own))
        return differs and (
            last.change is not None or last.amount is None or "；" in token.context or "，" in token.context
        )

    def _subject(self, token: Token, fresh: bool) -> tuple[str, str]:
        """(clause, subject): the words before the number, or what heads the paragraph when they say only 预算数为."""
        context = _without_comparison(token.context) if token.role != "amount" else _before_involving(token.context)
        if self.lead and token.role == "amount":
            context = context.rsplit("。", 1)[-1]
        clauses = [c for c in _CUT.split(context) if c]
        segment = clauses[-1] if clauses else ""
        for clause in reversed(clauses):
            name = _name(clause)
            if name and not (self.lead and _OF_LEAD.fullmatch(name)):
                return segment, name
        if self.found and not fresh and token.role != "amount":
            return segment, self.found[-1].subject
        return segment, self.lead or (self.found[-1].subject if self.found else "")


def _name(clause: str) -> str:
    """The thing a clause names, without its year, quantity and verbs; empty when it names nothing."""
    dated = re.match(r"(?P<before>.*?)\d{4}年(?:末|底|初|度)?(?:的|，)?(?P<after>.*)", clause)
    if dated:
        after, before = _bare(dated["after"]), _bare(dated["before"])
        return before + after if before and len(after) <= 2 else after or before
    return _bare(clause)


def _bare(clause: str) -> str:
    clause = clause.lstrip("）)")
    if len(re.findall(r"[（(]", clause)) > len(re.findall(r"[）)]", clause)):
        clause = clause.removeprefix("（").removeprefix("(")  # a bracket that the number before it opened
    name = re.sub(
        r"^(?:其中|包括|其余|分别为|分别|主要是|和|及|、|以及|具体为|安排|资金来源|通过|由|涉及)+[：:]?", "", clause
    )
    name = re.sub(r"(?:共有|总计|合计|共计|共|为|是|约|达|有|即|总额|安排|计)+$", "", name)
    name = _QUANTITY.sub(lambda m: m["of"] or "", name)
    return "" if _GENERIC.fullmatch(name) or _MEASURE.fullmatch(name) else name


_MEASURE = re.compile(
    r"(?:年初|全年|调整后?|本年|当年|上年)?(?:预算|决算|执行|安排|年初预算|全年预算)?(?:数|总额|金额|规模|安排|资金)?"
    r"|(?:支出|收入)(?:决算|执行)数?|各|财政拨款|预算资金"
)
_OF_LEAD = re.compile(r"(?:支出|收入)(?:预算|决算|执行)?数?")


def _without_comparison(context: str) -> str:
    plain = _COMPARISON.sub("", context)
    plain = re.sub(
        r"(?:增加|增长|上升|提高|减少|下降|降低|压减|增幅|减幅|降幅|增|减)(?:额|了|数|率)?(?:为|约|达)?$", "", plain
    )
    return plain.strip("，,、。；;：:")


def _before_involving(context: str) -> str:
    """…项目4个，涉及预算金额: the amount is of what stands before 涉及."""
    return _INVOLVING.sub("", context)


_INVOLVING = re.compile(
    r"[，,]?(?:共)?涉及(?:的)?(?:项目|财政性?|财政拨款|当年|一般公共)*(?:预算)?(?:拨款)?(?:资金|金额)?(?:预算)?(?:为|共|合计)?$"
    r"|(?<=个)[，,](?:预算)?(?:资金|金额)(?:为|共)?$"
)


def _less_sure(one: str, two: str) -> str:
    """The less sure of two readings holds for the whole statement."""
    return max(one, two, key=("printed", "inferred", "doubtful").index)


def _whole_of(context: str) -> str:
    match = re.search(r"占(?P<whole>[^，；。]*?)的?(?:比重|比例)?(?:的|为|约)?$", context)
    return match["whole"] if match else ""


def _in_unit(token: Token, statement: Statement, value: Decimal) -> Decimal:
    if not token.unit or not statement.unit or token.unit == statement.unit:
        return value
    return value * YUAN[token.unit] / YUAN[statement.unit]


def _printed(sentence: str, token: Token) -> str:
    """The clause around the token, from the sentence mark before it to the one after."""
    start = max(sentence.rfind(mark, 0, token.start) for mark in "。；") + 1
    ends = [at for mark in "。；" if (at := sentence.find(mark, token.end)) >= 0]
    return sentence[start : min(ends, default=len(sentence))].strip("，")
