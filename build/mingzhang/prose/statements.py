"""What a paragraph states about amounts, before it is known which figures it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from mingzhang.prose.measures import Token, tokens
from mingzhang.prose.wordings import base_of, concepts_of
from mingzhang.text.half_width import wide
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
_NAME = re.compile(
    r"(?:其中[：，]?)?(?:20\d{2}年)?[^，。；：\d]{2,16}(?:经费|支出|收入|费|费用|资金|预算|决算|补助|拨款)"
)
_BEFORE_FROM = re.compile(r"[由从](?:上年|去年|20\d{2}年)?[^，。；]*$")
_ROSE_TO = re.compile(r"的?(?:增加|增长|上升|提高|减少|下降|降低|压减)[到至为]")
_REACHES = re.compile(r"[，,](?:达到?|总额|为|共计?|合计|总计)+")
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
    plain = wide(body)
    reader = _Reader(year, _lead(plain) or carried, base)
    for (start, end), reason in _sentences(plain):
        reader.read(plain[start:end], body[start:end])
        if reason:
            owner, (first, last) = reason
            reader.explain(owner, body[first:last].strip("：:，,。；;"))
    return reader.found


def _lead(text: str) -> str:
    """What heads a paragraph: 公务接待费。2026年预算数… or …（项）：2024年预算数为…"""
    head = re.split(r"[。：:]", text, maxsplit=1)[0]
    whole = len(head) < len(text) and len(head) <= 70 and not re.search(rf"\d(?:{MONEY}|%)|，|；|其中", head)
    path = re.match(r".*[（(](?:项|款|类)[）)]", head)
    return path.group() if path else head if whole else ""


_Span = tuple[int, int]


def _sentences(text: str) -> Iterator[tuple[_Span, tuple[str, _Span] | None]]:
    """Where the pieces without reasons stand, each with the owner and the place of the reason that follows it."""
    at = 0
    while at < len(text):
        match = _next_reason(text, at)
        if match is None:
            yield (at, len(text)), None
            return
        end = _reason_end(text, match.end())
        yield (at, match.start()), (match.group("owner") or "", (match.end(), end))
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

    def read(self, sentence: str, original: str) -> None:
        """Adds the statements of ``sentence``, which is ``original`` with wide marks."""
        fresh = True
        for stated in tokens(sentence):
            printed = _printed(sentence, original, stated)
            token = replace(stated, context=_without_purpose(stated))
            self._turn_to(token)
            segment, subject = self._subject(token, fresh)
            if token.role == "amount" and self._completes(token):
                self._complete(token)
            elif token.role == "amount":
                self._open(subject, segment, printed, token)
            elif token.role == "from":
                self._open_from(subject, segment, printed, token)
            elif token.role == "near":
                self._liken(token)
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

    def _open_from(self, subject: str, segment: str, printed: str, token: Token) -> None:
        """由2025年的3200万元增加到…: what is compared with is said first."""
        base = base_of(token.context, self.year)
        name = _BEFORE_FROM.sub("", subject) or self.lead
        self.found.append(Statement(name, segment, printed, unit=token.unit, base=base, base_amount=token.value))
        self._at = len(self.found) - 1

    def _completes(self, token: Token) -> bool:
        """Whether an amount is the one that the statement before it lacks: 较上年增加 3万元，达 18万元."""
        last = self.found[self._at] if self.found else None
        if last is None or last.amount is not None:
            return False
        rose = last.base_amount is not None and _ROSE_TO.match(token.context) is not None
        return rose or (last.change is not None and _REACHES.fullmatch(token.context) is not None)

    def _complete(self, token: Token) -> None:
        last = self.found[self._at]
        self.found[self._at] = replace(last, amount=_in_unit(token, last, token.value), unit=last.unit or token.unit)

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
                named = base_of(token.context, self.year) if token.role == "base" else ""
                base = last.base or named or self.base
            reading = _less_sure(last.reading, token.reading)
            said: dict[str, Any] = {field: _in_unit(token, last, told[field]), "base": base or last.base}
            self.found[self._at] = replace(last, **said, reading=reading)

    def _liken(self, token: Token) -> None:
        """About the same as last year: what it is compared with is told, not the change."""
        self._compare(token.context)
        if self.found and self.base and not self.found[self._at].base:
            self.found[self._at] = replace(self.found[self._at], base=self.base)

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
        said = last.change is not None or last.amount is None
        if not concepts_of(own):
            return said and token.role == "change" and _is_name(own)
        apart = said or re.search("[，；。]", token.context) is not None
        return apart and concepts_of(own) != concepts_of(last.subject)

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


def _is_name(own: str) -> bool:
    """Whether words before a change may be what it is of, 专项业务经费, and no reason, date or clause of their own."""
    return bool(_NAME.fullmatch(own)) and not _GENERIC.fullmatch(own)


def _bare(clause: str) -> str:
    clause = clause.lstrip("）)")
    if len(re.findall(r"[（(]", clause)) > len(re.findall(r"[）)]", clause)):
        clause = clause.removeprefix("（").removeprefix("(")  # a bracket that the number before it opened
    name = re.sub(
        r"^按[^，。；]{2,12}?(?:划分|分类|分)为"
        r"|^(?:其中|包括|其余|分别为|分别|主要是|和|及|、|以及|具体为|安排|资金来源|通过|由|涉及)+[：:]?",
        "",
        clause,
    )
    name = re.sub(r"(?:共有|总计|合计|共计|共|为|是|约|达|有|即|总额|安排|计)+$", "", name)
    name = _QUANTITY.sub(lambda m: m["of"] or "", name)
    name = name.strip("“”") if name.count("“") != name.count("”") or re.fullmatch("“[^“”]*”", name) else name
    if clause.startswith("其中") and name.startswith("财政拨款"):
        return name  # of a whole only this purse, where elsewhere the words only name the purse of what heads them
    return "" if _GENERIC.fullmatch(name) or _MEASURE.fullmatch(name) else name


_MEASURE = re.compile(
    r"(?:年初|全年|调整后?|本年|当年|上年)?(?:预算|决算|执行|安排|年初预算|全年预算)?(?:数|总额|金额|规模|安排|资金)?"
    r"|(?:支出|收入)(?:决算|执行)数?|各|财政拨款|预算资金"
)
_OF_LEAD = re.compile(r"(?:支出|收入)(?:预算|决算|执行)?数?")


_PURPOSE = re.compile(r"(?:^|(?<=[，。；]))(?:主要|重点|全部)?用于[^。；]*(?=[。；])")
_PURPOSE_BEFORE_CHANGE = re.compile(r"(?:^|(?<=[，。；]))(?:主要|重点|全部)?用于[^。；]*(?=，[比较与同])")


def _without_purpose(token: Token) -> str:
    """The words before a number without what the money is for, 主要用于…的基本支出。: that is not what it is called."""
    plain = _PURPOSE.sub("", token.context)
    return plain if token.role == "amount" else _PURPOSE_BEFORE_CHANGE.sub("", plain)


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


def _printed(sentence: str, original: str, token: Token) -> str:
    """The clause around the token as it is printed, from the sentence mark before it to the one after."""
    start = max(sentence.rfind(mark, 0, token.start) for mark in "。；") + 1
    ends = [at for mark in "。；" if (at := sentence.find(mark, token.end)) >= 0]
    return original[start : min(ends, default=len(sentence))].strip("，,")
