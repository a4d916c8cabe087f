"""What a document may hold unrecognised: a thing is known to be absent only where nothing is left unread."""

from __future__ import annotations

from mingzhang.collection.dossier import Dossier, Record

_UNREAD = ("unknown-form", "doubtful")


def unread_tables(package: Dossier) -> list[Record]:
    """The tables whose form was not recognised or whose reading is in doubt."""
    return [row for row in package.rows("tables") if row["state"] in _UNREAD]


def targets_are_known(package: Dossier) -> bool:
    """Whether a project without a target table is known to have none here: no table is left that might be its own."""
    known = {row["id"] for row in package.rows("projects")}
    astray = [t for t in package.rows("targets") if t["scope"] == "project" and t["project_id"] not in known]
    return not astray and not unread_tables(package)
