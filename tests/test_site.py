"""``build --site``: a page for the web of each event, place and person: found, linked, previewed, read without a script."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.etree
import lxml.html
import pytest

from semaine_map import build, site
from semaine_map.errors import UsageError

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

CHECKER = Path(__file__).parents[1] / "node_modules" / ".bin" / "html-validate"
SOUND_RECORD = Path(__file__).parent / "data" / "sound"
ADDRESS = "https://example.org/atlas/"
FIRE = "event/hotel-de-ville-fire.html"


@pytest.fixture(scope="module")
def pages(real: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of the real record; return the folder of the atlas round them."""
    folder = tmp_path_factory.mktemp("web")
    site.make(real, folder / "site", ADDRESS)
    return folder


def tree(path: Path) -> lxml.html.HtmlElement:
    """Return a page as a tree."""
    return lxml.html.fromstring(path.read_text(encoding="utf-8"))


def linked(page: lxml.html.HtmlElement) -> dict[str, Any]:
    """Return the linked data of a page."""
    (script,) = page.xpath("//script")
    assert script.get("type") == "application/ld+json"
    data: dict[str, Any] = json.loads(script.text)
    return data


def test_every_event_place_and_person_has_a_page_in_both_languages(pages: Path, real: Dataset) -> None:
    """And every way from one page to another, or to the same in the other language, leads somewhere."""
    for language in ("en", "fr"):
        folder = pages / "site" / language
        assert {path.stem for path in folder.glob("event/*")} == set(real.tables["events"]["id"])
        assert {path.stem for path in folder.glob("place/*")} == set(real.tables["events"]["place_id"])
        assert {path.stem for path in folder.glob("person/*")} == set(real.tables["people"]["person_id"])
    for name in ("en/index.html", f"fr/{FIRE}", "en/place/hotel-de-ville.html", "fr/person/delescluze.html"):
        page = tree(pages / "site" / name)
        own = [href for href in page.xpath("//body//a/@href") if not href.startswith("http")]
        assert own
        for href in own:
            target = (pages / "site" / name).parent / unquote(urlsplit(href).path)
            assert target.exists() or target.resolve() == (pages / "index.html").resolve(), href


@pytest.mark.parametrize(("language", "words"), [("en", "Who says otherwise"), ("fr", "Qui dit autre chose")])
def test_a_page_tells_the_event_and_on_whose_word(pages: Path, language: str, words: str) -> None:
    """Text, place, date, position with its radius, certainty, people and witnesses, those who differ apart: as plain text."""
    page = tree(pages / "site" / language / FIRE)
    text = re.sub(r"\s+", " ", page.text_content())
    assert page.get("lang") == language
    for part in ("48.85640, 2.35240", "80 m", "Lissagaray 1886", "Vésinier 1871", words, "John Leighton"):
        assert part in text
    assert page.xpath("//main//blockquote")
    into = page.xpath("//a[@class='into']/@href")[0]
    assert into == f"../../../index.html?lang={language}#1871-05-24/hotel-de-ville-fire"


def test_what_a_preview_and_a_search_engine_read(pages: Path) -> None:
    """OpenGraph, the same page in each language, the canonical address, and the event as schema.org has it."""
    page = tree(pages / "site" / "en" / FIRE)
    graph = {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}
    assert graph["og:title"] == "The Hôtel de Ville burns"
    assert graph["og:url"] == f"{ADDRESS}site/en/{FIRE}" == page.xpath("//link[@rel='canonical']/@href")[0]
    assert graph["og:locale"] == "en_GB"
    assert graph["og:image"] == f"{ADDRESS}sheets/en/1871-05-24.png"
    assert len(graph["og:description"]) <= 200
    others = {one.get("hreflang"): one.get("href") for one in page.xpath("//link[@rel='alternate']")}
    assert others == {
        "en": f"{ADDRESS}site/en/{FIRE}",
        "fr": f"{ADDRESS}site/fr/{FIRE}",
        "x-default": f"{ADDRESS}site/en/{FIRE}",
    }
    data = linked(page)
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "Event"
    assert data["startDate"] == "1871-05-24T10:00"
    doubted = linked(tree(pages / "site" / "en" / "event" / "rue-boissy-d-anglas-31-fire.html"))
    assert doubted["startDate"] == "1871-05-24", "the day itself is inferred, so its hour is not given"
    entry = linked(tree(pages / "site" / "en" / "event" / "porte-de-saint-cloud-capture.html"))
    assert entry["startDate"] == "1871-05-21T15:00"
    assert data["location"]["geo"]["geoRadius"] == "80"
    assert data["subjectOf"]["isPartOf"]["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert any("Lissagaray" in one for one in data["subjectOf"]["citation"])


def test_an_unknown_day_is_given_to_nobody(pages: Path, real: Dataset) -> None:
    """An event of one day among several has no date in its linked data, and says so in its text."""
    events = real.tables["events"]
    name = next(one for one, undated in zip(events["id"], events["undated"], strict=True) if undated)
    page = tree(pages / "site" / "en" / "event" / f"{name}.html")
    assert "startDate" not in linked(page)
    assert "some day between" in page.text_content()


def test_the_sitemap_names_every_page(pages: Path) -> None:
    """By its full address, with its other languages, and nothing that is not there."""
    urls = lxml.etree.parse(pages / "site" / "sitemap.xml").getroot()
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    named = urls.xpath("s:url/s:loc/text()", namespaces=spaces)
    there = {urljoin(ADDRESS, path.relative_to(pages).as_posix()) for path in pages.rglob("*.html")}
    assert {unquote(one) for one in named} == there
    assert len(named) == len(there)
    assert len(urls.xpath("s:url[1]/x:link", namespaces=spaces)) == 2


def test_text_cannot_become_markup(sound: Dataset, tmp_path: Path) -> None:
    """What is written in a record ends neither an element nor the script of linked data."""
    evil = '</script><img src=x onerror="alert(1)">&amp;'
    tables = dict(sound.tables)
    for table, columns in (("events", ("title_en", "summary_en", "name_1871")), ("citations", ("locator", "claim"))):
        tables[table] = {**tables[table], **{name: [evil] * len(tables[table][name]) for name in columns}}
    site.make(replace(sound, tables=tables), tmp_path, ADDRESS)
    for path in tmp_path.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert len(tree(path).xpath("//script")) == 1, path
        assert "<img" not in text
        linked(tree(path))


@pytest.mark.skipif(not CHECKER.exists(), reason="html-validate is not installed (npm install)")
def test_the_markup_conforms(pages: Path, tmp_path: Path) -> None:
    """A page of each sort passes a conformance checker."""
    for n, name in enumerate(("en/index.html", f"fr/{FIRE}", "en/place/hotel-de-ville.html", "fr/person/delescluze.html")):
        shutil.copy(pages / "site" / name, tmp_path / f"{n}.html")
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}', encoding="utf-8")
    done = subprocess.run([CHECKER, "*.html"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_foreign_record_has_its_own_name_and_language_alone(tmp_path: Path) -> None:
    """Nothing of the first record stands in its pages; told in one language, they offer no other, and mark it as what it is."""
    siege = build.load(Path(__file__).parents[1] / "examples" / "leningrad-1941-1944")
    site.make(replace(siege, week=replace(siege.week, creator="", licence="")), tmp_path, ADDRESS)
    for path in tmp_path.rglob("*.*"):
        assert not re.search(r"Semaine|Bloody|Versailles|Commune|1871|CC BY", path.read_text(encoding="utf-8")), path
    page = tree(next((tmp_path / "en" / "event").iterdir()))
    assert page.xpath("//h1/@lang") == ["ru"]
    assert page.xpath("//link[@rel='alternate']") == []
    assert "license" not in linked(page)["subjectOf"]["isPartOf"]


def test_a_build_keeps_what_is_a_users_own(tmp_path: Path) -> None:
    """In the folder of the site too: a page that was changed stays, what no run made stays, and what has not changed is left."""
    made = build.build(SOUND_RECORD, tmp_path, site="https://example.org/atlas/index.html")
    assert "site/sitemap.xml" in {one.path for one in made}
    assert build.build(SOUND_RECORD, tmp_path, site="https://example.org/atlas") == []
    own = tmp_path / "site" / "robots.txt"
    own.write_text("mine", encoding="utf-8")
    index = tmp_path / "site" / "en" / "index.html"
    index.write_text("mine too", encoding="utf-8")
    said: list[str] = []
    build.build(SOUND_RECORD, tmp_path, warn=said.append)
    assert own.read_text(encoding="utf-8") == "mine"
    assert index.read_text(encoding="utf-8") == "mine too"
    assert any("site/en/index.html" in sentence for sentence in said)
    assert not (tmp_path / "site" / "sitemap.xml").exists()


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org/", "https://", "https://example.org/?page=1", "https://a b/"]
)
def test_no_address_is_refused_before_anything_is_read(tmp_path: Path, address: str) -> None:
    """With a word of what one looks like."""
    with pytest.raises(UsageError, match="write for example https://"):
        build.build(SOUND_RECORD, tmp_path / "out", site=address)
    assert not (tmp_path / "out").exists()
