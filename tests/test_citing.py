"""Sources and locators are written for the reader's language, and lead to the text where it has an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from semaine_map.history import citing

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

FOREIGN = {
    "fr": r"\b(of|the|in|to|letter|entry|circular|order|note of|scan|djvu|pp|no|publisher|interview|May|June|March|p\.m|a\.m)\b",
    "en": r"\b(du|de|le|la|vue|lettre|mai|juin|dans|djvu)\b",
}
CITING = {"citations": "source_id", "witnesses": "source_id", "control": "source_id", "fronts": "source_id",
          "columns": "source_id", "casualties": "reported_by", "burials": "reported_by", "damage": "source_id"}  # fmt: skip


@pytest.fixture(scope="module")
def cited(real: Dataset) -> set[tuple[str, str]]:
    """Return every source with every locator that a table names."""
    tables = real.tables
    return {
        pair for name, key in CITING.items() for pair in zip(tables[name][key], tables[name]["locator"], strict=True) if pair[0]
    }


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_locator_of_the_record_is_in_another_language(real: Dataset, cited: set[tuple[str, str]], language: str) -> None:
    """Titles in quotation marks are the texts' own; all else is said as the reader says it."""
    for source, locator in sorted(cited):
        text = citing.localised(real, language, locator or "")
        bare = re.sub("«.*?»|“.*?”", "", text).replace("index du plan", "")
        assert not re.search(FOREIGN[language], bare), (source, text)


@pytest.mark.parametrize(
    ("locator", "english", "french"),
    [
        ("letter of 24 May", "letter of 24 May", "lettre du 24 mai"),
        ("entry of 1 June", "entry of 1 June", "note du 1er juin"),
        ("djvu 401", "scan 401", "vue 401"),
        ("pp. 616–617", "pp. 616–617", "p. 616–617"),
        ("« Chez Glaser », « djvu »", "“Chez Glaser”, “djvu”", "«\u00a0Chez Glaser\u00a0», «\u00a0djvu\u00a0»"),
        ("23 mai", "23 May", "23 mai"),
        ("ch. XXIX", "ch. XXIX", "ch. XXIX"),
        ("Mayor’s note of 11 May", "Mayor’s note of 11 May", "Mayor’s note of 11 mai"),
    ],
)
def test_a_locator_is_put_into_words_term_by_term(real: Dataset, locator: str, english: str, french: str) -> None:
    """Whole terms, the longest first; part of a word is no term, and titles stay."""
    assert citing.localised(real, "en", locator) == english
    assert citing.localised(real, "fr", locator) == french


@pytest.mark.parametrize(
    ("pattern", "locator", "address"),
    [
        ("https://a.example/{djvu}", "djvu 182", "https://a.example/182"),
        ("https://a.example/{djvu}", "ch. LII", ""),
        ("https://a.example/{djvu} https://a.example/", "ch. LII", "https://a.example/"),
        ("https://a.example/{t. 26, djvu} https://b.example/{t. 27, djvu}", "t. 27, djvu 9–10", "https://b.example/9"),
        ("https://a.example/#{ch.}", "ch. XXIX", "https://a.example/#XXIX"),
        ("https://a.example/{page}", "Cissey, 25 May", "https://a.example/25"),
        ("https://a.example/{app.?}", "app. XIV", "https://a.example/"),
        ("https://a.example/{app.?}", "ch. XIV", ""),
        ("javascript:alert(1)", "djvu 182", ""),
        ("", "djvu 182", ""),
    ],
)
def test_an_address_is_that_of_the_passage(pattern: str, locator: str, address: str) -> None:
    """Numbers fill the first pattern that fits; where none does, or it is no address of the web, there is no link."""
    assert citing.address(pattern, locator) == address


def test_addresses_of_the_record_are_whole(real: Dataset, cited: set[tuple[str, str]]) -> None:
    """Most passages have one, none holds a brace or a space, and a page of a facsimile is the page cited."""
    sources = dict(zip(real.tables["sources"]["source_id"], real.tables["sources"]["url_pattern"], strict=True))
    found = {(source, locator): citing.address(sources[source], locator or "") for source, locator in cited}
    assert sum(map(bool, found.values())) > 0.9 * len(found)
    for (_, locator), address in found.items():
        assert not re.search(r"[{}\s]", address)
        if "/Page:" in address:
            assert address.rpartition("/")[2] == re.findall(r"djvu (\d+)", locator)[0]


TITLES = ("The Catholic World", "France in the Nineteenth Century", "Foreign Relations of the United States")


def test_no_source_is_told_in_english_on_the_french_page(real: Dataset) -> None:
    """Descriptions of editions, licences and unnamed authors have French words; names and titles of books stay."""
    sources = real.tables["sources"]
    for row, source in enumerate(sources["source_id"]):
        for field in ("edition", "licence"):
            english, french = (citing.source(real, language, row, field) for language in ("en", "fr"))
            assert bool(english) == bool(french), (source, field)
            for title in TITLES:
                french = french.replace(title, "")
            assert not re.search(r"\b(the|of|facsimile|domain|rights|translated|in)\b", french), french
    unnamed = r"\b(unnamed|witness|historians|report|writers|council|author|army|talk)\b"
    for name in ("casualties", "burials"):
        for author, french in zip(real.tables[name]["author"], real.tables[name]["author_fr"], strict=True):
            assert not re.search(unnamed, french or author, re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Rue de la Roquette (11e)", "Rue de la Roquette (11th)"),
        ("Boulevard Haussmann, partie est (8e, 9e)", "Boulevard Haussmann, eastern part (8th, 9th)"),
        ("Emplacement\u00a0: près de la chaussée de la Muette (16e)", "Site: near chaussée de la Muette (16th)"),
        ("Rue du 4-Septembre (2e)", "Rue du 4-Septembre (2nd)"),
    ],
)
def test_what_is_said_beside_a_name_of_today_is_in_english_for_english_readers(real: Dataset, name: str, english: str) -> None:
    """The name stays as it is on the street; where it lies is told in the reader's words."""
    assert citing.today(real, "en", name) == english
    assert citing.today(real, "fr", name) == name


def test_no_name_of_today_tells_an_english_reader_where_in_french(real: Dataset) -> None:
    """None of the record's names keeps a French ordinal or remark."""
    for name in filter(None, real.places["name_today"]):
        english = citing.today(real, "en", name)
        assert not re.search(r"\(\d+(er|e)\b|Emplacement|\bvers\b|\bpartie\b|\bcôté\b", english), english
    for name in set(real.tables["columns"]["corps"]):
        assert citing.corps(real, "en", name).startswith("General ")
        assert citing.corps(real, "fr", name).startswith("Général ")


def test_what_is_said_beside_a_person_s_name_is_in_french_too(real: Dataset) -> None:
    """A captain is a capitaine on the French page."""
    people = real.tables["people"]
    for name, french in zip(people["name"], people["name_fr"], strict=True):
        assert not re.search(r"\((?:the |of |captain|general|sergeant|engineer)", french or name)
