"""What a document does not state outright is marked where it is shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from mingzhang.collection.collect import make_entry
from mingzhang.collection.dossier import Dossier
from mingzhang.site.edition import _environment
from mingzhang.site.interface import Words

MACRO = "{% from '_macros.html' import guessed %}{{ guessed(field, guesses, t) }}"


def test_the_certainty_of_a_package_reaches_the_collection(founding: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(founding / "package", package)
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    assert make_entry(Dossier(package)).guesses == frozenset()
    descriptor["mingzhang:disclosure"]["certainty"] |= {"fiscal_year": "likely", "signed": "unknown"}
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    assert make_entry(Dossier(package)).guesses == {"fiscal_year"}


def test_a_guess_is_marked_in_both_languages() -> None:
    template = _environment().from_string(MACRO)
    zh = template.render(field="fiscal_year", guesses={"fiscal_year"}, t=Words("zh"))
    en = template.render(field="fiscal_year", guesses={"fiscal_year"}, t=Words("en"))
    assert ("推定" in zh, "likely" in en) == (True, True)
    assert template.render(field="scope", guesses={"fiscal_year"}, t=Words("zh")) == ""
