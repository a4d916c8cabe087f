"""Web pages: tables and prose in their order, what is hidden left out, nothing fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.errors import UnreadableSource
from mingzhang.figures.extract import extract_figures
from mingzhang.reading import read_source
from mingzhang.reading.document import Document, Grid, Picture, Text
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.recognise import recognise_tables

TABLE = """<table border=1>
<tr><td colspan=2 rowspan=2>支出功能分类科目</td><td rowspan=3>合计</td><td colspan=2>其中</td></tr>
<tr><td rowspan=2>基本支出</td><td rowspan=2>项目支出</td></tr>
<tr><td>科目编码</td><td>科目名称</td></tr>
<tr><td>205</td><td>教育支出</td><td>30.00</td><td>10.00</td><td>20.00</td></tr>
<tr><td>20502</td><td>&nbsp;&nbsp;普通教育</td><td>30.00</td><td>10.00</td><td>20.00</td></tr>
<tr><td colspan=2>合 计</td><td>30.00</td><td>10.00</td><td>20.00</td></tr>
</table>"""
PAGE = f"""<!DOCTYPE html><html><head><title>某局2024年部门预算公开-某市政府</title>
<style>p {{color: red}}</style></head>
<body><ul><li>首页</li><li>网站地图</li></ul><script>alert('本年收入9万元')</script>
<h1>某局2024年部门预算公开</h1><div style="display:none">本年收入8万元</div>
<p>一、收入情况</p><p>本年收入<span>30</span>万元，<br>支出30万元。</p>
<p>一般公共预算支出表</p><p>单位：万元</p>{TABLE}<p>二、名词解释</p></body></html>"""


def _save(tmp_path: Path, content: str | bytes, name: str = "a.html") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read_source(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def _lines(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Text)]


def test_prose_and_tables_in_their_order(tmp_path: Path) -> None:
    document = restore_tables(read_source(_save(tmp_path, PAGE)))
    assert _lines(document) == [
        "某局2024年部门预算公开",
        "一、收入情况",
        "本年收入30万元，",
        "支出30万元。",
        "一般公共预算支出表",
        "单位：万元",
        "二、名词解释",
    ]
    [table] = recognise_tables(document)
    assert (table.title, table.unit, table.form) == ("一般公共预算支出表", "万元", "budget-general")
    found = {(f.code, f.label, f.column_label): str(f.amount_yuan) for f in extract_figures([table])}
    assert found["20502", "普通教育", "其中 / 项目支出"] == "200000.00"
    assert len(found) == 9


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    document = read_source(_save(tmp_path, PAGE.encode(encoding)))
    assert "一、收入情况" in _lines(document)


def test_hidden_rows_are_told(tmp_path: Path) -> None:
    page = PAGE.replace("<tr><td>205</td>", '<tr style="display: none"><td>205</td>')
    document = read_source(_save(tmp_path, page))
    assert document.pages[0].doubts == ("hidden-cells",)
    assert all(c.text != "205" for b in document.blocks if isinstance(b, Grid) for c in b.cells)
    assert recognise_tables(restore_tables(document))[0].state == "doubtful"


def test_tables_that_only_arrange_are_none(tmp_path: Path) -> None:
    page = f"<html><body><table><tr><td>菜单</td><td><p>部门预算</p>{TABLE}</td></tr></table></body></html>"
    document = read_source(_save(tmp_path, page))
    assert [b.rows for b in document.blocks if isinstance(b, Grid)] == [6]
    assert _lines(document) == ["菜单", "部门预算"]


def test_pictures_in_the_text_are_told(tmp_path: Path) -> None:
    document = read_source(_save(tmp_path, PAGE.replace("<h1>", '<p><img src="http://nowhere/1.png"></p><h1>', 1)))
    assert document.pages[0].doubts == ()  # above the title it is the site's
    document = read_source(_save(tmp_path, PAGE.replace("</h1>", '</h1><p><img src="http://nowhere/1.png"></p>')))
    assert document.pages[0].doubts == ("pictures-unread",)
    assert sum(isinstance(b, Picture) for b in document.blocks) == 1


def test_pages_drawn_word_by_word(tmp_path: Path) -> None:
    words = "".join(
        f'<div style="position:absolute;left:{80 + 14 * k}pt;top:{100 + 25 * (k // 4)}pt;font-size:14pt">{c}</div>'
        for k, c in enumerate("部门预算收支总表")
    )
    page = f'<html><body><div style="width:595pt;height:842pt;position:relative">{words}</div></body></html>'
    document = read_source(_save(tmp_path, page))
    assert _lines(document) == ["部门预算", "收支总表"]
    assert (document.pages[0].width, document.pages[0].height) == (595.0, 842.0)


def test_saved_page_of_several_frames(tmp_path: Path) -> None:
    part = "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n"
    frames = "<html><frameset><frame src='1.htm'></frameset></html>"
    body = "".join(part.format(page) for page in (frames, PAGE, PAGE)) + "--x--\r\n"
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    document = read_source(_save(tmp_path, head + body, "a.mht"))
    assert [t.pages for t in recognise_tables(restore_tables(document))] == [(1,), (2,)]


HARMFUL = {
    "entities": '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body>部门预算&a;</body></html>',
    "a wide cell": "<html><body><table><tr><td colspan=999999999>1</td><td>预算</td></tr><tr><td>2</td></tr></table>",
    "nested without end": "<html><body>预算" + "<div>" * 5000 + "</body></html>",
    "an error": "<html><body>404 Not Found</body></html>",
}


def test_entity_reaches_nothing(tmp_path: Path) -> None:
    assert "root:" not in "".join(_lines(read_source(_save(tmp_path, HARMFUL["entities"]))))


@pytest.mark.parametrize(
    ("name", "said"), [("a wide cell", "columns"), ("nested without end", "without end"), ("an error", "download")]
)
def test_harmful_pages_are_refused(tmp_path: Path, name: str, said: str) -> None:
    assert said in _refusal(_save(tmp_path, HARMFUL[name]))
