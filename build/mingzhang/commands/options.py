"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

C = TypeVar("C", bound=Callable[..., Any])

FOLDER = click.Path(path_type=Path, file_okay=False)


def choosing(command: C) -> C:
    """``--datasets``, ``--store``, ``--only``: which disclosures, and where their sources are."""
    command = click.option("--only", multiple=True, metavar="ID", help="Only this disclosure or body; repeatable.")(
        command
    )
    command = click.option(
        "--store", "stores", type=FOLDER, multiple=True, help="Folder with source files, found by hash; repeatable."
    )(command)
    return trees(command)


def trees(command: C) -> C:
    """``--datasets``: where the disclosures are registered."""
    return click.option(
        "--datasets",
        type=FOLDER,
        multiple=True,
        default=("datasets",),
        show_default=True,
        help="Tree of disclosures; repeatable.",
    )(command)


def executing(command: C) -> C:
    """``--jobs``, ``--executor``, ``--scheduler``: where the work is done."""
    command = click.option(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="With dask: the cluster, tcp://HOST:PORT [default: one here].",
    )(command)
    command = click.option(
        "--executor",
        type=click.Choice(["processes", "dask"]),
        default="processes",
        show_default=True,
        help="Where the work is done; the result is the same.",
    )(command)
    return jobs(command)


def jobs(command: C) -> C:
    """``--jobs``: how many at a time."""
    return click.option(
        "--jobs",
        type=click.IntRange(1),
        default=min(os.cpu_count() or 1, 4),
        show_default=True,
        help="Disclosures worked on at the same time.",
    )(command)


def keeping(command: C) -> C:
    """``--cache``, ``--no-cache``: what is done anew; the command is given a folder or None."""
    command = click.option("--no-cache", is_flag=True, help="Do everything anew.")(command)
    return click.option(
        "--cache",
        type=FOLDER,
        default=".cache",
        show_default=True,
        help="Where results are kept; only for a folder that nobody else can write to.",
    )(command)
