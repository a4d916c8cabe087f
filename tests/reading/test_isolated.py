"""Every file is either read, or refused in one line, within limits.

No traceback, no hang, no more memory than allowed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from mingzhang.errors import UnreadableSource
from mingzhang.reading import Limits, read_source
from mingzhang.reading.document import Document, Grid, Picture
from mingzhang.reading.scanned import EXTRA, can_recognise

from . import pdfs

HOSTILE = (
    "02_html_error_page", "05_truncated_tail", "07_xref_prev_self_loop", "12_deep_arrays_200k", "14_flate_bomb_1GiB",
    "16_encrypted_user_password", "18_scan_no_text_layer", "22_cmap_path_traversal", "25_cid_width_range_4G",
    "29_type_confusion_page", "41_injection_text", "45_cell_overflow_interleaves",
)  # fmt: skip
# A reader may repair a file; then what is printed in it must be there.
PRINTED = dict.fromkeys(HOSTILE, "一般公共预算财政拨款收入") | {
    "41_injection_text": "<script>alert(1)</script>",
    "45_cell_overflow_interleaves": "<script>alert(1)</script>",
}
MUST_READ = ("41_injection_text", "45_cell_overflow_interleaves")


def text_of(document: Document) -> str:
    """All text of a document."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            parts.extend(cell.text for cell in block.cells)
        elif not isinstance(block, Picture):
            parts.append(block.text)
    return "\n".join(parts)


def refused(path: Path, limits: Limits | None = None) -> str:
    """The one line with which a file is refused."""
    with pytest.raises(UnreadableSource) as caught:
        read_source(path, limits)
    line = str(caught.value)
    assert line.isprintable()
    assert caught.value.exit_code == 3
    return line


def read_or_refuse(path: Path, limits: Limits) -> str:
    """The text of a file, or the line that refuses it."""
    try:
        return text_of(read_source(path, limits))
    except UnreadableSource as error:
        line = str(error)
        assert line.isprintable(), line
        return line


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_read_or_refused(shared: Path, name: str) -> None:
    path = shared / "disclosures" / "hostile" / f"{name}.pdf"
    before = _children().ru_utime
    said = read_or_refuse(path, Limits())
    assert PRINTED[name] in said or name not in MUST_READ
    assert PRINTED[name] in said or said.startswith(str(path))
    assert _children().ru_utime - before < 60  # seconds of work, however busy the machine is
    assert _children().ru_maxrss < 1024 * 1024  # KiB


def _children() -> resource.struct_rusage:
    """What the processes have used that this one has started."""
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def _save(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    return path


def _nested_forms(depth: int, width: int) -> bytes:
    """Each form draws the next one ``width`` times: width ** depth drawings in a small file."""
    objects = pdfs.one_page(b"/X Do", b"/XObject << /X 10 0 R >> /Font << /F1 5 0 R >>")
    for level in range(10, 10 + depth):
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>" % (
            level + 1
        )
        objects[level] = pdfs.stream(b"/X Do " * width, entries)
    objects[10 + depth] = pdfs.stream(
        pdfs.show(b"x"), b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >>"
    )
    return pdfs.write(objects)


def _self_form() -> bytes:
    objects = pdfs.one_page(b"/X Do", b"/XObject << /X 10 0 R >> /Font << /F1 5 0 R >>")
    objects[10] = pdfs.stream(
        b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 10 0 R >> >>"
    )
    return pdfs.write(objects)


def _pages(kids: bytes, count: int, **extra: bytes) -> bytes:
    objects = pdfs.one_page()
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return pdfs.write(objects)


def _double_flate_bomb() -> bytes:
    once = zlib.compress(b"0" * (200 * 1024 * 1024), 9)
    twice = zlib.compress(once, 9)
    objects = pdfs.one_page()
    objects[4] = pdfs.stream(twice, b"/Filter [/FlateDecode /FlateDecode]")
    return pdfs.write(objects)


def _object_stream_of_itself() -> bytes:
    objects = pdfs.one_page()
    objects[6] = pdfs.stream(b"6 0 << /Type /Catalog >>", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R")
    return pdfs.write(objects)


def _jbig2_bomb() -> bytes:
    objects = pdfs.one_page(b"/I Do", b"/XObject << /I 10 0 R >>")
    objects[10] = pdfs.stream(
        b"\x00" * 64,
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 1"
        b" /ColorSpace /DeviceGray /Filter /JBIG2Decode",
    )
    return pdfs.write(objects)


def _deep_dictionary() -> bytes:
    objects = pdfs.one_page()
    objects[3] = b"<< /A " * 50_000 + b"1" + b" >>" * 50_000
    return pdfs.write(objects)


def _drawing(content: bytes) -> bytes:
    """A page with this content, compressed."""
    return pdfs.write({**pdfs.one_page(), 4: pdfs.flate(content + pdfs.show(b"x"))})


def _vast_grid() -> bytes:
    rules = b"".join(b"0 %d m 8000 %d l S %d 0 m %d 8000 l S " % ((k * 8,) * 4) for k in range(1000))
    objects = pdfs.one_page(page=b"/MediaBox [0 0 8000 8000]")
    return pdfs.write({**objects, 4: pdfs.flate(rules)})


def _endless_ligature() -> bytes:
    objects = pdfs.one_page()
    objects[5] = b"<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return pdfs.write({**objects, 6: pdfs.stream(b"1 beginbfchar <42> <" + b"0031" * 99_000 + b"> endbfchar")})


def _deep_pages() -> bytes:
    objects, last = pdfs.one_page(), 5009
    objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    for n in range(10, last + 1):
        objects[n] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1 if n < last else 3)
    return pdfs.write(objects)


def _stamp_of_itself() -> bytes:
    objects = pdfs.one_page(page=b"/Annots [<< /Subtype /Stamp /Rect [0 0 99 99] /AP << /N 9 0 R >> >>]")
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 9 0 R >> >>"
    return pdfs.write({**objects, 9: pdfs.stream(b"/X Do", entries)})


MALFORMED: dict[str, Callable[[], bytes]] = {
    "header only": lambda: b"%PDF-1.7\n",
    "null bytes": lambda: b"%PDF-1.7\n" + b"\x00" * 100_000,
    "noise": lambda: b"%PDF-1.7\n" + bytes(i * 7919 % 251 for i in range(50_000)),
    "cut in the middle": lambda: pdfs.write(pdfs.one_page())[:300],
    "page tree loop": lambda: _pages(b"2 0 R 3 0 R", 2),
    "page without end": lambda: _pages(b"3 0 R", 2_000_000_000),
    "too many pages": lambda: _pages(b"3 0 R " * 5000, 5000),
    "no page": lambda: _pages(b"", 0),
    "missing page": lambda: _pages(b"99 0 R", 1),
    "form draws itself": _self_form,
    "forms drawn 10^9 times": lambda: _nested_forms(9, 10),
    "filter twice": _double_flate_bomb,
    "object stream of itself": _object_stream_of_itself,
    "jbig2 bomb": _jbig2_bomb,
    "deep dictionary": _deep_dictionary,
    "xref beyond the end": lambda: pdfs.write(pdfs.one_page()).replace(b"startxref\n", b"startxref\n9999999"),
    "xref says nonsense": lambda: pdfs.write(pdfs.one_page()).replace(b"00000 n", b"99999 x"),
    "root is a number": lambda: pdfs.write(pdfs.one_page(), b"/Root 42"),
    "no resources": lambda: pdfs.write(pdfs.one_page(resources=b"")),
    "box of words": lambda: pdfs.write(pdfs.one_page(page=b"/MediaBox [(a) (b) null /c]")),
    "box without end": lambda: pdfs.write(pdfs.one_page(page=b"/MediaBox [-1e38 -1e38 1e38 1e38]")),
    "unclosed string": lambda: pdfs.write(pdfs.one_page(b"BT /F1 12 Tf (abc")),
    "huge numbers": lambda: pdfs.write(pdfs.one_page(b"BT /F1 1e308 Tf 1e308 0 0 1e308 9e999 -9e999 Tm (abc) Tj ET")),
    "stream longer than the file": lambda: pdfs.write(pdfs.one_page()).replace(b"/Length 4", b"/Length 99999"),
    "encrypted by an object that is itself": lambda: pdfs.write(
        {**pdfs.one_page(), 20: b"20 0 R"}, b"/Root 1 0 R /Encrypt 20 0 R"
    ),
    "objects that are each other": lambda: pdfs.write({**pdfs.one_page(), 4: b"6 0 R", 6: b"4 0 R"}),
    "more lines than a page has": lambda: _drawing(
        b"".join(b"%d 9 m 9 %d l S " % (i % 500, i) for i in range(110_000))
    ),
    "more characters than a page has": lambda: _drawing(b"BT /F1 1 Tf " + b"(0123456789) Tj " * 11_000 + b"ET"),
    "a text object for each character": lambda: _drawing(b"BT /F1 1 Tf (1) Tj ET " * 110_000),
    "more cells than a page has": _vast_grid,
    "glyph of a hundred thousand digits": _endless_ligature,
    "dynamic form": lambda: pdfs.write(
        {
            **pdfs.one_page(catalog=b"/AcroForm << /Fields [] /XFA 9 0 R >> /NeedsRendering true"),
            9: pdfs.stream(b"<x/>"),
        }
    ),
    "portfolio": lambda: pdfs.write(pdfs.one_page(catalog=b"/Collection << /View /D >>")),
    "unit without end": lambda: pdfs.write(pdfs.one_page(page=b"/UserUnit 1e30")),
    "page tree 5000 deep": _deep_pages,
    "null page": lambda: _pages(b"3 0 R null (x) 5", 4),
    "contents of themselves": lambda: pdfs.write({**pdfs.one_page(), 4: b"[4 0 R 4 0 R]"}),
    "marks 100000 deep": lambda: _drawing(b"/P BMC " * 100_000),
    "states 100000 deep": lambda: _drawing(b"q " * 100_000),
    "form field that is its own parent": lambda: pdfs.write(
        {
            **pdfs.one_page(page=b"/Annots [9 0 R 9 0 R]", catalog=b"/AcroForm << /Fields [9 0 R] >>"),
            9: b"<< /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [9 9 90 90] /Parent 9 0 R /Kids [9 0 R] >>",
        }
    ),
    "note that is no dictionary": lambda: pdfs.write(pdfs.one_page(page=b"/Annots [null (x) 3 99 0 R << >>]")),
    "stamp that draws itself": _stamp_of_itself,
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_file_is_read_or_refused(tmp_path: Path, name: str) -> None:
    limits = Limits(start=6)  # shorter than usual only to keep the tests short
    path = _save(tmp_path, MALFORMED[name]())  # making a bomb takes its time
    before = _children().ru_utime
    read_or_refuse(path, limits)
    assert _children().ru_utime - before < limits.start + 5


SOUND: dict[str, Callable[[], bytes]] = {
    "only the owner has a password": lambda: pdfs.encrypt(pdfs.one_page(), pdfs.show(b"Budget2024")),
    "javascript": lambda: pdfs.write(
        {**pdfs.one_page(catalog=b"/OpenAction 9 0 R"), 9: b"<< /S /JavaScript /JS (app.alert(1)) >>"}
    ),
    "launch action": lambda: pdfs.write(
        {**pdfs.one_page(catalog=b"/OpenAction 9 0 R"), 9: b"<< /S /Launch /F (/bin/sh) >>"}
    ),
    "embedded file": lambda: pdfs.write(
        {
            **pdfs.one_page(catalog=b"/Names << /EmbeddedFiles << /Names [(a.exe) 9 0 R] >> >>"),
            9: b"<< /Type /Filespec /F (a.exe) /EF << /F 10 0 R >> >>",
            10: pdfs.stream(b"MZ"),
        }
    ),
    "junk before the header": lambda: b"\r\n\r\n" + pdfs.write(pdfs.one_page()),
    "junk after the end": lambda: pdfs.write(pdfs.one_page()) + b"\x00" * 2000,
    "metadata of half characters": lambda: pdfs.write(
        {**pdfs.one_page(), 9: b"<< /Title <FEFFD800DC> /Author <FEFFD83D> /Subject (\x00\x07\x1b[31m) >>"},
        b"/Root 1 0 R /Info 9 0 R",
    ),
    "compressed": lambda: pdfs.write({**pdfs.one_page(), 4: pdfs.flate(pdfs.show(b"Budget2024"))}),
}


@pytest.mark.parametrize("name", SOUND)
def test_odd_but_sound_file_is_read(tmp_path: Path, name: str) -> None:
    assert "Budget2024" in text_of(read_source(_save(tmp_path, SOUND[name]())))


def test_password_is_asked_for(tmp_path: Path) -> None:
    path = _save(tmp_path, pdfs.encrypt(pdfs.one_page(), pdfs.show(b"Budget2024"), user=b"secret"))
    assert "password" in refused(path)


def test_control_characters_are_replaced(tmp_path: Path) -> None:
    path = _save(tmp_path, pdfs.write(pdfs.one_page(pdfs.show(b"Bud\x00get\x1b[31m\x07 20\x0024"))))
    text = text_of(read_source(path))
    assert "get" in text
    assert all(c.isprintable() or c == "\n" for c in text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Office file"),
        (b"PK\x03\x04" + b"\x00" * 60, "ZIP"),
        (bytes(range(256)) * 8, "no PDF"),
        (b"saved by a server\n" * 100 + pdfs.write(pdfs.one_page()), "1800 bytes of something else before it"),
        (MALFORMED["portfolio"](), "portfolio"),
        (MALFORMED["dynamic form"](), "XFA"),
        (MALFORMED["objects that are each other"](), "refers to itself"),
        (MALFORMED["more lines than a page has"](), "page 1 is no page of a disclosure"),
        (MALFORMED["more cells than a page has"](), "cells"),
    ],
)
def test_other_files_are_named(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refused(_save(tmp_path, content))


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"], ids=["png", "jpeg"])
def test_a_picture_of_nothing_is_damaged(tmp_path: Path, start: bytes) -> None:
    pytest.importorskip("rapidocr", reason="pictures are read with the extra mingzhang[scan]")
    assert "damaged" in refused(_save(tmp_path, start + b"\x00" * 60))


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.pdf")
    assert "directory" in refused(tmp_path)


def test_scan_is_told_what_to_do(tmp_path: Path) -> None:
    objects = pdfs.one_page(b"q 500 0 0 700 0 0 cm /I Do Q", b"/XObject << /I 10 0 R >>")
    entries = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    objects[10] = pdfs.stream(b"\x80", entries)
    said = refused(_save(tmp_path, pdfs.write(objects)))
    assert "find the original file" in said
    assert can_recognise() or EXTRA in said


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(start=0.05), "in time"),
        (Limits(pages=3), "pages"),
        (Limits(output=1000), "handed on"),
        (Limits(memory=200 * 1024 * 1024), "memory"),
        (Limits(cpu=1), "CPU"),
    ],
    ids=["wall clock", "pages", "output", "memory", "cpu"],
)
def test_each_limit_is_kept(founding: Path, tmp_path: Path, limits: Limits, said: str) -> None:
    path = founding / "source.pdf"
    if limits.cpu == 1:
        path = _save(tmp_path, _nested_forms(9, 10))
    if limits.memory < Limits().memory:
        path = _save(tmp_path, pdfs.write({**pdfs.one_page(), 4: pdfs.flate(b" " * 300 * 1024 * 1024)}))
    assert said in refused(path, limits)


def test_limits_validate_themselves() -> None:
    with pytest.raises(ValueError, match="pages"):
        Limits(pages=0)


def test_pages_are_reported_as_they_are_read(founding: Path) -> None:
    pages: list[int] = []
    document = read_source(founding / "source.pdf", progress=pages.append)
    assert pages == [p.number for p in document.pages]


def test_file_beside_the_source_is_not_imported(
    founding: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    assert read_source(founding / "source.pdf").pages


def test_child_loads_neither_pandas_nor_frictionless(founding: Path) -> None:
    code = (
        "import sys; from mingzhang.reading import __main__ as child; code = child.main([sys.argv[1]]);"
        "bad = {'pandas', 'numpy', 'frictionless', 'mkdocs'} & set(sys.modules); sys.exit(code or bool(bad))"
    )
    command = [sys.executable, "-c", code, str(founding / "source.pdf")]
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=_path()).returncode == 0


def test_child_alone_speaks_json_or_one_line(founding: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mingzhang.reading"]
    good = subprocess.run([*command, founding / "source.pdf"], capture_output=True, text=True, check=False, env=_path())
    assert good.returncode == 0
    assert good.stdout.startswith("{")
    assert good.stderr == ""
    bad = subprocess.run([*command, tmp_path / "no.pdf"], capture_output=True, text=True, check=False, env=_path())
    assert (bad.returncode, bad.stdout, bad.stderr.count("\n")) == (3, "", 1)


def _path() -> dict[str, str]:
    import mingzhang

    return {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent)}
