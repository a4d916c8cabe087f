"""What makes the site fit for the open web: policy, addresses, pictures, robots."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingzhang.errors import WrongCommand
from mingzhang.site.assembly import build_site
from mingzhang.site.card import font_file
from mingzhang.site.policy import digest, known_scripts, protect
from mingzhang.site.reach import report_to, site_url

ONE = "disclosures/changji-science-association/2024-budget/"
URL = "https://budgets.example/under/"
PAGES = (
    "", ONE, f"{ONE}tables/t05/", f"{ONE}text/", f"{ONE}targets/", f"{ONE}checks/", "glossary/", "data/", "bodies/",
    "bodies/changji-science-association/", "places/652300/", "kinds/people-organisation/", "years/2024/",
    "codes/", "codes/functional/", "codes/functional/2060702/",
    "codes/economic/301/", "compare/", "query/", "quality/", "whats-new/", "method/", "about/",
)  # fmt: skip


@pytest.fixture(scope="module")
def published(founding: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as built for an address of its own."""
    target = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGZHANG_SITE_URL", URL)
        build_site([founding / "package"], target, root / "site_src")
    return target


def test_every_page_has_a_policy_that_names_its_inline_scripts(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 60
    for path in pages:
        text = path.read_text(encoding="utf-8")
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
        assert found, path
        assert "unsafe" not in found[1]
        for about, script in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
            if "src=" not in about and "json" not in about:
                assert digest(script) in found[1], path
        assert not re.search(r"<[^>]+\s(?:on[a-z]+|style)=\"|javascript:", text.partition("</head>")[2]), path


def test_policy_is_for_pages_only() -> None:
    assert protect("<urlset></urlset>") == "<urlset></urlset>"
    page = protect('<head><meta charset="utf-8"></head><script>1</script>', known_scripts(["<script>1</script>"]))
    assert "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='" in page


def test_addresses_are_absolute_where_the_site_has_one(published: Path) -> None:
    for edition, twin, twin_lang in (("", "en/", "en"), ("en/", "", "zh")):
        text = (published / edition / ONE / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{URL}{edition}{ONE}">' in text
        assert f'hreflang="{twin_lang}" href="{URL}{twin}{ONE}"' in text
        assert f'hreflang="x-default" href="{URL}{ONE}"' in text
        assert f'<meta property="og:url" content="{URL}{edition}{ONE}">' in text
        assert f"<loc>{URL}{edition}{ONE}</loc>" in (published / edition / "sitemap.xml").read_text(encoding="utf-8")
    assert f"Sitemap: {URL}en/sitemap.xml" in (published / "robots.txt").read_text(encoding="utf-8")


def test_without_an_address_nothing_pretends_to_have_one(site: Path) -> None:
    text = (site / ONE / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical"' not in text
    assert "og:url" not in text
    assert "og:image" not in text
    assert "Sitemap" not in (site / "robots.txt").read_text(encoding="utf-8")


def test_each_disclosure_has_a_picture_for_links(published: Path) -> None:
    if not font_file():
        pytest.skip("no font with Chinese characters on this machine")
    text = (published / ONE / "index.html").read_text(encoding="utf-8")
    found = re.search(rf'<meta property="og:image" content="{URL}(cards/[^"]+\.png)">', text)
    assert found
    assert "632.04 万元" in text.partition("og:image:alt")[2][:200]
    picture = (published / found[1]).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 60_000
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)


@pytest.mark.parametrize("page", ["bodies/changji-science-association/", "places/652300/", "compare/", "ranking/"])
def test_bodies_places_and_comparisons_have_a_picture_for_links(published: Path, page: str) -> None:
    if not font_file():
        pytest.skip("no font with Chinese characters on this machine")
    for edition in ("", "en/"):
        text = (published / edition / page / "index.html").read_text(encoding="utf-8")
        found = re.search(rf'<meta property="og:image" content="{URL}({edition}cards/[^"]+\.png)">', text)
        assert found, page
        assert (published / found[1]).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("bodies/changji-science-association/", "feeds/bodies/changji-science-association.xml"),
        ("places/652300/", "feeds/places/652300.xml"),
        ("places/650000/", "feeds/places/650000.xml"),
    ],
)
def test_every_body_and_place_has_a_feed(published: Path, page: str, feed: str) -> None:
    """Offered on its page, with absolute links to what this site has."""
    assert f'data/{feed}"' in (published / page / "index.html").read_text(encoding="utf-8")
    text = (published / "data" / feed).read_text(encoding="utf-8")
    assert f'href="{URL}data/{feed}"' in text
    links = re.findall(r'<link href="([^"]+)"', text)
    assert links == [f"{URL}{ONE}"]


def test_misreadings_go_to_who_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail address or a form; anything else is nobody."""
    for given, to in (
        ("a.b@example.org", "a.b@example.org"),
        ("https://example.org/issues/new", "https://example.org/issues/new"),
        ("javascript:alert(1)", ""),
        ('https://x/"onclick', ""),
        ("", ""),
    ):
        monkeypatch.setenv("MINGZHANG_REPORT_TO", given)
        assert report_to() == to


@pytest.mark.parametrize(
    "given", ["budgets.example", "javascript:alert(1)", "https://", "https://a/?q", "https://a b/"]
)
def test_what_is_no_address_of_a_site_is_told_before_anything_is_made(
    given: str, founding: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGZHANG_SITE_URL", given)
    with pytest.raises(WrongCommand, match=f"MINGZHANG_SITE_URL: found {re.escape(repr(given))}"):
        build_site([founding / "package"], tmp_path / "site", root / "site_src")
    assert not (tmp_path / "site").exists()


def test_an_address_of_a_site_ends_in_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("https://budgets.example", "http://127.0.0.1:8000/", "https://budgets.example/under"):
        monkeypatch.setenv("MINGZHANG_SITE_URL", given)
        assert site_url() == given.rstrip("/") + "/"
