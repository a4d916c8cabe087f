"""Normalisation of printed text.

Text has two lives: as printed, and normalised for matching and as label. See DESIGN "How a form is recognised".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What a digit becomes that is set small and above the line, as marks of footnotes are."""
_CIRCLED = "①-⑳⓪-⓿❶-➓㉑-㉟㊱-㊿"  # NFKC makes bare digits of them
MARKS = f"[{RAISED}⁽⁾{_CIRCLED}]"
"""Pattern of a mark of a footnote."""
_KEEP = re.compile(f"[（）“”‘’㎡，：；？！％、。《》【】〔〕—…]|{MARKS}")
# The Kangxi radical for 户 decomposes to its traditional twin, which no disclosure of the mainland prints.
_TWINS = {"戶": "户"}
# CJK Radicals Supplement has no compatibility decomposition, so NFKC leaves look-alikes that no search finds.
_RADICALS = dict(
    zip(
        "⺟⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻮⻰⻳⺠⻁⻤⻪⻫⻭⻯⺃⻃⻈⻊⻌⻍⻎⻏⻐⻒⻖⻗⻙⻞⻟⻠⻡⻧⻱⻲",
        "母西见角贝车长门青页风飞食马骨鱼鸟麦黄齐齿龙龟民虎鬼黾齐齿龙乙覀讠足辶辶辶邑钅镸阜雨韦饣饣饣首卤龟龟",
        strict=True,
    )
)
_MINUS = "−－﹣‐‑‒–"
_FOLD = str.maketrans({**{ord(c): "-" for c in _MINUS}, **{ord(k): v for k, v in {**_RADICALS, **_TWINS}.items()}})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_NOTED = re.compile(f"{MARKS}+$")


class _Folding(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char if _KEEP.match(char) else unicodedata.normalize("NFKC", char)
        self[code] = _CONTROL.sub("", folded.translate(_FOLD))
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """``text`` with compatibility forms and radical look-alikes folded to the usual characters; white space kept."""
    return text.translate(_FOLDING)


@lru_cache(maxsize=1 << 15)
def normalise(text: str) -> str:
    """The text for matching and for labels: folded, without any white space."""
    return _SPACE.sub("", fold(text))


def without_marks(text: str) -> str:
    """The text without the marks of footnotes (¹ ②) at its end; a text of nothing else stays as it is."""
    return _NOTED.sub("", text) or text
