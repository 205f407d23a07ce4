"""Write a small record that builds, to change into one's own: three events at two places, and a word on each file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from semaine_map.record.bring.making import table
from semaine_map.record.bring.settings_text import settings

if TYPE_CHECKING:
    from semaine_map.record.bring.rows import Wishes

README = """# {title}

A record of an event: what happened where, when, and on whose word. Change the rows, then

    semaine-map validate --geodata {folder}
    semaine-map build --geodata {folder} --output {folder}/output

and open `output/index.html` in a browser. It needs no network.

- `events.csv`: one fact a row. `date` is a day (1901-03-24), a day and hour (1901-03-24T19:30), a month (1901-03) or a year
  (1901); the year before 1 is 0000. `edtf` says what a date cannot: about (`1901-03-24~`), one of several
  (`[1901-03-24..1901-03-29]`). More columns as you need them: end, part_of_day, kind, actor, killed_min, killed_max,
  certainty (certain, less-certain, uncertain).
- `places.csv`: every place once, in degrees (lon, lat); `precision_m` is the radius in metres that holds the whole place meant.
- `sources.csv`, `citations.csv`: what was read, and which event it tells; `locator` is the page or chapter.
- `atlas.toml`: title, language, your name, your licence.
- `basemap/` may hold drawings in GeoJSON (WGS 84): `land`, `districts`, `water`, `green`, `railways`, `streets` …

Every table and column: `semaine-map describe --geodata {folder}` writes them into a page.
"""


def starter(folder: str, wishes: Wishes) -> dict[str, str]:
    """Return the files of a new record called ``folder`` by their names."""
    title = wishes.title or folder.replace("-", " ").replace("_", " ").strip().capitalize() or "My atlas"
    return {
        "atlas.toml": settings(
            title, replace(wishes, language=wishes.language or "en"), wishes.step or "day", only_days_with_events=False, kinds={}
        ),
        "places.csv": table(
            ["place_id", "name", "lon", "lat", "precision_m"],
            [["market-square", "Market square", "8.54150", "47.37330", "60"], ["bridge", "Bridge", "8.54310", "47.37010", "40"]],
        ),
        "events.csv": table(
            ["event_id", "place_id", "date", "kind", "title", "summary", "certainty"],
            [
                [
                    "crowd-gathers",
                    "market-square",
                    "1901-03-01T10:00",
                    "movement",
                    "A crowd gathers",
                    "Replace this example with what happened.",
                    "certain",
                ],
                [
                    "bridge-closed",
                    "bridge",
                    "1901-03-02",
                    "decision",
                    "The bridge is closed",
                    "One dated fact at one place is one row.",
                    "certain",
                ],
                [
                    "fire-on-the-square",
                    "market-square",
                    "1901-03-03",
                    "fire",
                    "A fire on the square",
                    "What is doubtful says so.",
                    "uncertain",
                ],
            ],
        ),
        "sources.csv": table(
            ["source_id", "author", "title", "year"], [["example", "Somebody", "An example, not a source", "1901"]]
        ),
        "citations.csv": table(
            ["event_id", "source_id", "locator"],
            [
                [event, "example", f"p. {page}"]
                for page, event in enumerate(("crowd-gathers", "bridge-closed", "fire-on-the-square"), 1)
            ],
        ),
        "README.md": README.format(title=title, folder=folder),
    }
