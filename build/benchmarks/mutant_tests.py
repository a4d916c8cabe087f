"""The two ways in which `benchmarks.mutants` runs tests: once to see what they reach, and against a planted fault."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import json
import resource
import sys
from collections import defaultdict
from collections.abc import Generator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
RAN = 10
"""Added to the exit code of pytest, so that nothing else is taken for it."""


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module another text than its file has."""

    def __init__(self, file: Path, source: str) -> None:
        self._file, self._source = file, source
        parts = file.relative_to(BUILD).with_suffix("").parts
        self._name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        """The module, when it is the one."""
        if name != self._name:
            return None
        package = self._file.name == "__init__.py"
        spec = importlib.machinery.ModuleSpec(name, self, origin=str(self._file), is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [str(self._file.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Runs the other text."""
        exec(compile(self._source, str(self._file), "exec"), module.__dict__)


class Reach:
    """Notes which test runs which line of a room, and how long each test takes."""

    def __init__(self, coverage: Any) -> None:
        self._coverage = coverage
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, None, None]:
        """A test with its fixtures."""
        self._coverage.switch_context(item.nodeid)
        yield
        self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Each of the three steps of a test."""
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.add(report.nodeid)


def reach(target: Path, state: str, room: str, tests: Sequence[str]) -> int:
    """Runs the tests once; file → line → tests in ``target``."""
    import coverage

    watch = coverage.Coverage(data_file=None, include=[f"{BUILD}/mingzhang/{room}/*"], branch=False)
    plugin = Reach(watch)
    watch.start()
    pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests], plugins=[plugin])
    watch.stop()
    lines: dict[str, dict[str, list[str]]] = {}
    data = watch.get_data()
    for file in data.measured_files():
        name = str(Path(file).relative_to(ROOT))
        by_line = data.contexts_by_lineno(file)
        own = {str(line): [t for t in found if t and t not in plugin.failed] for line, found in by_line.items()}
        own["0"] = sorted({t for found in own.values() for t in found})
        lines[name] = {line: sorted(found, key=plugin.seconds.__getitem__) for line, found in own.items() if found}
    target.write_text(json.dumps({"state": state, "lines": lines}, ensure_ascii=False), encoding="utf-8", newline="\n")
    return 0


def attempt() -> int:
    """Plants what standard input says and runs the tests until the first fails: RAN and what pytest says of them."""
    asked = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 5))
    sys.path[:0] = [str(BUILD)]
    sys.meta_path.insert(0, Planted(ROOT / asked["file"], asked["source"]))
    quiet = ["-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
    return RAN + int(pytest.main([*quiet, *asked["tests"]]))


if __name__ == "__main__":
    if sys.argv[1] == "reach":
        sys.exit(reach(Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:]))
    sys.exit(attempt())
