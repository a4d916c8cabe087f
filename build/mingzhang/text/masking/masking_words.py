"""Headers and labels that announce personal numbers in the cells below or beside them."""

from __future__ import annotations

import re
from functools import lru_cache

from mingzhang.text.masking.folding import fold

LONGEST_HEADER = 30  # characters: a longer cell announces nothing

# What is bought, paid or counted is no column of contacts.
_SPENT = re.compile(
    r"费|购置|采购|经费|补贴|补助|预算|支出|金额|资金|余额|数量|台数|部数|建设|维护|话务|套餐|流量|充值|缴"
)
_WHOSE = "联系|办公|移动|固定|住宅|家庭|单位|值班|个人|负责人|经办人|法人|姓名|人员?"
_NOUNS = (
    rf"(?:{_WHOSE})[及和与或、/]?(?:手机|电话|传真)",
    "(?:电话|手机|座机|传真|固话)号码?",
    "手机[及和与或、/]电话|电话[及和与或、/](?:手机|传真)",
    "联系方[式法]",
    "(?:电子)?邮箱|电子邮[件箱]|电子信箱|e-?mail",
    "[账帐]号|[账帐]户号码?|(?:银行)?卡号",
    "身份证(?:件)?(?:号码?)?|(?:公民)?身份(?:证件)?号码?|证件号码?",
    "(?<![A-Za-z])QQ群?|微信(?!公众)号?",
)
_EXPENSES = "电话|手机|传真|座机|固话|小灵通|热线|[账帐]户|联系人|联络人|tel|phone|mobile|fax"
_BEHIND = r"(?:号码?|地址|信息|账号)?(?:\([^()]{0,12}\))?[0-9一二]?[:]?"
_LISTED = r"(?:(?:[及和与或/、,]|\()[一-鿿A-Za-z、/,)]{1,12})?"  # 联系电话及邮箱
_STRONG = re.compile(rf"(?i)[一-鿿A-Za-z()、/,]{{0,14}}(?:{'|'.join(_NOUNS)}){_BEHIND}{_LISTED}")
_WEAK = re.compile(rf"(?i)[一-鿿()、/]{{0,6}}(?:{_EXPENSES}){_BEHIND}")
_WECHAT = re.compile(r"(?i)QQ|微信")
_MAIL = re.compile(r"(?i)邮|信箱|mail")


@lru_cache(maxsize=1 << 15)
def names_contact(header: str) -> bool:
    """Whether nothing but personal numbers can stand in the cells of ``header``: 联系电话, 账号, 身份证号码."""
    return _matches(_STRONG, header)


@lru_cache(maxsize=1 << 15)
def may_name_contact(header: str) -> bool:
    """Whether ``header`` is a noun that names a contact as well as an expense: 电话, 传真, 账户."""
    return _matches(_WEAK, header) or names_contact(header)


def names_address(header: str) -> bool:
    """Whether the cells of ``header`` may hold letters that identify a person: mail addresses, WeChat names."""
    words = fold(header)
    return bool(_MAIL.search(words) or _WECHAT.search(words))


def _matches(pattern: re.Pattern[str], header: str) -> bool:
    words = "".join(fold(header).split())
    if len(words) > LONGEST_HEADER or _SPENT.search(words):
        return False
    return bool(pattern.fullmatch(words))
