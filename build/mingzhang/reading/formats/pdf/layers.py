"""Layers that a viewer leaves out (optional content, ISO 32000-1, 8.11): their text is in the file and not on the page.

pdfium tells which layer an object belongs to by the layer's name alone, and pdfminer which layers are off.
"""

from __future__ import annotations

import ctypes
from functools import cached_property
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.utils import decode_text

from mingzhang.reading.formats.pdf import pdfium_api as api

_LAYER, _NAME = b"OC", b"Name"
_LONGEST = 512  # bytes of a layer's name that are looked at


class Layers:
    """The layers of one file, looked up when an object first says that it belongs to one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hide(self, handle: int) -> bool:
        """Whether an object stands in a layer that is off; a group of layers may be, when any layer is."""
        for k in range(api.mark_count(handle)):
            mark = api.mark(handle, k)
            if _text(lambda *room: api.mark_name(mark, *room)) == _LAYER.decode() and self._off:  # noqa: B023
                name = _text(lambda *room: api.mark_string(mark, _NAME, *room))  # noqa: B023
                return not name or name in self._off
        return False

    @cached_property
    def _off(self) -> frozenset[str]:
        try:
            with self._path.open("rb") as file:
                return _names_off(resolve1(PDFDocument(PDFParser(file)).catalog.get("OCProperties")))
        except Exception:  # pdfminer may stumble over a file in any way
            return frozenset()


def _names_off(properties: Any) -> frozenset[str]:
    """Names of the layers that are off by the default configuration, or by their usage when viewed."""
    if not isinstance(properties, dict):
        return frozenset()
    default = resolve1(properties.get("D")) or {}
    on, off = _numbers(default.get("ON")), _numbers(default.get("OFF"))
    names = set()
    for item in resolve1(properties.get("OCGs")) or ():
        number, layer = getattr(item, "objid", None), resolve1(item)
        unlisted = _is(default.get("BaseState"), "OFF") and number not in on
        if number in off or unlisted or _is_off_in_view(layer):
            names.add(decode_text(resolve1(layer["Name"])))
    return frozenset(names)


def _is_off_in_view(layer: Any) -> bool:
    view = resolve1((resolve1(layer.get("Usage")) or {}).get("View")) or {}
    return _is(view.get("ViewState"), "OFF")


def _is(value: Any, name: str) -> bool:
    return getattr(resolve1(value), "name", None) == name


def _numbers(layers: Any) -> set[int]:
    return {item.objid for item in resolve1(layers) or () if isinstance(item, PDFObjRef)}


def _text(ask: Any) -> str:
    """What pdfium writes as UTF-16 into a room of so many bytes, with its length; empty when it does not fit."""
    room, length = ctypes.create_string_buffer(_LONGEST), ctypes.c_ulong()
    ask(room, _LONGEST, ctypes.addressof(length))
    return room.raw[: max(length.value - 2, 0)].decode("utf-16-le", "replace") if length.value <= _LONGEST else ""
