"""Human verdicts stand beside the reading: loaded strictly, stale when the reading changes, never in its place."""

from __future__ import annotations

import csv
import datetime
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzhang.cli import cli
from mingzhang.collection.dossier import Dossier
from mingzhang.commands.review_file import add_verdict
from mingzhang.errors import WrongCommand
from mingzhang.package.validate import validate_package
from mingzhang.reviews.load import load_verdicts
from mingzhang.reviews.review_record import fingerprint
from mingzhang.running.building import build_package
from mingzhang.site.interface import Words
from mingzhang.site.said import badge

DAY = datetime.date(2026, 11, 22)
FIGURE = "f0123456789ab"
ENTRY = f'[[reviews]]\nfigure = "{FIGURE}"\nwho = "甲"\ndate = 2026-11-22\nsaw = "as-printed"\nreading = "276.12"\n'


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, text: str) -> Path:
    path = folder / "review.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_no_verdict(tmp_path: Path) -> None:
    assert load_verdicts(tmp_path / "review.toml") == ()


def test_an_entry_is_read(tmp_path: Path) -> None:
    [verdict] = load_verdicts(write(tmp_path, ENTRY))
    assert (verdict.target, verdict.who, verdict.date, verdict.saw) == (FIGURE, "甲", DAY, "as-printed")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("reviews = 3", "reviews: found 3"),
        ("[[reviews", "no TOML"),
        (ENTRY.replace("as-printed", "looks fine"), "reviews[0].saw: found 'looks fine'"),
        (ENTRY.replace("as-printed", "misread:"), "reviews[0].saw: found 'misread:'"),
        (ENTRY.replace('who = "甲"\n', ""), "reviews[0]: 'who' is a required property"),
        (ENTRY + 'nte = "?"\n', "reviews[0]: Additional properties"),
        (ENTRY + 'table = "t07"\n', "reviews[0]: no target, or two; expected either figure or table"),
        (ENTRY.replace(FIGURE, "7"), "reviews[0].figure: found '7'"),
        (ENTRY.replace("2026-11-22", '"2026-13-22"'), "reviews[0].date: found '2026-13-22'"),
        (ENTRY + ENTRY, f"reviews[1]: {FIGURE} is reviewed twice by 甲 on 2026-11-22"),
    ],
)
def test_what_is_wrong_is_told_with_its_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(WrongCommand) as caught:
        load_verdicts(write(tmp_path, text))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "review.toml"))
    assert "\n" not in str(caught.value)


def test_a_verdict_is_added_below_what_is_there(tmp_path: Path) -> None:
    before = "# looked at in the reading room\n" + ENTRY
    path = add_verdict(tmp_path, "t07", "乙", DAY, "misread: 二", "0" * 12, "note") if write(tmp_path, before) else None
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert [v.target for v in load_verdicts(path)] == [FIGURE, "t07"]


def test_nobody_overwrites_a_verdict(tmp_path: Path) -> None:
    path = write(tmp_path, ENTRY)
    with pytest.raises(WrongCommand, match="one verdict a day"):
        add_verdict(tmp_path, FIGURE, "甲", DAY, "misread: 276.13", "276.12")
    assert path.read_text(encoding="utf-8") == ENTRY


def test_a_wrong_verdict_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(WrongCommand):
        add_verdict(tmp_path, "x1", "甲", DAY, "as-printed", "1")
    assert not (tmp_path / "review.toml").exists()


def test_the_fingerprint_of_a_table_knows_its_title_and_prints() -> None:
    one = fingerprint("收支总表", [("f1", "1.00"), ("f2", "2.00")])
    assert one == fingerprint("收支总表", [("f2", "2.00"), ("f1", "1.00")])
    assert len({one, fingerprint("收支", [("f1", "1.00"), ("f2", "2.00")]), fingerprint("收支总表", [])}) == 3


@pytest.fixture(scope="module")
def disclosure(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A copy of the founding disclosure with its package, in a datasets tree of its own."""
    name = "changji-science-association/2024-budget"
    directory = tmp_path_factory.mktemp("datasets") / name
    ignored = shutil.ignore_patterns("package", "review.toml")
    shutil.copytree(root / "datasets" / name, directory, ignore=ignored)
    build_package(directory, directory / "package")
    return directory


def test_verdicts_are_published_beside_the_reading(disclosure: Path) -> None:
    before = rows(disclosure / "package" / "figures.csv")
    one, other = before[0], before[1]
    runner, datasets = CliRunner(), str(disclosure.parents[1])
    name = "changji-science-association/2024-budget"
    for arguments in (
        [name, one["id"], "--who", "甲", "--misread", "1.00"],
        [name, other["id"], "--who", "甲"],
        [name, "t03", "--who", "乙", "--note", "对照原页"],
    ):
        result = runner.invoke(cli, ["review", *arguments, "--datasets", datasets])
        assert result.exit_code == 0, result.output
    add_verdict(disclosure, "f000000000000", "甲", DAY, "as-printed", "9.99")
    text = (disclosure / "review.toml").read_text(encoding="utf-8")
    build_package(disclosure, disclosure / "package")

    reviews = rows(disclosure / "package" / "reviews.csv")
    assert [(r["verdict"], r["seen"], r["state"]) for r in reviews] == [
        ("misread", "1.00", "current"),
        ("as-printed", "", "current"),
        ("as-printed", "", "current"),
        ("as-printed", "", "stale"),
    ]
    after = rows(disclosure / "package" / "figures.csv")
    assert after[0] == one | {"reading": "doubtful"}
    assert after[1:] == before[1:]
    found = [c for c in rows(disclosure / "package" / "checks.csv") if one["id"] in c["left_figures"]]
    assert any(c["identity"] == "reading.doubtful" for c in found)
    assert validate_package(disclosure / "package") == []
    assert (disclosure / "review.toml").read_text(encoding="utf-8") == text


def test_a_changed_reading_makes_its_verdict_stale(disclosure: Path) -> None:
    other = rows(disclosure / "package" / "figures.csv")[2]
    add_verdict(disclosure, other["id"], "丁", DAY, "as-printed", other["printed"])
    text = (disclosure / "review.toml").read_text(encoding="utf-8")
    try:
        write(disclosure, text.replace(f'reading = "{other["printed"]}"', 'reading = "0.01"'))
        build_package(disclosure, disclosure / "package")
        reviews = rows(disclosure / "package" / "reviews.csv")
        assert {r["figure_id"]: r["state"] for r in reviews}[other["id"]] == "stale"
    finally:
        write(disclosure, text)


def test_an_unknown_target_is_refused(disclosure: Path) -> None:
    datasets = str(disclosure.parents[1])
    arguments = ["review", "changji-science-association/2024-budget", "f999999999999", "--who", "甲"]
    result = CliRunner().invoke(cli, [*arguments, "--datasets", datasets])
    assert result.exit_code == 2
    assert "no figure or table f999999999999" in result.output


def test_amounts_are_not_touched_by_misread_verdicts(disclosure: Path) -> None:
    figures = rows(disclosure / "package" / "figures.csv")
    assert sum(Decimal(f["amount"]) == Decimal(f["printed"].replace(",", "")) for f in figures) == len(figures)


def test_a_contradiction_waits_until_a_human_has_looked(disclosure: Path, tmp_path: Path) -> None:
    """Pending until a figure of it is found as printed; only then the site calls it a contradiction."""
    datasets = tmp_path / "datasets"
    mine = datasets / disclosure.parent.name / disclosure.name
    shutil.copytree(disclosure, mine)
    path = mine / "package" / "checks.csv"
    held = next(c for c in rows(path) if c["result"] == "holds" and c["left_figures"])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [n.replace(",holds,", ",source-contradiction,") if n.startswith(held["id"]) else n for n in lines]
    path.write_text("".join(changed), encoding="utf-8")
    figure = held["left_figures"].split(" | ")[0]

    waits = CliRunner().invoke(cli, ["review", "--pending", "--datasets", str(datasets)])
    assert waits.exit_code == 0
    assert [line.split(": ")[0] for line in waits.output.splitlines()] == [
        f"changji-science-association/2024-budget {figure}"
    ]
    check = {**held, "result": "source-contradiction"}
    words = Words("zh")
    assert badge(check, Dossier(mine / "package"), words) == "两处数字对不上，尚未人工核对"

    seen = mine / "package" / "reviews.csv"
    reading = next(f["printed"] for f in rows(mine / "package" / "figures.csv") if f["id"] == figure)
    header = seen.read_text(encoding="utf-8").splitlines()[0].split(",")
    verdict = {"id": "v1", "figure_id": figure, "reviewer": "甲", "date": "2026-01-02", "verdict": "as-printed",
               "reading": reading, "state": "current", "source": "x"}  # fmt: skip
    with seen.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerow(verdict)
    assert badge(check, Dossier(mine / "package"), words) == "原文自相矛盾，已人工核对"
    assert CliRunner().invoke(cli, ["review", "--pending", "--datasets", str(datasets)]).output == ""


def test_a_review_needs_to_say_what_and_who(disclosure: Path) -> None:
    result = CliRunner().invoke(cli, ["review", "changji-science-association/2024-budget"])
    assert result.exit_code == 2
    assert "--pending" in result.output
