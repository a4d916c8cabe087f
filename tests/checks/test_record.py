"""The record of every identity: complete, consistent with itself, and a bar to blaming."""

from __future__ import annotations

from mingzhang.knowledge.identities import load_identities
from mingzhang.knowledge.identity_record import load_record, never_held


def test_every_identity_has_a_record() -> None:
    assert [*load_record()] == [i.id for i in load_identities()]


def test_counts_fit_together() -> None:
    for name, counts in load_record().items():
        assert counts["held_with_power"] <= counts["held"] <= counts["tried"], name
        assert counts["held"] + counts["differed"] == counts["tried"], name
        assert counts["accused"] + counts["unconfirmed"] <= counts["differed"], name


def test_who_never_held_blames_nobody() -> None:
    assert not never_held("rows.codes")
    assert never_held("final.roll")
    assert never_held("no.such-identity")
    assert not any(counts["accused"] for name, counts in load_record().items() if never_held(name))
