"""The prose stage: everything the document says outside its budget tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.figures.figure import Figure
from mingzhang.prose.assets import read_assets
from mingzhang.prose.bought import tabled_procurement
from mingzhang.prose.claims import read_claims
from mingzhang.prose.counted import counted_assets, counted_staff
from mingzhang.prose.from_scans import doubt_scanned
from mingzhang.prose.furniture import contents_parts, set_aside
from mingzhang.prose.glossary import read_glossary
from mingzhang.prose.lines import read_lines
from mingzhang.prose.notes import read_project_notes
from mingzhang.prose.outline import build_outline, signed_date, to_sections
from mingzhang.prose.paragraphs import restore_paragraphs
from mingzhang.prose.procurement import read_procurement
from mingzhang.prose.projects import join_projects, target_projects, to_allotments, to_projects
from mingzhang.prose.records import Prose
from mingzhang.prose.remarks import remark
from mingzhang.prose.setting import Setting
from mingzhang.prose.staff import read_staff
from mingzhang.prose.subjects import Figures
from mingzhang.prose.target_tables import read_target_tables
from mingzhang.prose.targets import to_targets
from mingzhang.prose.torn import without_furniture_in_numbers
from mingzhang.reading.document import Document
from mingzhang.tables.table import Table


def parse_prose(
    document: Document,
    tables: Sequence[Table],
    figures: Sequence[Figure],
    fiscal_year: int | None,
    kind: str,
    source: str = "",
) -> Prose:
    """Sections, claims, projects, targets, staff, assets, procurement and glossary of one document.

    ``kind`` is ``budget`` or ``final``; ``source`` names the file in every record (by default
    the tables' own). Raises nothing:
    what is not there stays empty, and what a heading promises in vain is a note.
    """
    source = source or next((table.source for table in tables if table.source), "")
    setting = Setting(fiscal_year, kind, source)
    lines = set_aside(without_furniture_in_numbers(read_lines(document)), document, tables)
    passages = build_outline(restore_paragraphs(lines), contents_parts(lines))
    notes, target_tables = read_project_notes(passages), read_target_tables(document)
    joined = join_projects(figures, tables, notes, target_tables)
    projects = to_projects(joined, passages, source)
    consumed = frozenset(id_ for note in notes for id_ in note.passages)
    prose = Prose(
        sections=to_sections(passages, lines, source),
        claims=read_claims(passages, Figures(figures, tables, fiscal_year), setting, consumed),
        projects=projects,
        allotments=to_allotments(joined, projects, source),
        targets=to_targets(target_tables, passages, target_projects(joined, projects), setting),
        staff=read_staff(passages, source, fiscal_year) or counted_staff(figures, tables, source),
        assets=read_assets(passages, source, fiscal_year) or counted_assets(figures, tables, source),
        procurement=read_procurement(passages, setting) or tabled_procurement(figures, tables, setting),
        glossary=read_glossary(passages, source),
        signed=signed_date(passages),
        target_pages=tuple(sorted({page for table in target_tables for page in table.pages})),
    )
    return doubt_scanned(replace(prose, notes=remark(prose, passages)), document)
