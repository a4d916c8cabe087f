"""What the prose of a disclosure says, as records: field by field the columns of the schemas of the same names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the paragraphs below it, up to the next heading. ``text`` holds one paragraph per line."""

    id: str
    position: int
    parent_id: str
    level: int
    kind: str
    topic: str
    number: str
    title: str
    text: str
    pages: tuple[int, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about an amount.

    ``change`` and ``growth`` are negative for a decrease; ``growth``, ``share`` and ``completion`` are in per cent.
    ``base_amount`` is ``derived`` when it is amount less change and not printed; ``figure_id`` is empty when
    it cannot be told.
    """

    id: str
    subject: str
    concept: str
    functional_code: str = ""
    economic_code: str = ""
    figure_year: int | None = None
    phase: str = ""
    amount: Decimal | None = None
    unit: str = ""
    amount_yuan: Decimal | None = None
    quantity: Decimal | None = None
    quantity_unit: str = ""
    share: Decimal | None = None
    share_of: str = ""
    change: Decimal | None = None
    growth: Decimal | None = None
    completion: Decimal | None = None
    base: str = ""
    base_amount: Decimal | None = None
    base_reading: str = ""
    reason: str = ""
    figure_id: str = ""
    printed: str = ""
    section: str = ""
    page: int | None = None
    reading: str = "printed"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """One project, however many places of the document speak of it; each place's name and amount are kept."""

    id: str
    name: str
    table_name: str = ""
    prose_name: str = ""
    target_name: str = ""
    joined_by: tuple[str, ...] = ()
    difference: str = ""
    unit_name: str = ""
    responsible_body: str = ""
    responsible_person: str = ""
    functional_code: str = ""
    amount: Decimal | None = None
    unit: str = ""
    amount_yuan: Decimal | None = None
    table_amount: Decimal | None = None
    prose_amount: Decimal | None = None
    target_amount: Decimal | None = None
    fiscal_amount: Decimal | None = None
    other_amount: Decimal | None = None
    policy_basis: str = ""
    period: str = ""
    period_start: date | None = None
    period_end: date | None = None
    objective: str = ""
    targets_state: str = "absent"
    figure_ids: tuple[str, ...] = ()
    section: str = ""
    page: int | None = None
    reading: str = "printed"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Allotment:
    """One purpose to which a project's money is allotted."""

    id: str
    project_id: str
    position: int
    purpose: str
    amount: Decimal
    unit: str = ""
    amount_yuan: Decimal | None = None
    printed: str = ""
    section: str = ""
    page: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One performance indicator; what stands at the head of its table is repeated in each."""

    id: str
    target_table: str
    scope: str
    table_title: str
    unit_name: str
    project_id: str
    project: str
    responsible_person: str
    total_amount: Decimal | None
    fiscal_amount: Decimal | None
    superior_amount: Decimal | None
    own_amount: Decimal | None
    other_amount: Decimal | None
    unit: str
    objective: str
    position: int
    level1: str
    level2: str
    level3: str
    target: str
    comparator: str
    value: Decimal | None
    value_unit: str
    basis: str
    previous: str
    weight: Decimal | None
    scoring_rule: str
    evidence: str
    section: str = ""
    page: int | None = None
    reading: str = "printed"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Established posts or persons of one kind."""

    id: str
    category: str
    label: str
    unit_name: str = ""
    count: int = 0
    change: int | None = None
    as_of: date | None = None
    printed: str = ""
    section: str = ""
    page: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """Assets of one kind, held or to be bought. ``threshold`` is the lower limit in "above 500,000 yuan each"."""

    id: str
    category: str
    label: str
    parent_id: str = ""
    status: str = "held"
    unit_name: str = ""
    quantity: Decimal | None = None
    quantity_unit: str = ""
    amount: Decimal | None = None
    unit: str = ""
    amount_yuan: Decimal | None = None
    threshold: Decimal | None = None
    as_of: date | None = None
    printed: str = ""
    section: str = ""
    page: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Procurement:
    """One amount of government procurement."""

    id: str
    concept: str
    label: str
    unit_name: str = ""
    figure_year: int | None = None
    phase: str = ""
    amount: Decimal = Decimal(0)
    unit: str = ""
    amount_yuan: Decimal | None = None
    share: Decimal | None = None
    share_of: str = ""
    printed: str = ""
    section: str = ""
    page: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term as the body itself explains it."""

    id: str
    position: int
    number: str
    term: str
    definition: str
    section: str = ""
    page: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should know that no resource holds.

    ``kind``: ``promised-not-found`` (a heading promises records that were not found), ``withheld`` (the document says
    that it does not disclose something), ``name-difference`` (one project, two names or amounts), ``weights`` (what
    the weights of a target table add up to). ``subject`` names the thing, ``resource`` the resource concerned.
    """

    kind: str
    resource: str
    subject: str
    sentence: str
    sentence_en: str
    section: str = ""
    page: int | None = None
    value: Decimal | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """Everything outside the budget tables; ``signed`` is the date printed under the document, if there is one.

    ``target_pages``: every page of the source on which a table of targets stands, with indicators or without.
    """

    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    projects: tuple[Project, ...] = ()
    allotments: tuple[Allotment, ...] = ()
    targets: tuple[Target, ...] = ()
    staff: tuple[Staff, ...] = ()
    assets: tuple[Asset, ...] = ()
    procurement: tuple[Procurement, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    notes: tuple[Note, ...] = field(default=())
    target_pages: tuple[int, ...] = ()
    signed: date | None = None
