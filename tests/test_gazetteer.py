"""From a name or an address to a position with its precision."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shapely

from semaine_map.build import load
from semaine_map.cli import main
from semaine_map.errors import PlaceNotFoundError
from semaine_map.history.names import parse, simplify
from semaine_map.history.nearby import near
from semaine_map.history.numbering import Anchor, numbering
from semaine_map.history.sides import SETBACK_M

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.gazetteer import Gazetteer

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"


@pytest.fixture
def straight(copy_record: Callable[..., Path]) -> Gazetteer:
    """Return the gazetteer of a record with one street of 730 metres, running east, numbered 1–2 to 99–100."""
    return of_one_street(copy_record(), [(2.305, 48.86), (2.315, 48.86)])


def of_one_street(
    folder: Path, line: list[tuple[float, float]], numbers: tuple[int, ...] = (1, 2, 99, 100), *, falls: bool = False
) -> Gazetteer:
    """Return the gazetteer of one street along ``line``, half of its ``numbers`` at each end; ``falls``: against the line."""
    (folder / "damage.csv").unlink()
    (folder / "streets.csv").write_text(
        "street_id,name_1871,variants,name_today,renamed,renamed_word,existed_1871,kind,arrondissements,numbering,source_id,locator,note\n"
        "rue-longue,Rue de l’Égalité,rue Longue,Rue Victor-Hugo,1885,,yes,street,1,flow,,,\n",
        encoding="utf-8",
    )
    feature = {
        "type": "Feature",
        "properties": {"id": "rue-longue", "name": "Rue de l’Égalité"},
        "geometry": {"type": "LineString", "coordinates": line},
    }
    (folder / "basemap" / "streets.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8"
    )
    with (folder / "street_anchors.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["street_id", "number", "lon", "lat", "at", "precision_m", "method", "note"])
        for number in numbers:
            writer.writerow(["rue-longue", number, *line[(number > 50) != falls], "end", 20, "end", ""])
    return load(folder).gazetteer


def metres(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance of two positions in Paris (one degree: 73.2 km by 111.2 km)."""
    return math.hypot((lon - other_lon) * 73_200, (lat - other_lat) * 111_200)


def test_a_number_is_placed_between_its_anchors_on_its_side(straight: Gazetteer) -> None:
    """No. 50 lies half-way; even numbers to the right, odd to the left, walking up the numbers."""
    even, odd = straight.locate("50 rue de l’Égalité"), straight.locate("rue de l'Egalite, 51")
    assert abs(even.lon - 2.31) < 2e-4
    assert even.lat < 48.86 < odd.lat
    assert even.kind == "address"
    assert metres(even.lon, even.lat, even.lon, 48.86) == pytest.approx(SETBACK_M, abs=1)
    # Less sure than at the anchors and near to them, but not by the 734 m between them.
    near_end = straight.locate("4 rue de l’Égalité")
    assert 20 < near_end.precision_m < even.precision_m < 734 / 3


def test_odd_numbers_are_to_the_left_whichever_way_a_street_runs(copy_record: Callable[..., Path]) -> None:
    """Running north, the odd ones are in the west; against the line drawn, to the left of who walks up the numbers."""
    north = of_one_street(copy_record(), [(2.31, 48.86), (2.31, 48.8666)])
    odd, even = north.locate("51 rue Longue"), north.locate("50 rue Longue")
    assert metres(odd.lon, odd.lat, 2.31, odd.lat) == pytest.approx(SETBACK_M, abs=1)
    assert odd.lon < 2.31 < even.lon
    assert odd.lat == pytest.approx(48.8633, abs=1e-4)


def test_numbers_may_rise_against_the_line_drawn(copy_record: Callable[..., Path]) -> None:
    """The line runs east, the numbers west: no. 10 is near its eastern end, and the odd ones lie to the south."""
    west = of_one_street(copy_record(), [(2.305, 48.86), (2.315, 48.86)], falls=True)
    even, odd = west.locate("10 rue Longue"), west.locate("11 rue Longue")
    assert even.lon == pytest.approx(2.3142, abs=2e-4)
    assert odd.lat < 48.86 < even.lat
    assert west.locate("99 rue Longue").precision_m == west.locate("100 rue Longue").precision_m == 20


def test_a_side_without_numbers_of_its_own_has_those_across_the_street(copy_record: Callable[..., Path]) -> None:
    """Less sure than these: the two sides are not numbered in step."""
    odd = of_one_street(copy_record(), [(2.305, 48.86), (2.315, 48.86)], (1, 99))
    known, across = odd.locate("99 rue Longue"), odd.locate("100 rue Longue")
    assert known.precision_m == 20
    assert metres(known.lon, known.lat, across.lon, across.lat) == pytest.approx(2 * SETBACK_M, abs=12)
    assert across.precision_m > 2 * known.precision_m


def test_how_far_a_place_is_from_a_street(straight: Gazetteer) -> None:
    """Beside it, across; beyond its end, to the end."""
    street = straight.streets["rue-longue"]
    assert street.distance_from(2.31, 48.8609) == pytest.approx(100, abs=1)
    assert street.distance_from(2.3164, 48.86) == pytest.approx(102, abs=1)
    assert street.distance_from(2.3026, 48.8609) == pytest.approx(202, abs=2)


def test_the_more_of_a_name_is_written_the_better_it_fits(real: Dataset) -> None:
    """Two words of three are nearer to the name than one."""
    scores = [real.gazetteer.candidates(asked)[0].score for asked in ("faubourg du temp", "saint germain l'aux")]
    assert scores == sorted(scores)
    one, two = (max(one.score for one in real.gazetteer.candidates(asked)) for asked in ("l'auxerr", "germain l'auxerr"))
    assert one < two


def test_a_number_at_an_anchor_is_as_precise_as_the_anchor(straight: Gazetteer) -> None:
    """At a known corner nothing is added."""
    assert straight.locate("99 rue Longue").precision_m == 20


def test_a_number_beyond_the_last_anchor_is_less_sure_the_farther_it_is(straight: Gazetteer) -> None:
    """What runs off the end stays at the end, with the distance as its radius."""
    beyond = straight.locate("120 rue Longue")
    assert beyond.lon == pytest.approx(2.315, abs=2e-4)
    assert beyond.precision_m > 100


def test_a_street_without_number_is_its_middle_with_half_its_length(straight: Gazetteer) -> None:
    """The radius covers the whole street."""
    street = straight.locate("rue Victor Hugo")
    assert street.name_1871 == "Rue de l’Égalité"
    assert street.precision_m == pytest.approx(734 / 2 + 20, abs=5)


def test_an_unknown_name_gets_suggestions(straight: Gazetteer) -> None:
    """A slip of the pen is answered with what comes near."""
    with pytest.raises(PlaceNotFoundError) as caught:
        straight.locate("rue Longe")
    assert "did you mean Rue de l’Égalité?" in str(caught.value)
    with pytest.raises(PlaceNotFoundError, match="no place called"):
        straight.locate("zzz")


@pytest.mark.parametrize(
    ("written", "number", "name"),
    [
        ("31 rue du Bac", 31, "rue du Bac"),
        ("31, rue du Bac", 31, "rue du Bac"),
        ("no. 31 rue du Bac", 31, "rue du Bac"),
        ("31 bis, rue du Bac", 31, "rue du Bac"),
        ("rue du Bac, 31", 31, "rue du Bac"),
        ("rue du Bac", None, "rue du Bac"),
        ("rue du 4-Septembre", None, "rue du 4-Septembre"),
        ("", None, ""),
    ],
)
def test_a_house_number_is_told_from_the_name(written: str, number: int | None, name: str) -> None:
    """In front or behind, with comma, “no.” or “bis”."""
    asked = parse(written)[0]
    assert (asked.number, asked.name.key) == (number, simplify(name))


def test_a_street_is_held_by_its_radius(real: Dataset) -> None:
    """Every name of a street is found, and its circle holds all of the streets of that very name."""
    gazetteer = real.gazetteer
    off = []
    for name in gazetteer.street_names():
        found = gazetteer.locate(name)
        same = [street for street in gazetteer.streets.values() if street.name_1871 == name and street.line is not None]
        if any(street.reach_from(found.lon, found.lat) > found.precision_m + 1 for street in same):
            off.append(name)
    assert off == []


def test_an_exact_name_wins_over_a_similar_one(real: Dataset) -> None:
    """Also where only a little word or a bracket parts them; the others are given too."""
    for name in ("Rue La Fontaine", "Rue Fontaine", "Place de l'Hôtel-de-Ville", "Rue de Rivoli", "Rue de Montreuil"):
        assert simplify(real.gazetteer.locate(name).name_1871) == simplify(name)
        assert real.gazetteer.locate(name).score == 1
    found = real.gazetteer.locate("place de l'hôtel de ville")
    assert "Place de l'Hôtel-de-Ville (Batignolles)" in {one.name_1871 for one in found.others}
    assert real.gazetteer.locate("place de l'Hôtel-de-Ville, Batignolles").name_today == "Place Richard-Baret"


def test_another_kind_of_way_is_no_answer(real: Dataset) -> None:
    """Who asks for a passage is not sent to the street of that name."""
    best = real.gazetteer.candidates("3 passage de Charenton")[0]
    assert best.score < 0.7


def test_a_street_without_a_line_is_somewhere_in_its_arrondissement(real: Dataset) -> None:
    """Names that stood in 1871 but are not drawn are found, with a circle that holds the arrondissement, and no event."""
    unmapped = [street for street in real.gazetteer.streets.values() if street.line is None]
    for street in unmapped[:20]:
        found = real.gazetteer.locate(street.name_1871)
        assert found.street_id == street.street_id
        assert found.precision_m > 800
        nearby = near(real, found)
        assert nearby.events == nearby.in_street == []
        assert nearby.arrondissement in street.arrondissements or len(street.arrondissements) > 1


def test_what_is_told_of_a_whole_street_is_found_from_its_houses(real: Dataset) -> None:
    """The last barricade stood in the rue Ramponeau, nobody says at which number: the street has it, a house of it apart."""
    locate = real.gazetteer.locate
    barricade = "rue-ramponeau-barricade"
    assert barricade in {event["id"] for event in near(real, locate("rue Ramponeau")).events}
    house = near(real, locate("15 rue Ramponeau"))
    assert barricade in {event["id"] for event in house.in_street}
    assert not {event["id"] for event in house.events} & {event["id"] for event in house.in_street}
    # A place that is that number, however wide its circle, is the house itself.
    usine = {event["place_id"] for event in near(real, locate("117 boulevard de la Villette")).events}
    assert "boulevard-de-la-villette-117-usine-falk" in usine
    # Rue Saint-Honoré is not the rue du Faubourg-Saint-Honoré, and the far end of a boulevard is not at its beginning.
    assert all("Faubourg" not in event["name_1871"] for event in near(real, locate("200 rue Saint-Honoré")).in_street)
    far = {event["place_id"] for event in near(real, locate("2 boulevard de la Villette")).in_street}
    assert "boulevard-de-la-villette" in far
    assert "boulevard-de-la-villette-85-87" not in far


def test_a_year_chooses_between_names_of_then_and_now(real: Dataset) -> None:
    """Rue Fontaine of 1871 has another name today; the name of a year comes first."""
    street = next(
        one for one in real.gazetteer.streets.values() if one.renamed[:4].isdecimal() and one.name_today != one.name_1871
    )
    assert real.gazetteer.locate(street.name_1871, 1871).score > real.gazetteer.locate(street.name_1871, 2000).score


def test_southern_and_western_positions_have_their_letters() -> None:
    """No minus sign before N or E."""
    from semaine_map.cli import _degrees  # noqa: PLC0415 - what the command prints
    from semaine_map.history.gazetteer import Position  # noqa: PLC0415 - a position of elsewhere

    assert _degrees(Position("Lima", "", -77.0428, -12.0464, 50, "crossing")) == "12.04640 S, 77.04280 W"


def test_spelling_does_not_matter() -> None:
    """Accents, case, hyphens, articles and abbreviations are all one."""
    assert simplify("Bd. de l’Hôpital (13e)") == simplify("boulevard de l'hopital") == simplify("Boulevard-de-l’Hôpital")


def test_locate_answers_with_both_names_and_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    """The square of 1871 is found by its name of then and of now."""
    assert main(["locate", "place du Château-d'Eau"]) == 0
    then = capsys.readouterr().out
    assert main(["locate", "Place de la République"]) == 0
    assert capsys.readouterr().out == then
    assert "Place de la République" in then
    assert "Delescluze" in then
    assert main(["locate", "31 rue du Bac"]) == 0
    assert "7th arrondissement" in capsys.readouterr().out
    assert main(["locate", "place du Chateau d'O"]) == 1
    assert "did you mean" in capsys.readouterr().err


def test_addresses_agree_with_the_ground() -> None:
    """Half the addresses placed by our anchors lie within 60 m of the same number today, nearly all within their radius."""
    file = REFERENCE / "addresses_today.csv"
    if not file.exists():
        return  # the measure of others is not part of the project
    gazetteer = load().gazetteer
    named = {simplify(name) for name in gazetteer.street_names()}
    off, outside = [], 0
    with file.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if not row["numero"].isdecimal() or row["rep"] or simplify(row["nom_voie"]) not in named:
                continue
            found = gazetteer.locate(f"{row['numero']} {row['nom_voie']}")
            if found.method == "address" and simplify(found.name_1871) == simplify(f"{row['numero']} {row['nom_voie']}"):
                distance = metres(found.lon, found.lat, float(row["lon"]), float(row["lat"]))
                off.append(distance)
                outside += distance > found.precision_m + 30
    assert len(off) > 200
    assert sorted(off)[len(off) // 2] < 60
    assert outside / len(off) < 0.1


RIVER = shapely.LineString([(0, 0), (2000, 0)])


def test_numbers_begin_at_the_end_nearer_to_the_river() -> None:
    """A street that leads away from the river begins there, whichever way its line was drawn; one along it follows the flow."""
    away = shapely.LineString([(500, 600), (900, 200)])
    along = shapely.LineString([(900, 210), (500, 200)])
    for line in (away, away.reverse()):
        numbers = numbering(line, "street", [], RIVER, "")
        assert numbers is not None
        assert line.interpolate(numbers.locate(1)[0]).distance(shapely.Point(900, 200)) < 1
        assert numbers.is_estimated
    numbers = numbering(along, "street", [], RIVER, "")
    assert numbers is not None
    assert along.interpolate(numbers.locate(1)[0]).distance(shapely.Point(500, 200)) < 1
    assert not numbers.is_sure_of_start


def test_numbers_known_at_one_place_tell_at_which_end_they_begin() -> None:
    """Number 1 at the far end from the river turns the rule round; number 40 in the middle says nothing."""
    line = shapely.LineString([(500, 100), (500, 700)])
    first = [Anchor(number, shapely.Point(500, 690), 20, is_house=False) for number in (1, 2)]
    numbers = numbering(line, "street", first, RIVER, "")
    assert numbers is not None
    assert not numbers.is_estimated
    assert numbers.locate(41)[0] < numbers.locate(21)[0] < numbers.locate(1)[0]
    middle = numbering(line, "street", [Anchor(35, shapely.Point(500, 400), 20, is_house=False)], RIVER, "")
    assert middle is not None
    assert middle.locate(35)[2] >= 600
