"""PDF files: drawn pages as objects, objects as grids and lines. The only room that knows PDF libraries."""
