"""Which columns of a table of projects print the money of the year, and which what a project costs over its life."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.figures.figure import Figure
from mingzhang.text.normalise import normalise

_NO_MONEY = re.compile(
    "(?:起止|开始|结束|完成|实施|建设)(?:时间|年[份月限]|日期|周期)|^(?:项目|预算)?年度$|年份|年限|期限|日期|文号|邮编"
    "|编码|编号|代码|电话|得分|分值|权重|评分|排序|比例|占比"
)
"""In the header of a column: a number that is no money."""
_OF_OTHER_YEARS = re.compile(
    "总投资|投资总额|概算|累计|以前年度|历年|后续|(?:以后|次|下一?)年度?|合同(?:金额|总?额)"
    "|(?:已|实际)(?:安排|下达|完成|支付|投入|支出|到位)"
)
_MAYBE_LONGER = re.compile("项目总(?:额|金额|预算|成本)|(?:实施期|全周期|项目期)(?:资金)?(?:总?金额|总?额|资金|预算)?")
"""What a project costs over its life, or only this year: of the year where no other column is."""


def money_of_the_year(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a project's rows under columns of the year's money, in their order."""
    money = [f for f in figures if f.measure == "amount" and not _is_other(f)]
    return [f for f in money if not _MAYBE_LONGER.search(normalise(f.column_label))] or money


def _is_other(figure: Figure) -> bool:
    header = normalise(figure.column_label)
    return bool(_NO_MONEY.search(header) or _OF_OTHER_YEARS.search(header))
