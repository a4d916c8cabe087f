"""The names of what shakes a reading, where more than one room speaks of them; ``checks/wording.yml`` has the words."""

from __future__ import annotations

DAMAGED = "damaged-stream"  # a compressed stream is not what was written
CUT_OFF = "cut-off-file"  # the end of the file is missing
UNVERIFIED = "unverified-streams"  # the streams could not be checked
BROKEN = "broken-structure"  # objects, references or pages are not as they were written
BLANK = "blank-page"  # of pages: nothing is drawn, and its contents do not say that it should be so
GARBLED = "garbled-text"  # of texts: bytes that no text holds
LYING = "lying-font"  # digits drawn as another digit, or a font in which two glyphs stand for one
SLANTED = "slanted-text"  # of pages: a watermark or a stamp, left out; see document.Page
PICTURE_PAGE = "picture-page"  # of pages: a picture covers the page, and nothing else is printed on it
RECOGNISED = "recognised"  # of pages and cells: what they say was recognised from a picture
STRUCK = "struck-text"  # of pages: what is struck out, left out; see struck.py
HIDDEN, UNMAPPED, ANNOTATIONS = "hidden-text", "unmapped-text", "annotations"  # of pages; see document.Page
HIDDEN_CELLS = "hidden-cells"  # of sheets: rows or columns are not shown, and left out; of grids: with amounts in them
HIDDEN_SHEETS = "hidden-sheets"  # of the first page: the file has sheets that are not shown, and left out
UNCALCULATED = "uncalculated"  # of sheets and their grids: a formula has no value
NUMBER_FORMAT = "number-format"  # of cells: how the number is shown is not known, so it is shown plainly
PICTURES = "pictures-unread"  # of pages: pictures stand in the text, and what they show was not read
CHANGES = "tracked-changes"  # of pages: changes are marked, and counted as accepted
TORN = "torn-text"  # lines of one text stand in several cells, and nothing tells whose it is
INK, PICTURE, OUTSIDE = "ink", "picture", "text-outside"  # see shaken.py
