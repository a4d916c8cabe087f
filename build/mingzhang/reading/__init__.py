"""Reading: every source as a Document. Only this room imports PDF libraries, and only in the child process."""

from mingzhang.reading.isolated import read_source
from mingzhang.reading.limits import Limits

__all__ = ["Limits", "read_source"]
