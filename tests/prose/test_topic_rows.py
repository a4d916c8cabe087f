"""Items that begin with a topic head their text, where all of the row do."""

from __future__ import annotations

from mingzhang.prose.parse import parse_prose
from tests.prose.pages import wrapped

HEADINGS = ("第一部分 概况", "一、工作任务")


def titles(*items: str) -> list[str]:
    """The titles below the headings of a document with these items."""
    sections = parse_prose(wrapped([*HEADINGS, *items]), (), (), 2026, "budget").sections
    return [s.title for s in sections if s.kind == "subsection"]


def test_a_row_of_topics() -> None:
    items = (
        "（一）抓防汛备汛。全力做好汛前检查，确保安全度汛。",
        "（二）抓水质提升。持续开展河道整治，改善水体环境。",
        "（三）抓服务基层。深入一线，为群众办实事、解难题。",
    )
    assert titles(*items) == ["抓防汛备汛", "抓水质提升", "抓服务基层"]


def test_one_that_is_a_sentence_makes_all_sentences() -> None:
    items = (
        "（一）主管全市防汛工作。负责编制防汛预案并监督实施。",
        "（二）组织起草防汛方面的规章草案，拟订防汛政策，制定指南。",
        "（三）完成交办的其他事宜。其他事项按规定办理，不再列举。",
    )
    assert titles(*items) == []
