"""Paragraphs, headings and what is no prose, from the places of lines on small pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.prose.lines import read_lines, tidy
from mingzhang.prose.paragraphs import restore_paragraphs
from mingzhang.prose.parse import parse_prose
from mingzhang.reading.document import Place, Text
from tests.prose.pages import document, grid_of, line, wrapped

LONG = (
    "一般公共预算489.86万元，占77.50%，比上年预算增加46.65万元，增长10.53%，"
    "主要原因是调标增资及增加工作人员2名，公用经费及人员经费增加。"
)
SHORT = "收入预算包括：一般公共预算、单位资金。"


@pytest.mark.parametrize("boxes", [True, False])
def test_wrapped_lines_become_paragraphs(boxes: bool) -> None:
    paragraphs = ["一、收入预算情况说明", LONG, SHORT, LONG, LONG, "二、支出预算情况说明", LONG]
    found = restore_paragraphs(read_lines(wrapped(paragraphs, boxes)))
    assert [p.text for p in found] == paragraphs


@given(st.lists(st.text("科技预算支出万元增加，、1234", min_size=30, max_size=160), min_size=3, max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_indented_paragraphs_come_back_whole(texts: list[str]) -> None:
    paragraphs = [f"本{text}。" for text in texts]
    found = restore_paragraphs(read_lines(wrapped(paragraphs)))
    assert "".join(p.text for p in found) == "".join(tidy(p) for p in paragraphs)


def test_paragraphs_go_on_over_pages_and_page_numbers() -> None:
    blocks = [line(1, 40, "开展学术交流，活跃学术思想，促进学科发展，推动自主创新；组织科学技术工", 0)]
    blocks += [Text(Place(1, (290, 800, 300, 810)), "- 1 -", 10), line(2, 0, "作者为创新作贡献。")]
    found = restore_paragraphs(read_lines(document(blocks, 2)))
    assert [p.text for p in found] == [blocks[0].text + blocks[2].text]
    assert found[0].pages == (1, 2)


def test_the_list_of_contents_is_no_heading() -> None:
    listed = ["目录", "第一部分 概况", "一、主要职能", "第二部分 情况说明"]
    texts = [*listed, "第一部分 概况", "一、主要职能", SHORT, "第二部分 情况说明", SHORT]
    prose = parse_prose(document([line(1, i, text, 2) for i, text in enumerate(texts)]), (), (), 2024, "budget")
    assert [s.title for s in prose.sections] == ["概况", "主要职能", "情况说明", "目录"]
    assert prose.sections[-1].kind == "left-out"


def test_a_part_without_number_is_known_from_the_contents() -> None:
    texts = ["目录", "第一部分 概况", "第二部分 某局决算表", "第一部分 概况", SHORT, "某局决算表", SHORT]
    prose = parse_prose(document([line(1, i, text, 2) for i, text in enumerate(texts)]), (), (), 2024, "final")
    assert [(s.number, s.title) for s in prose.sections][:2] == [("第一部分", "概况"), ("第二部分", "某局决算表")]


def test_entries_of_a_list_are_no_headings() -> None:
    texts = ["一、单位构成", "包括下列单位：", "1.数据局", "2.数据中心", "二、主要职能", SHORT]
    prose = parse_prose(document([line(1, i, text, 2) for i, text in enumerate(texts)]), (), (), 2024, "budget")
    assert [(s.title, s.text) for s in prose.sections] == [
        ("单位构成", "包括下列单位：\n1.数据局\n2.数据中心"),
        ("主要职能", SHORT),
    ]


def test_a_promise_not_kept_is_a_note() -> None:
    prose = parse_prose(
        wrapped(["一、政府采购情况", "详见附表。", "二、国有资产占用情况", "本单位无国有资产。"]),
        (),
        (),
        2024,
        "budget",
    )
    assert [(n.kind, n.resource, n.subject) for n in prose.notes] == [
        ("promised-not-found", "procurement", "政府采购情况")
    ]


def test_a_target_table_goes_on_over_the_page() -> None:
    """Merged cells, a row cut by the end of the page, and no header on the next page."""
    head = ["一级指标", "二级指标", "三级指标", "指标值", "分值"]
    first = [["产出指标", "数量指标", "培训次数", "≥3次", "50"], ["满意度指", "满意度指", "群众满意度", "≥90", "40"]]
    rest = [["标", "标", "", "百分之百", ""]]
    grids = [grid_of(1, 700, [head, *first]), grid_of(2, 60, rest)]
    made = document([Text(Place(1, (200, 680, 400, 692)), "项目支出绩效目标表", 12)], 2)
    made = type(made)(made.sha256, made.media_type, made.reader, made.pages, (*made.blocks, *grids))
    targets = parse_prose(made, (), (), 2024, "budget").targets
    assert [(t.level1, t.level3, t.target, str(t.weight)) for t in targets] == [
        ("产出指标", "培训次数", "≥3次", "50"),
        ("满意度指标", "群众满意度", "≥90百分之百", "40"),
    ]
    assert (targets[1].comparator, str(targets[1].value), targets[1].value_unit) == (">=", "90", "百分之百")


def test_a_heading_may_run_into_its_text() -> None:
    texts = [
        "六、其他重要事项",
        "（一）政府采购情况：2026年政府采购预算43.9万元，其中，货物类采购预算25.4万元。",
        "（二）收入预算：2026年收入预算9万元。",
    ]
    prose = parse_prose(wrapped(texts), (), (), 2026, "budget")
    assert [(s.number, s.title, s.topic) for s in prose.sections][1:] == [("（一）", "政府采购情况", "procurement")]
    assert [str(p.amount) for p in prose.procurement] == ["43.9", "25.4"]


def test_the_next_of_a_row_of_running_headings_is_one() -> None:
    texts = [
        "六、其他重要事项",
        "（一）“三公”经费情况：2026年“三公”经费预算2万元。",
        "（二）一般性支出情况：2026年会议费预算9万元。",
        "（三）政府采购情况：2026年政府采购预算3万元。",
    ]
    prose = parse_prose(wrapped(texts), (), (), 2026, "budget")
    assert [s.number for s in prose.sections] == ["六", "（一）", "（二）", "（三）"]


def test_an_indented_line_below_a_heading_that_fills_its_line_begins_the_text() -> None:
    heading = "（六）关于2026年本部门及所属单位全年度一般公共预算基本支出情况说明"
    text = [
        line(1, 3, "某市某局2026年基本支出9万元，主要用于保障机构正常运转的人员和公用方面", 2),
        line(1, 4, "支出。", 0),
    ]
    found = restore_paragraphs(read_lines(document([line(1, 2, heading, 2), *text])))
    assert [p.text for p in found] == [heading, text[0].text + text[1].text]
