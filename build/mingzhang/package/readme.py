"""The readme of one package: what it is, where it comes from, how far it can be trusted, how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mingzhang.package.citation import Citation
from mingzhang.package.stored import PackageData
from mingzhang.project.publisher import publisher_contact

_MARKUP = re.compile(r"[\\`*_\[\]<>|~#]|^[-+=]")
_MARKS = (
    "reading = printed：照印。Printed, and read without doubt.",
    "reading = ambiguous：原文未定其所在列，candidates 列出各种可能。"
    "The source does not decide the column; see candidates.",
    "reading = doubtful：读法存疑，请对照原页。The reading is in doubt: compare the page.",
    "reading = recognised：从扫描图识别，有表内精确加总证实。Recognised in a scan, and proved by exact sums.",
    "reading = inferred：推定，非印出。Inferred, not printed.",
)
_READ = (
    "amount 是以 unit 为单位的精确十进制数；amount_yuan 换算为元。"
    "amount: exact decimal in the unit named; amount_yuan: in yuan.",
    "空格、0.00、“—”、“本表为空”、“不予公开”是五件不同的事，分别保留。"
    "Blank, 0.00, —, an empty table and a withheld one stay apart.",
    "求和时总计行与细目行不可相加：只取 row_role 为 total 的行，或只取一张表、一列中 is_leaf 为 true 的行。"
    "Never add totals to items: take the total rows, or the leaves of one column of one table.",
    "用 pandas 读：pd.read_csv('figures.csv', dtype=str, keep_default_na=False)，否则编码的前导零与空格会丢失。"
    "Read codes as text, or leading zeros are lost.",
    "CSV 照印，不为某个软件改动数据：以 =、+、-、@ 开头的文字原样保留，电子表格软件可能把它当作公式。"
    "要在电子表格里打开，请用 .xlsx：其中文字只是文字，不会被执行。"
    "The CSV files hold what is printed: a text that begins with =, +, - or @ is left as it is, and a spreadsheet "
    "program may take it for a formula. To open them in one, take the .xlsx: "
    "there, text is text.",
)
_LICENCE = (
    "原文是官方文件，依《中华人民共和国著作权法》第五条不受著作权保护；"
    "本项目所加内容（结构、标识、分类、译文、核对）依 CC BY 4.0 提供。",
    "The source is an official document, outside copyright under article 5 of the Copyright Law of the People's "
    "Republic of China. What this project adds (structure, identifiers, classification, translation, checks) is "
    "licensed under CC BY 4.0: https://creativecommons.org/licenses/by/4.0/",
)
_PERSONAL = (
    "个人电话、身份证号与电子邮箱已遮盖。如仍见到个人信息，请{how}告知文件与页码（不必写出号码本身），将即时遮盖；要求删除亦同。",
    "Personal telephone, identity-card and e-mail numbers are masked. Should you find any left, or want something "
    "about you removed, {how} and name the file and page (not the number): it will be masked at once.",
)
_ISSUE = ("在本项目的问题列表中用“个人信息”模板", "open an issue with the template “Personal information”")


def personal_lines(contact: str) -> tuple[str, str]:
    """What to do where a personal number is still seen; whom to tell, where the publisher says so."""
    zh, en = (f"向 {contact} ", f"write to {contact}") if contact else _ISSUE
    return _PERSONAL[0].format(how=zh), _PERSONAL[1].format(how=en)


def readme_lines(data: PackageData, citation: Citation) -> Iterator[str]:
    """The readme as lines of Markdown; headings begin with ``#``."""
    descriptor, facts = data.descriptor, data.disclosure
    yield f"# {plain(descriptor['title'])}"
    yield from (plain(descriptor[name]) for name in ("title:en", "description", "description:en"))
    yield "## 文件 Document"
    yield from _facts(facts, str(descriptor["version"]))
    yield "## 来源 Sources"
    yield from _sources(descriptor)
    yield "## 须知 Caveats"
    yield from caveat_lines(data)
    yield "## 读法 How to read it"
    yield from (*_READ, *_MARKS)
    yield "## 许可 Licence"
    yield from (*_LICENCE, *personal_lines(publisher_contact(descriptor)))
    yield "## 引用 Citation"
    yield citation.gbt7714()


def caveat_lines(data: PackageData) -> Iterator[str]:
    """What a user must know before using the figures: the editor's caveats, then what the data themselves say."""
    for caveat in data.disclosure["caveats"]:
        yield f"- {plain(caveat['note'])}"
        if caveat["note_en"]:
            yield f"- {plain(caveat['note_en'])}"
    readings = data.frames["figures"]["reading"].value_counts()
    for name in ("ambiguous", "doubtful", "inferred", "recognised"):
        if count := int(readings.get(name, 0)):
            yield f"- reading = {name}: {count} / {len(data.frames['figures'])} figures"
    results = data.frames["checks"]["result"].value_counts()
    for name in ("source-contradiction", "source-incomplete", "reading-doubt", "unconfirmed"):
        if count := int(results.get(name, 0)):
            yield f"- checks: {name}: {count}（见 checks.csv，see checks.csv）"
    states = data.frames["tables"].loc[lambda t: t["state"] != "read", ["table_id", "title", "state"]]
    for row in states.itertuples(index=False):
        yield f"- {row[0]} {plain(row[1])}: {row[2]}"
    if not data.disclosure["published"]:
        yield "- 发布日期未知；signed 是文件所署日期。Release date unknown; signed is the document's own date."


def plain(text: str) -> str:
    """Text of a source or an editor as one line of Markdown that shows it and does nothing else."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split())).replace("&", "&amp;")


def licence_text() -> str:
    """The licence file of a package."""
    return "\n\n".join(("# 许可 Licence", *_LICENCE)) + "\n"


def markdown(lines: Iterable[str]) -> str:
    """Lines as Markdown: paragraphs parted by blank lines, list items kept together."""
    text = before = ""
    for line in lines:
        together = not text or (line.startswith("- ") and before.startswith("- "))
        text += ("" if together else "\n") + line + "\n"
        before = line
    return text


def _facts(facts: Mapping[str, Any], version: str) -> Iterator[str]:
    body = facts["body"]
    kinds = {"budget": "预算 budget", "final": "决算 final account"}
    scopes = {"department": "部门（含所属单位）department", "unit": "单位（本级）unit"}
    shown = {
        "机关 Body": body["name"],
        "区划 Division (GB/T 2260)": body["division"],
        "预算年度 Fiscal year": facts["fiscal_year"],
        "类别 Kind": kinds.get(facts["kind"], ""),
        "口径 Scope": scopes.get(facts["scope"], ""),
        "版次 Edition": facts["edition"],
        "署期 Signed": facts["signed"],
        "发布 Published": facts["published"],
        "数据包版本 Package version": version,
    }
    yield from (f"- {name}: {plain(str(value))}" for name, value in shown.items() if value)


def _link(address: str) -> str:
    return f"<{address.replace('<', '%3C').replace('>', '%3E')}>" if "://" in address else plain(address)


def _sources(descriptor: Mapping[str, Any]) -> Iterator[str]:
    for source in descriptor["sources"]:
        parts = [plain(source["title"]), source.get("mingzhang:role:en", ""), _link(source.get("path", ""))]
        yield "- " + "; ".join(filter(None, parts)) + f"; sha256 {source.get('mingzhang:sha256', '')}"
        if source.get("mingzhang:personal"):
            yield f"- {source['mingzhang:personal']}。{source['mingzhang:personal:en']}."
