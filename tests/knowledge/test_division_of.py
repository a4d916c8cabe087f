"""The division that a body's name begins with."""

from __future__ import annotations

import pytest

from mingzhang.knowledge.divisions import (
    ancestors,
    begins_with_place,
    division_name,
    division_of,
    former_division,
    level_of,
)

CODES = [code for code in map(str, range(110000, 830000)) if division_name(code)]


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("上海市普陀区司法局", "310107", "county"),
        ("中共烟台市委宣传部", "370600", "prefecture"),
        ("昌吉回族自治州科学技术协会", "652300", "prefecture"),
        ("北京市财政局", "110000", "province"),
        ("江苏省常熟市教育局", "320581", "county"),
        ("湖南省长沙市长沙县水利局", "430121", "county"),
        ("正定县人民医院", "130123", "county"),
        ("阳泉市矿区人民政府", "140303", "county"),
        ("湖北省仙桃市财政局", "429004", "county"),
        ("吉林市公安局", "220200", "prefecture"),
        ("中国人民政治协商会议上海市普陀区委员会", "310107", "county"),
        ("政协昌吉回族自治州委员会", "652300", "prefecture"),
        ("国家信访局", "", "central"),
        ("国家级开发区管理委员会", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_tells_its_place(name: str, code: str, level: str) -> None:
    assert (division_of(name), level_of(division_of(name), name)) == (code, level)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("朝阳区教育局", ""),  # of Beijing and of Changchun
        ("普陀区司法局", ""),  # of Shanghai and of Zhoushan
        ("江苏省鼓楼区教育局", "320000"),  # of Nanjing and of Xuzhou
        ("辽宁省铁西区医院", "210000"),  # of Shenyang and of Anshan
        ("老城区改造办公室", ""),  # a common word
        ("矿区人民医院", ""),
        ("河北区域医疗中心", ""),  # 区域, not 河北区
        ("东方市场管理中心", ""),  # 市场, not 东方市
        ("国家税务总局烟台市税务局", ""),  # a central body
    ],
)
def test_a_name_that_several_places_have_settles_nothing(name: str, code: str) -> None:
    assert division_of(name) == code


def test_every_listed_division_lies_in_a_listed_province_and_has_both_names() -> None:
    assert len(CODES) > 3000
    assert all(ancestors(c)[0] == c[:2] + "0000" for c in CODES if not c.endswith("0000"))
    assert all(division_name(c, "en") for c in CODES)


def test_a_full_name_is_found_again() -> None:
    """Every division is told by its name after those it lies in; a former one gives way to one with all its names."""
    for code in CODES:
        name = "".join(map(division_name, [*ancestors(code), code]))
        found = division_of(name + "财政局")
        assert found == code or (former_division(code) and division_name(found) == division_name(code)), name


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("国家信访局", "central"),
        ("国家市场监督管理总局", "central"),
        ("外交部", "central"),
        ("中国残疾人联合会", "central"),
        ("中共中央组织部", "central"),
        ("教育局", ""),
        ("中华人民共和国最高人民法院", "central"),
        ("国家税务总局烟台市税务局", ""),
        ("上海市普陀区人民政府万里街道办事处", "county"),  # an office of its district
        ("某县城关镇人民政府", "township"),
        ("昌吉回族自治州科学技术协会", "prefecture"),
        ("某某协会", ""),
    ],
)
def test_a_name_tells_its_level(name: str, level: str) -> None:
    assert level_of(division_of(name), name) == level


@pytest.mark.parametrize(
    ("name", "code", "successor"),
    [
        ("莱芜市财政局", "371200", "370100"),  # dissolved in 2018
        ("石家庄市桥东区教育局", "130103", "130102"),  # Zhangjiakou still has one of this name
        ("大同市矿区人民政府", "140203", "140200"),  # Yangquan, too
        ("上海市闸北区民政局", "310108", "310106"),
        ("昌都地区财政局", "542100", "540300"),
        ("日喀则地区日喀则市教育局", "542301", "540202"),
        ("公主岭市财政局", "220184", ""),  # only its code changed
        ("日喀则市财政局", "540200", ""),
        ("昌都地区江达县教育局", "540321", ""),  # what the prefecture became has this county now
    ],
)
def test_a_division_that_is_no_more_is_known(name: str, code: str, successor: str) -> None:
    former = former_division(code)
    assert (division_of(name), former.successor if former else "") == (code, successor)


def test_what_a_division_became_is_in_use_and_in_the_same_province() -> None:
    formers = [f for f in map(former_division, CODES) if f]
    assert len(formers) > 200
    for one in formers:
        assert former_division(one.successor) is None
        assert division_name(one.successor)
        assert one.successor[:2] == one.code[:2]
        assert 2014 <= int(one.valid_to) <= 2023


@pytest.mark.parametrize(
    ("name", "code", "begins"),
    [
        ("上海交通职业技术学院", "310000", True),
        ("中共上海市委办公厅", "310000", True),
        ("内蒙古大学", "150000", True),
        ("某交通学院", "310000", False),
        ("普陀中学", "310107", False),  # of Shanghai or of Zhoushan
        ("某学院", "", False),
    ],
)
def test_a_name_may_begin_with_a_place_without_its_kind(name: str, code: str, begins: bool) -> None:
    assert begins_with_place(name, code) is begins


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("650000", "Xinjiang Uygur Autonomous Region"),
        ("652300", "Changji Hui Autonomous Prefecture"),
        ("652301", "Changji"),
        ("540000", "Xizang Autonomous Region"),
        ("632500", "Hainan Tibetan Autonomous Prefecture"),
        ("653100", "Kashgar Prefecture"),
        ("152500", "Xilingol League"),
    ],
)
def test_english_names_tell_a_prefecture_from_a_city_or_a_province(code: str, name: str) -> None:
    assert division_name(code, "en") == name
