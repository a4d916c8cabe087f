"""What stands at the head of a target table: labels with their values beside or below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.knowledge.words import says
from mingzhang.prose.matrix import Field, Matrix, distinct
from mingzhang.prose.wordings import wording
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise
from mingzhang.text.units import split_unit, unit_said

AMOUNTS = ("total", "fiscal", "superior", "own", "other")
_MONEY = (*AMOUNTS, "period_total")
OWNERS = ("project", "unit_name")
_BELOW = 3
"""Rows below a label in which its amount is looked for."""
_COLUMN_KINDS = (r"全年预算|调整后?预算", r"年初预算|预算数", r"")
_NO_AMOUNT = r"执行率|分值|权重|得分|执行数|完成(?:情况|值|数|率)"


def meaning_of(text: str) -> str:
    """What a label at the head of a target table asks for; empty for any other text."""
    plain = normalise(text)
    if not plain:
        return ""
    return next((str(m) for m, pattern in wording()["target_head"].items() if re.search(pattern, plain)), "")


def opens_project(row: Sequence[Field]) -> bool:
    """Whether a row begins with a label that names whose targets follow, its value beside it."""
    fields = [f for f in distinct(row) if f.text]
    return len(fields) > 1 and meaning_of(fields[0].text) in OWNERS and not meaning_of(fields[1].text)


def title_in(row: Sequence[Field]) -> str:
    """The title of a target table that is printed in the grid itself, alone in its row."""
    texts = {normalise(f.text) for f in row if f.text}
    return next(iter(texts)) if len(texts) == 1 and is_title(next(iter(texts))) else ""


def is_title(text: str) -> bool:
    """Whether a line names a target table."""
    named = re.search("绩效", text) and re.search("表|目标|情况", text)
    return bool(named) and 4 < len(text) <= 50 and not re.search("[。；，：:]", text)


_TABLE = re.compile(r"(?P<name>.+?)绩效(?:目标)?(?:自评|申报|填报)?表")
_GENERIC = re.compile(
    r"(?:20\d\d|年度?|部门|单位|[省市区县州本]级|财政|整体|总体|预算|专项|重点|业务|支出|项目|政策|和|及|经费|资金|一般性?|转移支付|附件?|表|\d)*"
)


def project_in(title: str) -> str:
    """The project that the title of a target table names (某某服务项目绩效目标表); empty where it names a kind only."""
    match = _TABLE.fullmatch(normalise(title))
    return match["name"] if match and not _GENERIC.fullmatch(match["name"]) else ""


def read_head(rows: Matrix) -> tuple[dict[str, str], str]:
    """Meaning → value of the labels in the rows above the indicators, and the unit of their amounts."""
    head: dict[str, str] = {}
    unit = ""
    for at, row in enumerate(rows):
        fields = distinct(row)
        for i, field in enumerate(fields):
            unit = unit or unit_said(field.text)
            meaning = meaning_of(field.text)
            if not meaning or meaning in head or _covers_rows(field, at, rows):
                continue
            value = _amount_of(rows, at, i) if meaning in _MONEY else _text_of(rows, at, i)
            if value:
                head[meaning] = value
    for meaning in _MONEY:
        number, own = split_unit(head.get(meaning, ""))
        if own:
            head[meaning], unit = number, own
    whole = head.pop("period_total", "")
    if whole and "total" not in head:
        head["total"] = whole
    return head, unit


def _covers_rows(field: Field, at: int, rows: Matrix) -> bool:
    """A merged label is read where it begins only."""
    return at > 0 and field.cell is not None and any(f.cell is field.cell for f in rows[at - 1])


def _text_of(rows: Matrix, at: int, i: int) -> str:
    """The value beside a label; below it where the label heads a column or stands alone in its row."""
    fields = distinct(rows[at])
    beside = _text_right(fields[i + 1 :])
    if beside or meaning_of(fields[i].text) != "objective":
        return beside
    label = fields[i].cell
    below = rows[at + 1][label.col] if label and at + 1 < len(rows) else None
    fresh = below is not None and below.cell is not label and not meaning_of(below.text)
    return below.text if below and fresh and not is_amount(below.text) else ""


def _text_right(fields: Sequence[Field]) -> str:
    """The value beside a label: the next field, unless that is a label itself."""
    text = fields[0].text if fields else ""
    return "" if meaning_of(text) or _is_header_word(text) or says("rows", "total", normalise(text)) else text


def _is_header_word(text: str) -> bool:
    plain = normalise(text)
    return any(re.search(pattern, plain) for pattern in wording()["target_columns"].values()) if plain else False


def _amount_of(rows: Matrix, at: int, i: int) -> str:
    """The amount of a label: the one beside it under the year's column, else the first one below it."""
    fields = distinct(rows[at])
    beside: list[Field] = []
    for field in fields[i + 1 :]:
        if meaning_of(field.text):
            break
        beside.append(field)
    amounts = [f for f in beside if is_amount(f.text)]
    if amounts:
        return _of_the_year(amounts, rows[:at])
    heads_columns = sum(meaning_of(f.text) in _MONEY for f in fields) > 1
    return _amount_below(rows[at + 1 :], fields[i]) if heads_columns and not any(f.text for f in beside) else ""


def is_amount(text: str) -> bool:
    """Whether a cell holds an amount and nothing else, with or without its unit."""
    return parse_amount(split_unit(text)[0]) is not None


def _of_the_year(amounts: Sequence[Field], above: Matrix) -> str:
    """Of several amounts of one row the budget of the whole year, as the column heads tell; else the first."""
    named = [(f, _head_over(f, above)) for f in amounts]
    money = [(f, words) for f, words in named if not re.search(_NO_AMOUNT, words)]
    for kind in _COLUMN_KINDS:
        for field, words in money:
            if re.search(kind, words):
                return field.text
    return ""


def _head_over(field: Field, above: Matrix) -> str:
    column = field.cell.col if field.cell else 0
    for row in reversed(above):
        text = normalise(row[column].text) if column < len(row) else ""
        if text and not is_amount(text):
            return text
    return ""


def _amount_below(rows: Matrix, label: Field) -> str:
    if label.cell is None:
        return ""
    for row in rows[:_BELOW]:
        text = row[label.cell.col].text
        if row[label.cell.col].cell is label.cell:
            continue
        if is_amount(text):
            return text
    return ""
