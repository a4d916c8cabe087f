"""A number as a spreadsheet shows it by its number format: 5494.2300000000005 under ``0.00`` is 5494.23.

Codes as ECMA-376 part 1, 18.8.31 describes them: up to four sections (positive, negative, zero, text), placeholders
``0 # ?``, a comma that groups or scales, per cent, text in quotes, dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from mingzhang.reading.formats.sheet.date_formats import is_date, show_date

BUILTIN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number only, as a Chinese installation shows them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digit>[0#?])|(?P<dot>\.)|(?P<comma>,)|(?P<percent>%)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_STORED = Context(prec=15, rounding=ROUND_HALF_UP)  # digits that a spreadsheet keeps and shows
_GENERAL = 11  # characters that General shows of a number with decimals
_MOST_DECIMALS = 30
_TESTS = {"<": (-1,), ">": (1,), "=": (0,), "<=": (-1, 0), ">=": (1, 0), "<>": (-1, 1)}

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in a cell; ``sure`` unless its format says something that is not understood here."""

    text: str
    sure: bool = True


def show_number(value: Decimal, code: str, since_1904: bool = False) -> Shown:
    """``value`` under the number format ``code``; by General, and not sure, where the code is not understood."""
    section, amount = _choose(_sections(code), value)
    if not section:
        return Shown("")
    if _bare(section).lower() == "general":
        return Shown(section_text(section, show_general(amount)))
    if is_date(section):
        date = show_date(value, section, since_1904)
        return Shown(date) if date is not None else Shown(show_general(value), sure=False)
    tokens = list(_tokens(section))
    if any(kind == "other" and text in "Ee/" for kind, text in tokens):
        return Shown(show_general(value), sure=False)
    return Shown(_filled(tokens, amount).strip())


def show_text(text: str, code: str) -> str:
    """A text under a number format: only a fourth section says anything about texts."""
    sections = _sections(code)
    return section_text(sections[3], text) if len(sections) > 3 else text


def show_general(value: Decimal) -> str:
    """A number as the format General shows it."""
    whole = len(str(abs(int(value))))
    decimals = max(0, _GENERAL - 1 - whole)
    rounded = _round(value, decimals)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def section_text(section: str, shown: str) -> str:
    """A section that shows its value whole (``@`` or General), with the words around it."""
    made = ""
    general = re.compile("general", re.IGNORECASE)
    for kind, text in _tokens(general.sub("@", section)):
        made += shown if text == "@" else text if kind == "literal" or kind == "other" else ""
    return made


def _sections(code: str) -> list[str]:
    found: list[str] = []
    start = 0
    while start <= len(code) and len(found) < 4:
        match = _SECTION.match(code, start)
        assert match is not None  # an empty section matches
        found.append(match[0])
        start = match.end() + 1
    return found or ["General"]


def _choose(sections: Sequence[str], value: Decimal) -> tuple[str, Decimal]:
    """The section for a value, and what of the value it shows: a section for negative numbers brings its own sign."""
    if conditioned := [(s, m) for s in sections if (m := _condition(s))]:
        for section, match in conditioned:
            if value.compare(Decimal(match[2])) in _TESTS[match[1]]:
                return section, value
        return next((s for s in sections if not _condition(s)), "General"), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0] or ("General" if len(sections) == 1 else ""), value


def _condition(section: str) -> re.Match[str] | None:
    return next((m for b in re.findall(r"\[([^\]]*)\]", section) if (m := _CONDITION.fullmatch(b))), None)


def _bare(section: str) -> str:
    return "".join(text for kind, text in _tokens(section) if kind != "literal").strip()


def _tokens(section: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind in ("quoted", "escaped"):
            yield "literal", text
        elif kind == "space":
            yield "literal", " "
        elif kind == "bracket" and text.startswith("$"):
            yield "literal", text[1:].partition("-")[0]
        elif kind not in ("fill", "bracket"):
            yield kind, text


def _filled(tokens: Sequence[Token], value: Decimal) -> str:
    """The placeholders of a section filled with the digits of a value."""
    kinds = [kind for kind, _ in tokens]
    dot = kinds.index("dot") if "dot" in kinds else len(tokens)
    before, after = tokens[:dot], tokens[dot + 1 :]
    last = _last_digit(before)
    thousands = _commas(before[last + 1 :]) + _commas(after[_last_digit(after) + 1 :]) if last >= 0 else 0
    grouped = _commas(before[:last]) > 0 if last >= 0 else False
    decimals = sum(kind == "digit" for kind, _ in after)
    scaled = value.scaleb(2 * kinds.count("percent") - 3 * thousands)
    digits = f"{abs(_round(scaled, decimals)):f}"
    whole, _, rest = digits.partition(".")
    sign = "-" if value < 0 else ""
    if "digit" not in kinds:
        return sign + "".join(_literal(token) for token in tokens)
    point = "." if dot < len(tokens) else ""
    return sign + _whole(before, whole, grouped) + point + _decimals(after, rest)


def _last_digit(tokens: Sequence[Token]) -> int:
    return max((k for k, (kind, _) in enumerate(tokens) if kind == "digit"), default=-1)


def _commas(tokens: Sequence[Token]) -> int:
    return sum(kind == "comma" for kind, _ in tokens)


def _whole(tokens: Sequence[Token], digits: str, grouped: bool) -> str:
    """The part before the point, its places filled from the right; the first takes all digits that are left."""
    left = digits.lstrip("0")
    places = sum(kind == "digit" for kind, _ in tokens)
    made: list[str] = []
    count = 0
    for kind, text in reversed(tokens):
        if kind != "digit":
            made.append(_literal((kind, text)))
            continue
        places -= 1
        taken = left if places == 0 else left[-1:]
        left = left[: len(left) - len(taken)]
        for digit in reversed(taken or ("0" if text == "0" else "")):
            made.append("," if grouped and count and count % 3 == 0 else "")
            made.append(digit)
            count += 1
    return "".join(reversed(made))


def _decimals(tokens: Sequence[Token], digits: str) -> str:
    """The part after the point; zeros at the end that ``#`` asks for are left out."""
    wanted = [text for kind, text in tokens if kind == "digit"]
    shown = len(digits)
    while shown and wanted[shown - 1] != "0" and digits[shown - 1] == "0":
        shown -= 1
    rest = iter(digits[:shown])
    return "".join(next(rest, "") if kind == "digit" else _literal((kind, text)) for kind, text in tokens)


def _literal(token: Token) -> str:
    kind, text = token
    return "" if kind == "comma" else text


def _round(value: Decimal, decimals: int) -> Decimal:
    """Half up, as a spreadsheet rounds what it keeps: fifteen digits."""
    kept = _STORED.plus(value)
    return kept.quantize(Decimal(1).scaleb(-min(decimals, _MOST_DECIMALS)), ROUND_HALF_UP, Context(prec=400))
