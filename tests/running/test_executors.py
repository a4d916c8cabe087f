"""Several disclosures at once: the same result wherever they are worked on, in a stable order, and no half of one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import mingzhang
from mingzhang.errors import WrongCommand
from mingzhang.running.building import Maker, Outcome, build_packages, choose_executor, select
from mingzhang.running.executors import by_processes
from mingzhang.running.hashing import contents_of
from mingzhang.running.worker import Bounds, Worker

BODIES = ("anding", "beiyuan", "changji")


@pytest.fixture
def datasets(tmp_path: Path, founding: Path) -> Path:
    """Three disclosures, the second of which has no readable source."""
    root = tmp_path / "datasets"
    for body in BODIES:
        folder = root / body / "2024-budget"
        folder.mkdir(parents=True)
        shutil.copyfile(founding / "source.pdf", folder / "source.pdf")
        text = (founding / "disclosure.toml").read_text(encoding="utf-8").replace(founding.parent.name, body)
        head, _, rest = text.partition("[[sources]]")
        kept = rest[rest.index("[[sources]]") :]
        (folder / "disclosure.toml").write_text(head + kept.replace('"reconstruction"', '"primary"'), encoding="utf-8")
    broken = root / BODIES[1] / "2024-budget"
    old = hashlib.sha256((broken / "source.pdf").read_bytes()).hexdigest()
    (broken / "source.pdf").write_bytes(b"%PDF-1.7\nnothing")
    new = hashlib.sha256(b"%PDF-1.7\nnothing").hexdigest()
    toml = broken / "disclosure.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return root


def made(outcomes: Sequence[Outcome], root: Path) -> dict[str, dict[str, str]]:
    """The content of each package, and that the broken disclosure alone was set aside."""
    assert [o.name.split("/")[0] for o in outcomes if o.error] == [BODIES[1]]
    assert sorted(o.name.split("/")[0] for o in outcomes) == list(BODIES)
    assert not list(root.glob("**/.staging*"))
    return {o.name: dict(contents_of(o.package)) for o in outcomes if not o.error}


def test_processes_give_what_one_gives(datasets: Path, tmp_path: Path) -> None:
    directories = select([datasets])
    one = made(list(build_packages(directories, target=tmp_path / "one")), tmp_path)
    three = choose_executor("processes", 3)
    assert made(list(build_packages(directories, target=tmp_path / "three", executor=three)), tmp_path) == one
    assert all(len(files) > 15 for files in one.values())


def test_dask_gives_what_one_gives(datasets: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install 'mingzhang[dask]'")
    directories = select([datasets])
    one = made(list(build_packages(directories, target=tmp_path / "one")), tmp_path)
    here = choose_executor("dask", 2)
    assert made(list(build_packages(directories, target=tmp_path / "here", executor=here)), tmp_path) == one
    with cluster(tmp_path) as address:
        there = choose_executor("dask", 2, address)
        assert made(list(build_packages(directories, target=tmp_path / "there", executor=there)), tmp_path) == one


class cluster:  # noqa: N801 (used as a function)
    """A scheduler and a worker process, as on other machines; its address."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"

    def __enter__(self) -> str:
        options = ["--scheduler-file", str(self.file)]
        start = [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            *options,
        ]
        work = [sys.executable, "-m", "distributed.cli.dask_worker", "--no-dashboard", "--nthreads", "2", *options]
        env = {**os.environ, "PYTHONPATH": str(Path(mingzhang.__file__).parent.parent)}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes = [subprocess.Popen(c, env=env, cwd=self.file.parent, **quiet) for c in (start, work)]  # type: ignore[call-overload]
        for _ in range(200):
            if self.file.is_file() and self.file.stat().st_size:
                address: str = json.loads(self.file.read_text())["address"]
                return address
            time.sleep(0.1)
        raise TimeoutError("no scheduler")

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)


def test_no_scheduler_is_one_line() -> None:
    pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install 'mingzhang[dask]'")
    with pytest.raises(WrongCommand, match="nonsense: no answer; expected a dask scheduler"):
        list(build_packages([Path("x")], executor=choose_executor("dask", 1, "nonsense")))


def test_no_dask_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongCommand, match=r"not installed; expected the extra mingzhang\[dask\]"):
        list(build_packages([Path("x")], executor=choose_executor("dask", 1)))


def test_a_stage_without_end_is_set_aside_and_the_rest_is_made(datasets: Path, tmp_path: Path) -> None:
    class Hasty(Worker):
        def __call__(self, subject, function, *args):  # type: ignore[no-untyped-def]
            hurried = BODIES[0] in subject
            self.bounds = Bounds(stage=1e-6, reading=60) if hurried else Bounds()
            return super().__call__(subject, function, *args)

    def work(worker: Worker, directory: Path) -> Outcome:
        with Hasty() as hasty:
            return Maker(target=tmp_path)(hasty, directory)

    outcomes = {o.name.split("/")[0]: o for o in by_processes(work, select([datasets]), 2)}
    assert "was not done within" in str(outcomes[BODIES[0]].error)
    assert outcomes[BODIES[2]].error is None
    assert not (tmp_path / BODIES[0] / "2024-budget" / "package").exists()
    assert not list(tmp_path.glob("**/.staging*"))


def test_what_stands_is_not_made_again(datasets: Path, tmp_path: Path) -> None:
    directories = [d for d in select([datasets]) if d.parent.name != BODIES[1]]
    cache = tmp_path / "cache"

    def build() -> list[bool]:
        outcomes = sorted(build_packages(directories, cache=cache), key=lambda o: o.name)
        assert all(o.error is None for o in outcomes)
        return [bool(o.seconds) for o in outcomes]

    assert build() == [True, True]
    first = {d: dict(contents_of(d / "package")) for d in directories}
    assert build() == [False, False]
    (directories[0] / "package" / "figures.csv").write_text("spoilt")
    assert build() == [True, False]
    toml = directories[1] / "disclosure.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert build() == [False, True]
    assert {d: dict(contents_of(d / "package")) for d in directories} == first


def test_a_source_that_lies_elsewhere_is_looked_at_each_time(datasets: Path, tmp_path: Path) -> None:
    (directory,) = select([datasets], [BODIES[0]])
    store = tmp_path / "store"
    store.mkdir()
    (directory / "source.pdf").rename(store / "any name.pdf")
    for _ in range(2):
        (outcome,) = build_packages([directory], [store], cache=tmp_path / "cache")
        assert outcome.error is None
        assert outcome.seconds


def test_a_folder_that_cannot_be_looked_at_stops_no_other(datasets: Path, tmp_path: Path) -> None:
    toml = datasets / BODIES[1] / "2024-budget" / "disclosure.toml"
    toml.unlink()
    toml.mkdir()
    outcomes = {o.name.split("/")[0]: o for o in build_packages(select([datasets]), cache=tmp_path / "cache")}
    assert "Is a directory" in str(outcomes[BODIES[1]].error)
    assert [body for body, outcome in sorted(outcomes.items()) if outcome.error] == [BODIES[1]]


def test_one_id_in_two_trees_is_refused(datasets: Path, tmp_path: Path) -> None:
    shutil.copytree(datasets / BODIES[0], tmp_path / "more" / BODIES[0])
    with pytest.raises(WrongCommand, match=f"{BODIES[0]}/2024-budget is there twice"):
        select([datasets, tmp_path / "more"])


@pytest.fixture
def interrupted(datasets: Path, tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Builds that are started for a test and ended after it."""
    builds: list[subprocess.Popen[str]] = []
    yield builds
    for build in builds:
        build.kill()
        build.wait()


def _has_children(process: int) -> bool:
    """Whether a process has started another."""
    return bool(Path(f"/proc/{process}/task/{process}/children").read_text())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["working", "writing"])
def test_an_interrupted_build_leaves_no_half(
    datasets: Path, interrupted: list[subprocess.Popen[str]], number: int, moment: str
) -> None:
    """As soon as it has a process that works, or has begun to write a package."""
    env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "mingzhang", "build", "--datasets", str(datasets), "--no-cache", "--jobs", "2"]
    build = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True)
    interrupted.append(build)
    begun = {"working": lambda: _has_children(build.pid), "writing": lambda: any(datasets.glob("**/.staging*"))}
    while not begun[moment]() and build.poll() is None:
        time.sleep(0.01)
    build.send_signal(number)
    _, said = build.communicate(timeout=300)
    assert build.returncode in (130, 143)
    assert said.strip() == "mingzhang: interrupted; nothing half-built is left"
    for package in datasets.glob("*/*/package"):
        assert (package / "datapackage.json").is_file()
    assert not list(datasets.glob("**/.staging*"))
    assert build.pid not in running()


def running() -> set[int]:
    """The sessions of all processes whose command line names this package."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if b"mingzhang" in (entry / "cmdline").read_bytes():
                found.add(os.getsid(int(entry.name)))
        except (OSError, ProcessLookupError):
            continue
    return found
