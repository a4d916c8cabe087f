"""Files that only LibreOffice opens: converted within bounds, nothing in them run and nothing outside looked at."""

from __future__ import annotations

import http.server
import os
import shutil
import stat
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.errors import UnreadableSource
from mingzhang.reading import read_source
from mingzhang.reading.document import Grid, Text
from mingzhang.reading.formats.office.converting import Bounds, readable
from mingzhang.reading.media import DOC, XLS
from mingzhang.reading.office_kinds import NAMES, ole_kind
from mingzhang.reading.ole import root_names

from .oles import write_ole

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
WORD = bytes(10) + b"\x00\x00" + bytes(600)
LOCKED = bytes(10) + b"\x00\x01" + bytes(600)
SPREADSHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="收入"><Table><Row><Cell><Data ss:Type="String">本年收入</Data></Cell>
<Cell><Data ss:Type="Number">12.5</Data></Cell></Row></Table></Worksheet></Workbook>"""
MANIFEST = """<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>
<m:file-entry m:full-path="Basic/script-lc.xml" m:media-type="text/xml"/>
<m:file-entry m:full-path="Basic/Standard/script-lb.xml" m:media-type="text/xml"/>
<m:file-entry m:full-path="Basic/Standard/M.xml" m:media-type="text/xml"/></m:manifest>"""
CONTENT = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="{0}:office:1.0" xmlns:text="{0}:text:1.0" xmlns:draw="{0}:drawing:1.0" xmlns:script="{0}:script:1.0"
 xmlns:svg="{0}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load"
 xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document" xlink:type="simple"/>
</office:event-listeners></office:scripts><office:body><office:text><text:p>部门预算公开说明</text:p><text:p>
<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{1}"
 xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
</office:text></office:body></office:document-content>"""
LIBRARY = '<?xml version="1.0"?><library:{0} xmlns:library="http://openoffice.org/2000/library" {1}</library:{0}>'
MODULE = """<?xml version="1.0"?><script:module xmlns:script="http://openoffice.org/2000/script" script:name="M"
 script:language="StarBasic">Sub Main
 Open "{marker}" For Output As #1
 Print #1, "run"
 Close #1
End Sub</script:module>"""


def refused(path: Path, bounds: Bounds | None = None) -> str:
    """The line in which a file is refused."""
    with pytest.raises(UnreadableSource) as caught, readable(path, bounds):
        pass
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/x.png", paths
    server.shutdown()


def trap(path: Path, address: str, marker: Path) -> Path:
    """A text that would run a macro when it is opened, and fetch a picture."""
    parts = {
        "content.xml": CONTENT.format("urn:oasis:names:tc:opendocument:xmlns", address),
        "META-INF/manifest.xml": MANIFEST,
        "Basic/script-lc.xml": LIBRARY.format("libraries", '><library:library library:name="Standard"/>'),
        "Basic/Standard/script-lb.xml": LIBRARY.format(
            "library", 'library:name="Standard"><library:element library:name="M"/>'
        ),
        "Basic/Standard/M.xml": MODULE.format(marker=marker),
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


@needs_office
def test_no_macro_runs_and_no_link_is_followed(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    marker = tmp_path / "ran"
    document = read_source(trap(tmp_path / "a.odt", address, marker))
    assert [b.text for b in document.blocks if isinstance(b, Text)] == ["部门预算公开说明"]
    assert document.reader.startswith("LibreOffice")
    assert (paths, marker.exists()) == ([], False)


@needs_office
def test_a_workbook_in_xml_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(SPREADSHEET, encoding="utf-8")
    (grid,) = (b for b in read_source(path).blocks if isinstance(b, Grid))
    assert [(c.text, c.place.cell) for c in grid.cells] == [("本年收入", "A1"), ("12.5", "B1")]


@needs_office
def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refused(write_ole(tmp_path / "a.doc", {"WordDocument": WORD, "Junk": bytes(range(256)) * 40}))


def test_a_document_is_known_by_what_stands_at_its_root(tmp_path: Path) -> None:
    word: dict[str, bytes | dict[str, bytes]] = {"ObjectPool": {"Workbook": WORD}, "WordDocument": WORD}
    sheet: dict[str, bytes | dict[str, bytes]] = {"Workbook": WORD, "MBD01": {"WordDocument": WORD, "1Table": WORD}}
    assert ole_kind(write_ole(tmp_path / "a.xls", word)) == DOC
    assert ole_kind(write_ole(tmp_path / "a.doc", sheet)) == XLS
    assert root_names(tmp_path / "a.doc") == ["Workbook", "MBD01"]


def test_garbage_has_no_table_of_contents(tmp_path: Path) -> None:
    path = write_ole(tmp_path / "a.doc", {"WordDocument": WORD})
    data = path.read_bytes()
    for cut in (0, 8, 100, 511, 512, 3000, len(data) - 600):
        path.write_bytes(data[:cut])
        assert root_names(path) in ([], ["WordDocument"])
    for start in range(24, 112, 4):  # every field of the header turned into nonsense
        path.write_bytes(data[:start] + b"\xfe\xff\xff\x00" + data[start + 4 :])
        assert root_names(path) in ([], ["WordDocument"])


def test_a_locked_document_is_named_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.reading.sniff.has_office", lambda: True)
    assert "asks for a password" in refused(write_ole(tmp_path / "a.doc", {"WordDocument": LOCKED}))


def test_without_libreoffice_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = refused(write_ole(tmp_path / "a.doc", {"WordDocument": WORD}))
    assert NAMES[DOC] in said
    assert "install LibreOffice" in said


def test_presentations_are_refused_with_what_helps(tmp_path: Path) -> None:
    said = refused(write_ole(tmp_path / "a.ppt", {"PowerPoint Document": WORD, "Pictures": WORD}))
    assert "PowerPoint" in said
    assert "export it to PDF" in said


def test_a_conversion_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/inner\necho $$ > {tmp_path}/outer\nsleep 60\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    path = write_ole(tmp_path / "a.doc", {"WordDocument": WORD})
    assert "did not get through it in 4 s" in refused(path, Bounds(seconds=4.0))
    time.sleep(0.2)
    for name in ("inner", "outer"):
        assert not _runs(int((tmp_path / name).read_text()))


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except FileNotFoundError:
        return False
