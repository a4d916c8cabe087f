"""Many packages side by side: the comparable lines, bodies and codes of a folder of disclosures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.resources import make_resources
from mingzhang.errors import WrongCommand
from mingzhang.package.typed import typed


class Collected:
    """The collection of the packages below a folder; each resource is an attribute, a frame with exact types."""

    lines: pd.DataFrame
    panel: pd.DataFrame
    bodies: pd.DataFrame
    disclosures: pd.DataFrame

    def __init__(self, frames: dict[str, pd.DataFrame]) -> None:
        self._raw = frames
        self._frames: dict[str, pd.DataFrame] = {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self._raw:
            raise AttributeError(f"a collection has no {name!r}; it has {', '.join(self.__dict__.get('_raw', ()))}")
        if name not in self._frames:
            self._frames[name] = typed(load_collection_schemas()[name], self._raw[name])
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self._raw})


def collection(folder: str | Path) -> Collected:
    """The collection of every package below ``folder``. WrongCommand when there is none."""
    packages = sorted(path.parent for path in Path(folder).rglob("datapackage.json"))
    if not packages:
        raise WrongCommand(
            str(folder), "no data package", "folders with a datapackage.json", "mingzhang build makes them"
        )
    return Collected(make_resources(packages))
