"""The two readers of a PDF's pages, and which of them reads which page."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pdfplumber
import pypdfium2

from mingzhang.reading.formats.pdf.agreement import carry_visibility
from mingzhang.reading.formats.pdf.drawing import Inconsistent
from mingzhang.reading.formats.pdf.objects import PageObjects
from mingzhang.reading.formats.pdf.pdfium import PdfiumFile
from mingzhang.reading.formats.pdf.plumber import page_objects

Choice = Literal["fast", "reference", "both"]


class PageReader:
    """Reads the pages of one file by the fast reader, and by the reference where the fast one cannot be sure.

    With ``reference`` pdfplumber reads every page, and pdfium only tells what of it can be seen. With ``points`` false
    pdfium, which takes every unit for a point, is left out. Raises what pdfplumber raises when neither opens the file.
    """

    def __init__(self, path: Path, choice: Choice = "fast", points: bool = True) -> None:
        self._path = path
        self._choice = choice
        self._reference: pdfplumber.PDF | None = None
        self._fast = _open_fast(path) if points else None
        self._by_reference: list[int] = []
        first = self._fast if self._fast and choice != "reference" else None
        self._pages = len(first) if first else len(self._open_reference().pages)

    def __enter__(self) -> PageReader:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._fast:
            self._fast.close()
        if self._reference:
            self._reference.close()

    def __len__(self) -> int:
        return self._pages

    @property
    def is_dynamic_form(self) -> bool:
        """Whether the pages of the file are only made when a viewer opens it."""
        return self._fast is not None and self._fast.is_dynamic_form

    @property
    def name(self) -> str:
        """Which reader read the file, and which pages the reference read in its stead."""
        if self._fast is None or self._choice == "reference":
            return "pdfplumber"
        pages = ", ".join(map(str, self._by_reference))
        return f"pdfium; pdfplumber on {pages}" if pages else "pdfium"

    def metadata(self) -> dict[str, str]:
        """The document information dictionary as text."""
        if self._fast:
            return self._fast.metadata()
        return {str(k): str(v) for k, v in (self._open_reference().metadata or {}).items()}

    def read(self, number: int) -> PageObjects:
        """Page ``number`` (1-based)."""
        if self._choice != "reference" and (objects := self._read_fast(number)):
            return objects
        self._by_reference.append(number)
        return self.read_by_reference(number)

    def read_by_reference(self, number: int) -> PageObjects:
        """Page ``number`` as pdfplumber reads it."""
        page = self._open_reference().pages[number - 1]
        try:
            objects = page_objects(page)
        finally:
            page.close()
        seen = self._read_fast(number)
        return carry_visibility(objects, seen) if seen else objects

    def was_read_fast(self, number: int) -> bool:
        """Whether the fast reader read that page."""
        return self._fast is not None and number not in self._by_reference

    def _read_fast(self, number: int) -> PageObjects | None:
        try:
            return self._fast.page_objects(number) if self._fast and number <= len(self._fast) else None
        except (Inconsistent, pypdfium2.PdfiumError, UnicodeError):
            return None

    def _open_reference(self) -> pdfplumber.PDF:
        if self._reference is None:
            self._reference = pdfplumber.open(self._path)
        return self._reference


def _open_fast(path: Path) -> PdfiumFile | None:
    try:
        return PdfiumFile(path)
    except pypdfium2.PdfiumError:
        return None
