"""The collection as pages: Markdown files in a staging copy of site_src, one folder for each edition."""

from __future__ import annotations

import shutil
from pathlib import Path

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Collection, Entry
from mingzhang.collection.survey import read_survey
from mingzhang.project.project import HERE, Project
from mingzhang.site.across_pages import write_across
from mingzhang.site.checks_page import check_addresses, write_checks
from mingzhang.site.corrections_log import note_corrections
from mingzhang.site.disclosure_page import write_disclosure
from mingzhang.site.edition import Edition
from mingzhang.site.figure_view import Links
from mingzhang.site.findable import find_entry, find_terms
from mingzhang.site.gallery import Gallery
from mingzhang.site.interface import LANGUAGES, Words
from mingzhang.site.lists import write_lists
from mingzhang.site.method_page import write_record
from mingzhang.site.overlay import fill_in, lay_over, own_texts
from mingzhang.site.panel_data import write_panel
from mingzhang.site.publishing import write_heads
from mingzhang.site.ranking_facts import rank_row
from mingzhang.site.reference_pages import note_wordings, write_data, write_glossary
from mingzhang.site.table_page import write_tables
from mingzhang.site.targets_page import write_targets
from mingzhang.site.terms import load_glossary
from mingzhang.site.text_page import write_text
from mingzhang.site.tips import write_tips

SHARED = ("styles", "scripts", "images")


def write_pages(
    collection: Collection, staging: Path, site_src: Path, gallery: Gallery | None = None, project: Project = HERE
) -> None:
    """Writes ``staging/zh`` and ``staging/en``: the hand-written pages of ``site_src``, and a page for all there is.
    What lies in the overlay of ``project`` is added, or replaces what it is named like.

    ``staging/data`` holds the collection's data already; what the pages offer beside it is added there.

    Each package is read once and given up before the next, so memory does not grow with the collection.
    """
    glossary = load_glossary(site_src / "glossary.yml")
    texts = own_texts(project)
    editions = [
        Edition(Words(lang, texts), collection, glossary, _copy(site_src, staging, lang, project), project=project)
        for lang in LANGUAGES
    ]
    survey = read_survey(staging / "data" / "all")
    for edition in editions:
        write_record(edition)
        write_tips(edition)
        edition.survey = survey
        edition.gallery = gallery or edition.gallery
    write_heads(editions)
    for entry in collection.entries:
        package = Dossier(entry.directory)
        for edition in editions:
            write_entry(edition, entry, package)
    for edition in editions:
        write_lists(edition)
        write_glossary(edition)
        write_data(edition)
        find_terms(edition)
    write_across(editions, staging / "data", project.folder or site_src.parent)
    for edition in editions:
        lay_over(edition)
        fill_in(edition)
        edition.finish()


def write_entry(edition: Edition, entry: Entry, package: Dossier) -> None:
    """Every page of one disclosure."""
    links = Links(package)
    write_disclosure(edition, entry, package)
    write_tables(edition, entry, package, links)
    write_text(edition, entry, package)
    write_targets(edition, entry, package)
    write_checks(edition, entry, package, links)
    if edition.words.language == LANGUAGES[0]:
        write_panel(edition, entry, package, links, check_addresses(package))
    find_entry(edition, entry, package)
    note_wordings(edition, entry, package)
    note_corrections(edition, entry, package)
    edition.ranking.append(rank_row(entry, package))


def _copy(site_src: Path, staging: Path, language: str, project: Project) -> Path:
    """The hand-written pages of an edition; what tells contributors of our code stays on our own site."""
    folder = staging / language
    left_out = () if project.folder is None else ("contribute",)
    shutil.copytree(site_src / language, folder, ignore=shutil.ignore_patterns(*left_out))
    for name in SHARED:
        shutil.copytree(site_src / name, folder / name, ignore=shutil.ignore_patterns("readme-*"))
    return folder
