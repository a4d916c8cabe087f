"""The folder of a site of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mingzhang.errors import WrongCommand
from mingzhang.project.creating import Wish, create_project, english_place, proposed_id, settle_division
from mingzhang.project.project import load_project

WISH = Wish("西安财政公开", "Xi'an Open Budgets", "xian", "610100", primary="#7a1f2b", accent="#8a4b08")


def test_a_place_is_told_by_its_name() -> None:
    assert settle_division("西安市", "") == "610100"
    assert settle_division("", "310107") == "310107"
    assert settle_division("", "") == ""
    assert english_place("610100") == "Xi'an"


@pytest.mark.parametrize(
    ("place", "division", "told"),
    [("朝阳区", "", "110105 朝阳区, 220104"), ("某地", "", "no place we know"), ("", "999999", "a code of GB/T 2260")],
)
def test_a_place_that_settles_nothing_is_asked_about(place: str, division: str, told: str) -> None:
    with pytest.raises(WrongCommand, match=told):
        settle_division(place, division)


@pytest.mark.parametrize(
    ("name_en", "name", "wanted"),
    [
        ("Xi'an Open Budgets", "", "xian-open-budgets"),
        ("", "西安公开", "xi-an-gong-kai"),
        ("2026 budgets", "", "site-2026-budgets"),
    ],
)
def test_an_id_is_proposed(name_en: str, name: str, wanted: str) -> None:
    assert proposed_id(name_en, name) == wanted


def test_the_project_can_be_read_and_published(tmp_path: Path) -> None:
    made, kept = create_project(tmp_path / "city", WISH)
    assert kept == []
    assert {p.relative_to(tmp_path / "city").as_posix() for p in made} == {
        "mingzhang.toml", "README.md", ".gitignore", "Containerfile", ".github/workflows/publish.yml",
        "datasets/README.md", "site/README.md",
    }  # fmt: skip
    project = load_project(tmp_path / "city")
    assert (project.publisher.name, project.division, project.primary) == ("西安财政公开", "610100", "#7a1f2b")
    assert all("@" not in line or "uses: " in line for line in workflow(tmp_path / "city").splitlines())


def workflow(folder: Path) -> str:
    return (folder / ".github/workflows/publish.yml").read_text(encoding="utf-8")


def test_the_workflow_verifies_and_builds_and_runs_no_suite(tmp_path: Path) -> None:
    create_project(tmp_path, WISH)
    steps = yaml.safe_load(workflow(tmp_path))["jobs"]["build"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert runs[-2:] == ["mingzhang verify", "mingzhang build --publish"]
    assert not any("test" in run for run in runs)
    assert "MINGZHANG_SITE_URL" in workflow(tmp_path)


def test_with_an_address_the_host_is_not_asked(tmp_path: Path) -> None:
    create_project(
        tmp_path, Wish("甲", "A", "a", address="https://budget.example/", primary="#000000", accent="#000000")
    )
    assert "MINGZHANG_SITE_URL" not in workflow(tmp_path)
    assert load_project(tmp_path).publisher.tag.startswith("budget.example,")


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    made, kept = create_project(tmp_path, WISH)
    assert kept == [tmp_path / "README.md"]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert tmp_path / "README.md" not in made
    with pytest.raises(WrongCommand, match=r"mingzhang\.toml: there already"):
        create_project(tmp_path, WISH)


def test_a_wrong_answer_leaves_nothing_behind(tmp_path: Path) -> None:
    picture = tmp_path / "logo.svg"
    picture.write_text("<svg/>", encoding="utf-8")
    wrong = Wish("甲", "A", "a", contact="nobody", primary="#000000", accent="#000000", logo=picture)
    with pytest.raises(WrongCommand, match=r"publisher\.contact"):
        create_project(tmp_path / "city", wrong)
    assert [p for p in (tmp_path / "city").rglob("*") if p.is_file()] == []
