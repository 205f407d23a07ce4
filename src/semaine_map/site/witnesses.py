"""On whose word: those who say so, then those who say otherwise, each with what they claim and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.history import citing
from semaine_map.site.html import Markup, el, several
from semaine_map.site.words import say, term

if TYPE_CHECKING:
    from semaine_map.history.event import Event
    from semaine_map.record.tables import Row
    from semaine_map.site.contents import Contents


def witnesses(contents: Contents, language: str, event: Event) -> Markup | None:
    """Return the witnesses of an event under their headings, and the full titles of their books."""
    rows = contents.citations[event["id"]]
    if not rows:
        return None
    others = [row for row in rows if row["stance"] == "contradicts"]
    books = dict.fromkeys(contents.sources[row["source_id"]] for row in rows)
    return several((
        el("h2", None, say(language, "witnesses")),
        el("ul", None, *(_line(contents, language, row) for row in rows if row not in others)),
        *(
            (el("h2", None, say(language, "otherwise")), el("ul", None, *(_line(contents, language, row) for row in others)))
            if others
            else ()
        ),
        el("h2", None, say(language, "sources")),
        el(
            "ul",
            {"class": "soft"},
            *(
                el("li", None, el("b", None, _short(contents, language, book)), f" – {_whole(contents, language, book)}")
                for book in books
            ),
        ),
    ))  # fmt: skip


def cited(contents: Contents, language: str, event: Event) -> list[str]:
    """Return the witnesses of an event as references, each with its locator."""
    found = []
    for row in contents.citations[event["id"]]:
        where = citing.localised(contents.dataset, language, str(row["locator"] or ""))
        found.append(", ".join(filter(None, (_whole(contents, language, contents.sources[row["source_id"]]), where))))
    return list(dict.fromkeys(found))


def _line(contents: Contents, language: str, row: Row) -> Markup:
    dataset, book = contents.dataset, contents.sources[row["source_id"]]
    claims = {"en": str(row["claim"] or ""), "fr": str(row["claim_fr"] or "")}
    own = language if claims[language] else "en" if language == "fr" else "fr"
    told_in = own if own in dataset.week.languages else dataset.week.heard(language)
    notes = (
        term(dataset, language, "viewpoint", str(dataset.tables["sources"]["viewpoint"][book] or "")),
        term(dataset, language, "stance", str(row["stance"] or "")),
        term(dataset, language, "about", str(row["about"] or "")) if row["about"] != "event" else "",
    )
    return el(
        "li",
        None,
        el("b", None, _short(contents, language, book)),
        *_place(contents, language, row),
        " ",
        el("span", {"class": "soft"}, " · ".join(filter(None, notes))),
        el("blockquote", {"lang": told_in, "dir": "auto"}, claims[own]) if claims[own] else None,
    )


def _place(contents: Contents, language: str, row: Row) -> list[str]:
    """Return where in its book a witness says so: a link to the text, where that has an address."""
    text = str(row["locator"] or "")
    if not text:
        return []
    said = citing.localised(contents.dataset, language, text)
    pattern = contents.dataset.tables["sources"]["url_pattern"][contents.sources[row["source_id"]]]
    href = citing.address(str(pattern or ""), text)
    return [", ", el("a", {"href": href, "rel": "noopener"}, said)] if href else [f", {said}"]


def _short(contents: Contents, language: str, book: int) -> str:
    return citing.source(contents.dataset, language, book, "short") or citing.source(contents.dataset, language, book, "title")


def _whole(contents: Contents, language: str, book: int) -> str:
    """Return which book a short name stands for."""
    named = (citing.source(contents.dataset, language, book, field) for field in ("author", "title"))
    return ", ".join(filter(None, (*named, str(contents.dataset.tables["sources"]["year"][book] or ""))))
