"""Names of a PDF's own language that damage has misspelt: one bit, and a reader passes over what it does not know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

_NAME = re.compile(rb"/([^\s/<>\[\](){}%]{4,40})")
_KNOWN = b"""
AcroForm Action Annot Annots ArtBox Ascent BaseEncoding BaseFont BBox BitsPerComponent BitsPerSample BleedBox Border
Bounds CapHeight Catalog CharProcs CharSet CIDFontType0 CIDFontType0C CIDFontType2 CIDSet CIDSystemInfo CIDToGIDMap
CMap CMapName Color Colors ColorSpace Columns Contents Count CreationDate Creator CropBox Crypt DCTDecode Decode
DecodeParms DescendantFonts Descent Dest Dests DeviceCMYK DeviceGray DeviceN DeviceRGB Differences Domain Encode
Encoding Encrypt ExtGState Extends Filter First FirstChar FitH FitR FitV Flags FlateDecode Font FontBBox FontDescriptor
FontFamily FontFile FontFile2 FontFile3 FontMatrix FontName FontStretch FontWeight Form FunctionType Function Functions
Group Height ICCBased Identity Identity-H Identity-V Image ImageB ImageC ImageI ImageMask Index Indexed Info
Interpolate ItalicAngle JBIG2Decode JPXDecode Kids Lang LastChar Leading Length Length1 Length2 Length3 Linearized
Link LZWDecode MacExpertEncoding MacRomanEncoding MarkInfo Marked Mask Matrix MaxWidth MCID MediaBox Metadata
MissingWidth ModDate Name Names Next Nums ObjStm OCGs OCProperties OpenAction Ordering Outlines Page PageLabels
PageLayout PageMode
Pages Parent ParentTree Pattern PatternType PieceInfo Predictor Prev ProcSet Producer Properties Range Rect
Registry Resources Root Rotate RunLengthDecode Shading ShadingType Size SMask StandardEncoding StemV StructElem
StructParent StructParents StructTreeRoot Subtype Supplement Tabs Text Title ToUnicode TrimBox TrueType Type Type0
Type1 Type1C Type3 UserUnit UseCMap Version ViewerPreferences Width Widths WinAnsiEncoding XHeight XObject XRef
XRefStm XStep YStep GB1 GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H
UniGB-UTF16-V GB-EUC-H ASCII85Decode ASCIIHexDecode FormType CA ViewState PrintState Usage View Print Export
Document Part Sect Caption TOCI Index NonStruct Private Span Quote Note Reference BibEntry Code Figure Formula Table
THead TBody TFoot LBody
OPM OCMD MCR ActualText Alt DefaultForm Separation Widget FreeText Stamp XML Link URI GoTo Transparency Luminosity
"""


def misspelt(texts: Iterable[bytes]) -> set[bytes]:
    """Names in these objects that are one bit away from a name of the format and are none themselves."""
    found = {name for text in texts for name in _NAME.findall(text)}
    return {name for name in found - _vocabulary() if _is_near(name)}


@cache
def _vocabulary() -> frozenset[bytes]:
    return frozenset(name for name in _KNOWN.split() if len(name) >= 4)


@cache
def _by_length() -> dict[int, list[bytes]]:
    lengths: dict[int, list[bytes]] = defaultdict(list)
    for name in _vocabulary():
        lengths[len(name)].append(name)
    return lengths


def _is_near(name: bytes) -> bool:
    as_number = int.from_bytes(name, "big")
    return any((as_number ^ int.from_bytes(one, "big")).bit_count() == 1 for one in _by_length().get(len(name), ()))
