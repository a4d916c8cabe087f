"""Terms and explanations, and what stands below them without being either."""

from __future__ import annotations

import pytest

from mingzhang.prose.parse import parse_prose
from tests.prose.pages import wrapped


@pytest.mark.parametrize("last", ["联系人：某科，联系电话：0000-0000000", "咨询电话：0000-0000000", "附件：预算公开表"])
def test_whom_to_ask_belongs_to_no_entry(last: str) -> None:
    texts = [
        "第四部分 名词解释",
        "一、基本支出：指为保障机构正常运转而发生的支出。",
        "二、项目支出：指为完成特定任务而发生的支出。",
        last,
    ]
    prose = parse_prose(wrapped(texts), (), (), 2026, "budget")
    assert [(g.term, g.definition) for g in prose.glossary] == [
        ("基本支出", "指为保障机构正常运转而发生的支出。"),
        ("项目支出", "指为完成特定任务而发生的支出。"),
    ]
    assert last.replace(" ", "") in prose.sections[-1].text


def test_a_class_explained_below_another_is_an_entry_of_its_own() -> None:
    texts = [
        "第四部分 名词解释",
        "一、水利支出（类）防汛（款）：指用于防汛的支出。",
        "行政运行（项）：指机关的基本支出。",
        "二、项目支出：指为完成特定任务而发生的支出。",
        "主要项目（项）：河道、堤防。",
    ]
    found = parse_prose(wrapped(texts), (), (), 2026, "budget").glossary
    assert [g.term for g in found] == ["水利支出（类）防汛（款）", "行政运行（项）", "项目支出"]
    assert found[-1].definition.endswith("河道、堤防。")
