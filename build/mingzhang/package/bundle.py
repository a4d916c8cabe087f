"""Zip files with the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip can hold: the content's own dates stand in datapackage.json


def write_zip(path: Path, members: Mapping[str, Path | str], folder: str = "") -> Path:
    """Writes ``members`` (name in the zip → file, or text) below ``folder``, in the order of their names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(members):
            member = members[name]
            info = ZipInfo(f"{folder}/{name}" if folder else name, _DAY)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, member.encode() if isinstance(member, str) else member.read_bytes())
    return path
