"""Mingzhang (明账): budget disclosures of public bodies in China as open data that can be trusted.

    >>> import mingzhang
    >>> reading = mingzhang.read("disclosure.pdf")
    >>> reading.figures.groupby("table_title").amount_yuan.sum()

``read`` and ``open`` give a :class:`Reading`, ``check`` what does not add up, ``collection`` many packages side by
side.
What is asked for is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingzhang.collection.collected import Collected, collection
    from mingzhang.library import readings as _reading
    from mingzhang.library.readings import Reading, check, read

    open = _reading.open_package  # as `mingzhang.open` it is no builtin

__version__ = "0.1.0"
__all__ = ["Collected", "Reading", "check", "collection", "open", "read"]

_WHERE = {
    "Collected": ("mingzhang.collection.collected", "Collected"),
    "Reading": ("mingzhang.library.readings", "Reading"),
    "check": ("mingzhang.library.readings", "check"),
    "collection": ("mingzhang.collection.collected", "collection"),
    "open": ("mingzhang.library.readings", "open_package"),
    "read": ("mingzhang.library.readings", "read"),
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'mingzhang' has no attribute {name!r}")
    module, thing = _WHERE[name]
    return getattr(import_module(module), thing)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
