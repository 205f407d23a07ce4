"""What each thing looks like: said once, resolved for every record, and the same picture as before."""

from __future__ import annotations

import itertools
import json
import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from semaine_map.portrayal import landmarks, mark, paths, portrayal
from semaine_map.portrayal.colours import channels, luminance, mixed
from semaine_map.record import codes
from semaine_map.record.reading import read
from semaine_map.record.settings import Actor, read_week
from tests.kept import same

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaine_map.history.dataset import Dataset
    from semaine_map.portrayal.portrayal import Portrayal
    from semaine_map.record.settings import Week

GOLDEN = Path(__file__).parent / "golden"
MARCH = Path(__file__).parent.parent / "examples" / "18-march-1871"
SIDES = ("north", "south", "east", "west", "guild", "town", "crown", "league", "bishop", "fleet", "hill", "plain")
STYLES = {
    "certain": ("certain", False),
    "less-certain": ("less-certain", False),
    "uncertain": ("uncertain", False),
    "hollow": ("certain", True),
}


def week_of(folder: Path) -> Week:
    """Return what a record is of."""
    record = read(folder)
    assert record.week is not None, record.faults
    return record.week


@pytest.fixture
def ours(copy_record: Callable[..., Path]) -> Portrayal:
    """Return the look of a record that names neither kinds nor sides nor colours."""
    return portrayal.of(week_of(copy_record()))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 reckons it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def strip(look: Portrayal, style: str) -> Image.Image:
    """Return every sign side by side on the ground of the map, in ink."""
    sure, hollow = STYLES[style]
    pixels = 56
    whole = Image.new("RGB", (pixels * len(look.signs), pixels), look.basemap["block"])
    for n, sign in enumerate(look.signs.values()):
        picture = mark.image(look, portrayal.Look(sign, look.colours["neutral"]), pixels, certainty=sure, hollow=hollow)
        whole.paste(picture, (n * pixels, 0), picture)
    return whole


@pytest.mark.parametrize("style", STYLES)
def test_the_signs_look_as_they_did(ours: Portrayal, style: str) -> None:
    """Each sign in each manner is the picture that is kept, but for the rounding of edges."""
    kept = np.asarray(Image.open(GOLDEN / f"signs-{style}.png").convert("RGB")).astype(int)
    picture = np.asarray(strip(ours, style)).astype(int)
    assert picture.shape == kept.shape
    assert (np.abs(picture - kept).max(axis=2) > 48).mean() < 0.002


def test_every_kind_has_a_sign_of_its_own_and_an_ink(ours: Portrayal) -> None:
    """Sixteen kinds and more, each told from the others by its shape alone."""
    assert set(codes.EVENT_KINDS) <= set(ours.kinds)
    shapes = {ours.look(kind).sign for kind in ours.kinds}
    assert len(shapes) == len(ours.kinds)
    assert all(sign.body or sign.line for sign in shapes)


def test_every_sign_is_told_from_the_paper(ours: Portrayal) -> None:
    """Each ink stands out from paper and block as text must."""
    colours = {ours.look(kind, actor).colour for kind in ours.kinds for actor in ("commune", "versailles", "")}
    assert all(contrast(colour, ours.page["paper"]) >= 4.5 for colour in colours)


def test_no_two_pictures_are_alike_at_twelve_pixels(ours: Portrayal) -> None:
    """Told apart small and in grey."""
    small = {}
    for name, sign in ours.signs.items():
        picture = mark.code(ours, portrayal.Look(sign, ours.colours["neutral"]), paths.BOX, halo=False)
        small[name] = np.asarray(paths.picture(picture, 14))[..., 3].astype(float)
    for one, other in itertools.combinations(small, 2):
        assert np.abs(small[one] - small[other]).mean() > 12, (one, other)


@pytest.mark.parametrize(
    ("kind", "outcome", "status", "sign", "colour"),
    [
        ("fire", "burnt", "burning", "fire", "fire"),
        ("fire", "burnt", "ruined", "ruin", "fire"),
        ("fire", "partly", "undated", "fire", "fire"),
        ("fire", "saved", "burning", "fire-prevented", "neutral"),
        ("fire", "shelled", "today", "damage", "damage"),
        ("damage", "", "today", "damage", "damage"),
    ],
)
def test_a_flame_stands_only_where_something_burned(  # noqa: PLR0913, PLR0917 - one row of the table
    ours: Portrayal, kind: str, outcome: str, status: str, sign: str, colour: str
) -> None:
    """What was struck, prevented or burned down has a sign of its own, without a flame that burns."""
    look = ours.look(kind, "commune", outcome=outcome, status=status)
    assert (look.sign.name, look.colour) == (sign, ours.colours[colour])


def test_what_may_not_have_happened_on_the_day_is_hollow(ours: Portrayal) -> None:
    """Undated things, and barricades that have fallen, are drawn as outlines; a sign of lines alone shows paper within."""
    assert ours.statuses["undated"].hollow
    assert ours.statuses["taken"].hollow
    assert not ours.statuses["today"].hollow
    for sign in ours.signs.values():
        steps = mark.strokes(sign, ours.certainty("certain"), ours.pens, hollow=True)
        assert any(step.fill == 0 or step.pen == "paper" for step in steps), sign.name
    assert set(codes.STATUSES) <= set(ours.statuses)


def test_a_kind_of_the_record_looks_like_the_kind_that_it_is_like() -> None:
    """An election is a sheet with its lines cut out, not a solid blob."""
    look = portrayal.of(week_of(MARCH))
    election, decision = look.look("election", "commune"), look.look("decision", "commune")
    assert election == decision
    assert election.sign.cut_outs
    assert mark.strokes(election.sign, look.certainty("certain"), look.pens, hollow=False)[-1].pen == "paper"


def test_the_dead_have_no_side(ours: Portrayal) -> None:
    """Graves, courts and prisoners are drawn in neutral ink whoever did it; who acts is told by colour elsewhere."""
    for kind in ("execution", "death", "bodies", "burial", "tribunal", "arrest", "hostages"):
        assert ours.look(kind, "commune").colour == ours.look(kind, "versailles").colour == ours.colours["neutral"]
    assert ours.look("barricade", "commune").colour == ours.sides["commune"].colour
    assert ours.look("barricade", "versailles").colour == ours.sides["versailles"].colour
    assert ours.look("barricade", "civilian").colour == ours.colours["neutral"]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 12])
def test_a_record_has_any_number_of_sides(copy_record: Callable[..., Path], count: int) -> None:
    """From none to twelve, each with an ink of its own and a tint of its own."""
    week = replace(week_of(copy_record()), actors=tuple(Actor(code) for code in SIDES[:count]))
    look = portrayal.of(week)
    assert list(look.sides) == list(SIDES[:count])
    assert len({look.look("barricade", code).colour for code in SIDES[:count]}) == count
    assert len({look.tint(code) for code in SIDES[:count]}) == count
    assert len(look.stripes()) == (count if count in (2, 3) else 1)
    assert len(look.days(5)) == 5
    assert (look.advance == look.colours["neutral"]) == (count == 0)


def test_the_colours_of_a_record_are_those_of_signs_ground_and_days(copy_record: Callable[..., Path]) -> None:
    """A side that is green in atlas.toml is green wherever it is seen."""
    week = replace(week_of(copy_record()), colours={"versailles": "#106030"})
    look, plain = portrayal.of(week), portrayal.of(week_of(MARCH))
    assert look.look("barricade", "versailles").colour == look.sides["versailles"].ground == look.advance == "#106030"
    assert look.tint("versailles") != plain.tint("versailles")
    assert look.days(8)[-1] != plain.days(8)[-1]
    assert look.sides["commune"] == plain.sides["commune"]


@pytest.mark.parametrize("count", [1, 8, 11, 100])
@pytest.mark.parametrize("colour", ["", "#ffe14d"])
def test_there_is_a_tint_for_each_day_and_the_later_is_the_darker(
    copy_record: Callable[..., Path], count: int, colour: str
) -> None:
    """Eleven days have eleven tints, told apart in grey, whatever colour the side that advances has."""
    week = week_of(copy_record())
    if colour:
        week = replace(week, colours={"versailles": colour})
    tints = portrayal.of(week).days(count)
    light = [luminance(tint) for tint in tints]
    assert len(tints) == count
    assert light == sorted(light, reverse=True)
    if count in (8, 11):
        assert len(set(tints)) == count
        assert light[0] > 0.7
        assert light[-1] < 0.23


def test_the_look_is_resolved_once_for_a_record() -> None:
    """Whoever asks gets the same."""
    assert portrayal.of(week_of(MARCH)) is portrayal.of(week_of(MARCH))


def test_the_commune_is_red_and_the_army_blue(ours: Portrayal) -> None:
    """Brick for one and slate for the other, in signs and on the ground, as every reader has learnt to see them."""
    for name in ("colour", "ground"):
        red, _, blue = channels(getattr(ours.sides["commune"], name))
        assert red > 2 * blue
        red, _, blue = channels(getattr(ours.sides["versailles"], name))
        assert blue > 1.5 * red


def test_the_sides_are_told_apart_in_grey(ours: Portrayal) -> None:
    """Without colour the ground of one is darker than that of the other, and both differ from ground that nobody holds."""
    grounds = [luminance(colour) for colour in (ours.basemap["block"], ours.tint("commune"), ours.tint("versailles"))]
    assert all(abs(one - other) > 0.06 for one, other in itertools.combinations(grounds, 2))


@pytest.mark.parametrize(
    ("data", "operators"),
    [
        ("M1 2h3v4H0z", "1.000 2.000 m\n4.000 2.000 l\n4.000 6.000 l\n0.000 6.000 l\n1.000 2.000 l\nh\n"),
        (
            "M0 0c0 1 1 2 2 2s2-1 2-2",
            "0.000 0.000 m\n0.000 1.000 1.000 2.000 2.000 2.000 c\n3.000 2.000 4.000 1.000 4.000 0.000 c\n",
        ),
        ("M2 0a2 2 0 0 1-2 2", "2.000 0.000 m\n2.000 1.105 1.105 2.000 0.000 2.000 c\n"),
    ],
)
def test_a_path_of_svg_becomes_operators(data: str, operators: str) -> None:
    """Relative and absolute steps, smooth curves and arcs."""
    assert paths.operators(data).replace("-0.000", "0.000") == operators


@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><path class="edge" d="M0 0h1"/></svg>', "'edge'"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "no path"),
    ],
)
def test_a_sign_that_cannot_be_drawn_is_refused(svg: str, reason: str) -> None:
    """A file without paths, or with a path of no known class, is an error, never an empty sign."""
    with pytest.raises(ValueError, match=reason):
        paths.shape(svg)


def test_curves_that_pdf_does_not_know_are_refused() -> None:
    """A sign with quadratic curves is an error, never a wrong picture."""
    with pytest.raises(ValueError, match="quadratic"):
        paths.operators("M0 0Q1 1 2 2")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ('[actors.north]\ncolour = "red"\nen = "North"\nfr = "Nord"', "write colour ="),
        ('[actors.north]\nen = "North"', "has no words in fr"),
        ('[actors.contested]\nen = "C"\nfr = "C"', "has no code of a side"),
        ('[actors.north]\nen = "N"\nfr = "N"\nflag = "x"', "it knows colour"),
        ('[actors.south]\nen = "S"\nfr = "S"\n[actors]\nnorth = 1', "is not a table of a colour"),
        ("".join(f'[actors.a{n}]\nen = "A"\nfr = "A"\n' for n in range(13)), "12 can be told apart"),
        ('[colours]\ncommune = "#802010"\n[actors.north]\nen = "N"\nfr = "N"', "names its actors"),
        ('[actors.a]\nen="A"\nfr="A"\nadvances=true\n[actors.b]\nen="B"\nfr="B"\nadvances=true', "two sides advance"),
    ],
)
def test_what_is_wrong_with_a_side_is_a_fault_with_its_reason(copy_record: Callable[..., Path], lines: str, reason: str) -> None:
    """Code, colour and words of each side are checked."""
    folder = copy_record()
    toml = folder / "atlas.toml"
    toml.write_text(f"{toml.read_text(encoding='utf-8')}\n{lines}\n", encoding="utf-8")
    week, faults = read_week(folder)
    assert week is not None, "the rest of the file stays in force"
    assert not week.is_sound
    assert any(reason in fault.reason for fault in faults)
    assert all(fault.line > 1 for fault in faults)


def test_the_sides_of_a_record_are_read(copy_record: Callable[..., Path]) -> None:
    """Code, colour, words, and which of them advances; without any they are those for whose ground the vocabulary has words."""
    folder = copy_record()
    assert week_of(folder).sides == ("commune", "versailles")
    assert (week_of(folder).advancing, week_of(folder).defending) == ("versailles", "commune")
    toml = folder / "atlas.toml"
    sides = '[actors.north]\ncolour = "#804010"\nadvances = true\nen = "the North"\nfr = "le Nord"\n'
    sides += '[actors.south]\nen = "S"\nfr = "S"\n'
    toml.write_text(f"{toml.read_text(encoding='utf-8')}\n{sides}", encoding="utf-8")
    week = week_of(folder)
    assert week.actors[0] == Actor("north", "#804010", {"en": "the North", "fr": "le Nord"}, advances=True)
    assert (week.advancing, week.defending) == ("north", "south")
    assert codes.of(codes.ACTORS, week) == ("north", "south", "both", "civilian", "unknown")
    assert codes.of(codes.HOLDINGS, week) == ("north", "contested", "south")


def test_landmarks_are_named_once_and_by_themselves() -> None:
    """What is said in relation to another place is none, nor is a bare kind; a small park is named from nearer."""
    places = [
        ("Place Vendôme", "square"),
        ("Place Vendôme, colonne", "square"),
        ("Près du Panthéon", "monument"),
        ("Place", "square"),
        ("Jardin du Luxembourg", "park"),
        ("Square Montholon", "park"),
        ("Parc, pelouse", "park"),
        ("Rue de Lille", "street"),
    ]
    found = landmarks.landmarks(places, {"jardin du luxembourg"})
    assert [(one.row, one.name) for one in found] == [(4, "Jardin du Luxembourg"), (0, "Place Vendôme"), (5, "Square Montholon")]
    assert found[0].zoom < found[2].zoom


def test_the_tables_say_nothing_that_nobody_reads() -> None:
    """Every table of the three files has the keys that the program knows, and no other."""
    folder = Path(portrayal.__file__).parent
    kinds = tomllib.loads((folder / "kinds.toml").read_text(encoding="utf-8"))
    assert set(kinds) == {"kinds", "counted", "status", "certainty", "pens", "weights"}
    assert set(kinds["certainty"]) == set(codes.CERTAINTIES)
    marks = tomllib.loads((folder / "landmarks.toml").read_text(encoding="utf-8"))
    assert set(marks["kinds"]) <= set(codes.PLACE_KINDS)


def test_everything_is_resolved_as_it_was(ours: Portrayal) -> None:
    """Kinds, statuses, certainties, pens and sides of a record that names none; each sign as SVG, full and hollow."""
    parts = {
        "kinds": {name: asdict(kind) for name, kind in ours.kinds.items()},
        "statuses": {name: asdict(status) for name, status in ours.statuses.items()},
        "certainties": {name: asdict(sure) for name, sure in ours.certainties.items()},
        "pens": asdict(ours.pens),
        "sides": {code: asdict(side) for code, side in ours.sides.items()},
        "cut_outs": sorted(sign.name for sign in ours.signs.values() if sign.cut_outs),
        "stripes": ours.stripes(),
        "tints": ours.days(8),
    }
    same("portrayal.json", json.dumps(parts, ensure_ascii=False, indent=1))
    looks = [portrayal.Look(sign, ours.colours["fire"]) for sign in ours.signs.values()]
    drawn = [(look, certainty, hollow) for look in looks for certainty in ours.certainties for hollow in (False, True)]
    shapes = [
        f"{look.sign.name} {sure} {hollow}: {mark.svg(ours, look, certainty=sure, hollow=hollow)}" for look, sure, hollow in drawn
    ]
    same("signs.txt", "\n".join(shapes))
    assert mark.svg(ours, looks[0]) == mark.svg(ours, looks[0], certainty="certain", hollow=False)


def test_a_kind_that_nobody_knows_looks_like_a_decision(ours: Portrayal) -> None:
    """In the neutral colour, whoever acts."""
    assert ours.look("miracle", "versailles") == ours.look("decision", "versailles")
    assert ours.certainty("rumoured") == ours.certainty("uncertain")


@pytest.mark.parametrize(
    ("colour", "light"),
    [("#000000", 0.0), ("#ffffff", 1.0), ("#808080", 0.2159), ("#0a0a0a", 0.0030), ("#ff0000", 0.2126), ("#0000ff", 0.0722)],
)
def test_how_light_a_colour_is_is_reckoned_as_the_standard_does(colour: str, light: float) -> None:
    """Values of WCAG 2: a mid grey is a fifth as light as white, blue a third as light as red."""
    assert luminance(colour) == pytest.approx(light, abs=5e-5)


def test_a_share_of_a_colour_over_another_lies_between_them() -> None:
    """A quarter of black over white is a light grey; channels keep their order."""
    assert mixed("#000000", 0.25, "#ffffff") == "#bfbfbf"
    assert mixed("#102030", 1.0, "#ffffff") == "#102030"
    assert mixed("#102030", 0.0, "#a0b0c0") == "#a0b0c0"
    assert channels("#0033ff") == (0.0, 0.2, 1.0)


def test_a_park_is_named_from_afar_only_where_it_is_large() -> None:
    """A small one from nearer; a spot in a park, or one said in relation to another, is no landmark; a store is on no sheet."""
    places = [
        ("Jardin du Luxembourg", "park"),
        ("Square Montholon", "park"),
        ("Luxembourg, allée", "park"),
        ("Près du Bac", "gate"),
    ]
    found = {one.name: one.zoom for one in landmarks.landmarks(places, {"jardin du luxembourg"})}
    assert found == {"Jardin du Luxembourg": 12.75, "Square Montholon": 14.25}
    assert {kind for kind, known in landmarks.kinds().items() if not known.sheet} == {"store"}
    assert landmarks.short("Cimetière (Montmartre), mur", "cemetery") == "Cimetière (Montmartre)"
    assert landmarks.short("Gare (du Nord), quai", "station") == "Gare"


def test_which_parks_are_large_is_measured_on_the_drawing(sound: Dataset) -> None:
    """Of two parks with names, the one of twenty hectares is named from afar, whatever features without a name there are."""
    shapes = [
        shapely.box(2.30, 48.86, 2.306, 48.864),
        shapely.box(2.32, 48.86, 2.3205, 48.8602),
        shapely.box(2.3, 48.85, 2.31, 48.86),
    ]
    green = gpd.GeoDataFrame({"name": ["Parc Vaste", "Parc Menu", None]}, geometry=shapes, crs="EPSG:4326")
    places = sound.places.iloc[[0, 0]].assign(name_1871=["Parc Vaste", "Parc Menu"], kind="park")
    record = SimpleNamespace(places=places, basemap={"green": green})
    found = {one.name: (one.row, one.zoom) for one in landmarks.of(cast("Dataset", record))}
    assert found == {"Parc Vaste": (0, 12.75), "Parc Menu": (1, 14.25)}
