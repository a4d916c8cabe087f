"""The site of a project of one's own: its publisher everywhere, its overlay, and we only where it says made with."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from html import unescape
from pathlib import Path

import pytest

from mingzhang.errors import WrongCommand
from mingzhang.project.creating import Wish, create_project
from mingzhang.project.project import load_project
from mingzhang.project.publisher import Publisher
from mingzhang.site.assembly import build_site
from mingzhang.site.overlay import own_texts

URL = "https://budget.example/"
OVERLAY = {
    "texts.yml": "home-title: {zh: 市民看预算}\n",
    "zh/contact.md": "# 联系我们\n\n{{name}}\n",
    "en/contact.md": "# Contact\n\n{{name}}\n",
    "zh/about.md": "# 关于本站\n\n{{correct}}\n",
    "styles/own.css": "body { counter-reset: own }\n",
    "templates/news.html": "<h1>{{ title }} own</h1>\n",
    "overrides/partials/copyright.html": "{{ config.copyright }} own-partial",
    "images/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
WISH = Wish(
    "西安财政公开", "Xi'an Open Budgets", "xian", "610100", official=True, contact="budget@city.example",
    address=URL, primary="#7a1f2b", accent="#8a4b08",
)  # fmt: skip


@pytest.fixture(scope="module")
def own(founding: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    folder = tmp_path_factory.mktemp("city")
    create_project(folder, WISH)
    for name, text in OVERLAY.items():
        (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / name).write_text(text, encoding="utf-8")
    settings = folder / "mingzhang.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('logo = ""', 'logo = "images/logo.svg"'), "utf-8")
    package = folder / "datasets/body/2024-budget/package"
    shutil.copytree(founding / "package", package)
    _name(package / "datapackage.json", load_project(folder).publisher)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MINGZHANG_SITE_URL", raising=False)
        patch.delenv("MINGZHANG_REPORT_TO", raising=False)
        project = load_project(folder)
        patch.setenv("MINGZHANG_SITE_URL", project.address)
        patch.setenv("MINGZHANG_REPORT_TO", project.publisher.contact)
        (folder / "public").mkdir()
        build_site([package], folder / "public", root / "site_src", project=project)
    return folder / "public"


def _name(path: Path, publisher: Publisher) -> None:
    """What the package would say had it been made in the project."""
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["contributors"][-1] = publisher.contributor
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def text_of(own: Path, name: str) -> str:
    return (own / name).read_text(encoding="utf-8")


def packed(own: Path, archive: str, name: str) -> str:
    """A file out of one of the zips that the site offers."""
    with zipfile.ZipFile(own / archive) as held:
        (found,) = (inner for inner in held.namelist() if inner.rpartition("/")[2] == name)
        return held.read(found).decode("utf-8")


def test_we_are_named_only_where_it_says_made_with(own: Path) -> None:
    ours = re.compile(r"明账|mingzhang(?!:)", re.IGNORECASE)
    made = re.compile(r'(?:用|Made with )<a href="https://pypi\.org/project/mingzhang/">(?:明账</a>制作|Mingzhang</a>)')
    found = []
    for path in own.rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".md", ".txt", ".css", ".js", ".bib", ".cff", ".jsonld", ".yml"):
            text = made.sub("", path.read_text(encoding="utf-8"))
            found += [f"{path.relative_to(own)}: {match[0]}" for match in ours.finditer(text)]
    assert found == []
    assert made.search(text_of(own, "index.html"))
    assert made.search(text_of(own, "en/index.html"))


def test_whoever_cites_cites_the_publisher(own: Path) -> None:
    one = "data/changji-science-association/2024-budget"
    assert "西安财政公开 Xi'an Open Budgets" in text_of(own, f"{one}/CITATION.txt")
    dataset = json.loads(packed(own, f"{one}.zip", "dataset.jsonld"))
    assert dataset["publisher"]["name"] == "西安财政公开 Xi'an Open Budgets"
    assert "write to budget@city.example" in packed(own, f"{one}.zip", "README.md")
    assert json.loads(text_of(own, "data/catalog.json"))["dct:publisher"]["foaf:name"].startswith("西安财政公开")
    whole = json.loads(packed(own, "data/all.zip", "datapackage.json"))
    assert (whole["name"], whole["title:en"]) == (
        "xian",
        "Xi'an Open Budgets: budget disclosures of public bodies in China",
    )
    assert "<id>tag:budget.example," in text_of(own, "data/feed.xml")
    assert (own / "data/all/xian.sqlite.zip").is_file()


def test_pages_bear_name_colours_logo_and_contact(own: Path) -> None:
    home = text_of(own, "index.html")
    assert "<title>市民看预算 - 西安财政公开</title>" in home
    assert "市民看预算" in home
    assert "--md-primary-fg-color: #7a1f2b" in text_of(own, "styles/publisher.css")
    assert "styles/publisher.css" in home
    assert "images/logo.svg" in home
    assert "budget@city.example" in text_of(
        own, "disclosures/changji-science-association/2024-budget/tables/t05/index.html"
    )


def test_the_use_page_shows_its_own_addresses(own: Path) -> None:
    text = text_of(own, "use/index.html")
    assert f"{URL}data/changji-science-association/2024-budget.xlsx" in re.sub(r"<[^>]+>", "", text)
    assert "xian.sqlite" in re.sub(r"<[^>]+>", "", text)
    assert "xian/lines.csv" in re.sub(r"<[^>]+>", "", text_of(own, "query/index.html"))


def test_the_overlay_replaces_and_adds(own: Path) -> None:
    home = text_of(own, "index.html")
    assert 'href="contact/"' in home
    assert "联系我们" in home
    assert "<p>西安财政公开</p>" in text_of(own, "contact/index.html")
    assert "Xi'an Open Budgets" in text_of(own, "en/contact/index.html")
    assert "关于本站" in text_of(own, "about/index.html")
    assert "budget@city.example" in unescape(text_of(own, "about/index.html"))
    assert "It <strong>is</strong> run by a public body" in text_of(own, "en/about/index.html")
    assert "styles/own.css" in home
    assert "own-partial" in home
    assert re.search(r"<h1>.+ own</h1>", text_of(own, "whats-new/index.html"))


def test_a_text_of_no_name_is_told(tmp_path: Path) -> None:
    create_project(tmp_path, WISH)
    (tmp_path / "site/texts.yml").write_text("home-titel: {zh: 甲}\n", encoding="utf-8")
    with pytest.raises(WrongCommand, match=r"unknown text home-titel; .*; did you mean home-title\?"):
        own_texts(load_project(tmp_path))


def test_how_our_code_is_built_is_told_on_our_own_site_only(own: Path) -> None:
    assert not (own / "contribute").exists()
    assert "contribute" not in text_of(own, "en/about/index.html")
