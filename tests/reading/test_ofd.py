"""OFD files: what is drawn on their pages, in whatever way, and what is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mingzhang.errors import UnreadableSource
from mingzhang.reading import Limits, read_source
from mingzhang.reading.document import Document, Grid, Picture, Text
from mingzhang.reading.formats.ofd.geometry import steps
from mingzhang.reading.formats.ofd.paths import subpaths

from . import ofds
from .ofds import box, page, text, write_ofd

A4 = (210.0, 297.0)
RULED = "".join(box(20 + 40 * c, 50 + 10 * r, 40, 10) for r in range(3) for c in range(2))
WORDS = "".join(
    text(21 + 40 * c, 53 + 10 * r, said)
    for r, row in enumerate((("项目", "金额"), ("基本支出", "1,234.50"), ("项目支出", "65.50")))
    for c, said in enumerate(row)
)


def lines(document: Document) -> list[str]:
    """The texts outside of grids."""
    return [b.text for b in document.blocks if isinstance(b, Text)]


def grid(document: Document) -> list[list[str]]:
    """The only grid as rows of texts."""
    (found,) = (b for b in document.blocks if isinstance(b, Grid))
    rows = [["" for _ in range(found.cols)] for _ in range(found.rows)]
    for cell in found.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def refused(path: Path) -> str:
    """The line in which a file is refused."""
    with pytest.raises(UnreadableSource) as caught:
        read_source(path, Limits(start=20.0))
    assert "\n" not in str(caught.value)
    return str(caught.value)


ROWS = [["项目", "金额"], ["基本支出", "1,234.50"], ["项目支出", "65.50"]]


def test_ruled_cells_hold_their_texts_at_their_places(tmp_path: Path) -> None:
    document = read_source(write_ofd(tmp_path / "a.ofd", [(A4, text(20, 30, "部门收支总表") + RULED + WORDS)]))
    assert document.media_type == "application/ofd"
    assert lines(document) == ["部门收支总表"]
    assert grid(document) == ROWS
    assert (document.pages[0].width, document.pages[0].doubts) == (595.28, ())
    cell = next(c for b in document.blocks if isinstance(b, Grid) for c in b.cells if c.text == "1,234.50")
    assert cell.place.box == pytest.approx((170.08, 170.08, 283.46, 198.43), abs=0.1)


def test_a_template_lies_under_its_page(tmp_path: Path) -> None:
    parts = {
        "Doc_0/Tpls/T.xml": page(A4, RULED),
        "Doc_0/Pages/Page_0/Content.xml": page(A4, WORDS, '<ofd:Template TemplateID="7" ZOrder="Background"/>'),
    }
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    assert grid(read_source(write_ofd(tmp_path / "a.ofd", [(A4, "")], parts, common))) == ROWS


def test_a_drawing_used_twice_stands_in_both_places(tmp_path: Path) -> None:
    unit = (
        f'<ofd:CompositeGraphicUnit ID="70" Width="50" Height="9"><ofd:Content>{text(0, 0, "单位：万元")}</ofd:Content>'
    )
    res = f'<ofd:Res xmlns:ofd="{ofds.SPACE}"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnit>'
    used = "".join(
        f'<ofd:CompositeObject ID="{n}" ResourceID="70" CTM="2 0 0 2 0 0" Boundary="30 {n} 90 20"/>' for n in (40, 80)
    )
    parts = {"Doc_0/PublicRes.xml": f"{res}</ofd:CompositeGraphicUnits></ofd:Res>"}
    found = [b for b in read_source(write_ofd(tmp_path / "a.ofd", [(A4, used)], parts)).blocks if isinstance(b, Text)]
    assert [b.text for b in found] == ["单位：万元"] * 2
    assert found[0].size == pytest.approx(2 * ofds.SIZE * 72 / 25.4, abs=0.1)


def test_letters_drawn_as_outlines_are_a_picture(tmp_path: Path) -> None:
    letter = "<ofd:AbbreviatedData>M 0 0 L 3 1 B 3 2 2 3 1 3 Q 0 2 0 0 C</ofd:AbbreviatedData>"
    outlines = "".join(
        f'<ofd:PathObject ID="5" Fill="true" Stroke="false" Boundary="{20 + 4 * (n % 9)} {20 + 5 * (n // 9)} 3 3">'
        f"{letter}</ofd:PathObject>"
        for n in range(60)
    )
    document = read_source(write_ofd(tmp_path / "a.ofd", [(A4, outlines), (A4, text(20, 20, "部门预算"))]))
    assert [p.doubts for p in document.pages] == [("picture-page",), ()]
    assert any(isinstance(b, Picture) and b.place.page == 1 for b in document.blocks)


@pytest.mark.parametrize(
    "drawn",
    [
        text(21, 63, "5.00", ' Visible="false"'),
        text(21, 63, "5.00", ' Alpha="0"'),
        text(21, 63, "5.00", ' Fill="false"'),
        text(21, 63, "5.00", "", '<ofd:FillColor Value="255 255 255"/>'),
        text(21, 63, "5.00") + box(20, 60, 40, 10, ' Fill="true"', '<ofd:FillColor Value="255 255 255"/>'),
    ],
)
def test_a_number_that_nobody_sees_is_doubted(drawn: str, tmp_path: Path) -> None:
    document = read_source(write_ofd(tmp_path / "a.ofd", [(A4, text(20, 30, "部门收支总表") + RULED + drawn)]))
    assert "hidden-text" in document.pages[0].doubts
    cells = [c for b in document.blocks if isinstance(b, Grid) for c in b.cells if c.text]
    assert [(c.text, "hidden" in c.doubts) for c in cells] == [("5.00", True)]


def test_white_on_dark_is_seen(tmp_path: Path) -> None:
    dark = box(20, 60, 40, 10, ' Fill="true"', '<ofd:FillColor Value="20 40 90"/>')
    white = text(21, 63, "基本支出", "", '<ofd:FillColor Value="255 255 255"/>')
    assert read_source(write_ofd(tmp_path / "a.ofd", [(A4, dark + RULED + white)])).pages[0].doubts == ()


def test_what_is_painted_over_and_printed_again_is_printed_once(tmp_path: Path) -> None:
    paint = box(20, 60, 40, 10, ' Fill="true"', '<ofd:FillColor Value="255 255 255"/>')
    document = read_source(write_ofd(tmp_path / "a.ofd", [(A4, WORDS + paint + RULED + WORDS)]))
    assert grid(document) == ROWS
    assert document.pages[0].doubts == ()


def test_a_watermark_is_left_out_and_told(tmp_path: Path) -> None:
    note = (
        f'<ofd:PageAnnot xmlns:ofd="{ofds.SPACE}"><ofd:Annot ID="3" Type="Watermark"><ofd:Appearance '
        f'Boundary="0 0 210 297">{text(22, 63, "内部资料")}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>'
    )
    listed = '<ofd:Page PageID="0"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page>'
    parts = {
        "Doc_0/Annots/A.xml": f'<ofd:Annotations xmlns:ofd="{ofds.SPACE}">{listed}</ofd:Annotations>',
        "Doc_0/Annots/Page_0.xml": note,
    }
    path = write_ofd(tmp_path / "a.ofd", [(A4, RULED + WORDS)], parts)
    with zipfile.ZipFile(path) as archive:
        whole = archive.read("Doc_0/Document.xml").decode()
    named = whole.replace("</ofd:Document>", "<ofd:Annotations>Annots/A.xml</ofd:Annotations></ofd:Document>")
    document = read_source(write_ofd(path, [(A4, RULED + WORDS)], {**parts, "Doc_0/Document.xml": named}))
    assert grid(document) == ROWS
    assert document.pages[0].doubts == ("slanted-text",)


def test_a_font_that_draws_one_glyph_for_two_digits_is_doubted(tmp_path: Path) -> None:
    glyphs = (
        '<ofd:CGTransform CodePosition="0" CodeCount="4" GlyphCount="4"><ofd:Glyphs>{}</ofd:Glyphs></ofd:CGTransform>'
    )
    honest, lying = glyphs.format("11 12 9 13"), glyphs.format("11 9 12 11")
    said = text(61, 63, "12.3", "", honest) + text(61, 73, "14.1", "", lying, font=4)
    document = read_source(write_ofd(tmp_path / "a.ofd", [(A4, RULED + said)]))
    assert "lying-font" not in document.pages[0].doubts
    said = text(61, 63, "12.3", "", honest) + text(61, 73, "14.8", "", lying, font=4)
    document = read_source(write_ofd(tmp_path / "a.ofd", [(A4, RULED + said)]))
    assert document.pages[0].doubts == ("lying-font",)


def test_steps_are_unfolded_and_never_beyond_the_text() -> None:
    assert steps("g 2 3.5 1 g 3 2", 5) == [3.5, 3.5, 1, 2, 2]
    assert steps("g 999999999 3.5", 3) == [3.5] * 3
    assert steps("g", 2) == [0.0]


def test_outlines_are_followed_to_the_ends_of_their_curves() -> None:
    found = subpaths("S 0 0 B 1 1 2 2 3 0 A 1 1 0 0 1 4 0 C M 9 9", (1, 0, 0, 1, 10, 0))
    assert found == [[(10, 0), (13, 0), (14, 0), (10, 0)]]


def test_a_sealed_amount_is_doubted(tmp_path: Path) -> None:
    seal = (
        f'<ofd:Signature xmlns:ofd="{ofds.SPACE}"><ofd:StampAnnot PageRef="0" Boundary="60 60 20 8"/></ofd:Signature>'
    )
    listed = f'<ofd:Signatures xmlns:ofd="{ofds.SPACE}"><ofd:Signature BaseLoc="S.xml"/></ofd:Signatures>'
    path = write_ofd(tmp_path / "a.ofd", [(A4, RULED + WORDS)])
    with zipfile.ZipFile(path) as archive:
        root = archive.read("OFD.xml").decode()
    root = root.replace("</ofd:DocBody>", "<ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures></ofd:DocBody>")
    parts = {"OFD.xml": root, "Doc_0/Signs.xml": listed, "Doc_0/S.xml": seal}
    document = read_source(write_ofd(path, [(A4, RULED + WORDS)], parts))
    doubted = [c.text for b in document.blocks if isinstance(b, Grid) for c in b.cells if "picture" in c.doubts]
    assert doubted == ["1,234.50"]


def test_hostile_files_are_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ofd"
    name = "Doc_0/Pages/Page_0/Content.xml"
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(A4, "&x;").partition("?>")[2]
    assert "declares a document type" in refused(write_ofd(path, [(A4, "")], {name: entity}))
    bomb = page(A4, "<a/>" * 4_000_000)
    assert "unfolds from" in refused(write_ofd(path, [(A4, "")], {name: bomb}))
    assert "100000 objects" in refused(write_ofd(path, [(A4, '<ofd:PageBlock ID="1"/>' * 100_001)]))
    deep = "<ofd:PageBlock>" * 100 + "</ofd:PageBlock>" * 100
    assert "without end" in refused(write_ofd(path, [(A4, deep)]))
    own = '<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{own}</ofd:Content></ofd:CompositeGraphicUnit>'
    parts = {"Doc_0/PublicRes.xml": f'<ofd:Res xmlns:ofd="{ofds.SPACE}">{unit}</ofd:Res>'}
    assert "without end" in refused(write_ofd(path, [(A4, own)], parts))
    missing = page(A4, "").replace("ofd:Page", "ofd:Nothing")
    assert "no readable text" in refused(write_ofd(path, [(A4, "")], {name: missing}))


def test_a_missing_page_and_an_encrypted_file_are_told(tmp_path: Path) -> None:
    pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="../../../etc/passwd"/></ofd:Pages>'
    outside = {"Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{ofds.SPACE}">{pages}</ofd:Document>'}
    assert "etc/passwd is missing" in refused(write_ofd(tmp_path / "a.ofd", [(A4, "")], outside))
    locked = {"OFD.xml": f'<ofd:OFD xmlns:ofd="{ofds.SPACE}"><ofd:Encryptions>E.xml</ofd:Encryptions></ofd:OFD>'}
    assert "it is encrypted" in refused(write_ofd(tmp_path / "b.ofd", [(A4, "")], locked))


@pytest.mark.parametrize(
    ("name", "said"), [("lyttonlee-test.ofd", "电子文档测评新需求"), ("ofdrw-zsbk.ofd", "建筑工程施工许可证")]
)
def test_real_samples_are_read(name: str, said: str, shared: Path) -> None:
    document = read_source(shared / "disclosures" / "containers" / name)
    assert said in lines(document)
    assert not any("hidden-text" in p.doubts for p in document.pages)


def test_a_real_sample_of_outlines_tells_its_pages(shared: Path) -> None:
    document = read_source(shared / "disclosures" / "containers" / "ofdrw-y.ofd")
    assert lines(document)[0] == "专题·数字档案室建设与实践"
