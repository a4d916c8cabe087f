"""Tables, figures and prose → checks: every identity tried at every spot where it applies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mingzhang.checks.accusing import weigh
from mingzhang.checks.aftermath import weigh_together
from mingzhang.checks.checklist import check_disclosure
from mingzhang.checks.facts import figure_facts
from mingzhang.checks.findings import prose_findings, reading_findings
from mingzhang.checks.judge import judge
from mingzhang.checks.missing import Missing
from mingzhang.checks.prose_facts import prose_facts
from mingzhang.checks.record import Check, identifier
from mingzhang.checks.select import Ledger
from mingzhang.checks.soundness import PROSE_RECORDS, doubt_facts, hold_back, page_findings, weigh_prose
from mingzhang.checks.spots import Spot, find_spots
from mingzhang.checks.trial import Trial
from mingzhang.checks.wording import Writer, shown, trial_places
from mingzhang.figures.figure import Figure
from mingzhang.knowledge.identities import Identity, load_identities
from mingzhang.prose.records import Prose
from mingzhang.reading.document import Document
from mingzhang.tables.table import Table


def run_checks(
    tables: Sequence[Table],
    figures: Sequence[Figure],
    prose: Prose,
    kind: str,
    identities: Sequence[Identity] | None = None,
    document: Document | None = None,
) -> tuple[Check, ...]:
    """Every identity of identities.yml at every spot, in the order of that file; what it could not be tried on says
    so once.

    ``kind`` is ``budget`` or ``final``. ``identities`` replaces those of the package (for tests and for drafts of
    new ones). ``document`` tells which pages the prose was read from are unsure.
    """
    told = weigh_prose(prose_facts(prose, figures, kind), prose, tables, document)
    ledger = Ledger(tuple(doubt_facts((*figure_facts(tables, figures, kind), *told), document)))
    wanted = [i for i in (load_identities() if identities is None else identities) if i.kind in ("", kind)]
    pages = _pages_of(figures, prose)
    tried = [t for identity in wanted for t in _try(identity, ledger)]
    trials = weigh_together(weigh(tried, ledger, pages, Missing(tables, figures, document), prose.claims))
    writer = Writer(tables, {s.id: s.title for s in prose.sections})
    seen: Counter[str] = Counter()
    checks = (
        *(_check(t, writer, seen, pages) for t in trials),
        *prose_findings(prose),
        *page_findings(document, next((t.source for t in tables if t.source), "")),
        *reading_findings(tables, figures),
        *check_disclosure(tables, frozenset(f.table_id for f in figures), prose, kind, document),
    )
    return tuple(hold_back(checks, document))


def _try(identity: Identity, ledger: Ledger) -> list[Trial]:
    trials = [judge(spot, ledger) for spot in find_spots(identity, ledger)]
    if trials:
        return trials
    nowhere = Spot(identity, (), dict.fromkeys(identity.formula.names(), ()))
    return [Trial(nowhere, "", "not-testable", why="absent")]


def _pages_of(figures: Sequence[Figure], prose: Prose) -> dict[str, int]:
    """The page of every figure and of every record of the prose, by its id."""
    told = {r.id: r.page for name in PROSE_RECORDS for r in getattr(prose, name) if r.page}
    return {f.id: f.page for f in figures} | told


def _check(trial: Trial, writer: Writer, seen: Counter[str], pages: Mapping[str, int]) -> Check:
    spot, identity = trial.spot, trial.spot.identity
    computed = trial.left is not None and trial.right is not None
    places = trial_places(trial)
    left, right = spot.facts("left"), spot.facts("right")
    return Check(
        id=_identifier(spot, seen),
        identity=identity.id,
        name=identity.name.zh,
        name_en=identity.name.en,
        strength=identity.strength,
        scope=_scope(spot),
        table_ids=tuple(dict.fromkeys(f.table for f in spot.facts() if f.table)),
        condition=writer.condition(trial, "zh"),
        condition_en=writer.condition(trial, "en"),
        left_label=writer.label(trial, "left", "zh"),
        left=shown(trial.left.value, trial_places(trial, "left")) if trial.left else None,
        right_label=writer.label(trial, "right", "zh"),
        right=shown(trial.right.value, trial_places(trial, "right")) if trial.right else None,
        difference=shown(trial.difference, places) if computed else None,
        unit=trial.unit,
        tolerance=shown(trial.tolerance, places) if computed else None,
        tolerance_reason=writer.tolerance_reason(trial, "zh"),
        tolerance_reason_en=writer.tolerance_reason(trial, "en"),
        result=trial.result,
        sentence=writer.sentence(trial, "zh"),
        sentence_en=writer.sentence(trial, "en"),
        left_figures=tuple(dict.fromkeys(f.figure for f in left if f.figure)),
        right_figures=tuple(dict.fromkeys(f.figure for f in right if f.figure)),
        source=next((f.source for f in spot.facts()), ""),
        pages=tuple(sorted({pages[i] for f in spot.facts() for i in (f.id, f.figure) if i in pages})),
        records=tuple(dict.fromkeys(f.id for f in spot.facts() if f.record != "figure")),
        confirmed_by=writer.confirmed_by(trial, "zh"),
        confirmed_by_en=writer.confirmed_by(trial, "en"),
    )


def _scope(spot: Spot) -> str:
    facts = spot.facts()
    if any(f.record != "figure" for f in facts):
        return "prose"
    return "tables" if len({f.table for f in facts}) > 1 else "table"


def _identifier(spot: Spot, seen: Counter[str]) -> str:
    """Stable across readings: the identity and the ids of the facts of both sides."""
    ids = [f"{name}:{f.id}:{f.value}" for name, facts in spot.terms.items() for f in facts]
    text = "\x1f".join([spot.identity.id, *ids])
    seen[text] += 1
    return identifier(text, str(seen[text]))
