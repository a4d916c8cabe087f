"""Classification codes in printed tables: which code a cell stands for, and what its tooltip says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from mingzhang.knowledge.code_names import Code, code_of
from mingzhang.site.interface import Words

_LENGTHS = (3, 5, 7)
_CLASSIFICATIONS = {"2": "functional", "3": "economic", "5": "gov-economic"}


def codes_in_row(columns: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> dict[int, Code]:
    """Per column of codes the known code that its cell stands for.

    A code in parts (类 款 项 in columns of their own under one header) is put together from the left.
    """
    found: dict[int, Code] = {}
    prefix, header = "", None
    for index, (column, text) in enumerate(zip(columns, texts, strict=True)):
        if column["mingzhang:role"] != "code":
            continue
        above = (column.get("mingzhang:panel", 0), tuple(column["mingzhang:path"][:-1]))
        prefix = prefix if above == header and above[1] else ""
        header = above
        digits = text.strip()
        whole = digits if digits[:3].isdigit() and len(digits) in _LENGTHS else prefix + digits
        prefix = whole if digits.isdigit() else prefix
        if digits.isdigit() and len(whole) in _LENGTHS and (code := code_of(whole)):
            found[index] = code
    return found


@lru_cache(maxsize=4096)
def code_path(code: Code, words: Words) -> str:
    """The names from its class down to the code: 科学技术支出 › 科学技术普及 › 科普活动."""
    names: list[str] = []
    step: Code | None = code
    while step is not None and len(names) < len(_LENGTHS):
        names.insert(0, step.name if words.language == "zh" else step.name_en or step.name)
        step = code_of(step.parent) if step.parent else None
    return " › ".join(names)


def code_tip(code: Code, words: Words) -> dict[str, str]:
    """The tooltip of a code: the code and its name, the other language's name, level and what it is part of."""
    zh = words.language == "zh"
    parents = code_path(code, words).rpartition(" › ")[0]
    level = words(f"code-level-{code.level}")
    return {
        "title": f"{code.code} {code.name if zh else code.name_en or code.name}",
        "also": code.name_en if zh else code.name,
        "text": f"{level}{words('colon')}{words('code-tip-within', path=parents)}" if parents else level,
    }


def classification_of(code: Code) -> str:
    """``functional``, ``economic`` or ``gov-economic``, as its first digit tells."""
    return _CLASSIFICATIONS[code.code[0]]
