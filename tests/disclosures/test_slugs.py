"""Readable ids: one rule, stable, and never the same for two bodies."""

from __future__ import annotations

import re

import pytest

from mingzhang.disclosures.slugs import propose_slug


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("西安市财政局", "xian-finance-bureau"),
        ("上海市普陀区司法局", "shanghai-putuo-justice-bureau"),
        ("昆山市人民医院", "suzhou-kunshan-peoples-hospital"),
        ("陕西省财政厅", "shaanxi-finance-department"),
        ("昌吉回族自治州科学技术协会", "changji-science-association"),
        ("积石山保安族东乡族撒拉族自治县教育局", "linxia-jishishan-education-bureau"),
        ("内蒙古自治区财政厅", "innermongolia-finance-department"),
        ("中共西安市委员会组织部", "xian-cpc-committee-organisation-department"),
        ("某某服务中心", "moumou-service-centre"),
        ("", ""),
    ],
)
def test_a_name_gives_its_id(name: str, wanted: str) -> None:
    assert propose_slug(name) == wanted


def test_a_place_that_the_name_does_not_tell_is_given() -> None:
    assert propose_slug("财政局", "610100") == "xian-finance-bureau"
    assert propose_slug("上海交通职业技术学院", "310000") == "shanghai-transport-vocational-college"
    assert propose_slug("碑林区财政局", "") == "xian-beilin-finance-bureau"


def test_an_id_that_another_body_has_is_told_apart_always_in_the_same_way() -> None:
    one = propose_slug("西安市财政局", taken={"xian-finance-bureau"})
    assert one == propose_slug("西安市财政局", taken={"xian-finance-bureau", "other"})
    assert re.fullmatch(r"xian-finance-bureau-[0-9a-f]{4}", one)
    assert one != propose_slug("西安市财政局 ".strip() + "二", taken={"xian-finance-bureauer", "xian-finance-bureau"})


def test_only_letters_digits_and_hyphens_come_out() -> None:
    for name in ("../../etc局", "<script>局", "西安市“一带一路”办公室（机关）", "长" * 80 + "局"):
        slug = propose_slug(name)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), slug
        assert len(slug) <= 60
