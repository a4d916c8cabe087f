"""Text that is struck out: a line runs through the middle of it, from its first character to its last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.reading.doubts import STRUCK
from mingzhang.reading.formats.pdf.objects import Char, PageObjects, Rule

_BAND = (0.3, 0.7)  # of a character's height: where a line through it runs
_ENDS = 0.25  # of its size: how far the line may end before or after the text
_FILLED = 0.7  # of the line's length: the characters on it take up as much
_STRIP = 20.0  # points: the height of the strips in which characters are looked for


def without_struck(objects: PageObjects) -> PageObjects:
    """The page without the text that it strikes out, and without the lines that do so; then it carries the doubt."""
    levels = _by_level(objects.chars)
    struck: set[int] = set()
    kept: list[Rule] = []
    for rule in objects.rules:
        through = _through(rule, objects.chars, levels) if rule.top == rule.bottom else []
        struck.update(through)
        kept += [] if through else [rule]
    if not struck:
        return objects
    chars = tuple(c for k, c in enumerate(objects.chars) if k not in struck)
    return replace(objects, chars=chars, rules=tuple(kept), doubts=(*objects.doubts, STRUCK))


def _by_level(chars: Sequence[Char]) -> dict[int, list[int]]:
    """The indices of the characters whose middle stands in each strip of the page or next to it."""
    levels: dict[int, list[int]] = defaultdict(list)
    for k, char in enumerate(chars):
        if not char.text.isspace() and not char.slanted:
            strip = int((char.top + char.bottom) / 2 // _STRIP)
            for near in (strip - 1, strip, strip + 1):
                levels[near].append(k)
    return levels


def _through(rule: Rule, chars: Sequence[Char], levels: dict[int, list[int]]) -> list[int]:
    """The characters that a line strikes out; none where it is longer than they are, as the rules of tables are."""
    on = [k for k in levels.get(int(rule.top // _STRIP), ()) if _crosses(rule, chars[k])]
    if not on:
        return []
    slack = _ENDS * max(chars[k].size for k in on)
    covered = sum(chars[k].x1 - chars[k].x0 for k in on)
    first, last = min(chars[k].x0 for k in on), max(chars[k].x1 for k in on)
    ends = abs(first - rule.x0) <= slack and abs(last - rule.x1) <= slack
    return on if ends and covered >= _FILLED * (rule.x1 - rule.x0) else []


def _crosses(rule: Rule, char: Char) -> bool:
    height = char.bottom - char.top
    inside = char.top + _BAND[0] * height <= rule.top <= char.top + _BAND[1] * height
    return inside and rule.x0 <= (char.x0 + char.x1) / 2 <= rule.x1
