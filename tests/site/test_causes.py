"""What fails for one cause is one finding; nothing is called a contradiction before a human has seen the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.gathering import make_entry
from mingzhang.site.causes import find_findings, touching
from mingzhang.site.interface import Words
from mingzhang.site.said import badge, say_finding, table_badges, verdict

ZH = Words("zh")


def check(
    number: int, identity: str = "", tables: str = "t01", figures: str = "", missed: str = "", result: str = ""
) -> Record:
    """A failing check; what is not given is shared with no other."""
    return {
        "id": f"k{number}",
        "identity": identity or f"rule.{number}",
        "table_ids": tables,
        "left_figures": figures or f"f{number}",
        "right_figures": "",
        "difference": missed or f"{number}00.01",
        "unit": "万元",
        "result": result or "source-contradiction",
        "sentence": f"第 {number} 句。",
        "sentence_en": f"Sentence {number}.",
        "confirmed_by": "",
        "confirmed_by_en": "",
    }


class Held:
    """A package of which only checks and reviews are asked."""

    def __init__(self, checks: list[Record], seen: tuple[str, ...] = ()) -> None:
        self._checks, self._seen = checks, seen

    def rows(self, _: str) -> list[Record]:
        return self._checks

    def was_seen(self, one: Record) -> bool:
        return one["left_figures"] in self._seen


def held(*checks: Record, seen: tuple[str, ...] = ()) -> Dossier:
    return cast(Dossier, Held(list(checks), seen))


def groups(*checks: Record) -> list[list[str]]:
    return [[c["id"] for c in f.checks] for f in find_findings(held(*checks))]


def test_one_slipped_column_is_one_finding() -> None:
    """Thirty rows of one table, each with its own difference."""
    rows = [check(n, "kinds.expenditure", missed=f"{n}.25") for n in range(1, 31)]
    assert [len(g) for g in groups(*rows)] == [30]


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (check(2), False),
        (check(2, tables="t02", figures="f1"), True),
        (check(2, tables="t02", missed="-100.01"), True),
        (check(2, tables="t02", missed="0.01"), False),
        (check(2, "rule.1", tables="t02"), False),
        (check(2, figures="f1", result="reading-doubt"), False),
        (check(2, figures="f1", result="unconfirmed"), True),
    ],
)
def test_what_makes_one_cause(other: Record, together: bool) -> None:
    """A relation in one table, a figure, an amount that is no chance; never a doubt with what is printed."""
    assert groups(check(1), other) == ([["k1", "k2"]] if together else [["k1"], ["k2"]])


def test_two_groups_that_a_third_check_joins_are_one() -> None:
    between = check(3, tables="t03", figures="f1 | f2")
    assert groups(check(1), check(2, tables="t02"), between) == [["k1", "k2", "k3"]]


def test_a_small_difference_may_be_shared_by_chance() -> None:
    """0.01 is what everybody's rounding misses by."""
    assert len(groups(check(1, missed="0.01"), check(2, tables="t02", missed="0.01"))) == 2


def test_a_contradiction_is_called_one_only_after_a_human_has_looked() -> None:
    blamed = check(1)
    (unseen,) = find_findings(held(blamed))
    (seen,) = find_findings(held(blamed, seen=("f1",)))
    assert (unseen.state, seen.state) == ("unseen", "seen")
    said = say_finding(unseen, held(blamed), ZH, "checks/")
    assert "矛盾" not in "".join(said.values())
    assert said["css"] == "unseen"
    assert "还没有人对照过原页" in said["conclusion"]
    assert badge(blamed, held(blamed, seen=("f1",)), ZH) == "原文自相矛盾，已人工核对"


def test_no_sentence_accuses_by_itself(root: Path) -> None:
    """The verdict stands beside the sentence, so that it can wait for a human."""
    wording: dict[str, Any] = yaml.safe_load((root / "build/mingzhang/checks/wording.yml").read_text("utf-8"))
    said = [w["source-contradiction"] for w in wording.values() if "source-contradiction" in w]
    assert len(said) >= 3
    assert not [w for w in said if "矛盾" in w["zh"] or "contradict" in w["en"]]


def test_counts_of_what_fails_are_counts_of_causes(founding: Path) -> None:
    entry = make_entry(Dossier(founding / "package"))
    rows = [check(n, "kinds.expenditure") for n in range(1, 31)]
    said = verdict(entry, find_findings(held(*rows)), ZH)
    assert said.endswith("其余归为一处，同一原因算一处。")
    assert "30" not in said.partition("其余")[2]
    assert table_badges(held(*rows), ZH) == {"t01": [("source-contradiction", "有数字对不上")]}


def test_a_table_hears_of_each_cause_once() -> None:
    findings = find_findings(held(check(1, tables="t01 | t02"), check(2, "rule.1", tables="t01 | t02"), check(3)))
    assert [c["id"] for _, c in touching(findings, "t02")] == ["k1"]
    assert [c["id"] for _, c in touching(findings, "t01")] == ["k1", "k3"]
