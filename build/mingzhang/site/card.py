"""The picture that other sites show with a link to a disclosure: whose, which year, how much (PNG, 1200 × 630)."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from mingzhang.collection.entry import Entry
from mingzhang.site.describe import change_words, lead, shares, year_title
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words

SIZE = (1200, 630)
_INK, _SOFT, _BACK, _PAPER = "#1c262b", "#4a575d", "#dfe7e8", "#ffffff"
_LEFT, _RIGHT = 80, 1120
_KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


def write_card(edition: Edition, entry: Entry) -> str:
    """Draws the picture of ``entry`` in the edition's folder and gives its path there.

    Empty, and nothing is written, when there is no total to show or the machine has no font with Chinese characters.
    """
    whole = entry.headline.expenditure or entry.headline.income
    if whole is None or not font_file():
        return ""
    path = Path("cards") / f"{entry.id}.png"
    target = edition.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    _draw(entry, edition.words, edition.project.primary).convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(
        target
    )
    return path.as_posix()


def write_title_card(edition: Edition, name: str, title: str, note: str) -> str:
    """A picture that says only what a page is about; its path in the edition's folder, empty without a font."""
    if not font_file():
        return ""
    path = Path("cards") / f"{name}.png"
    target = edition.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", SIZE, _PAPER)
    pen, bar = ImageDraw.Draw(image), edition.project.primary
    pen.rectangle((0, 0, SIZE[0], 14), fill=bar)
    pen.text((_LEFT, 200), _cut(title, 72), font=_font(72), fill=_INK)
    pen.text((_LEFT, 320), _cut(note, 34), font=_font(34), fill=_SOFT)
    pen.text((_LEFT, 578), edition.words("site-name"), font=_font(28), fill=bar)
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(target)
    return path.as_posix()


def card_text(entry: Entry, words: Words) -> str:
    """What the picture says, for those who do not see it."""
    return f"{entry.body.name} {year_title(entry, words)} {lead(entry, words)}"


@cache
def font_file() -> str:
    """A font of this machine that has Chinese characters; empty when none is found."""
    try:
        asked = ["fc-match", "-f", "%{file}", "sans-serif:lang=zh-cn"]
        found = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=False).stdout.strip()
        listed = ["fc-list", ":lang=zh-cn", "file"]
        there = subprocess.run(listed, capture_output=True, text=True, timeout=10, check=False).stdout
        if found and found in there:
            return found
    except (OSError, subprocess.TimeoutExpired):
        pass
    return next((path for path in _KNOWN if Path(path).is_file()), "")


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(), size)


def _draw(entry: Entry, words: Words, bar: str) -> Image.Image:
    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 14), fill=bar)
    pen.text((_LEFT, 60), _cut(entry.body.name or entry.body.slug, 52), font=_font(52), fill=_INK)
    pen.text((_LEFT, 138), year_title(entry, words), font=_font(34), fill=_SOFT)
    headline = entry.headline
    whole = headline.expenditure or headline.income
    assert whole is not None
    pen.text((_LEFT, 200), words.money(whole.yuan), font=_font(104), fill=_INK)
    change = change_words(headline, words)
    if change["amount"]:
        said = f"{change['of']} {words('than-before')} {change['amount']} {change['growth']}".strip()
        pen.text((_LEFT, 338), said, font=_font(32), fill=_SOFT)
    parts = headline.natures or headline.functions or headline.sources
    for number, part in enumerate(shares(parts, whole.yuan, words, most=3)):
        _bar(pen, 408 + number * 52, part.name, f"{part.amount} {part.share}", float(part.width), bar)
    pen.text((_LEFT, 578), words("site-name"), font=_font(28), fill=bar)
    return image


def _bar(pen: ImageDraw.ImageDraw, y: int, name: str, amount: str, width: float, bar: str) -> None:
    font = _font(26)
    pen.text((_LEFT, y), _cut(name, 26, 560), font=font, fill=_INK)
    pen.text((_RIGHT, y), amount, font=font, fill=_SOFT, anchor="ra")
    pen.rectangle((_LEFT, y + 37, _RIGHT, y + 43), fill=_BACK)
    pen.rectangle((_LEFT, y + 37, _LEFT + (_RIGHT - _LEFT) * width / 100, y + 43), fill=bar)


def _cut(text: str, size: int, room: int = _RIGHT - _LEFT) -> str:
    """What fits into one line."""
    font = _font(size)
    while text and font.getlength(text) > room:
        text = text[:-2] + "…"
    return text
