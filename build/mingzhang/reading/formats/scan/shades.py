"""A page in colours → black on white: seals left out, uneven light levelled."""

from __future__ import annotations

import cv2
import numpy as np

from mingzhang.reading.formats.scan.models import Pixels, pixels

SCALE = 200 / 72  # pixels for each point: every page is brought to 200 to the inch
_COLOURED = 40  # of 255: the channels of a seal's ink are further apart
_JOINED = 21  # pixels: gaps in the ink of one seal
_SEAL = 20 / 25.4 * 72 * SCALE  # pixels: a seal is at least 20 mm wide and high
_ROUND = 1.8  # times as wide as high, or as high as wide: longer shapes are no seals
_AROUND, _DARKER = 41, 18  # pixels, and of 255: ink is that much darker than what lies around it
_SPECK = 5  # pixels: smaller spots are dust


def grey(colours: Pixels) -> Pixels:
    """The page in grey, where a seal stands only what is printed below it."""
    plain = pixels(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY))
    red, green, blue = cv2.split(colours)
    most = cv2.max(cv2.max(red, green), blue)
    apart = cv2.subtract(most, cv2.min(cv2.min(red, green), blue))
    seals = _seals((apart > _COLOURED).astype(np.uint8))
    return np.where(seals, most, plain).astype(np.uint8)


def _seals(coloured: Pixels) -> Pixels:
    """Where coloured ink makes a shape as large and round as a seal; a red line of text or a red amount is none."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_JOINED, _JOINED))
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, kernel)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    mask = np.zeros(coloured.shape, np.uint8)
    for k in range(1, count):
        wide, high = int(boxes[k, cv2.CC_STAT_WIDTH]), int(boxes[k, cv2.CC_STAT_HEIGHT])
        if min(wide, high) >= _SEAL and max(wide, high) <= _ROUND * min(wide, high):
            mask[labels == k] = 1
    return mask


def ink(shades: Pixels) -> Pixels:
    """1 where something is printed, 0 elsewhere; dust left out."""
    smooth = cv2.GaussianBlur(shades, (3, 3), 0)
    dark = cv2.adaptiveThreshold(smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARKER).astype(
        np.uint8
    )
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    kept = np.zeros(count, np.uint8)
    kept[1:] = boxes[1:, cv2.CC_STAT_AREA] > _SPECK
    made: Pixels = kept[labels]
    return made
