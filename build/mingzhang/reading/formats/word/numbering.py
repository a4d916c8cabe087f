"""The numbers that a word processor puts before paragraphs by itself: 一、 （一） 1. and so on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

_DIGITS = "〇一二三四五六七八九"
_HAN = ("chineseCounting", "japaneseCounting", "ideographDigital", "taiwaneseCounting", "ideographTraditional")
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next_of(self, properties: Any) -> str:
        """What stands before the next paragraph with these properties; empty when it is in no list."""
        item = self._item(properties)
        levels = self.levels.get(self.abstract.get(item[0], ""), {}) if item else {}
        if not item or item[1] not in levels:
            return ""
        depth = item[1]
        counted = self.counted[self.abstract[item[0]]]
        counted[depth] = counted.get(depth, levels[depth].start - 1) + 1
        for deeper in [k for k in counted if k > depth]:
            del counted[deeper]
        return self._text(levels, depth, counted)

    def _item(self, properties: Any) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, or its style's."""
        if properties is None:
            return None
        own = item_of(properties)
        style = properties.find("{*}pStyle")
        inherited = self.styles.get(value(style)) if style is not None else None
        return own or inherited

    def _text(self, levels: dict[int, _Level], depth: int, counted: dict[int, int]) -> str:
        if levels[depth].form in ("bullet", "none"):
            return ""
        text = levels[depth].text
        for k in range(depth + 1):
            if k in levels:
                text = text.replace(f"%{k + 1}", written(counted.get(k, levels[k].start), levels[k].form))
        return text


def item_of(properties: Any) -> tuple[str, int] | None:
    """The list and the level that properties name; None where they name none."""
    found = properties.find("{*}numPr")
    number = found.find("{*}numId") if found is not None else None
    if found is None or number is None:
        return None
    level = found.find("{*}ilvl")
    return value(number), _number(value(level)) if level is not None else 0


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """The lists of a document from its two parts; each may be None."""
    made = Numbering()
    for abstract in numbering.iterfind("{*}abstractNum") if numbering is not None else ():
        levels = {_number(attr(e, "ilvl")): _level(e) for e in abstract.iterfind("{*}lvl")}
        made.levels[attr(abstract, "abstractNumId")] = levels
    for number in numbering.iterfind("{*}num") if numbering is not None else ():
        target = number.find("{*}abstractNumId")
        made.abstract[attr(number, "numId")] = value(target) if target is not None else ""
    for style in styles.iterfind("{*}style") if styles is not None else ():
        properties = style.find("{*}pPr")
        item = item_of(properties) if properties is not None else None
        if item:
            made.styles[attr(style, "styleId")] = item
    return made


def _level(element: Any) -> _Level:
    named = {name: element.find(f"{{*}}{name}") for name in ("numFmt", "lvlText", "start")}
    form, text, start = (value(e) if e is not None else "" for e in named.values())
    return _Level(form or "decimal", text, _number(start or "1"))


def written(number: int, form: str) -> str:
    """A number as a list of that form writes it; in digits where the form is not known.

    >>> written(12, "chineseCounting"), written(3, "decimal"), written(4, "lowerRoman")
    ('十二', '3', 'iv')
    """
    if form.startswith(_HAN) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
        return head + (_DIGITS[ones] if ones else "")
    if form in _CIRCLED and 0 < number <= 20:
        return chr(0x245F + number)
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 0 < number < 40:
        text = _roman(number)
        return text if form == "lowerRoman" else text.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text


def attr(element: Any, name: str) -> str:
    """An attribute of the element's own namespace; empty where there is none."""
    namespace = element.tag.partition("}")[0]
    return str(element.get(f"{namespace}}}{name}") or element.get(name) or "")


def value(element: Any) -> str:
    """The attribute ``val``."""
    return attr(element, "val")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
