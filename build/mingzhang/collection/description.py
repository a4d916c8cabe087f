"""The descriptor and the readme of the collection as one data package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.package.descriptor import LICENSES, PROFILE, describe_resource
from mingzhang.package.readme import personal_lines
from mingzhang.project.publisher import MINGZHANG, Publisher, publisher_contact

_TITLE = ("{name}：部门预决算公开数据", "{name_en}: budget disclosures of public bodies in China")
_ABOUT = (
    "各机关公开的部门预算与决算，读成一套可比的数据。figures 是印出的每个金额；lines 是可比的视图；panel 供统计。",
    "Departmental budgets and final accounts as disclosed, read into comparable data. figures: every printed amount; "
    "lines: the comparable view; panel: for statistics.",
)
_README = """# {title}

{title_en}

{about}

{about_en}

## 求和 Adding up

lines 一行为一个机关、口径、年度、阶段、含义、资金与科目。求和时取定一个 concept、一个 fund（空为各种资金合计）、
一个 breakdown，再只加 is_default 与 is_leaf 都为 true 的行；adds_up 为 yes 者与印出的合计相符。部门口径已含所属单位，
is_default 只取其一。编码由名称推定者、金额由分行相加者（agreement 为 sum）reading 为 inferred。bodies 的区划编码见
divisions。

A line is one body, scope, year, phase, concept, fund and code. To add up: fix one concept, one fund (empty: all
purses), one breakdown, then add only lines with is_default and is_leaf both true; adds_up says whether they come to
the printed total. A department includes its units, and is_default takes one of the two; reading is inferred where a
code is told from its name.

    import pandas as pd
    lines = pd.read_parquet("parquet/lines")
    some = lines[(lines.concept == "expenditure") & lines.fund.isna() & (lines.breakdown == "functional")]
    some = some[some.is_default & some.is_leaf & (some.adds_up == "yes")]
    some.groupby(["body", "figure_year", "phase", "functional_class"]).amount_yuan.sum()

## 文件 Files

{files}

## 许可与引用 Licence and citation

原文是官方文件，依著作权法第五条不受著作权保护；本项目所加内容依 CC BY 4.0 提供。请同时注明发布机关。
The documents are official documents outside copyright; what this project adds is CC BY 4.0. Name the publishing
body too.
COFOG 对照为本项目自拟，可商榷。The mapping to COFOG is our own and contestable.

## 个人信息 Personal information

{personal}
"""


def describe_collection(
    frames: Mapping[str, pd.DataFrame], folder: Path, site_url: str, version: str, publisher: Publisher = MINGZHANG
) -> dict[str, Any]:
    """The descriptor of the collection, whose CSV files lie in ``folder``; ``created`` is the latest date it holds."""
    schemas = load_collection_schemas()
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": publisher.id,
        "title": _TITLE[0].format(name=publisher.name),
        "title:en": _TITLE[1].format(name_en=publisher.name_en),
        "description": _ABOUT[0],
        "description:en": _ABOUT[1],
        "version": version,
        "keywords": ["部门预算公开", "部门决算公开", "public budget", "open data"],
        "licenses": LICENSES,
        "contributors": [publisher.contributor],
        "resources": [describe_resource(schemas[n], folder / f"{n}.csv", folder) for n in frames],
    }
    if site_url:
        descriptor["homepage"] = site_url
    days = [d for column in ("published", "signed") for d in frames["disclosures"][column] if d]
    if days:
        descriptor["created"] = f"{max(days)}T00:00:00Z"
    return descriptor


def collection_readme(descriptor: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> str:
    """The readme: what it is, how to add up, what each file holds."""
    schemas = load_collection_schemas()
    files = "\n".join(f"- `{n}.csv`: {schemas[n].title} {schemas[n].title_en} ({len(f)})" for n, f in frames.items())
    return _README.format(
        title=descriptor["title"],
        title_en=descriptor["title:en"],
        about=descriptor["description"],
        about_en=descriptor["description:en"],
        files=files,
        personal="\n\n".join(personal_lines(publisher_contact(descriptor))),
    )
