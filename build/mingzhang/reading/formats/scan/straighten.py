"""How askew a page was scanned, and the page turned straight."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from mingzhang.reading.formats.scan.models import Pixels, pixels

_MOST, _COARSE, _FINE = 5.0, 0.5, 0.05  # degrees: how far a page may be askew, and the steps in which it is tried
_SMALL, _MIDDLE = 600, 1200  # pixels of the longer side on which coarse and fine steps are tried
_LEAST = 0.04  # degrees: less is straight


def straightened(colours: Pixels, printed: Pixels) -> Pixels:
    """The page turned so that its lines run level; ``printed`` is its ink."""
    angle = skew(printed)
    return colours if abs(angle) < _LEAST else rotated(colours, angle, (255, 255, 255))


def skew(printed: Pixels) -> float:
    """The angle in degrees by which the page must be turned, by which its rows are parted best."""
    coarse = np.arange(-_MOST, _MOST + _COARSE / 2, _COARSE)
    angle = _best(_reduced(printed, _SMALL), coarse)
    fine = np.arange(angle - _COARSE, angle + _COARSE + _FINE / 2, _FINE)
    return _best(_reduced(printed, _MIDDLE), fine)


def rotated(picture: Pixels, angle: float, around: tuple[int, ...]) -> Pixels:
    """The picture turned about its middle, as large as before; ``around`` is the colour of what comes in."""
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return pixels(cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=around))


def _best(printed: Pixels, angles: npt.NDArray[np.float64]) -> float:
    scores = [(_parted(rotated(printed, float(a), (0,))), -abs(float(a)), float(a)) for a in angles]
    return max(scores)[2]


def _parted(printed: Pixels) -> int:
    """How sharply the rows of a picture differ, and its columns: both do most when its lines run level."""
    rows, columns = printed.sum(axis=1, dtype=np.int64), printed.sum(axis=0, dtype=np.int64)
    return int((np.diff(rows) ** 2).sum() + (np.diff(columns) ** 2).sum())


def _reduced(printed: Pixels, side: int) -> Pixels:
    scale = min(1.0, side / max(printed.shape[:2]))
    size = (max(1, round(printed.shape[1] * scale)), max(1, round(printed.shape[0] * scale)))
    return pixels(cv2.resize(printed * 255, size, interpolation=cv2.INTER_AREA))
