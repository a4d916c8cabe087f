"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from mingzhang.running.staging import FILE


def write_whole(path: Path, text: str) -> None:
    """``text`` as the content of ``path``, or of the file that it leads to; a process that dies leaves the old one."""
    real = path.resolve()
    real.parent.mkdir(parents=True, exist_ok=True)
    staging = real.with_name(f"{FILE}{real.name}-{os.getpid()}")
    try:
        with staging.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            staging.chmod(real.stat().st_mode & 0o7777)
        staging.replace(real)
    finally:
        staging.unlink(missing_ok=True)
