"""The command line as a user meets it: a process with an exit code and two streams."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import mingzhang

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``mingzhang ARGUMENTS`` in an empty folder."""
    return runner(tmp_path)


def runner(folder: Path) -> Run:
    """Runs ``mingzhang ARGUMENTS`` in this folder."""

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mingzhang", *map(str, arguments)]
        env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
        env["MINGZHANG_ALLOW_HOSTS"] = "127.0.0.1"  # where the tests' own web servers are
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=env, timeout=120)

    return call


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    """The error of a failed command: exactly one line, no traceback."""
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr
