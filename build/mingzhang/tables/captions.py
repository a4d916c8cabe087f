"""Title, number, unit and note of a table, from the lines around its grid and the caption rows inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.knowledge.forms import load_forms
from mingzhang.knowledge.words import says, words
from mingzhang.reading.document import Text
from mingzhang.text.normalise import fold, normalise
from mingzhang.text.ordinals import HAN
from mingzhang.text.units import ANY_MONEY, units_in

_REACH = 12  # lines above a grid that may still be its caption
_NEAR, _BRIEF = 3, 40  # lines above a grid, and characters, for a title that is not called a table
_BUDGET = re.compile(r"预算|决算|拨款|经费|基金|收入|支出")
_OPENS = re.compile(r"(?:20\d\d年度?)?(?:部门)?(?:一般公共|公共财政|政府性基金|国有资本|财政拨款|[“\"]?三公)")
_NO_TITLE = re.compile(r"[。；，：:、]|公开|说明|部分|目录|附件|单位|^\d{1,2}[.．]|^[（(]|表$")
_ALONE = re.compile(rf"(?:^|表)[(（](?P<unit>{ANY_MONEY})[)）]$")
_UNIT_AFTER = re.compile(r"[（(]?(?:金额|计量|货币|数据)?单位[:：]|(?:编制|填报|预算)?(?:部门|单位)(?:名称)?[:：]")
_TOLD = re.compile(
    rf"单位(?:均|统一)?(?:为|是|[:：])(?P<unit>{ANY_MONEY})|以[“\"]?(?P<of>{ANY_MONEY})[”\"]?为(?:金额)?单位"
)
_BODY = re.compile(r"(?:编制|填报|预算)?(?:单位|部门)(?:名称)?[:：](?P<name>[一-鿿（）()]{4,40})$")
_ENDS = r"(?=20\d\d年|\D|$)"  # 表3 before 2023年, white space removed, is no 表320
_PERIOD = re.compile(r"[。；]$")
_POINT = re.compile(rf"(?:[（(]?\d{{1,2}}[)）.、．]|[（(]?{HAN}[)）、])(?!\d)")


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed around a table; empty strings where nothing is. ``note`` joins the remarks below it, ``body`` is
    the name behind 单位名称：.
    """

    number: str = ""
    title: str = ""
    unit: str = ""
    note: str = ""
    body: str = ""


def find_caption(above: Sequence[Text], inside: Sequence[str], below: Sequence[Text], last: bool = True) -> Caption:
    """The caption of a grid, from the lines above and below it on its page and the caption rows ``inside`` it.

    ``last``: no other grid follows on the page, so that a unit below it can be no other table's.
    """
    lines = [line.text for line in above[-_REACH:]]
    texts = [normalise(t) for t in (*_whole_lines(above[-_REACH:]), *inside)]
    number = title = ""
    for text in reversed(texts):
        if not number and (found := _number(text)):
            number = found
            text = text[len(found) :].lstrip("：:.、") if text.startswith(found) else text
        if not title:
            parts = (text, *_before_unit(text))
            title = next((t for t in parts if says("captions", "title", t) and not _is_aside(t)), "")
    number = number or next((n for line in reversed(lines) if (n := _number_beside(line))), "")
    title = title or next((t for t in reversed(texts[-_NEAR:]) if _may_name(t) and _names_form(t)), "")
    note = _note([line.text for line in below])
    unit = find_unit([*lines, *inside]) or (_unit_below(below) if last else "") or _unit_told(note)
    return Caption(number, title, unit, note, _body_named(lines))


def _body_named(lines: Sequence[str]) -> str:
    """The body that the last of the lines to name one names."""
    words = [word for line in lines for word in fold(line).split()]
    found = [m["name"] for m in map(_BODY.match, words) if m]
    return found[-1] if found else ""


def _unit_told(note: str) -> str:
    """The unit that a remark below the grid states: 注：本表金额单位为千元."""
    found = {units_in(m["unit"] or m["of"]) for m in _TOLD.finditer(note)}
    return found.pop() if len(found) == 1 else ""


def _unit_below(below: Sequence[Text]) -> str:
    """The unit that the first line under a grid names."""
    lines = [normalise(line.text) for line in below if not is_furniture(line.text)]
    return find_unit(lines[:1]) if lines and says("captions", "unit", lines[0]) else ""


def _whole_lines(above: Sequence[Text]) -> list[str]:
    """The lines, a title broken over two of one size made one: 政府性基金预算财政拨款收入支出 and 决算表."""
    whole: list[str] = []
    sizes: list[float] = []
    for line in above:
        text = normalise(line.text)
        before = normalise(whole[-1]) if whole else ""
        broken = line.size > 0 and sizes[-1:] == [line.size] and says("captions", "title", text)
        broken = broken and (not _names_form(text) or _OPENS.match(before) is not None)
        if broken and _BUDGET.search(before) and _may_name(before) and _names_form(before + text):
            whole[-1] = before + text
        else:
            whole.append(line.text)
            sizes.append(line.size)
    return whole


def _number_beside(line: str) -> str:
    """The number of a table among other words of a line: 部门：某局 公开01表 单位：万元."""
    if word := next((w for w in fold(line).split() if says("captions", "number", w)), ""):
        return word
    parts = _UNIT_AFTER.split(normalise(line))
    pattern = words()["captions"]["number"].pattern
    found = (re.search(pattern, part) for part in parts[:-1])
    return next((m[0] for m in found if m), "")


def _before_unit(text: str) -> tuple[str, ...]:
    """What stands before the unit, or the name of the body, on the line of a title."""
    match = _UNIT_AFTER.search(text)
    return (text[: match.start()],) if match and match.start() else ()


def _may_name(text: str) -> bool:
    """Whether a line without 表 may be (part of) a title: brief, no sentence, not the document's own."""
    return len(text) <= _BRIEF and not _NO_TITLE.search(text) and not says("captions", "title", text)


def _names_form(title: str) -> bool:
    return any(form.titles.search(title) for form in load_forms().values())


def is_furniture(text: str) -> bool:
    """A page number or running line that says nothing about a table."""
    return says("captions", "running", normalise(text))


def _number(text: str) -> str:
    match = re.match(words()["captions"]["number"].pattern.removesuffix("$") + _ENDS, text)
    return match[0] if match and not text.startswith(("表明", "附表明")) else ""


def _is_aside(text: str) -> bool:
    return says("captions", "unit", text) or says("captions", "contents", text) or says("captions", "aside", text)


def find_unit(lines: Sequence[str]) -> str:
    """The unit of amounts that the last of the lines to name one names; empty when none does."""
    for line in reversed(lines):
        if alone := _ALONE.search(normalise(line)):
            return units_in(alone["unit"])
        for part in (*fold(line).split(), normalise(line)):
            position = max(part.rfind("单位:"), part.rfind("单位："))
            for candidate in (part, part[position:] if position >= 0 else ""):
                if match := words()["captions"]["unit"].match(candidate):
                    return units_in(match["name"])
    return ""


def _note(lines: Sequence[str]) -> str:
    """The remarks below a grid, each on a line, up to the first line that is none or captions the next table."""
    notes: list[str] = []
    for text in (normalise(line) for line in lines if not is_furniture(line)):
        goes_on = bool(notes) and _POINT.match(text) is not None
        if goes_on or says("notes", "starts", text) or (says("notes", "empty", text) and len(text) < 120):
            notes.append(text)
        elif not notes or _PERIOD.search(notes[-1]) or _is_caption(text):
            break
        else:
            notes[-1] += text
    return "\n".join(notes)


def _is_caption(text: str) -> bool:
    return any(says("captions", name, text) for name in ("title", "number", "unit"))
