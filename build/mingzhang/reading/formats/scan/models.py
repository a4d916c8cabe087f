"""The recognising network: text lines as pixels → probabilities of characters along the line.

The model and its alphabet come with rapidocr, inside its wheel; nothing is ever fetched. It runs on one thread, in
batches that depend on nothing but each line's own width, so that one page gives the same answer every time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Odds = npt.NDArray[np.float32]
"""Steps along the line × characters of the alphabet: probabilities."""

Flags = npt.NDArray[np.bool_]

STEP = 8  # pixels of a line 48 pixels high that one step of the network stands for
_HEIGHT = 48
_WIDTHS = 64  # pixels: lines are filled up to a multiple of this
_WIDEST = 3200  # pixels: a longer line is pressed together
_BATCH = 8
_MODEL = "PP-OCRv6_rec_small.onnx"
_BLANK, _SPACE = "", " "


def pixels(found: Any) -> Pixels:
    """What OpenCV made, as pixels."""
    return np.asarray(found, dtype=np.uint8)


class Network:
    """Loads the model when it is first asked."""

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(str(_folder() / _MODEL), options, providers=["CPUExecutionProvider"])

    @cached_property
    def alphabet(self) -> tuple[str, ...]:
        """The characters by their place; the first one stands for none."""
        kept = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        return (_BLANK, *kept, _SPACE)

    def read(self, lines: Sequence[Pixels]) -> list[Odds]:
        """The probabilities for each line (grey, black on white), in their order."""
        shaped = [_shaped(line) for line in lines]
        alike: dict[int, list[int]] = defaultdict(list)
        for k, line in enumerate(shaped):
            alike[_filled_width(line)].append(k)
        odds: list[Odds] = [np.zeros((0, 0), np.float32)] * len(lines)
        for width, ks in sorted(alike.items()):
            for start in range(0, len(ks), _BATCH):
                batch = ks[start : start + _BATCH]
                for k, found in zip(batch, self._run([shaped[k] for k in batch], width), strict=True):
                    odds[k] = found[: ceil(shaped[k].shape[1] / STEP)]
        return odds

    def _run(self, lines: Sequence[Pixels], width: int) -> Any:
        made = np.zeros((len(lines), 3, _HEIGHT, width), np.float32)
        for k, line in enumerate(lines):
            made[k, :, :, : line.shape[1]] = (line.astype(np.float32) / 255 - 0.5) / 0.5
        return self._session.run(None, {self._session.get_inputs()[0].name: made})[0]


def _shaped(line: Pixels) -> Pixels:
    """A line as high as the network wants it."""
    high, wide = line.shape[:2]
    width = min(max(ceil(wide * _HEIGHT / high), STEP), _WIDEST)
    return pixels(cv2.resize(line, (width, _HEIGHT), interpolation=cv2.INTER_LINEAR))


def _filled_width(line: Pixels) -> int:
    return int(ceil(line.shape[1] / _WIDTHS) * _WIDTHS)


def _folder() -> Path:
    found = find_spec("rapidocr")
    places = found.submodule_search_locations if found else None
    if not places:
        raise ModuleNotFoundError("rapidocr")
    return Path(places[0]) / "models"
