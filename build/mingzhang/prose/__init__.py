"""Prose: sections, claims, projects, targets, staff, assets, procurement and glossary of a disclosure."""

from mingzhang.prose.parse import parse_prose

__all__ = ["parse_prose"]
