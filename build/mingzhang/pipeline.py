"""The two roads: one disclosure from its source to its package, and the collection from its packages to the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.checks.notices import write_notices
from mingzhang.checks.proving import prove_further
from mingzhang.checks.run import run_checks
from mingzhang.disclosures.disclosure import Disclosure, Source
from mingzhang.disclosures.identity import identify
from mingzhang.disclosures.personal import mark_personal
from mingzhang.disclosures.registration import describe
from mingzhang.figures.caveats import apply_caveats
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.stamping import keep_printed_years
from mingzhang.package.write import write_package
from mingzhang.project.project import HERE, Project
from mingzhang.project.publisher import MINGZHANG, Publisher
from mingzhang.prose.parse import parse_prose
from mingzhang.prose.undated import forget_year
from mingzhang.prose.unread_targets import settle_target_tables
from mingzhang.reading import read_source
from mingzhang.reading.masked_document import mask_document
from mingzhang.reviews.verdicts import doubt_misread, judge_reviews, verdicts_of
from mingzhang.running.ownership import mark_site, package_files, site_files
from mingzhang.running.runner import Runner
from mingzhang.running.staging import staged
from mingzhang.structure.find import find_structure, with_structure
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.recognise import recognise_tables
from mingzhang.witnesses.adopted_places import adopt_pages, adopt_places
from mingzhang.witnesses.compare import compare_sources
from mingzhang.witnesses.witness import read_witness


def make_package(
    path: Path,
    target: Path,
    run: Runner,
    disclosure: Disclosure | None = None,
    witnesses: Sequence[tuple[Source, Path]] = (),
    publisher: Publisher = MINGZHANG,
) -> None:
    """The source file at ``path`` as a data package in ``target``, swapped in whole.

    Without ``disclosure`` (a file that is not registered) body, year, kind, scope and signature are the document's own.
    A witness is read by itself and compared; one with pages gives a text its places. UnreadableSource: nothing written.
    """
    shown = run(restore_tables, run(read_source, path))
    document = run(mask_document, shown)  # nothing that follows can show a personal number
    tables = run(recognise_tables, document, path.name)
    known = disclosure or describe(path, run(identify, document, tables))
    known = run(mark_personal, known, shown, document, path.name)
    readings = [read_witness(p, s.role, known.fiscal_year, known.kind, run) for s, p in witnesses]
    tables = run(adopt_places, tables, readings)
    skeletons = run(find_structure, tables)
    tables = run(with_structure, tables, skeletons)
    figures = run(extract_figures, tables, known.fiscal_year, known.kind, skeletons)
    figures = run(apply_caveats, figures, tables, known.caveats)
    reviews = run(judge_reviews, verdicts_of(known), tables, figures)
    figures = run(doubt_misread, figures, reviews)
    prose = run(parse_prose, document, tables, figures, known.fiscal_year, known.kind)
    prose = run(adopt_pages, prose, readings)
    tables = run(settle_target_tables, tables, prose)
    checks = run(run_checks, tables, figures, prose, known.kind, document=document)
    figures = run(prove_further, figures, checks, skeletons)
    checks += run(compare_sources, figures, readings, path.name, document=document)
    notices = run(write_notices, known, tables, figures, prose, checks, reviews)
    if not known.year_is_sure:
        undated = run(extract_figures, tables, None, known.kind)
        figures = run(keep_printed_years, figures, undated)
        prose = run(forget_year, prose, known.fiscal_year)
    known = known if disclosure else replace(known, signed=known.signed or prose.signed)
    with staged(target, package_files) as staging:
        run(write_package, known, tables, figures, prose, checks, staging, notices, reviews, publisher)


def make_site(
    packages: Sequence[Path],
    target: Path,
    site_src: Path,
    run: Runner,
    stores: Sequence[Path] = (),
    cache: Path | None = None,
    project: Project = HERE,
) -> None:
    """The static site of the packages in ``target``, swapped in whole: collection, pages, MkDocs.

    ``stores`` hold sources that do not lie beside their packages, ``cache`` the pictures of their pages.
    """
    from mingzhang.site.assembly import build_site

    with staged(target, site_files) as staging:
        run(build_site, packages, staging, site_src, stores, cache, project)
        mark_site(staging)
