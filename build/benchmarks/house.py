"""``python -m benchmarks.house``: how dense the code is, room by room, and which imports run upwards.

Exit code 1 when a room is denser than its ceiling in house.toml, or an import runs upwards that is not listed there.
Ceilings only fall: ``--write`` lowers them to today's figures.
"""

from __future__ import annotations

import ast
import math
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "build" / "mingzhang"
CEILINGS = Path(__file__).with_name("house.toml")

_BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.Assert,
    ast.match_case,
)
_CHINESE = re.compile(r"[\"'][^\"'\n]*[\u4e00-\u9fff]")
_COMPLEX = 15
"""Above so many paths a function is not read in one go."""

FLOORS = (
    ("errors",),
    ("text",),
    ("tables.table", "reading.document", "reading.doubts"),
    ("knowledge",),
    ("running",),
    ("project",),
    ("reading",),
    ("disclosures.disclosure", "disclosures.finding", "disclosures.hops"),
    ("tables",),
    ("structure",),
    ("disclosures",),
    ("figures",),
    ("prose",),
    ("reviews",),
    ("checks",),
    ("witnesses",),
    ("package",),
    ("collection",),
    ("site",),
    ("pipeline",),
    ("running.building", "running.executors"),
    ("library",),
    ("commands",),
    ("cli",),
)
"""From the ground up; a module named here stands on its own floor, apart from its room."""


@dataclass(frozen=True, slots=True)
class Room:
    """Branches, lines of function and functions that are too complex, of one folder of the package."""

    name: str
    branches: int
    lines: int
    complex_functions: tuple[str, ...]

    @property
    def density(self) -> float:
        """Branches per 100 lines of function."""
        return 100 * self.branches / max(self.lines, 1)


def measure() -> dict[str, Room]:
    """Every room by name; the modules at the top are the room ``top``."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        room = parts[0] if len(parts) > 1 else "top"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.setdefault(room, []).append((f"{path.stem}.{node.name}", branches_of(node), length))
    return {
        room: Room(
            room,
            sum(b for _, b, _ in functions),
            sum(n for _, _, n in functions),
            tuple(name for name, b, _ in functions if b + 1 > _COMPLEX),
        )
        for room, functions in sorted(found.items())
    }


def branches_of(function: ast.AST) -> int:
    """Branches, boolean operators and comprehensions within a function."""
    plain = sum(isinstance(node, _BRANCHES) for node in ast.walk(function))
    operators = sum(len(node.values) - 1 for node in ast.walk(function) if isinstance(node, ast.BoolOp))
    return plain + operators


def upward_imports() -> list[str]:
    """Every import of a module on a higher floor, as ``module → module``."""
    return [
        f"{importer} → {imported}"
        for importer, imported in imports()
        if floor_of(imported) > floor_of(importer) and not importer.startswith("__main__")
    ]


def imports() -> Iterator[tuple[str, str]]:
    """(Importing module, imported module), named from the package, imports within functions included."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        importer = ".".join(p for p in parts if p != "__init__") or "__main__"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mingzhang."):
                yield importer, str(node.module).removeprefix("mingzhang.")


def floor_of(module: str) -> int:
    """The floor that a module stands on: its own, else that of its room; KeyError for a room without a floor."""
    known = {name: floor for floor, names in enumerate(FLOORS) for name in names}
    if module == "__main__":
        return len(FLOORS)
    return known[module] if module in known else known[module.split(".")[0]]


def recurring_names() -> list[str]:
    """Names that modules of several rooms have."""
    places: dict[str, set[Path]] = {}
    for path in PACKAGE.rglob("*.py"):
        if path.stem not in ("__init__", "__main__"):
            places.setdefault(path.stem, set()).add(path.parent)
    return sorted(name for name, folders in places.items() if len(folders) > 1)


def complaints(rooms: dict[str, Room]) -> list[str]:
    """What is worse than it may be, one line each."""
    ceilings = tomllib.loads(CEILINGS.read_text(encoding="utf-8"))
    allowed_arrows = ceilings["upward"]
    arrows = upward_imports()
    told = [f"{arrow}: an import runs upwards" for arrow in arrows if arrow not in allowed_arrows]
    told += [f"{arrow}: is gone; take it out of {CEILINGS.name}" for arrow in allowed_arrows if arrow not in arrows]
    for name, room in rooms.items():
        ceiling = ceilings["density"].get(name)
        if ceiling is None:
            told.append(f"{name}: no ceiling in {CEILINGS.name}; run python -m benchmarks.house --write")
        elif room.density > ceiling:
            told.append(f"{name}: {room.density:.1f} branches per 100 lines, at most {ceiling} allowed: say it plainer")
    allowed = ceilings["complex_functions"]
    found = sum(len(room.complex_functions) for room in rooms.values())
    if found > allowed:
        told.append(f"{found} functions with more than {_COMPLEX} paths, at most {allowed} allowed")
    repeated = recurring_names()
    if len(repeated) > ceilings["recurring_names"]:
        told.append(f"modules of one name in several rooms: {', '.join(repeated)}")
    return told


def write(rooms: dict[str, Room]) -> None:
    """The ceilings at today's figures; one that is lower stays."""
    before = tomllib.loads(CEILINGS.read_text(encoding="utf-8"))
    arrows = [arrow for arrow in before["upward"] if arrow in upward_imports()]
    lines = ["# Ceilings of build/benchmarks/house.py; they only fall.", ""]
    complex_functions = sum(len(room.complex_functions) for room in rooms.values())
    lines.append(f"complex_functions = {min(complex_functions, before.get('complex_functions', complex_functions))}")
    repeated = len(recurring_names())
    lines.append(f"recurring_names = {min(repeated, before.get('recurring_names', repeated))}")
    lines += ["upward = [", *(f'    "{arrow}",' for arrow in dict.fromkeys(arrows)), "]", "", "[density]"]
    for name, room in rooms.items():
        today = math.ceil(room.density)
        lines.append(f"{name} = {min(today, before['density'].get(name, today))}")
    CEILINGS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Prints the table; 1 when something is worse than it may be."""
    rooms = measure()
    if "--write" in sys.argv:
        write(rooms)
    for name, room in rooms.items():
        heavy = len(room.complex_functions)
        print(f"{name:12} {room.density:5.1f} branches per 100 lines of {room.lines}, {heavy} complex")
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    chinese = sum(len(_CHINESE.findall(text)) for text in texts)
    print(f"{chinese} Chinese literals in code; modules of one name: {', '.join(recurring_names())}")
    told = complaints(rooms)
    for line in told:
        print(line)
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
