"""Numbers and words of the two editions."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from mingzhang.site.interface import Words, spell


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("6320400", "六百三十二万零四百元"),
        ("40500", "四万零五百元"),
        ("10", "十元"),
        ("100500", "十万零五百元"),
        ("20010000", "二千零一万元"),
        ("100000005", "一亿零五元"),
        ("12345678.90", "一千二百三十四万五千六百七十八元九角"),
        ("1.05", "一元零五分"),
        ("0.05", "五分"),
        ("0", "零元"),
        ("-15.4", "负十五元四角"),
    ],
)
def test_spelled_out(yuan: str, words: str) -> None:
    """Amounts as they are read aloud."""
    assert spell(Decimal(yuan)) == words


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        ("6320400", "632.04 万元", "CNY 6.32 million"),
        ("40500", "4.05 万元", "CNY 40,500"),
        ("10633717765.45", "106.34 亿元", "CNY 10.63 billion"),
        ("999", "999 元", "CNY 999"),
        ("0", "0 元", "CNY 0"),
    ],
)
def test_money(yuan: str, zh: str, en: str) -> None:
    """万 and 亿 in Chinese, million and billion in English."""
    assert Words("zh").money(Decimal(yuan)) == zh
    assert Words("en").money(Decimal(yuan)) == en


def test_labels_with_a_code_in_front() -> None:
    """A code printed in the label stays; what has no English stays Chinese."""
    assert Words("en").label("206科学技术支出") == ("206 Science and technology", "en")
    assert Words("en").label("昌吉回族自治州科学技术协会") == ("昌吉回族自治州科学技术协会", "zh")
    assert Words("zh").label("206科学技术支出") == ("206科学技术支出", "zh")


def test_every_word_of_the_interface_has_both_languages_and_is_used(root: Path) -> None:
    """Both languages have the same slots; no string is left over."""
    room = root / "build" / "mingzhang"
    interface: dict[str, dict[str, str]] = {}
    for path in sorted((room / "site").glob("interface*.yml")):
        own = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert not interface.keys() & own.keys(), path
        interface |= own
    scripts = (root / "site_src" / "scripts").glob("*.js")
    sources = [*(room / "site").glob("*.py"), *(room / "templates").glob("*.html"), *scripts]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    starts = tuple(re.findall(r"""f["']([a-z-]+-)\{""", code))
    ends = tuple(re.findall(r"""\}(-[a-z-]+)["']""", code))
    for key, texts in interface.items():
        assert set(texts) == {"zh", "en"}, key
        slots = [set(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
        assert slots[0] == slots[1], key
        named = f'"{key}"' in code or f"'{key}'" in code
        assert named or key.startswith(starts) or key.endswith(ends), f"{key} is not used"


def test_one_is_counted_as_one_and_units_say_what_they_mean() -> None:
    zh, en = Words("zh"), Words("en")
    assert [en.counted(n, "n-bodies") for n in (1, 1500)] == [("1", "body"), ("1,500", "bodies")]
    assert zh.counted(1, "n-bodies") == ("1", "个机构")
    assert [w.unit("元") for w in (zh, en)] == ["元", "元 (yuan)"]
    assert en.unit("") == ""


@pytest.mark.parametrize(("part", "shown"), [(0, "0.0%"), (3, "不到 0.1%"), (9_997, "超过 99.9%"), (10_000, "100.0%")])
def test_a_small_share_is_not_nothing(part: int, shown: str) -> None:
    """And what leaves something out is not all."""
    assert Words("zh").share(Decimal(part), Decimal(10_000)) == shown
