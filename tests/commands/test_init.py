"""``mingzhang init``, and the commands in the folder that it makes."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Run, one_line, runner

CITY = ("--name", "西安财政公开", "--place", "西安市", "--contact", "budget@city.example")


def test_it_takes_flags_and_says_what_is_next(run: Run, tmp_path: Path) -> None:
    done = run("init", "city", *CITY)
    assert done.returncode == 0, done.stderr
    assert "city/mingzhang.toml" in done.stdout
    assert "next: cd city; mingzhang add" in done.stdout
    text = (tmp_path / "city/mingzhang.toml").read_text(encoding="utf-8")
    assert 'name_en = "Xi\'an Open Budgets"' in text
    assert 'division = "610100"' in text


def test_it_never_replaces_settings(run: Run) -> None:
    assert run("init", *CITY).returncode == 0
    again = run("init", *CITY)
    assert again.returncode == 2
    assert "mingzhang.toml: there already" in one_line(again)


def test_without_a_name_nothing_is_made(run: Run, tmp_path: Path) -> None:
    done = run("init", "city")
    assert done.returncode == 2
    assert "no name" in one_line(done)
    assert not (tmp_path / "city").exists()


def test_a_mistake_in_the_settings_is_told_by_build_and_verify(run: Run, tmp_path: Path, founding: Path) -> None:
    assert run("init", "city", *CITY).returncode == 0
    inside = runner(tmp_path / "city")
    assert inside("add", founding / "source.txt", "--slug", "one").returncode == 0
    (tmp_path / "city/mingzhang.toml").write_text("[publisher]\nnam = 1\n", encoding="utf-8")
    for command in ("build", "verify"):
        broken = inside(command)
        assert broken.returncode == 2
        assert "did you mean name?" in one_line(broken)


def test_a_command_that_nobody_knows_is_guessed(run: Run) -> None:
    done = run("biuld")
    assert done.returncode == 2
    assert "no command biuld; did you mean build?" in one_line(done)
