"""The collection: many packages side by side, read from disk and never from memory of the stages that made them."""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingzhang.collection.collected import Collected


class _Room(types.ModuleType):
    """This room is also what ``mingzhang.collection(folder)`` calls: a name can be a module and a function only so."""

    def __call__(self, folder: str) -> Collected:
        """The collection of every package below ``folder``."""
        from mingzhang.collection.collected import collection

        return collection(folder)


sys.modules[__name__].__class__ = _Room
