"""The two ways in which `benchmarks.mutants` runs tests: once to see what they reach, and against planted faults.

Faults are tried in a server: it imports and collects once, and forks for each fault. In the fork a fault inside a
function replaces that function's code wherever it is held; one that runs when its file is loaded needs a server that
has loaded nothing of ours.
"""

from __future__ import annotations

import functools
import gc
import importlib.abc
import importlib.machinery
import inspect
import json
import os
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
RAN = 10
"""Added to what became of the tests (0: all passed; 1: one failed), so that nothing else is taken for it."""
QUIET = ["-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist"]
OTHERS = ("coverage", "hypothesis", "lxml.html", "openpyxl", "pdfplumber", "pikepdf")
"""Libraries that are loaded once for all faults: none that has threads, which a fork would lose."""


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


# ---- what a test reaches


class Reach:
    """Notes which test runs which line of a room, and how long each test takes."""

    def __init__(self, coverage: Any, room: str) -> None:
        self._coverage, self._room = coverage, room
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, None, None]:
        """A test with its fixtures."""
        for cache in held_caches():
            if cache.__module__.startswith(f"mingzhang.{self._room}."):
                cache.cache_clear()
        self._coverage.switch_context(item.nodeid)
        before = _worked()
        yield
        self.seconds[item.nodeid] = _worked() - before
        self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Each of the three steps of a test."""
        if report.failed:
            self.failed.add(report.nodeid)


def _worked() -> float:
    """Seconds of work of this process and of those that it has ended: the same however busy the machine is."""
    return sum(os.times()[:4])


def reach(target: Path, room: str, tests: Sequence[str]) -> int:
    """Runs the tests once; file → line → tests, and test → seconds, in ``target``."""
    import coverage

    watch = coverage.Coverage(data_file=None, include=[f"{BUILD}/mingzhang/{room}/*"], branch=False)
    plugin = Reach(watch, room)
    watch.start()
    pytest.main([*QUIET, *tests], plugins=[plugin])
    watch.stop()
    lines: dict[str, dict[str, list[str]]] = {}
    data = watch.get_data()
    for file in data.measured_files():
        name = str(Path(file).relative_to(ROOT))
        by_line = data.contexts_by_lineno(file)
        own = {str(line): [t for t in found if t and t not in plugin.failed] for line, found in by_line.items()}
        own["0"] = sorted({t for found in own.values() for t in found})
        lines[name] = {line: sorted(found, key=plugin.seconds.__getitem__) for line, found in own.items() if found}
    kept = {"lines": lines, "seconds": plugin.seconds}
    target.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8", newline="\n")
    return 0


# ---- faults tried


class Caught:
    """Leaves word of the test that fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first failure ends the run."""
        if report.failed:
            (self._folder / "by").write_text(report.nodeid, encoding="utf-8")


class Collected:
    """Takes the place of pytest's loop: forks for each fault that is asked for, and runs its tests there."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Until nothing more is asked."""
        items = {item.nodeid: item for item in session.items}
        functions, caches = held_functions(), held_caches()
        for cache in caches:
            _warm(cache)
        gc.freeze()

        def run(asked: dict[str, Any]) -> int:
            replace_code(functions, asked["file"], asked["source"])
            for cache in caches:
                if _follows(cache, asked["file"]):
                    cache.cache_clear()
            for memory in held_memories():
                memory.clear()
            session.config.pluginmanager.register(Caught(Path(asked["folder"])))
            return _run([items[t] for t in asked["tests"] if t in items], session)

        serve(run)
        return True


def _run(items: Sequence[pytest.Item], session: pytest.Session) -> int:
    """1 when a test fails; the others after it are not run. 2 when there is none."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0 if items else 2


def _fresh(asked: dict[str, Any]) -> int:
    """The tests of a fault that runs when its file is loaded. What can't even be collected is noticed, too."""
    sys.meta_path.insert(0, Planted(ROOT / asked["file"], asked["source"]))
    return int(pytest.main([*QUIET, "-x", *asked["tests"]], plugins=[Caught(Path(asked["folder"]))]) != 0)


def serve(run: Callable[[dict[str, Any]], int]) -> None:
    """Reads one request per line; for each a fork runs it, and its exit code is answered."""
    for line in iter(_REQUESTS.readline, ""):
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _alone(asked)
            os._exit(RAN + run(asked))
        _, status = os.waitpid(child, 0)
        os.write(_ANSWERS, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _alone(asked: dict[str, Any]) -> None:
    """A fork: a group of its own that can be killed, a limit, and a folder for what its tests write."""
    os.setsid()
    (Path(asked["folder"]) / "pid").write_text(str(os.getpid()), encoding="utf-8")
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 5))
    os.environ["PYTEST_DEBUG_TEMPROOT"] = asked["folder"]
    os.environ["TMPDIR"] = tempfile.tempdir = asked["folder"]


# ---- code that is held in memory


def held_functions() -> dict[str, list[FunctionType]]:
    """File → the functions that it has made."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    for held in gc.get_objects():
        if isinstance(held, FunctionType) and held.__code__.co_filename.startswith(str(BUILD)):
            found[held.__code__.co_filename].append(held)
    return found


def held_caches() -> list[Any]:
    """Our functions that keep what they have returned."""
    ours = [module for name, module in sys.modules.items() if name.startswith("mingzhang.")]
    held = {id(value): value for module in ours for value in vars(module).values()}
    return [value for value in held.values() if isinstance(value, functools._lru_cache_wrapper)]


def held_memories() -> list[dict[Any, Any]]:
    """Dictionaries of a kind of ours, which fill themselves."""
    ours = [module for name, module in sys.modules.items() if name.startswith("mingzhang.")]
    held = {id(value): value for module in ours for value in vars(module).values() if isinstance(value, dict)}
    return [value for value in held.values() if type(value).__module__.startswith("mingzhang.")]


def _warm(cache: Any) -> None:
    """What is read from a file of ours is the same for most faults: it is read once."""
    if _reads_a_file(cache):
        cache()


def _follows(cache: Any, file: str) -> bool:
    """Whether what is kept may be other for a fault in the file."""
    below = ("build/mingzhang/knowledge/", "build/mingzhang/text/")
    own = file.removeprefix("build/").removesuffix(".py").replace("/", ".") == cache.__module__
    return own or file.startswith(below) or not _reads_a_file(cache)


def _reads_a_file(cache: Any) -> bool:
    return not inspect.signature(cache).parameters


def replace_code(functions: Mapping[str, list[FunctionType]], file: str, source: str) -> None:
    """Gives every function of the file the code that the other text has for it."""
    path = str(ROOT / file)
    codes = {_name(code): code for code in _codes(compile(source, path, "exec"))}
    for held in functions.get(path, []):
        code = codes.get(_name(held.__code__))
        if code is not None and code.co_freevars == held.__code__.co_freevars:
            held.__code__ = code


def _name(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A code and all that stand in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def main() -> int:
    """One way or the other."""
    way, *rest = sys.argv[1:]
    sys.path[:0] = [str(BUILD)]
    if way == "reach":
        return reach(Path(rest[0]), rest[1], rest[2:])
    if way == "collected":
        return int(pytest.main([*QUIET, *rest], plugins=[Collected()]))
    for name in OTHERS:
        importlib.import_module(name)
    serve(_fresh)
    return 0


if __name__ == "__main__":
    _REQUESTS = os.fdopen(os.dup(0), encoding="utf-8")
    _ANSWERS = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if sys.argv[1] != "reach":
        os.dup2(2, 1)
    sys.exit(main())
