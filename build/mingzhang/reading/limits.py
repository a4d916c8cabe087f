"""How much of the machine one source may use while it is read."""

from __future__ import annotations

import errno
import resource
from dataclasses import dataclass

MIB = 1024 * 1024
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)  # the disk is full, which is no fault of the source
MOST_OBJECTS, MOST_CHARS, MOST_CELLS = 100_000, 100_000, 200_000
"""What one page may draw; the fullest of 2,046 real ones draws 5,303 objects and 4,827 characters."""


class Crowded(Exception):
    """A page draws more than any page of a disclosure: made to keep whoever opens it busy."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading child.

    ``memory`` bytes of address space, ``cpu`` seconds, ``output`` bytes of Document JSON. The wall clock grants
    ``start`` seconds and a further ``per_page`` for each page that was read, so a long honest file may take long
    and a stuck one may not.
    """

    memory: int = 1024 * MIB
    cpu: int = 300
    start: float = 30.0
    per_page: float = 0.25
    pages: int = 2000
    output: int = 64 * MIB

    def __post_init__(self) -> None:
        for name in ("memory", "cpu", "start", "per_page", "pages", "output"):
            if getattr(self, name) <= 0:
                raise ValueError(f"limit {name} must be positive, not {getattr(self, name)}")

    def apply(self) -> None:
        """Binds the calling process, for good, to these limits, to a few open files, and to no core dump."""
        for kind, value, grace in (
            (resource.RLIMIT_AS, self.memory, 0),
            (resource.RLIMIT_CPU, self.cpu, 2),  # at the limit a signal that can be told from a kill, after it the kill
            (resource.RLIMIT_FSIZE, self.output, 0),
            (resource.RLIMIT_NOFILE, 64, 0),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            hard = resource.getrlimit(kind)[1]
            bound = value + grace if hard == resource.RLIM_INFINITY else min(value + grace, hard)
            resource.setrlimit(kind, (min(value, bound), bound))


SCAN_LIMITS = Limits(memory=3072 * MIB, cpu=3000, start=120.0, per_page=40.0, pages=90)
"""Bounds of a child that recognises scanned pages: a page takes five seconds of a processor and half a GiB, and
several times as long on a busy machine; the network asks for more address space than it uses."""
