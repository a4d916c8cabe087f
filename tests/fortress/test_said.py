"""What files say of themselves stays what is said: in patterns, in Markdown, on pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

import mingzhang
from mingzhang.disclosures.disclosure import load_disclosure
from mingzhang.errors import WrongCommand
from mingzhang.package.readme import markdown, plain
from mingzhang.site.policy import digest, known_scripts, protect

SCHEMAS = sorted(Path(mingzhang.__file__).parent.rglob("*.schema.json"))


def patterns(schema: object) -> Iterator[str]:
    """Every pattern of a JSON schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for value in schema.values():
            yield from patterns(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from patterns(value)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_a_pattern_ends_where_the_text_does(path: Path) -> None:
    """In Python ``$`` stands before a last newline, too."""
    found = list(patterns(json.loads(path.read_text(encoding="utf-8"))))
    for pattern in found:
        assert not pattern.endswith("$"), pattern
    assert not any(re.search(p, f"{text}\n") for p in found for text in ("a", "2024-01-01", "t01", "1.0.0"))


def test_an_address_holds_no_password_and_none_is_said(founding: Path, tmp_path: Path) -> None:
    folder = tmp_path / founding.parent.name / founding.name
    folder.mkdir(parents=True)
    toml = (founding / "disclosure.toml").read_text(encoding="utf-8")
    bad = toml.replace('role = "primary"', 'role = "primary"\nurl = "https://me:hidden@example.org/a"', 1)
    (folder / "disclosure.toml").write_text(bad, encoding="utf-8")
    with pytest.raises(WrongCommand, match="url") as caught:
        load_disclosure(folder)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    "note",
    ["<script>alert(1)</script>", "a\n\n# heading", "[press](javascript:x)", "![p](http://x/p.png)", "*a* _b_ `c`",
     "- a", "a | b", "<img src=x onerror=y>", "&lt;b&gt;", "= b"],
)  # fmt: skip
def test_a_note_in_markdown_is_one_line_that_does_nothing(note: str) -> None:
    shown = markdown([f"- {plain(note)}"])
    assert shown.count("\n") == 1
    assert not re.search(r"(?<!\\)[<>*_`\[\]|#]|&(?!amp;)", shown)


SITE = '<head><meta charset="utf-8"></head><script>{}</script>'
THEME = ['<script>a=new URL("{{ base_url }}",location)</script>', '<script src="x"></script>']


@pytest.mark.parametrize(
    "script", ['a=new URL("../..",location)', 'a=new URL(".",location)', 'a=new URL("/b/",location)']
)
def test_a_script_of_a_template_may_run(script: str) -> None:
    assert digest(script) in protect(SITE.format(script), known_scripts(THEME))


@pytest.mark.parametrize(
    "script",
    ["alert(1)", 'a=new URL("",x());("",location)', "",
     'a=new URL("..",location);alert(1)', 'a=new URL("\n",location)'],
)  # fmt: skip
def test_a_script_of_a_source_may_not(script: str) -> None:
    assert "sha256" not in protect(SITE.format(script), known_scripts(THEME))


def bill(root: Path) -> dict[str, Any]:
    """What build/scripts/sbom.py makes."""
    spec = spec_from_file_location("sbom", root / "build" / "scripts" / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    made: dict[str, Any] = module.bill((root / "requirements.lock").read_text(encoding="utf-8"), "1.2.3")
    return made


def test_the_bill_names_every_locked_requirement(root: Path) -> None:
    made = bill(root)
    locked = re.findall(r"^([A-Za-z0-9._-]+)==", (root / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert sorted({c["name"] for c in made["components"]}) == sorted({name.lower() for name in locked})
    assert len(made["dependencies"][0]["dependsOn"]) == len(made["components"])
