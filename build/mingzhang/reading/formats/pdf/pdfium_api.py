"""The few pdfium functions that the fast reader calls once per character, object or segment.

pypdfium2's own bindings convert every argument and wrap every pointer; at a million calls per document that is most of
the work. These prototypes take and return plain integers for pointers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_Pointer, _Int, _Ref = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
Call = Callable[..., Any]
Matrix = tuple[float, float, float, float, float, float]


def _function(name: str, result: Any, *arguments: Any) -> Call:
    call: Call = ctypes.PYFUNCTYPE(result, *arguments)(address(getattr(pdfium, name)))
    return call


def address(pointer: Any) -> int:
    """The address that one of pypdfium2's pointers holds; 0 when it points nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


TEXT = int(pdfium.FPDF_PAGEOBJ_TEXT)
PATH = int(pdfium.FPDF_PAGEOBJ_PATH)
IMAGE = int(pdfium.FPDF_PAGEOBJ_IMAGE)
FORM = int(pdfium.FPDF_PAGEOBJ_FORM)
OVERLAYS = tuple(
    int(kind)
    for kind in (
        pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_REDACT,
    )
)  # fmt: skip
"""Annotations that may print something over the page."""
BEZIER = int(pdfium.FPDF_SEGMENT_BEZIERTO)
MOVE = int(pdfium.FPDF_SEGMENT_MOVETO)

page_count = _function("FPDFPage_CountObjects", _Int, _Pointer)
page_object = _function("FPDFPage_GetObject", _Pointer, _Pointer, _Int)
form_count = _function("FPDFFormObj_CountObjects", _Int, _Pointer)
form_object = _function("FPDFFormObj_GetObject", _Pointer, _Pointer, ctypes.c_ulong)

annotation_count = _function("FPDFPage_GetAnnotCount", _Int, _Pointer)
annotation = _function("FPDFPage_GetAnnot", _Pointer, _Pointer, _Int)
annotation_type = _function("FPDFAnnot_GetSubtype", _Int, _Pointer)
annotation_flags = _function("FPDFAnnot_GetFlags", _Int, _Pointer)
annotation_box = _function("FPDFAnnot_GetRect", _Int, _Pointer, _Ref)
annotation_look = _function("FPDFAnnot_GetAP", ctypes.c_ulong, _Pointer, _Int, _Ref, ctypes.c_ulong)
annotation_text = _function("FPDFAnnot_GetStringValue", ctypes.c_ulong, _Pointer, ctypes.c_char_p, _Ref, ctypes.c_ulong)
close_annotation = _function("FPDFPage_CloseAnnot", None, _Pointer)

object_type = _function("FPDFPageObj_GetType", _Int, _Pointer)
object_matrix = _function("FPDFPageObj_GetMatrix", _Int, _Pointer, _Ref)
object_bounds = _function("FPDFPageObj_GetBounds", _Int, _Pointer, _Ref, _Ref, _Ref, _Ref)
fill_colour = _function("FPDFPageObj_GetFillColor", _Int, _Pointer, _Ref, _Ref, _Ref, _Ref)
is_transparent = _function("FPDFPageObj_HasTransparency", _Int, _Pointer)
mark_count = _function("FPDFPageObj_CountMarks", _Int, _Pointer)
mark = _function("FPDFPageObj_GetMark", _Pointer, _Pointer, ctypes.c_ulong)
mark_value_type = _function("FPDFPageObjMark_GetParamValueType", _Int, _Pointer, ctypes.c_char_p)
mark_name = _function("FPDFPageObjMark_GetName", _Int, _Pointer, _Ref, ctypes.c_ulong, _Ref)
mark_string = _function(
    "FPDFPageObjMark_GetParamStringValue", _Int, _Pointer, ctypes.c_char_p, _Ref, ctypes.c_ulong, _Ref
)

clip_path = _function("FPDFPageObj_GetClipPath", _Pointer, _Pointer)
clip_count = _function("FPDFClipPath_CountPaths", _Int, _Pointer)
clip_segment_count = _function("FPDFClipPath_CountPathSegments", _Int, _Pointer, _Int)
clip_segment = _function("FPDFClipPath_GetPathSegment", _Pointer, _Pointer, _Int, _Int)

draw_mode = _function("FPDFPath_GetDrawMode", _Int, _Pointer, _Ref, _Ref)
segment_count = _function("FPDFPath_CountSegments", _Int, _Pointer)
segment = _function("FPDFPath_GetPathSegment", _Pointer, _Pointer, _Int)
segment_type = _function("FPDFPathSegment_GetType", _Int, _Pointer)
segment_point = _function("FPDFPathSegment_GetPoint", _Int, _Pointer, _Ref, _Ref)
segment_closes = _function("FPDFPathSegment_GetClose", _Int, _Pointer)

char_count = _function("FPDFText_CountChars", _Int, _Pointer)
char_object = _function("FPDFText_GetTextObject", _Pointer, _Pointer, _Int)
char_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _Pointer, _Int)
char_box = _function("FPDFText_GetLooseCharBox", _Int, _Pointer, _Int, _Ref)
char_ink = _function("FPDFText_GetCharBox", _Int, _Pointer, _Int, _Ref, _Ref, _Ref, _Ref)
char_matrix = _function("FPDFText_GetMatrix", _Int, _Pointer, _Int, _Ref)
char_generated = _function("FPDFText_IsGenerated", _Int, _Pointer, _Int)
char_unmapped = _function("FPDFText_HasUnicodeMapError", _Int, _Pointer, _Int)

text_mode = _function("FPDFTextObj_GetTextRenderMode", _Int, _Pointer)
text_size = _function("FPDFTextObj_GetFontSize", _Int, _Pointer, _Ref)
text_font = _function("FPDFTextObj_GetFont", _Pointer, _Pointer)
font_ascent = _function("FPDFFont_GetAscent", _Int, _Pointer, ctypes.c_float, _Ref)
font_descent = _function("FPDFFont_GetDescent", _Int, _Pointer, ctypes.c_float, _Ref)
glyph_path = _function("FPDFFont_GetGlyphPath", _Pointer, _Pointer, ctypes.c_uint32, ctypes.c_float)
glyph_segment_count = _function("FPDFGlyphPath_CountGlyphSegments", _Int, _Pointer)
glyph_segment = _function("FPDFGlyphPath_GetGlyphPathSegment", _Pointer, _Pointer, _Int)
font_name = _function("FPDFFont_GetBaseFontName", ctypes.c_size_t, _Pointer, ctypes.c_char_p, ctypes.c_size_t)


class Numbers:
    """Room for what pdfium writes through its out-parameters; one per reader, used and read at once."""

    def __init__(self) -> None:
        self.box = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.floats = [ctypes.c_float() for _ in range(4)]
        self.bytes = [ctypes.c_uint() for _ in range(4)]
        self.ints = [ctypes.c_int() for _ in range(2)]
        self.doubles = [ctypes.c_double() for _ in range(4)]
        self.at_doubles = [ctypes.addressof(d) for d in self.doubles]
        self.at_box = ctypes.addressof(self.box)
        self.at_matrix = ctypes.addressof(self.matrix)
        self.at_floats = [ctypes.addressof(f) for f in self.floats]
        self.at_bytes = [ctypes.addressof(b) for b in self.bytes]
        self.at_ints = [ctypes.addressof(i) for i in self.ints]

    def read_matrix(self) -> Matrix:
        """The matrix last written."""
        m = self.matrix
        return (m.a, m.b, m.c, m.d, m.e, m.f)
