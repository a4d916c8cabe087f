"""``python -m mingzhang.reading.formats.office.confined MEMORY CPU OUTPUT COMMAND …``: runs it within these bounds.

It may use so many bytes of memory, seconds of processor time and bytes of one file; where the system lets it be, it
has no network; and it ends when whoever started it does.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # flags of unshare(2)
_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_FILES = 256


def main(arguments: list[str]) -> None:
    """Does not return; OSError where the command cannot be run."""
    memory, cpu, output = (int(n) for n in arguments[:3])
    with contextlib.suppress(OSError, AttributeError):
        _leave_network(ctypes.CDLL(None))
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bound, bound))
    os.execv(arguments[3], arguments[3:])


def _leave_network(library: ctypes.CDLL) -> None:
    """A network of its own, in which there is nothing; who may not have one may in a name space of users."""
    library.prctl(_END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    user, group = os.geteuid(), os.getegid()
    if library.unshare(_NEW_NETWORK) != 0 and library.unshare(_NEW_USER | _NEW_NETWORK) == 0:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
