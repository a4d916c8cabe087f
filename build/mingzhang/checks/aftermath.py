"""When all identities are tried: parts that do not cover their whole are incomplete only if nothing else about them
is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.checks.trial import Trial


def weigh_together(trials: Sequence[Trial]) -> list[Trial]:
    """``source-incomplete`` becomes ``source-contradiction`` where one of its figures stands in a contradiction
    elsewhere."""
    accused = {f.id for t in trials if t.result == "source-contradiction" for f in t.spot.facts()}
    return [
        replace(t, result="source-contradiction")
        if t.result == "source-incomplete" and any(f.id in accused for f in t.spot.facts())
        else t
        for t in trials
    ]
