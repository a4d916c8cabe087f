"""Where the files of knowledge lie, and nothing else: every loader asks here."""

from __future__ import annotations

from importlib.resources import files


def knowledge_text(name: str) -> str:
    """The text of one file of this room, named from here: ``concepts.yml``, ``forms/words.yml``.

    The name must stand in the caller's code as one string: so the stage cache knows what the caller depends on.
    """
    return files(__package__).joinpath(*name.split("/")).read_text(encoding="utf-8")
