"""The division that a body's name begins with."""

from __future__ import annotations

import pytest

from mingzhang.reference.divisions import ancestors, division_name, division_of, level_of

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
    """Every division is told by its name after those it lies in."""
    for code in CODES:
        name = "".join(map(division_name, [*ancestors(code), code]))
        assert division_of(name + "财政局") == code, name


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
        ("上海市普陀区人民政府万里街道办事处", "township"),
        ("某县城关镇人民政府", "township"),
        ("昌吉回族自治州科学技术协会", "prefecture"),
        ("某某协会", ""),
    ],
)
def test_a_name_tells_its_level(name: str, level: str) -> None:
    assert level_of(division_of(name), name) == level
