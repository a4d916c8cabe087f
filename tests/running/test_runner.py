"""What a stage raises is told as what it is: the source's fault, or the machine's."""

from __future__ import annotations

import errno

import pytest

from mingzhang.errors import UnreadableSource, WrongCommand
from mingzhang.running.runner import Runner


def stage(error: Exception) -> None:
    """Fails with ``error``."""
    raise error


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.delenv("MINGZHANG_DEBUG", raising=False)
    return Runner("a.pdf")


def test_what_nobody_foresaw_is_about_the_source(run: Runner) -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.pdf: stage failed with KeyError \('x'\); expected"):
        run(stage, KeyError("x"))


def test_a_picture_that_cannot_be_read_is_about_the_source(run: Runner) -> None:
    with pytest.raises(UnreadableSource, match=r"a\.pdf: stage failed with OSError \(cannot identify"):
        run(stage, OSError("cannot identify image file"))


def test_a_full_disk_is_not_about_the_source(run: Runner) -> None:
    with pytest.raises(OSError, match="No space left on device") as caught:
        run(stage, OSError(errno.ENOSPC, "No space left on device", "out/figures.csv"))
    assert caught.value.filename == "out/figures.csv"


def test_errors_for_users_pass_as_they_are(run: Runner) -> None:
    told = WrongCommand("x", "y", "z", "w")
    with pytest.raises(WrongCommand) as caught:
        run(stage, told)
    assert caught.value is told
    assert list(run.seconds) == ["stage"]
