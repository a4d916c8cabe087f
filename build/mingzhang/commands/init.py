"""``mingzhang init``: a folder for a site of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mingzhang.project.colours import ACCENT, PRIMARY


@click.command("init")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--name", help="Name of the site in Chinese.")
@click.option("--name-en", help="Its name in English.")
@click.option("--place", default="", help="The place it is about, 西安市; its division code is found by the name.")
@click.option("--division", default="", help="The division code itself (GB/T 2260), where the name could be several.")
@click.option("--id", "site_id", help="Short id of the collection: a-z, 0-9, hyphens.")
@click.option("--official/--independent", default=None, help="Whether a public body runs it.")
@click.option("--contact", help="Who hears of misreadings: a mail address, or the https address of a form.")
@click.option("--address", help="Where the site will stand, https://HOST/PATH/; empty: GitHub Pages tells.")
@click.option("--primary", help=f"Main colour, {PRIMARY} unless given; white text stands on it.")
@click.option("--accent", help=f"Second colour, {ACCENT} unless given.")
@click.option(
    "--logo", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A picture: svg, png or webp."
)
def command(
    folder: Path,
    name: str | None,
    name_en: str | None,
    place: str,
    division: str,
    site_id: str | None,
    official: bool | None,
    contact: str | None,
    address: str | None,
    primary: str | None,
    accent: str | None,
    logo: Path | None,
) -> None:
    """Begin a site of one's own in DIR: mingzhang.toml, datasets/, a workflow for GitHub Pages, a Containerfile.

    What is not given is asked for on a terminal, and else takes its default. Files that are there already stay. After
    it `mingzhang add`, `build` and `serve` work in DIR.
    """
    from mingzhang.project.creating import Wish, create_project, english_place, proposed_id, settle_division

    if not (place or name or division):
        place = _ask("地方 Place (西安市)", None, "")
    code = settle_division(place, division)
    name = _ask("中文名称 Name in Chinese", name, f"{place}预决算公开" if place else "")
    name_en = _ask("英文名称 Name in English", name_en, f"{english_place(code)} Open Budgets".strip())
    wish = Wish(
        name,
        name_en,
        _ask("短名 Short id", site_id, proposed_id(name_en, name)),
        code,
        _confirmed("由公共机构办理? Run by a public body?", official),
        _ask("更正联系 Contact for corrections (mail or https)", contact, ""),
        _ask("网址 Address of the site", address, ""),
        _ask("主色 Main colour", primary, PRIMARY),
        _ask("次色 Second colour", accent, ACCENT),
        logo,
    )
    _tell(folder, *create_project(folder, wish))


def _tell(folder: Path, made: list[Path], kept: list[Path]) -> None:
    """What was made, what was there, what is next."""
    for path in made:
        click.echo(str(path))
    for path in kept:
        click.echo(f"{path}: there already, left as it is")
    click.echo(f"next: cd {folder}; mingzhang add FILE|DIR|URL; mingzhang build; mingzhang serve")


def _confirmed(question: str, given: bool | None) -> bool:
    if given is not None or not _terminal():
        return bool(given)
    return click.confirm(question, default=False)


def _ask(question: str, given: str | None, default: str) -> str:
    """What was given, else the answer on a terminal, else the default."""
    if given is not None or not _terminal():
        return given if given is not None else default
    return str(click.prompt(question, default=default, show_default=bool(default))).strip()


def _terminal() -> bool:
    return sys.stdin.isatty()
