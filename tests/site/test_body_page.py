"""The units of a body: each body that is subordinate to it is there, also where two have one name."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from mingzhang.collection.entry import Body
from mingzhang.site.address import Here
from mingzhang.site.body_page import _units


def entry(slug: str, name: str) -> Any:
    return SimpleNamespace(
        body=Body(slug, name, "", ""), fiscal_year=2024, id=f"{slug}/2024-budget", headline=SimpleNamespace(whole=None)
    )


def units(*below: tuple[str, str]) -> list[dict[str, str]]:
    entries = [entry(slug, name) for slug, name in below]
    children = [{"id": slug, "disclosures": "1"} for slug, _ in below]
    bodies: Mapping[Body, list[Any]] = {e.body: [e] for e in entries}
    edition: Any = SimpleNamespace(
        survey=SimpleNamespace(units={}, children={"ju": children}),
        collection=SimpleNamespace(bodies=lambda: bodies),
    )
    return _units(edition, Body("ju", "某局", "", ""), Here("bodies/ju/", "zh"))


def test_bodies_of_one_name_are_each_listed() -> None:
    found = units(("a-school", "实验小学"), ("b-school", "实验小学"), ("clinic", "卫生所"))
    assert [(u["name"], u["href"].strip("./").rpartition("/")[2]) for u in found] == [
        ("实验小学", "a-school"), ("实验小学", "b-school"), ("卫生所", "clinic"),
    ]  # fmt: skip
