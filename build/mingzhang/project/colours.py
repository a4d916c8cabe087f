"""The colours of a site from the one or two that its publisher chose."""

from __future__ import annotations

import re

PRIMARY, ACCENT = "#12464b", "#8a4b08"
READABLE = 4.5  # contrast that white text needs on a colour (WCAG 2.2, 1.4.3)
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Rgb = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Whether it is written ``#rrggbb``."""
    return bool(_HEX.fullmatch(text))


def contrast_with_white(colour: str) -> float:
    """The contrast of white text on it, from 1 (none) to 21."""
    return 1.05 / (_luminance(_rgb(colour)) + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """``share`` of the way from one colour to the other."""
    pairs = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round((a + (b - a) * share) * 255):02x}" for a, b in pairs)


def style_sheet(primary: str, accent: str) -> str:
    """The style sheet that puts them in place of ours, in light and in dark."""
    light, dark = mixed(primary, "#ffffff", 0.55), mixed(primary, "#000000", 0.25)
    return f"""[data-md-color-primary="custom"] {{
  --md-primary-fg-color: {primary};
  --md-primary-fg-color--light: {mixed(primary, "#ffffff", 0.2)};
  --md-primary-fg-color--dark: {dark};
  --md-primary-bg-color--light: {mixed(primary, "#ffffff", 0.85)};
}}
[data-md-color-accent="custom"] {{ --md-accent-fg-color: {accent}; --md-accent-fg-color--transparent: {accent}1a; }}
[data-md-color-scheme="default"] {{
  --md-typeset-a-color: {primary}; --mz-bar: {primary}; --mz-1: {primary}; --mz-flow: {light};
}}
[data-md-color-scheme="slate"] {{
  --md-typeset-a-color: {light}; --mz-bar: {light}; --mz-1: {light}; --mz-flow: {mixed(primary, "#ffffff", 0.25)};
  --md-accent-fg-color: {mixed(accent, "#ffffff", 0.55)};
}}
"""


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
