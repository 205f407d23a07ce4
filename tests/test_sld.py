"""The styles for map servers: SLD 1.0 with the signs beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from semaine_map import exports
from semaine_map.exports.kit import Kit, gather
from semaine_map.exports.sld import OGC, SLD, XLINK
from semaine_map.history.dataset import records
from semaine_map.portrayal import portrayal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from semaine_map.history.dataset import Dataset


@pytest.fixture(scope="module")
def kit(real: Dataset) -> Kit:
    """Make the kit of the Bloody Week once."""
    return gather(real)


@pytest.fixture(scope="module")
def styles(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the styles once; return their folder."""
    folder = tmp_path_factory.mktemp("sld")
    exports.write(kit, folder, ["sld"])
    return folder / "sld"


def rules(path: Path) -> list[ET.Element]:
    """Return the rules of a style."""
    return list(ET.parse(path).getroot().iter(f"{{{SLD}}}Rule"))  # noqa: S314 - written by the test itself


def holds(condition: ET.Element, row: Mapping[str, str]) -> bool:
    """Tell whether a row meets a condition of OGC's filters."""
    match condition.tag.removeprefix(f"{{{OGC}}}"):
        case "And":
            return all(holds(one, row) for one in condition)
        case "Or":
            return any(holds(one, row) for one in condition)
        case "Not":
            return not holds(condition[0], row)
        case "PropertyIsNull":
            return not row[condition[0].text or ""]
        case "PropertyIsEqualTo":
            return row[condition[0].text or ""] == condition[1].text
        case other:
            raise AssertionError(other)


def test_each_event_is_drawn_by_one_rule_with_its_own_sign_and_ink(kit: Kit, styles: Path) -> None:
    """Hollow where it is not certain or of no known day, small where undated: as in the atlas."""
    look = portrayal.of(kit.week)
    read = [
        (condition, graphic.find(f".//{{{SLD}}}OnlineResource"), graphic.findtext(f"{{{SLD}}}Size"))
        for rule in rules(styles / "events.sld")
        for condition in [rule.find(f"{{{OGC}}}Filter/*")]
        for graphic in [rule.find(f".//{{{SLD}}}Graphic")]
        if condition is not None and graphic is not None
    ]
    columns = ("kind", "outcome", "actor", "certainty", "dating")
    for row in records(kit.text["events"][["id", *columns]].fillna("")):
        (met,) = [(named, size) for condition, named, size in read if holds(condition, row)]
        seen = look.look(row["kind"], row["actor"], outcome=row["outcome"])
        hollow = row["certainty"] != "certain" or row["dating"] == "undated"
        assert met[0] is not None
        assert met[0].get(f"{{{XLINK}}}href") == f"{seen.sign.name}-{seen.colour[1:]}{'-hollow' if hollow else ''}.svg", row["id"]
        assert met[1] == ("11" if row["dating"] == "undated" else "18"), row["id"]


def test_the_signs_that_the_rules_name_lie_beside_them_and_no_others(styles: Path) -> None:
    """A sign is full in its ink or open with its edge; a server finds it by a name without a folder."""
    named = {
        resource.get(f"{{{XLINK}}}href")
        for path in styles.glob("*.sld")
        for resource in ET.parse(path).getroot().iter(f"{{{SLD}}}OnlineResource")  # noqa: S314 - ours
    }
    assert named == {path.name for path in styles.glob("*.svg")}
    full, hollow = (styles / "barricade-97281b.svg").read_text(), (styles / "barricade-97281b-hollow.svg").read_text()
    assert 'fill="#97281b"' in full
    assert 'fill="#97281b"' not in hollow
    assert 'stroke="#97281b"' in hollow


def test_ground_has_the_colour_of_who_holds_it(kit: Kit, styles: Path) -> None:
    """One rule a side, and one for what is fought over."""
    look = portrayal.of(kit.week)
    drawn = {}
    for rule in rules(styles / "control.sld"):
        value = rule.findtext(f".//{{{OGC}}}Literal")
        (fill,) = [css.text for css in rule.iter(f"{{{SLD}}}CssParameter") if css.get("name") == "fill"]
        drawn[value] = fill
    assert drawn == {"commune": look.tint("commune"), "versailles": look.tint("versailles"), None: look.tint("contested")}


def test_what_is_uncertain_is_pale(styles: Path) -> None:
    """Its sign has half its strength; a certain one has all of it."""
    strengths = Counter(
        (rule.findtext(f".//{{{SLD}}}Opacity"), "uncertain" in ET.tostring(rule, encoding="unicode"))
        for rule in rules(styles / "executions.sld")
        if rule.findtext(f".//{{{SLD}}}Size") == "18"  # of a known day
    )
    assert {strength for (strength, pale) in strengths if pale} == {"0.55"}
    assert {strength for (strength, pale) in strengths if not pale} == {None}
