"""Who is blamed: only a relation confirmed elsewhere in the disclosure, whose numbers nothing else explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mingzhang.checks.evidence import Evidence
from mingzhang.checks.hearsay import Hearsay
from mingzhang.checks.missing import Missing
from mingzhang.checks.record import BLAMED
from mingzhang.checks.rivals import Rivals
from mingzhang.checks.select import Ledger
from mingzhang.checks.trial import Confirmation, Trial
from mingzhang.knowledge.identity_record import never_held
from mingzhang.prose.records import Claim


def weigh(
    trials: Sequence[Trial], ledger: Ledger, pages: Mapping[str, int], missing: Missing, claims: Sequence[Claim]
) -> list[Trial]:
    """The trials; those that blame the source are kept with what confirms them, or are ``unconfirmed``."""
    rivals = Rivals(ledger.facts, trials, pages)
    judge = _Judge(Evidence(trials, ledger.facts), rivals, missing, Hearsay(trials, ledger.facts, claims))
    weighed = [judge.weigh(t) if t.result in BLAMED else t for t in trials]
    accused = [t for t in weighed if t.result in BLAMED]
    return [_crossing(t, accused) if t.result == "unconfirmed" and t.why == "alone" else t for t in weighed]


class _Judge:
    """Asks first what confirms a relation, then what else would explain its numbers."""

    def __init__(self, evidence: Evidence, rivals: Rivals, missing: Missing, hearsay: Hearsay) -> None:
        self._evidence, self._rivals, self._missing, self._hearsay = evidence, rivals, missing, hearsay

    def weigh(self, trial: Trial) -> Trial:
        """The trial with the first confirmation that no rival stands against, else ``unconfirmed``."""
        if never_held(trial.spot.identity.id):
            return _doubted(trial, "never-held")
        missing = self._missing.explain(trial) if trial.result == "source-incomplete" else ""
        if missing:
            return _doubted(trial, missing)
        why = "alone"
        told = any(f.record != "figure" for f in trial.spot.facts())
        for found in self._hearsay.confirm(trial) if told else self._evidence.confirm(trial):
            rival = self._hearsay.explain(trial) if told else self._rivals.explain(trial, found)
            if not rival:
                return replace(trial, confirmed=found)
            why = rival
        return _doubted(trial, why)


def _doubted(trial: Trial, why: str) -> Trial:
    return replace(trial, result="unconfirmed", why=why, blamed=trial.result)


def _crossing(trial: Trial, accused: Sequence[Trial]) -> Trial:
    """A relation with no sibling is as good as confirmed where a confirmed one fails with it: in the same number, or in
    another column of the same row, by the same amount."""
    for other in accused:
        apart = abs(abs(trial.difference) - abs(other.difference))
        alike = other.unit == trial.unit and apart <= trial.tolerance + other.tolerance
        if alike and _meet(trial, other):
            return replace(trial, result=trial.blamed, why="", confirmed=Confirmation("crossing", 1, other))
    return trial


def _meet(one: Trial, other: Trial) -> bool:
    """Whether two trials share a number, or the row of the number on their left."""
    shared = {f.id for f in one.spot.facts() if f.amount} & {f.id for f in other.spot.facts()}
    rows = [{(f.table, f.panel, f.row) for f in t.spot.facts("left")} for t in (one, other)]
    same_row = rows[0] == rows[1] and one.spot.identity == other.spot.identity
    crosses = bool(shared) and one.spot.identity != other.spot.identity
    return crosses or same_row
