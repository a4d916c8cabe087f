"""Word documents: text in its order, tables as grids, changes as accepted, nothing that is not shown."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mingzhang.errors import UnreadableSource
from mingzhang.reading import read_source
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.running import running_lines
from mingzhang.text.normalise import normalise

SPACES = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _saved(tmp_path: Path, *body: str) -> Path:
    """A document of these elements, written as they are."""
    document = docx.Document()
    for xml in body:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(xml.replace(">", f" {SPACES}>", 1)))
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


def _lines(document: Document) -> list[tuple[int, str]]:
    return [(b.place.page, b.text) for b in document.blocks if isinstance(b, Text)]


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{_run(text)}</w:p></w:tc>"


def test_changes_count_as_accepted_and_are_told(tmp_path: Path) -> None:
    inserted, deleted = f"<w:ins>{_run('30')}</w:ins>", "<w:del><w:r><w:delText>20</w:delText></w:r></w:del>"
    document = read_source(_saved(tmp_path, f"<w:p>{_run('收入')}{inserted}{deleted}{_run('万元')}</w:p>"))
    assert _lines(document) == [(1, "收入30万元")]
    assert document.pages[0].doubts == ("tracked-changes",)


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    document = read_source(_saved(tmp_path, f"<w:p>{_run('收入')}{_run('20', '<w:vanish/>')}{_run('万元')}</w:p>"))
    assert _lines(document) == [(1, "收入万元")]
    assert document.pages[0].doubts == ("hidden-text",)


def test_codes_of_fields_do_not_leak(tmp_path: Path) -> None:
    code = '<w:r><w:instrText>HYPERLINK "http://nowhere"</w:instrText></w:r>'
    document = read_source(_saved(tmp_path, f"<w:p>{code}{_run('预算公开')}</w:p>"))
    assert _lines(document) == [(1, "预算公开")]


def test_pages_break_where_they_are_broken(tmp_path: Path) -> None:
    turn = "<w:r><w:br w:type='page'/></w:r>"
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    parts = (f"<w:p>{_run('封面')}</w:p>", f"<w:p>{turn}</w:p>", f"<w:p>{rendered}{_run('第一部分')}</w:p>")
    document = read_source(_saved(tmp_path, *parts))
    assert _lines(document) == [(1, "封面"), (2, "第一部分")]
    assert len(document.pages) == 2


def test_boxes_stand_once_after_their_paragraph(tmp_path: Path) -> None:
    box = f"<w:pict><w:txbxContent><w:p>{_run('框内')}</w:p></w:txbxContent></w:pict>"
    choice = f"<mc:AlternateContent><mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    document = read_source(_saved(tmp_path, f"<w:p>{_run('正文')}<w:r>{choice}</mc:AlternateContent></w:r></w:p>"))
    assert _lines(document) == [(1, "正文"), (1, "框内")]


def test_numbers_that_the_word_processor_sets_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {SPACES} w:abstractNumId="77">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {SPACES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text in ("收入情况", "支出情况"):
        paragraph = document.add_paragraph(text)
        item = f'<w:numPr {SPACES}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(item))
    document.save(str(path))
    assert _lines(read_source(path)) == [(1, "一、收入情况"), (1, "二、支出情况")]


def test_merged_cells_deleted_rows_and_tables_within(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr>{_cell('内一')}{_cell('内二')}</w:tr></w:tbl>"
    nested = f"<w:tc><w:p>{_run('外')}</w:p>{inner}<w:p/></w:tc>"
    tall, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    first = f"<w:tr>{_cell('科目', tall)}{_cell('支出', wide)}</w:tr>"
    second = f"<w:tr>{_cell('', '<w:vMerge/>')}{_cell('基本')}{nested}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{_cell('删去')}{_cell('1')}{_cell('2')}</w:tr>"
    document = read_source(_saved(tmp_path, f"<w:tbl>{first}{second}{gone}</w:tbl>"))
    outer, within = (b for b in document.blocks if isinstance(b, Grid))
    assert [(c.text, c.rowspan, c.colspan) for c in outer.cells] == [
        ("科目", 2, 1),
        ("支出", 1, 2),
        ("基本", 1, 1),
        ("外", 1, 1),
    ]
    assert [c.text for c in within.cells] == ["内一", "内二"]


def test_box_of_prose_is_text(tmp_path: Path) -> None:
    document = restore_tables(read_source(_saved(tmp_path, f"<w:tbl><w:tr>{_cell('一、收入情况')}</w:tr></w:tbl>")))
    assert _lines(document) == [(1, "一、收入情况")]
    assert len(document.blocks) == 1


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "document type"),
        ("<a>" + "<b>" * 100_000, "damaged"),
        ("<a>" + " " * (40 << 20) + "</a>", "bomb"),
    ],
)
def test_harmful_parts_are_refused(tmp_path: Path, xml: str, said: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", xml)
    with pytest.raises(UnreadableSource) as caught:
        read_source(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def _with_heads(tmp_path: Path, pages: int) -> Path:
    """A document of two sections with heads and feet; in the first, its first page has none, in the second it has its
    own."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "安平市档案馆 2024 年部门预算"
    section.footer.paragraphs[0].text = "第 7 页"
    section.footer.add_paragraph("单位：万元")
    section.different_first_page_header_footer = True
    for number in range(pages):
        document.add_paragraph(f"第{number + 1}部分")
        if number < pages - 1:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "附件"
    second.different_first_page_header_footer = False
    document.add_paragraph("名词解释")
    path = tmp_path / "heads.docx"
    document.save(str(path))
    return path


def test_heads_and_feet_stand_on_the_pages_that_bear_them(tmp_path: Path) -> None:
    head, foot = "安平市档案馆 2024 年部门预算", "单位：万元"
    assert _lines(read_source(_with_heads(tmp_path, 3))) == [
        (1, "第1部分"),
        (2, head), (2, "第2部分"), (2, foot),
        (3, head), (3, "第3部分"), (3, foot),
        (4, "附件"), (4, "名词解释"), (4, foot),
    ]  # fmt: skip


def test_a_head_that_repeats_is_no_text_of_the_document(tmp_path: Path) -> None:
    assert normalise("安平市档案馆 2024 年部门预算") in running_lines(read_source(_with_heads(tmp_path, 9)))
