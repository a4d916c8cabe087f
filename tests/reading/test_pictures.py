"""Pictures of pages: upright, kept, and without personal numbers."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

from mingzhang.reading.formats.pdf.objects import PageObjects
from mingzhang.reading.formats.pdf.private import Pages, personal_boxes
from mingzhang.reading.formats.pdf.rendering import packed
from mingzhang.reading.pictures import draw_pictures
from tests.reading import pdfs
from tests.reading.paper import Paper

PHONE = b"Tel 13912345678"


def test_pages_of_the_founding_source_are_drawn_and_kept(founding: Path, tmp_path: Path) -> None:
    made = draw_pictures(founding / "source.pdf", [5, 6, 99], tmp_path)
    assert made.sizes == {5: (595.28, 841.89), 6: (595.28, 841.89)}
    assert made.folder is not None
    picture = made.folder / "5.webp"
    with Image.open(picture) as image:
        assert image.width < image.height
    before = picture.stat().st_mtime_ns
    assert draw_pictures(founding / "source.pdf", [5, 6], tmp_path) == made
    assert picture.stat().st_mtime_ns == before


def test_what_is_no_pdf_has_no_pictures(founding: Path, tmp_path: Path) -> None:
    assert draw_pictures(founding / "source.txt", [1], tmp_path).sizes == {}


def test_a_damaged_file_has_no_pictures(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing follows")
    assert draw_pictures(broken, [1], tmp_path / "kept").sizes == {}


def test_a_personal_number_is_painted_over(tmp_path: Path) -> None:
    def paint(text: bytes) -> bytes:
        path = tmp_path / "page.pdf"
        path.write_bytes(pdfs.write(pdfs.one_page(pdfs.show(text))))
        made = draw_pictures(path, [1], tmp_path / "kept")
        assert made.folder is not None
        with Image.open(made.folder / "1.webp") as image:
            return image.convert("L").crop((int(72 * 1.6), 190, int(200 * 1.6), 250)).tobytes()

    shown, plain = paint(PHONE), paint(b"Sum 1391234.56")
    grey = [sum(100 < value < 150 for value in pixels) for pixels in (shown, plain)]
    assert grey[0] > 500 > grey[1]


def test_a_number_is_known_by_its_column_and_when_a_cell_cuts_it_in_two() -> None:
    page = Paper().ruled([50, 150, 250, 350], [100, 120, 160])
    page.text(60, 104, "项目").text(160, 104, "联系电话").text(260, 104, "金额")
    page.text(60, 130, "普及").text(160, 124, "2345").text(160, 140, "678").text(260, 130, "2345678")
    boxes = personal_boxes(page.objects())
    middles = {(round((x0 + x1) / 2, 1), top < 130) for x0, top, x1, _ in boxes}
    assert middles == {*((162.5 + 5 * n, True) for n in range(4)), *((162.5 + 5 * n, False) for n in range(3))}


def test_a_column_goes_on_at_the_next_page() -> None:
    def page(number: int, *rows: tuple[str, str]) -> PageObjects:
        paper = Paper().ruled([50, 150, 250], [100 + 20 * n for n in range(len(rows) + 1)])
        for n, row in enumerate(rows):
            paper.text(60, 104 + 20 * n, row[0]).text(160, 104 + 20 * n, row[1])
        return paper.objects(number)

    first = page(1, ("单位", "联系电话"), ("甲", "2345678"), ("乙", "2345679"))
    second, third = page(2, ("丙", "2345671"), ("丁", "2345672")), page(3, ("戊", "2345673"), ("己", "2345674"))
    pages = Pages(lambda number: (first, second, third)[number - 1])
    assert [len(personal_boxes(p, pages)) for p in (first, second, third)] == [14, 14, 14]
    assert personal_boxes(third) == ()


def test_print_is_kept_sharp_and_scans_small() -> None:
    """Few colours stay as they are; what has many is only about right, and smaller than it would be exact."""
    page = Image.new("RGB", (600, 400), "white")
    brush = ImageDraw.Draw(page)
    for line in range(40, 400, 40):
        brush.line((0, line, 600, line), fill="black")
        brush.text((20, line + 10), "123,456.78 " * 6, fill=(20, 20, 20))
    with Image.open(io.BytesIO(packed(page))) as shown:
        assert {colour for _, colour in shown.convert("RGB").getcolors(8) or []} >= {(255, 255, 255), (0, 0, 0)}
    scan = Image.effect_noise((600, 400), 90).convert("RGB")
    exact = io.BytesIO()
    scan.save(exact, "WEBP", lossless=True)
    assert len(packed(scan)) < len(exact.getvalue()) / 2
