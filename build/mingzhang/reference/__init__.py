"""Codes of the budget classifications and English names of what tables print; data in CSV, read here."""

from mingzhang.reference.names import Code, all_codes, code_of, english_name

__all__ = ["Code", "all_codes", "code_of", "english_name"]
