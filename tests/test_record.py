"""The published record itself is under test: what it holds, and that its parts agree with each other."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import Point

from semaine_map.build import load_record
from semaine_map.history.dataset import data_frame
from semaine_map.history.names import simplify
from semaine_map.record import reading
from semaine_map.record.crs import CRS
from semaine_map.record.doubts import doubts

if TYPE_CHECKING:
    import pandas as pd

    from semaine_map.history.dataset import Dataset

METRIC_CRS = "EPSG:2154"
SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"

FILES = {
    "englishman": "an-englishman-insurrection-in-paris-1871.txt",
    "leighton": "leighton-paris-under-the-commune-1871.txt",
    "lissagaray": "lissagaray-history-1876-en.txt",
    "seed-article": "seed-article-paris-commune.txt",
    "vuillaume": "vuillaume-mes-cahiers-rouges.txt",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """Return every table of the real record as text."""
    return {name: data_frame(rows.columns) for name, rows in load_record(reading.find_geodata()).tables.items()}


def test_the_record_is_as_full_as_the_books(tables: dict[str, pd.DataFrame]) -> None:
    """750 events or more, 80 with two sources, 30 disputed; all 930 houses and the public buildings of Leighton's list."""
    citations = tables["citations"]
    assert len(tables["events"]) >= 750
    witnesses = citations[["event_id", "source_id"]].drop_duplicates().groupby("event_id").size()
    assert witnesses.ge(2).sum() >= 80
    assert citations.loc[citations["stance"] == "contradicts", "event_id"].nunique() >= 30
    assert (tables["damage"]["street_id"] != "").sum() >= 930
    assert (tables["damage"]["place_id"] != "").sum() >= 50
    authors = " ".join(tables["casualties"]["author"])
    for author in ("Du Camp", "Pelletan", "Lissagaray", "Appert", "Tombs"):
        assert author in authors, author


def test_a_citation_that_contradicts_says_what_it_claims(tables: dict[str, pd.DataFrame]) -> None:
    """Nobody is said to disagree without being heard."""
    citations = tables["citations"]
    silent = citations[(citations["stance"] == "contradicts") & (citations["claim"] == "")]
    assert list(silent["event_id"]) == []


def test_a_place_lies_inside_or_outside_the_wall_as_it_says(real: Dataset) -> None:
    """An event inside the wall has an arrondissement, one flagged as outside has none; a place may straddle by its radius."""
    city = real.quartiers.to_crs(METRIC_CRS).union_all()
    places = real.places.to_crs(METRIC_CRS)
    for row, point in zip(places.to_dict("records"), places.geometry, strict=True):
        if row["setting"] == "outside":
            assert not city.buffer(-float(row["precision_m"])).contains(point), row["place_id"]
        elif row["setting"] == "inside":
            assert city.buffer(float(row["precision_m"])).contains(point), row["place_id"]


def test_the_arrondissement_of_today_agrees_with_the_position(real: Dataset) -> None:
    """Where a name of today names its arrondissement in brackets, the point lies in it, or no farther off than its radius."""
    areas = real.arrondissements.to_crs(METRIC_CRS).set_index("arrondissement").geometry
    places = real.places.to_crs(METRIC_CRS)
    wrong = []
    for row, point in zip(places.to_dict("records"), places.geometry, strict=True):
        brackets = re.findall(r"\(([^()]*)\)", row["name_today"])
        named = {int(number) for number in re.findall(r"(\d+)(?:er|e)\b", brackets[-1])} if brackets else set()
        named &= set(areas.index)
        if row["arrondissement"] and named and min(areas[number].distance(point) for number in named) > row["precision_m"]:
            wrong.append(row["place_id"])
    assert wrong == []


def test_a_place_lies_on_the_street_that_it_names(real: Dataset) -> None:
    """A place named for a street of the drawing is no farther from its line than its radius and 25 m."""
    lines: dict[str, list[object]] = {}
    streets = real.basemap["streets"].to_crs(METRIC_CRS)
    for name, line in zip(streets["name"], streets.geometry, strict=True):
        lines.setdefault(simplify(name), []).append(line)
    places = real.places.to_crs(METRIC_CRS)
    off = []
    for row, point in zip(places.to_dict("records"), places.geometry, strict=True):
        first = re.split(r",| et | × | à | \(", row["name_1871"])[0]
        named = simplify(re.sub(r"\bn(os?|°)\b.*", "", first))
        if len(named.split()) > 1 and named in lines and "(" not in row["name_1871"]:
            distance = min(line.distance(point) for line in lines[named])  # type: ignore[attr-defined]  # geopandas has no types
            if distance > row["precision_m"] + 25:
                off.append((row["place_id"], round(distance)))
    assert off == []


def test_what_the_army_took_lies_on_its_side_of_that_evening(real: Dataset) -> None:
    """A capture is behind the front of its day, and a barricade that fell later before the front of the evening before."""
    events = real.events[real.events["certainty"] != "uncertain"].to_crs(METRIC_CRS)
    city = real.quartiers.to_crs(METRIC_CRS).union_all()
    held = {day: gpd.GeoSeries([area], crs=CRS).to_crs(METRIC_CRS).iloc[0] for day, area in real.held.items()}
    doubt = real.fronts.groupby("day")["precision_m"].max()
    wrong = []
    for row, point in zip(events.to_dict("records"), events.geometry, strict=True):
        if not city.contains(point):
            continue
        last = row["end"] or row["start"]
        if row["kind"] == "capture" and last in held:
            ground, day = held[last], last
        elif row["kind"] == "barricade" and row["actor"] == "commune" and row["end"]:
            day = (date.fromisoformat(last) - timedelta(1)).isoformat()
            if day < row["start"] or day not in held:
                continue
            ground = city.difference(held[day])
        else:
            continue
        if ground.distance(point) > row["uncertainty_m"] + doubt.get(day, 300):
            wrong.append((row["id"], day, round(ground.distance(point))))
    assert wrong == []


def test_what_is_of_one_of_several_days_is_uncertain(real: Dataset) -> None:
    """That a thing happened may be plain; that it happened then is not, where no text says on which of the days."""
    events = real.events
    undated = events["edtf"].fillna("").str.startswith("[")
    assert undated.any()
    assert events.loc[undated & (events["certainty"] != "uncertain"), "id"].to_list() == []


def test_the_control_table_agrees_with_the_front(real: Dataset) -> None:
    """Commune: the army holds at most a fiftieth; versailles: at least 49 of 50; contested: in between, or in doubt."""
    areas = real.arrondissements.to_crs(METRIC_CRS).set_index("arrondissement").geometry
    fronts = real.fronts.to_crs(METRIC_CRS)
    held = {day: gpd.GeoSeries([area], crs=CRS).to_crs(METRIC_CRS).iloc[0] for day, area in real.held.items()}
    for row in real.control.to_dict("records"):
        area = areas[row["arrondissement"]]
        share = area.intersection(held[row["day"]]).area / area.area
        where = (row["day"], row["arrondissement"], round(share, 3))
        if row["status"] == "commune":
            assert share <= 0.03, where
        elif row["status"] == "versailles":
            assert share >= 0.97, where
        else:
            near = fronts[(fronts["day"] == row["day"]) & (fronts.distance(area) <= fronts["precision_m"])]
            assert 0.01 < share < 0.99 or len(near), where


def test_squares_and_bridges_are_where_they_are(real: Dataset) -> None:
    """Places that share the name of a crossing of today, as others measured it, are no farther from it than both radii allow."""
    file = REFERENCE / "crossings_today.csv"
    if not file.exists():
        return  # the measures of others are not part of the project
    with file.open(encoding="utf-8") as rows:
        measured = {simplify(row["name"]): Point(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(rows)}
    places = real.places[real.places["kind"].isin(("square", "bridge", "crossing"))]
    compared, off = 0, []
    for row, point in zip(places.to_dict("records"), places.geometry, strict=True):
        there = measured.get(simplify(row["name_today"])) or measured.get(simplify(row["name_1871"]))
        if there is None:
            continue
        pair = gpd.GeoSeries([point, there], crs=CRS).to_crs(METRIC_CRS)
        distance = pair.iloc[0].distance(pair.iloc[1])
        compared += 1
        # A bicycle station stands beside its square, up to a hundred metres from the middle; one of that name two kilometres
        # away stands in another square.
        if row["precision_m"] + 100 < distance < 2000:
            off.append((row["place_id"], round(distance)))
    assert compared > 10
    assert off == []


def test_the_words_that_an_erratum_corrects_stand_in_the_source(tables: dict[str, pd.DataFrame]) -> None:
    """A correction of words that nobody printed would be a mistake of ours."""
    if not SOURCES.exists():
        return  # the books are not part of the project
    texts = {source: re.sub(r"[\s_*]+", " ", (SOURCES / name).read_text(encoding="utf-8")) for source, name in FILES.items()}
    missing = [
        (row["erratum_id"], row["says"])
        for row in tables["errata"].to_dict("records")
        if row["source_id"] in texts
        and not all(part.strip() in texts[row["source_id"]] for part in re.split(r"…|\.\.\.", row["says"]))
    ]
    assert missing == []


def test_no_sentence_is_copied_from_a_source(tables: dict[str, pd.DataFrame]) -> None:
    """No run of nine words of ours is a source's, unless names make the most of it."""
    if not SOURCES.exists():
        return  # the books are not part of the project
    written = {"events": ("title_en", "title_fr", "summary_en", "summary_fr"), "citations": ("claim", "claim_fr")}
    ours: dict[tuple[str, ...], str] = {}
    for table, columns in written.items():
        for row in tables[table].to_dict("records"):
            for column in columns:
                words = words_of(row[column])
                for run in zip(*(words[n:] for n in range(9)), strict=False):
                    if sum(word.islower() and len(word) > 3 for word in run) >= 4:
                        ours[tuple(word.lower() for word in run)] = row["event_id"]
    copied = set()
    for path in sorted(SOURCES.rglob("*.txt")):
        words = [word.lower() for word in words_of(path.read_text(encoding="utf-8", errors="replace"))]
        copied |= {(ours[run], " ".join(run)) for run in zip(*(words[n:] for n in range(9)), strict=False) if run in ours}
    assert sorted(copied) == []


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Za-z0-9]+", plain)


def test_a_summary_is_of_its_own_place_and_opens_with_what_happened(tables: dict[str, pd.DataFrame]) -> None:
    """No stock sentence is shared by two rows, and no summary begins with the book or newspaper that tells it."""
    events = tables["events"]
    for column in ("summary_en", "summary_fr"):
        shared = events.loc[events[column].duplicated(keep=False), "event_id"]
        assert list(shared) == [], column
    tellers = "Leighton’s (list|register|chapter|note)|Vésinier (names|counts)|Wikipedia|Named (by|among)|La (Patrie|Liberté)"
    assert list(events.loc[events["summary_en"].str.match(tellers), "event_id"]) == []


def test_nothing_in_the_record_looks_wrong() -> None:
    """Words and codes, claims and numbers, hours, both languages and the lives of people agree."""
    assert [str(doubt) for doubt in doubts(reading.read(reading.find_geodata()))] == []


def test_every_person_is_in_an_event_and_every_fate_has_its_event_or_is_told(tables: dict[str, pd.DataFrame]) -> None:
    """A card leads somewhere; who was shot or killed that week is so in an event, or the note says when and on whose word."""
    people, parts = tables["people"], tables["participants"]
    assert len(people) >= 250
    assert set(people["person_id"]) == set(parts["person_id"])
    slain = set(parts.loc[parts["part"] == "killed", "person_id"])
    fallen = people[people["fate"].isin(("executed", "killed"))]
    assert [row["person_id"] for row in fallen.to_dict("records") if not (row["person_id"] in slain or row["note_en"])] == []
    alive = people[people["fate"].isin(("survived", "escaped", "prisoner"))]
    assert sorted(set(alive["person_id"]) & slain) == []


def test_every_fact_of_the_ledger_is_drawn_or_left_out_with_a_reason(tables: dict[str, pd.DataFrame]) -> None:
    """What was read and not drawn says why."""
    ledger = tables["ledger"]
    silent = ledger[(ledger["event_id"] == "") & (ledger["left_out"] == "")]
    assert list(zip(silent["source_id"], silent["section"], silent["seq"], strict=True)) == []


def test_french_is_typeset_as_french(tables: dict[str, pd.DataFrame]) -> None:
    """Real apostrophes, and no-break spaces before : ; ? ! and inside « »."""
    badly_set = re.compile(r"'|\w [:;?!»]|« \w|[^\s\u00a0\u202f][:;?!](?!\d)(?:\s|$)")
    french = {
        "events": ("title_fr", "summary_fr"), "days": ("text_fr",), "about": ("fr",), "citations": ("claim_fr",),
        "damage": ("note_fr",), "burials": ("note_fr",), "casualties": ("scope_fr",),
        "people": ("role_fr", "note_fr"), "scenes": ("title_fr", "text_fr"),
    }  # fmt: skip
    texts = [text for table, columns in french.items() for column in columns for text in tables[table][column]]
    assert [text for text in texts if badly_set.search(text)] == []


def test_a_remark_that_the_page_shows_stands_in_both_languages(tables: dict[str, pd.DataFrame]) -> None:
    """What a witness claims, and what is doubtful of a house or a grave, is told to French readers in French."""
    remarks = (
        ("citations", "claim", "claim_fr"), ("damage", "note", "note_fr"), ("burials", "note", "note_fr"),
        ("people", "role", "role_fr"), ("people", "note_en", "note_fr"),
    )  # fmt: skip
    for table, column, french in remarks:
        one_sided = tables[table][(tables[table][column] == "") != (tables[table][french] == "")]
        assert one_sided.empty, one_sided
