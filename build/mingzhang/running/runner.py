"""Runs the stages of the pipeline one by one.

The one place that times them, looks for results kept from before, and says which stage failed on what.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from mingzhang.errors import MingzhangError, UnreadableSource, is_scarce
from mingzhang.running.cache import Cache

P = ParamSpec("P")
T = TypeVar("T")

DEBUG = "MINGZHANG_DEBUG"  # environment variable: show the traceback of an unexpected failure


@dataclass(slots=True)
class Runner:
    """Calls stages for one subject (a source file, the site).

    ``seconds``: wall clock per stage, in the order they ran. ``started`` is told the name of each stage. With a
    ``cache`` a stage whose input and code have not changed is not run again.
    """

    subject: str
    seconds: dict[str, float] = field(default_factory=dict)
    started: Callable[[str], None] = lambda stage: None
    cache: Cache | None = None

    def __call__(self, stage: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``stage`` returns.

        An unexpected exception becomes UnreadableSource: one odd source must not stop the others. What the system
        refuses (an OSError with its number: no space, no right) is no fault of the source and stays what it is.
        """
        name = stage.__name__
        self.started(name)
        start = time.perf_counter()
        try:
            if self.cache is None:
                return stage(*args, **kwargs)
            return self.cache.recall(stage, args, kwargs)[0]
        except MingzhangError:
            raise
        except Exception as error:
            if os.environ.get(DEBUG) or (isinstance(error, OSError) and error.errno):
                raise
            raise unexpected(self.subject, name, error) from error
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def unexpected(subject: str, stage: str, error: Exception) -> UnreadableSource:
    """An exception that nobody foresaw, as an error about ``subject``."""
    expected = "a disclosure that it can follow"
    if is_scarce(error):
        found = f"{stage} needs more memory than there is, or than one process may use"
        return UnreadableSource(subject, found, expected, "free memory, or split the file")
    text = " ".join(str(error).split())[:160]
    found = f"{stage} failed with {type(error).__name__}" + (f" ({text})" if text else "")
    return UnreadableSource(subject, found, expected, f"report it; {DEBUG}=1 shows where")
