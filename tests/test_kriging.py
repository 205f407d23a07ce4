"""House numbers between those that are known: where they are expected, and how well they are known."""

from __future__ import annotations

import pytest
import shapely

from semaine_map.history.kriging import Kriging, Observed
from semaine_map.history.numbering import Anchor, numbering


def known(number: int, along: float, sd: float = 5.0, *, firm: bool = False) -> Observed:
    """Return a number that is known to lie ``along`` a street."""
    return Observed(number, number % 2 == 1, along, sd, firm)


def test_a_number_is_known_better_the_nearer_a_known_one_is() -> None:
    """Half-way between 1 and 101 on 1,000 metres; worst in the middle, and worse still across the street."""
    street = Kriging([known(1, 0.0), known(101, 1000.0)], 8.5)
    along, sd = street.at([1, 11, 51, 101], is_odd=True)
    assert along.tolist() == pytest.approx([0, 100, 500, 1000], abs=8)
    assert sd[0] < sd[1] < sd[2] > sd[3]
    _, across = street.at([50], is_odd=False)
    assert across[0] > sd[2]


def test_a_number_that_all_others_contradict_is_not_believed() -> None:
    """One that stands two hundred metres off goes; a house of a survey stays whatever the others say."""
    agreed = [known(number, 8.0 * number) for number in (1, 21, 61, 81)]
    assert Kriging([*agreed, known(41, 530.0)], 8.5).observed == agreed
    assert known(41, 530.0, firm=True) in Kriging([*agreed, known(41, 530.0, firm=True)], 8.5).observed


def test_the_sides_of_a_street_are_numbered_each_for_itself() -> None:
    """Odd numbers end at 21, even ones at 60: each side fills the street."""
    line = shapely.LineString([(0, 0), (300, 0)])
    ends = {1: 0, 2: 0, 21: 300, 60: 300}
    anchors = [Anchor(number, shapely.Point(along, 0), 30, is_house=False) for number, along in ends.items()]
    numbers = numbering(line, "street", anchors, None, "")
    assert numbers is not None
    assert numbers.locate(11)[0] == pytest.approx(150, abs=20)
    assert numbers.locate(30)[0] == pytest.approx(150, abs=20)


def test_the_numbers_of_a_part_do_not_begin_where_its_line_does() -> None:
    """A street of which only the numbers from 141 on were open: they rise from there, none is squeezed in before."""
    line = shapely.LineString([(0, 0), (1000, 0)])
    ends = {141: 0, 142: 0, 221: 700}
    anchors = [Anchor(number, shapely.Point(along, 0), 40, is_house=False) for number, along in ends.items()]
    numbers = numbering(line, "street", anchors, None, "")
    assert numbers is not None
    assert numbers.locate(181)[0] == pytest.approx(350, abs=30)


def test_a_blind_alley_is_numbered_from_its_open_end() -> None:
    """Whichever end is nearer to the river; a long line that stops short of a street is none."""
    river = shapely.LineString([(0, 0), (2000, 0)])
    for length, first in ((120, 220), (600, 100)):
        line = shapely.LineString([(500, 100), (500, 100 + length)])
        numbers = numbering(line, "passage", [], river, "", open_end=-1)
        assert numbers is not None
        assert numbers.is_sure_of_start
        assert line.interpolate(numbers.locate(1)[0]).y == first
