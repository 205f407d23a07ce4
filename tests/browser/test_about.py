"""About: what it is, how it was made, on what it rests, what it lacks, and the rival counts of the dead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import WINDOW_NAMES, WINDOWS, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

HEADINGS = {
    "en": [
        "What this is",
        "How it was made",
        "What is missing",
        "How many died",
        "Sources",
        "By keyboard",
        "Licences and how to cite",
    ],
    "fr": [
        "Ce que c’est",
        "Comment il est fait",
        "Ce qui manque",
        "Combien de morts",
        "Sources",
        "Au clavier",
        "Licences et citation",
    ],
}


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_atlas_says_what_it_is_and_what_it_is_not(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, window: dict[str, Any]
) -> None:
    """Every count of the dead has its author; every source its side; and a witness can be followed from there."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    lang = window["locale"][:2]
    page.get_by_role("button", name="À propos" if lang == "fr" else "About").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("heading", level=3).all_inner_texts() == HEADINGS[lang]
    dead, buried = (dialog.get_by_role("table").nth(n) for n in (0, 1))
    assert dead.locator("tbody tr").count() == len(real.casualties)
    assert buried.locator("tbody tr").count() == len(real.burials)
    assert dead.locator("tbody th").all_inner_texts() == [
        (french if lang == "fr" else "") or author
        for author, french in zip(real.casualties["author"], real.casualties["author_fr"], strict=True)
    ]
    text = text_of(page, "#about")
    for word in ("CC BY 4.0", "MIT", "Leaflet 1.9.4"):
        assert word in text
    assert not re.search(r"djvu [\dN]", text)
    assert "«" not in text or lang == "fr"
    cited = real.citations["source_id"].nunique()
    followed = dialog.get_by_role("button", name="Selon" if lang == "fr" else "As ")
    assert followed.count() == cited
    followed.first.click()
    expect(dialog).to_be_hidden()
    assert "witness=" in page.url
    assert page.locator("#filter-note").text_content()
