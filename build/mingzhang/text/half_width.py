"""Marks of a sentence set half as wide as Chinese print sets them."""

from __future__ import annotations

import re

_WIDE = str.maketrans(",;:()", "，；：（）")
_HALF = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()]")


def wide(text: str) -> str:
    """The text with , ; : ( ) as ，；：（）, character by character; those between two digits stay.

    >>> wide("支出1,130万元,其中:因公出国(境)费0万元;")
    '支出1,130万元，其中：因公出国（境）费0万元；'
    """
    return _HALF.sub(lambda match: match.group().translate(_WIDE), text)
