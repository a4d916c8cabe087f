"""What ``wording.yml`` says, ready for use."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzhang.text.normalise import normalise


@cache
def wording() -> dict[str, Any]:
    """The whole of ``wording.yml``."""
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("wording.yml").read_text(encoding="utf-8"))
    return data


@cache
def topic_of(title: str) -> str:
    """What a heading is about: a key of ``sections`` in wording.yml, or empty."""
    plain = normalise(title)
    return next((topic for topic, pattern in wording()["sections"].items() if re.search(pattern, plain)), "")


def concepts_of(subject: str) -> tuple[str, ...]:
    """The concepts that a subject may mean, the nearest first; empty when its wording is not known."""
    plain = normalise(subject)
    for pattern, concepts in wording()["subjects"]:
        if re.search(pattern, plain):
            return tuple(concepts)
    return ()


def base_of(text: str, year: int | None) -> str:
    """What a comparison is made with, e.g. 上年预算; empty when the text names nothing."""
    last = str(year - 1) if year else r"\d{4}"
    for pattern, base in wording()["bases"]:
        if re.search(pattern.replace("{last}", last), text):
            return str(base)
    return ""


def says_nothing(text: str) -> bool:
    """Whether a paragraph states that there is none of what its heading promises."""
    return re.search(wording()["nothing"], normalise(text)) is not None
