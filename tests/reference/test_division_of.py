"""The division that a body's name begins with."""

from __future__ import annotations

import pytest

from mingzhang.reference.divisions import division_of, level_of


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("上海市普陀区司法局", "310107", "county"),
        ("中共烟台市委宣传部", "370600", "prefecture"),
        ("昌吉回族自治州科学技术协会", "652300", "prefecture"),
        ("北京市财政局", "110000", "province"),
        ("国家信访局", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_tells_its_place(name: str, code: str, level: str) -> None:
    assert (division_of(name), level_of(division_of(name))) == (code, level)
