"""Scanned pages and pictures: words recognised from pixels, as the page objects that a PDF page gives."""
