"""What stands around a number tells amounts, counts and codes from personal numbers.

No pattern here repeats without an end, so that the time taken grows with the length of the text alone.
"""

from __future__ import annotations

BLANK = r"[ \t\u3000\xa0]"
SEP = r"(?:[ \t\u3000\xa0\-·\u00ad\u200b-\u200f\u2060\ufeff]{1,3})"

# Letters before it make a code of it, a point behind a digit the decimals of an amount.
BEFORE = r"(?<![0-9A-Za-z¥$])(?<![0-9]\.)"

_TITLE = (
    r"(?:先生|女士|小姐|老师|同志|主任|科长|局长|处长|股长|所长|站长|校长|院长|经理|书记|会计|出纳|干事|科员|师傅|医生)"
)
_NAMED = rf"[一-鿿]{{0,2}}{_TITLE}"  # 千老师 behind a number is who answers, no unit
# 万, 千, 百 are names, too: what follows tells.
_BEHIND_THOUSANDS = "[元余多人次件个户份平亩吨千百万亿美港册公套台辆米字头株以左]"
_MONEY = rf"(?:[元亿]|[万千百](?=$|[^一-鿿]|{_BEHIND_THOUSANDS}))(?!{_NAMED})"
UNIT = rf"{BLANK}{{0,3}}(?:{_MONEY}|人民币|美元|人次|平方|%)"
AFTER = rf"(?![0-9A-Za-z])(?!\s?\.\s?[0-9])(?!{UNIT})"

# Behind a number of seven or eight digits: then it counts something.
_MEASURES = "|".join(
    ("[件次户起例份辆亩吨个笔条]", "人(?:次|$|[^一-鿿])", "公里", "[年月日]", "平米", "小时", "千米", "余", "多")
)
COUNTED = rf"{BLANK}{{0,3}}(?:{_MEASURES})(?!{_NAMED})"
# Before a number: then it is what was done, not where to call.
DONE = r"(?:受理|接听|接到|接待|办理|处理|办结|答复|回复|解决|转办|处置|累计|共计|总计|合计|达到|约为|约)"

# What is paid for a telephone or a hotline: a number right behind one of these words is an amount.
SPENDING = (
    r"(?:费|系统|建设|维护|运行|运维|运营|购置|采购|改造|升级|开发|平台|网络|通讯|通信|设备|项目|工程|补助|补贴"
    r"|支出|预算|资金|收入|余额)"
)
