"""The kind of body that a name tells."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.knowledge.body_kinds import all_kinds, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("昌吉回族自治州中级人民法院", "court"),
        ("上海市普陀区人民检察院", "procuratorate"),
        ("中国人民政治协商会议昌吉回族自治州委员会", "cppcc"),
        ("烟台市政协办公室", "cppcc"),
        ("长沙市人民代表大会常务委员会", "congress"),
        ("中国民主同盟杭州市委员会", "democratic-party"),
        ("昌吉回族自治州科学技术协会", "people-organisation"),
        ("共青团昌吉州委", "people-organisation"),
        ("昌吉回族自治州人民医院", "hospital"),
        ("某县第一中学", "school"),
        ("中共某市委党校", "school"),
        ("某省农业科学院", "public-institution"),
        ("中共烟台市委宣传部", "party"),
        ("长沙市委政法委员会", "party"),
        ("昌吉回族自治州纪律检查委员会", "party"),
        ("某县纪委监委", "party"),
        ("某自治区党委宣传部", "party"),
        ("某州党委办公室", "party"),
        ("某州直属机关工委", "party"),
        ("北京市发展和改革委员会", "government"),
        ("上海市普陀区人民政府万里街道办事处", "government"),
        ("泉州市人民政府发展研究中心", "public-institution"),
        ("无锡市应急管理局（本级）", "government"),
        ("杭州市公安局交通治安分局(水上治安分局)", "government"),
        ("某市城市建设投资集团", "other"),
        ("某某", ""),
        ("", ""),
    ],
)
def test_a_name_tells_its_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_the_schemas_allow_just_these_kinds() -> None:
    kinds = list(all_kinds())
    for resource in ("bodies", "panel"):
        field = next(f for f in load_collection_schemas()[resource].fields if f.name == "kind")
        assert field.constraints["enum"] == kinds
    registered = json.loads((files("mingzhang.disclosures") / "body.schema.json").read_text(encoding="utf-8"))
    assert registered["properties"]["kind"]["enum"] == kinds
    assert all(kind.zh and kind.en for kind in all_kinds().values())
