"""What a stage depends on is found in the text of the code: nothing that it uses may be missed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import mingzhang
from mingzhang.running.fingerprint import dependencies

HOME = Path(mingzhang.__file__).parent

# What every stage opens below the package, by stage, as the system sees it.
WATCH = """
import json, sys
from pathlib import Path
import mingzhang
home, at, seen = str(Path(mingzhang.__file__).parent), ["import"], {}
def hook(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].startswith(home) and ".pyc" not in args[0]:
        seen.setdefault(at[0], set()).add(args[0])
sys.addaudithook(hook)
from mingzhang.pipeline import make_package
from mingzhang.running.runner import Runner
modules = {}
class Watching(Runner):
    def __call__(self, stage, *args, **kwargs):
        at[0] = stage.__module__
        return super().__call__(stage, *args, **kwargs)
make_package(Path(sys.argv[1]), Path(sys.argv[2]), Watching("test"))
print(json.dumps({stage: sorted(files) for stage, files in seen.items()}))
"""


@pytest.mark.parametrize("source", ["source.txt", "source.pdf"])
def test_no_file_is_opened_that_was_not_found(founding: Path, tmp_path: Path, source: str) -> None:
    command = [sys.executable, "-B", "-c", WATCH, str(founding / source), str(tmp_path / "package")]
    env = {"PYTHONPATH": str(HOME.parent), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    opened = json.loads(done.stdout)
    assert len(opened) > 3
    for module, files in opened.items():
        known = set(map(str, dependencies("mingzhang.pipeline" if module == "import" else module)))
        assert set(files) <= known, module


@pytest.mark.parametrize(
    ("module", "inside", "outside"),
    [
        ("mingzhang.reading.isolated", "reading/formats/pdf/pdf.py", "tables/recognise.py"),
        ("mingzhang.reading.isolated", "reading/__main__.py", "knowledge/identities.yml"),
        ("mingzhang.tables.recognise", "knowledge/forms/budget.yml", "knowledge/identities.yml"),
        ("mingzhang.tables.recognise", "text/normalise.py", "prose/parse.py"),
        ("mingzhang.prose.parse", "prose/wording.yml", "knowledge/identities.yml"),
        ("mingzhang.checks.run", "knowledge/identities.yml", "site/assembly.py"),
        ("mingzhang.package.write", "schemas/figures.json", "site/interface.yml"),
        ("mingzhang.site.assembly", "site/interface.yml", "commands/add.py"),
    ],
)
def test_examples(module: str, inside: str, outside: str) -> None:
    found = dependencies(module)
    assert HOME / inside in found
    assert HOME / outside not in found


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[], dict[str, str]]:
    """The fingerprints of three stages in a copy of the package, asked for by a new process."""
    shutil.copytree(HOME, tmp_path / "mingzhang", ignore=shutil.ignore_patterns("__pycache__"))
    code = (
        "import json; from mingzhang.running.fingerprint import fingerprint as f;"
        "print(json.dumps({n: f('mingzhang.' + n) for n in ('reading.isolated', 'tables.recognise', 'checks.run')}))"
    )

    def call() -> dict[str, str]:
        command = [sys.executable, "-B", "-c", code]
        env = {"PYTHONPATH": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env, cwd=tmp_path)
        answer: dict[str, str] = json.loads(done.stdout)
        return answer

    return call


@pytest.mark.parametrize(
    ("changed", "stages"),
    [
        ("knowledge/identities.yml", {"checks.run"}),
        ("tables/table.py", {"tables.recognise", "checks.run"}),
        ("tables/captions.py", {"tables.recognise"}),
        ("text/normalise.py", {"reading.isolated", "tables.recognise", "checks.run"}),
        ("site/interface.yml", set()),
    ],
)
def test_a_change_reaches_the_stages_that_use_it(
    ask: Callable[[], dict[str, str]], tmp_path: Path, changed: str, stages: set[str]
) -> None:
    before = ask()
    with (tmp_path / "mingzhang" / changed).open("a") as file:
        file.write("\n# a comment\n")
    after = ask()
    assert {name for name in before if before[name] != after[name]} == stages
    assert ask() == after
