"""Text layers without pages: lines and where they stand."""
