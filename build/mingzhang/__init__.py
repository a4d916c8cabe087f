"""Mingzhang (明账): budget disclosures of public bodies in China as open data that can be trusted."""

__version__ = "0.1.0"
