"""A process killed before any of its steps leaves a whole folder, old or new, and its owner's files in it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import mingzhang
from mingzhang.running.ownership import mark_site, site_files
from mingzhang.running.scratch import scratch, sweep
from mingzhang.running.staging import recover_all, staged

SCRIPT = """
import os, signal, sys
from pathlib import Path
from mingzhang.running.ownership import mark_site, site_files
from mingzhang.running.staging import staged
left, steps = int(sys.argv[2]), {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link"}

def step(event, _):
    global left
    if event in steps:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
with staged(Path(sys.argv[1]), site_files) as staging:
    (staging / "deep").mkdir()
    (staging / "deep" / "page").write_text("new")
    mark_site(staging)
"""
KILLED = -9
ORPHAN = """
from mingzhang.running.worker import Worker
import busy
Worker(told=lambda pid: print(pid, flush=True))("it", busy.work)
"""
BUSY = """
import os, time

def work(started):
    started(str(os.getpid()))
    time.sleep(60)
"""


def site(target: Path) -> None:
    """A site of one old page, with a file and a link of its owner's."""
    with staged(target, site_files) as staging:
        (staging / "deep").mkdir()
        (staging / "deep" / "page").write_text("old")
        (staging / "gone").write_text("old")
        mark_site(staging)
    (target / "deep" / "CNAME").write_text("mine")
    (target / "link").symlink_to("deep/CNAME")


def test_killed_before_each_step(tmp_path: Path) -> None:
    code, steps, pages = KILLED, 0, set()
    while code == KILLED:
        steps += 1
        parent = tmp_path / str(steps)
        site(parent / "site")
        code = replace(parent / "site", steps)
        recover_all(parent)
        assert [p.name for p in parent.iterdir()] == ["site"], steps
        assert (parent / "site" / "deep" / "CNAME").read_text() == "mine", steps
        assert (parent / "site" / "link").readlink() == Path("deep/CNAME"), steps
        page = (parent / "site" / "deep" / "page").read_text()
        assert (parent / "site" / "gone").exists() == (page == "old"), steps
        pages.add(page)
    assert (code, pages) == (0, {"old", "new"})
    assert steps > 8


def replace(target: Path, steps: int) -> int:
    """Makes the site anew in a process that dies before a step; its exit code."""
    command = [sys.executable, "-c", SCRIPT, str(target), str(steps)]
    env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent)}
    return subprocess.run(command, check=False, env=env, timeout=60).returncode


def test_a_scratch_folder_of_a_dead_process_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = tmp_path / "mingzhang-site-999999999-abcdefgh"
    (dead / "pages").mkdir(parents=True)
    for name in ("mingzhang-notes", "mingzhang-site-of-mine", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "mingzhang-site-999999999-linked00").symlink_to("other")
    with scratch("site") as folder:
        (folder / "page").write_text("")
        assert sweep() == [dead]
        assert folder.is_dir()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "mingzhang-notes", "mingzhang-site-999999999-linked00", "mingzhang-site-of-mine", "other"
    ]  # fmt: skip


def test_work_in_progress_is_no_disclosure_and_is_swept(tmp_path: Path) -> None:
    from mingzhang.disclosures.disclosure import find_disclosures

    for name in ("body/2024-budget", "body/.staging-new-2024-final-999999999", ".staging-new-x-999999999/2024-budget"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "disclosure.toml").write_text("")
    (tmp_path / "body" / "2024-budget" / ".staging-file-disclosure.toml-999999999").write_text("half")
    assert [p.name for p in find_disclosures(tmp_path)] == ["2024-budget"]
    assert len(sweep([tmp_path])) == 3
    assert [p.name for p in tmp_path.rglob("*")] == ["body", "2024-budget", "disclosure.toml"]


def test_what_a_killed_command_has_started_ends_soon(tmp_path: Path) -> None:
    (tmp_path / "busy.py").write_text(BUSY)
    env = {"PYTHONPATH": f"{Path(mingzhang.__file__).parent.parent}:{tmp_path}"}
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True, env=env) as parent:
        assert parent.stdout is not None
        worker = Path("/proc", parent.stdout.readline().strip(), "cmdline")
        assert b"worker" in worker.read_bytes()
        parent.kill()
    until = time.monotonic() + 300
    while worker.exists() and worker.read_bytes() and time.monotonic() < until:
        time.sleep(0.1)
    assert not (worker.exists() and worker.read_bytes())
