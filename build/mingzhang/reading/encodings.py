"""In which of the encodings of Chinese texts a text is written: UTF-8, UTF-16 or GB 18030; every other is refused.

GB 18030 gives nearly any bytes a meaning, so what it gives is held against how Chinese is written: a text of Shift-JIS,
Big5, EUC-KR or Latin-1 becomes characters that nobody uses.
"""

from __future__ import annotations

import codecs

EXPECTED = "text in UTF-8, GB 18030 or UTF-16"
FOREIGN = "it is a text in none of the encodings UTF-8, GB 18030 and UTF-16"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON = frozenset(
    "的一年预算支出收入部门单位万元财政拨款公共服务行政机关经费项目其他合计和等在为是人国地市区县第上中"
)
_PLAIN = 0.9  # of the characters beyond ASCII stand in GB 2312, even where a text is full of rare names
_USUAL = 0.05  # of the Han characters are among the fifty of _COMMON; by chance it is one or two per cent
_ENOUGH = 50  # Han characters from which that can be told
_READABLE = 0.95  # of the characters are letters, marks or white space


def decode(data: bytes, whole: bool = True) -> str | None:
    """The text that these bytes are, None when in no encoding known here; ``whole`` unless they are only a start."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, whole)
    if b"\x00" in data:
        texts = (_decoded(data, encoding, whole) for encoding in ("utf-16-le", "utf-16-be"))
        return next((text for text in texts if text and _is_chinese(text)), None)
    text = _decoded(data, "utf-8", whole)
    if text is not None:
        return text
    text = _decoded(data, "gb18030", whole)
    return text if text and _is_chinese(text) else None


def is_readable(text: str) -> bool:
    """Whether a text is made of what is written, not of control characters."""
    return sum(c.isprintable() or c.isspace() for c in text) > _READABLE * len(text)


def _decoded(data: bytes, encoding: str, whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, whole)
    except UnicodeDecodeError:
        return None


def _is_chinese(text: str) -> bool:
    beyond = [c for c in text if c > "\x7f"]
    if sum(map(_in_gb2312, beyond)) < _PLAIN * len(beyond):
        return False
    han = [c for c in beyond if "\u4e00" <= c <= "\u9fff"]
    return len(han) < _ENOUGH or sum(c in _COMMON for c in han) >= _USUAL * len(han)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
