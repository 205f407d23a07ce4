"""What validates builds, and what is built opens: records at random, from their tables to a page in the browser."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semaine_map.build import load
from semaine_map.page import render
from semaine_map.record.garbled import EMPTY_WORDS, GARBLED
from tests.browser.pages import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

TEXTS = (
    st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=40)
    .map(lambda text: text.strip().replace("#", "№") or "Ø")
    .filter(lambda text: text not in EMPTY_WORDS and not GARBLED.search(text))
)
"""Names and titles in any script."""

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@st.composite
def records(draw: st.DrawFn) -> dict[str, str]:
    """Draw the files of a sound record: any ground, any span of days, months or years, own kinds and sides."""
    step = draw(st.sampled_from(["day", "day", "day", "month", "year"]))
    width = {"day": 10, "month": 7, "year": 4}[step]
    first = draw(st.dates(date(1000, 1, 1), date(2100, 1, 1)))
    spread = draw(st.sampled_from([0.002, 0.05, 2.0, 40.0]))
    lat, lon = draw(st.floats(-60, 60)), draw(st.floats(-130, 130))
    kinds = draw(st.lists(st.sampled_from(["uprising", "flood", "speech"]), unique=True, max_size=3))
    sides = draw(st.lists(st.sampled_from(["reds", "blues", "greens"]), unique=True, max_size=3))
    language = draw(st.sampled_from(["en", "fr", "de", "ar", "ja", "ru"]))
    lines = [
        f"title = {json.dumps(draw(TEXTS), ensure_ascii=False)}",
        f'language = "{language}"',
        f'step = "{step}"',
        f"only_days_with_events = {str(draw(st.booleans())).lower()}",
    ]
    lines += [f'[actors.{side}]\n{language} = "{side.title()}"\ncolour = "{draw(COLOURS)}"' for side in sides]
    like = st.sampled_from(["fight", "movement", "damage", "bodies", "decision"])
    lines += ["[kinds]", *(f'{kind} = {{like = "{draw(like)}", {language} = "{kind.title()}"}}' for kind in kinds)]
    near = st.floats(-spread, spread)
    places = [
        [
            f"place-{n}",
            draw(TEXTS),
            f"{lon + draw(near):.5f}",
            f"{lat + draw(near):.5f}",
            draw(st.sampled_from(["20", "400", "5000"])),
        ]
        for n in range(draw(st.integers(1, 6)))
    ]
    events: list[list[Any]] = []
    for n in range(draw(st.integers(1, 12))):
        start = first + timedelta(days=draw(st.integers(0, {"day": 12, "month": 300, "year": 4000}[step])))
        end = start + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 3])))
        one_of = f"[{start}..{end}]" if step == "day" and end > start and draw(st.booleans()) else ""
        hour = draw(st.sampled_from(["", "", "T05:30", "T23:59"])) if step == "day" and not one_of else ""
        place = draw(st.sampled_from(places))[0]
        kind = draw(st.sampled_from([*kinds, "fire", "barricade", "fight", "event"]))
        until = str(end)[:width] if end > start else ""
        side = draw(st.sampled_from(sides or ["unknown"]))
        certainty = "uncertain" if one_of else draw(st.sampled_from(["certain", "uncertain"]))
        events.append([f"event-{n}", place, kind, str(start)[:width] + hour, until, one_of, draw(TEXTS), side, certainty])
    return {
        "atlas.toml": "\n".join(lines) + "\n",
        "places.csv": table(["place_id", "name", "lon", "lat", "precision_m"], places),
        "events.csv": table(
            ["event_id", "place_id", "kind", "start", "end", "edtf", "title", "actor", "certainty"], events
        ),
        "sources.csv": table(["source_id", "title"], [["letters", draw(TEXTS)]]),
        "citations.csv": table(["event_id", "source_id", "locator"], [[event[0], "letters", "p. 1"] for event in events]),
    }  # fmt: skip


def table(head: list[str], rows: list[list[Any]]) -> str:
    """Return a table as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


@settings(
    max_examples=int(os.environ.get("SEMAINE_EXAMPLES", "20")),
    deadline=None,
    derandomize="SEMAINE_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(files=records())
def test_what_validates_opens(files: dict[str, str], open_page: Callable[..., Page]) -> None:
    """Each day or month or year is reached by the keys, lists what the record puts on it, and nothing is complained of."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
        dataset = load(folder)
        html = folder / "index.html"
        html.write_text(render.html(dataset), encoding="utf-8", newline="\n")
        page = open_page(html)
        for key, day in (("End", dataset.week.days[-1]), ("Home", dataset.week.days[0])):
            page.locator("body").press(key)
            page.wait_for_function("(day) => document.querySelector('#atlas').dataset.day === day", arg=day)
            assert set(listed(page)) >= begun(dataset, day)
        page.context.close()


def begun(dataset: Dataset, day: str) -> set[str]:
    """Return the events that are known to begin on a day."""
    table = dataset.tables["events"]
    starts = zip(table["id"], table["start"], table["edtf"], strict=True)
    return {name for name, start, edtf in starts if start.startswith(day) and not edtf}
