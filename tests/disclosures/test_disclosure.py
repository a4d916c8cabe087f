"""disclosure.toml: what is right loads, what is wrong is told with file and key."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from mingzhang.disclosures.disclosure import find_disclosures, load_disclosure
from mingzhang.errors import WrongCommand

SHA = "0" * 64
GOOD = f"""
fiscal_year = 2024
kind = "budget"
scope = "unit"
edition = 2
signed = 2024-02-23
[body]
name = "某局"
slug = "some-bureau"
[[sources]]
file = "source.pdf"
sha256 = "{SHA}"
role = "primary"
obtained = 2024-03-01
[[caveats]]
note = "请注意"
table = "表1"
columns = ["甲", "乙"]
"""


def write(root: Path, text: str, folder: str = "some-bureau/2024-budget-unit-r2") -> Path:
    """A disclosure's folder with that toml."""
    directory = root / folder
    directory.mkdir(parents=True)
    (directory / "disclosure.toml").write_text(text, encoding="utf-8")
    return directory


def test_all_that_it_says_is_loaded(tmp_path: Path) -> None:
    disclosure = load_disclosure(write(tmp_path, GOOD))
    assert disclosure.id == "some-bureau/2024-budget-unit-r2"
    assert disclosure.signed == datetime.date(2024, 2, 23)
    assert disclosure.published is None
    assert disclosure.sources[0].obtained == datetime.date(2024, 3, 1)
    assert disclosure.caveats[0].columns == ("甲", "乙")


def test_the_founding_disclosure(founding: Path) -> None:
    disclosure = load_disclosure(founding)
    assert disclosure.body.name == "昌吉回族自治州科学技术协会"
    assert [(s.file, s.role) for s in disclosure.sources] == [
        ("source.txt", "primary"),
        ("source.pdf", "reconstruction"),
    ]
    assert disclosure.published is None
    assert "表7" in disclosure.caveats[0].note
    assert not disclosure.caveats[0].table  # the columns that are open follow from the reading


def test_disclosures_are_found_two_levels_down(tmp_path: Path) -> None:
    one = write(tmp_path, GOOD)
    assert list(find_disclosures(tmp_path)) == [one]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("fiscal_year = 2024", 'fiscal_year = ""', "fiscal_year"),
        ("fiscal_year = 2024", "fiscal_year = 24", "fiscal_year"),
        ("fiscal_year = 2024", "", "fiscal_year"),
        ('kind = "budget"', 'kind = "plan"', "kind"),
        ('slug = "some-bureau"', 'slug = "../up"', "body.slug"),
        ('slug = "some-bureau"', 'slug = "某局"', "body.slug"),
        ('slug = "some-bureau"', 'slug = "some-bureau"\ncolour = "red"', "colour"),
        ("edition = 2", "editon = 2", "editon"),
        ('file = "source.pdf"', 'file = "../../etc/passwd"', "sources[0].file"),
        (f'sha256 = "{SHA}"', 'sha256 = "abc"', "sources[0].sha256"),
        ('role = "primary"', 'role = "best"', "sources[0].role"),
        ("signed = 2024-02-23", 'signed = "2024-02-30"', "signed"),
        ("signed = 2024-02-23", 'signed = "yesterday"', "signed"),
        ('table = "表1"\n', "", "caveats[0]"),
        ("[body]", "[body", "TOML"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, wrong: str, right: str, said: str) -> None:
    assert wrong in GOOD
    directory = write(tmp_path, GOOD.replace(wrong, right))
    with pytest.raises(WrongCommand) as caught:
        load_disclosure(directory)
    line = str(caught.value)
    assert "disclosure.toml" in line
    assert said in line
    assert "\n" not in line


def test_the_folder_must_be_the_id(tmp_path: Path) -> None:
    with pytest.raises(WrongCommand, match="some-bureau/2024-budget-unit-r2"):
        load_disclosure(write(tmp_path, GOOD, "some-bureau/2024-budget"))
