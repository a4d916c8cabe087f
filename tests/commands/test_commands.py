"""Commands that need no package: help, errors, add, explain, serve."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import mingzhang
from mingzhang.cli import COMMANDS
from mingzhang.disclosures.disclosure import load_disclosure
from mingzhang.errors import WrongCommand
from tests.reading import pdfs

from .conftest import Run, one_line


def test_help_names_every_command_and_imports_none() -> None:
    code = (
        "import sys; from mingzhang.cli import cli; cli(['--help'], standalone_mode=False);"
        "sys.exit(bool({'pandas', 'rich', 'pdfplumber', 'mkdocs'} & set(sys.modules)))"
    )
    env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: mingzhang {name}")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nonsense"], 2, "no command nonsense"),
        (["build", "--nonsense"], 2, "--nonsense"),
        (["build", "--datasets", "nowhere"], 2, "no disclosures"),
        (["add"], 2, "FILE"),
        (["add", "none.pdf"], 3, "no such file"),
        (["read", "none.pdf"], 3, "no such file"),
        (["explain", "none.pdf"], 3, "no such file"),
        (["serve", "--site", "nowhere"], 2, "mingzhang build"),
        (["verify", "--only", "some/thing"], 2, "--only"),
    ],
)
def test_error_is_one_line_with_its_code(run: Run, arguments: list[str], code: int, said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in one_line(done)


def test_hostile_name_cannot_play_with_the_terminal(run: Run) -> None:
    assert "\x1b" not in one_line(run("read", "a\x1b[2J[bold]b.pdf"))


def test_add_fills_the_toml_from_the_document(run: Run, founding: Path, tmp_path: Path) -> None:
    lying = tmp_path / "上海市2019年决算.pdf"
    lying.write_bytes((founding / "source.pdf").read_bytes())
    done = run("add", lying, "--slug", "science-association")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "datasets" / "science-association" / "2024-budget"
    disclosure = load_disclosure(folder)
    assert disclosure.body.name == "昌吉回族自治州科学技术协会"
    assert (disclosure.scope, disclosure.sources[0].role) == ("department", "primary")
    assert (folder / disclosure.sources[0].file).read_bytes() == lying.read_bytes()
    assert disclosure.body.division == "652300"
    assert "body.division" not in done.stderr  # the document itself leaves no doubt, so nobody is asked to check it
    assert "registered as science-association/2024-budget" in one_line(run("add", lying))


def test_add_leaves_open_what_is_not_in_the_document(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(pdfs.write(pdfs.one_page()))
    done = run("add", "x.pdf")
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.glob("datasets/*/*/disclosure.toml")
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text)["fiscal_year"] == ""
    assert re.search(r'^kind = "" # not found', text, re.MULTILINE)
    with pytest.raises(WrongCommand, match="fill it in"):
        load_disclosure(path.parent)


def test_add_refuses_what_it_cannot_read_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"<html>404</html>")
    assert run("add", "x.pdf").returncode == 3
    assert [p.name for p in tmp_path.iterdir()] == ["x.pdf"]


def test_explain_shows_identity_and_table(run: Run, founding: Path) -> None:
    whole = run("explain", founding / "source.pdf")
    assert "昌吉回族自治州科学技术协会" in whole.stdout
    page = run("explain", founding / "source.pdf", "--page", 11)
    assert re.search(r"column 5: 项目支出合计 → amount", page.stdout)
    assert "243.32" in page.stdout
    assert "1 to 26" in one_line(run("explain", founding / "source.pdf", "--page", 99))
    assert "no table 99" in one_line(run("explain", founding / "source.txt", "--table", 99))


def test_serve_gives_the_site_and_its_404(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "404.html").write_text("nothing here")
    command = [sys.executable, "-u", "-m", "mingzhang", "serve", "--site", str(tmp_path), "--port", "0"]
    env = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().split()[0]
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert answer.read() == b"home"
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(f"{address}none/", timeout=20)
            assert (caught.value.code, caught.value.read()) == (404, b"nothing here")
        finally:
            server.terminate()


def test_errors_are_json_where_asked_for(run: Run) -> None:
    done = run("read", "none.pdf", "--log", "json")
    assert done.returncode == 3
    record = json.loads(done.stderr)
    assert (record["event"], record["code"], record["found"]) == ("error", 3, "no such file")
