"""The same rows from the atlas, from the terminal and from Python, whatever is chosen."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import semaine_map
from semaine_map.cli import main
from tests.browser.pages import DESKTOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from semaine_map import exports

# The address of a view, and the words that choose the same rows.
VIEWS: list[tuple[str, dict[str, Any]]] = [
    ("#1871-05-22", {"day": "1871-05-22"}),
    (
        "#1871-05-24?kinds=barricade&arrondissement=11&certainty=certain",
        {"day": "1871-05-24", "kind": "barricade", "arrondissement": 11, "certainty": "certain"},
    ),
    (
        "#1871-05-24?certainty=likely&witness=lissagaray&actor=versailles",
        {"day": "1871-05-24", "certainty": ["certain", "less-certain"], "source": "lissagaray", "actor": "versailles"},
    ),
    ("#1871-05-25?part=morning&view=table", {"day": "1871-05-25", "part": "morning"}),
    ("#1871-05-23?arrondissement=0", {"day": "1871-05-23", "arrondissement": 0}),
    ("#1871-05-28?view=week", {}),
    ("#1871-05-21?view=week&kinds=fire.execution&witness=goncourt", {"kind": ["execution", "fire"], "source": "goncourt"}),
]


def taken(page: Page, name: str) -> str:
    """Return the text of the file that the button ``name`` gives."""
    with page.expect_download() as file:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(file.value.path()).read_bytes().decode("utf-8")


def options_of(command: str) -> dict[str, Any]:
    """Return the choices that a command line spells."""
    words = shlex.split(command.replace("=", " "))
    assert words[:2] == ["semaine-map", "export"]
    chosen: dict[str, Any] = {}
    for option, value in zip(words[2::2], words[3::2], strict=True):
        chosen.setdefault(option.removeprefix("--"), []).append(value)
    return chosen


def features(text: str) -> list[dict[str, Any]]:
    """Return what a GeoJSON file says of each feature: its position and its properties."""
    return [{**one["properties"], "at": one["geometry"]["coordinates"]} for one in json.loads(text)["features"]]


@pytest.fixture
def take(atlas: Path, open_page: Callable[..., Page]) -> Callable[[str], tuple[Any, str, str]]:
    """Return a function that opens a view and takes from it the GeoJSON, the CSV and the command that says the same."""

    def from_view(view: str) -> tuple[Any, str, str]:
        page = open_page(atlas / "index.html", view, **DESKTOP)
        page.locator("#open-share").click()
        return features(taken(page, "GeoJSON")), taken(page, "CSV"), page.inner_text("#same-command")

    return from_view


@pytest.fixture
def exported(kit: exports.Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[Any, str]]]:
    """Return a function that exports by the command and by Python, and reads the events of both back, GeoJSON and CSV."""
    monkeypatch.setattr("semaine_map.build.load", lambda _folder=None: kit.dataset)  # read once for all views

    def twice(command: str, wanted: dict[str, Any]) -> list[tuple[Any, str]]:
        words = [*shlex.split(command)[1:], "--format", "geojson", "--format", "csv", "--output", str(tmp_path / "terminal")]
        assert main(words) == 0
        semaine_map.export(tmp_path / "python", kit, formats=["geojson", "csv"], **wanted)
        folders = [tmp_path / name for name in ("terminal", "python")]
        return [
            (
                features((folder / "events.geojson").read_text(encoding="utf-8")),
                (folder / "csv" / "events.csv").read_bytes().decode("utf-8"),
            )
            for folder in folders
        ]

    return twice


@pytest.mark.parametrize(("view", "wanted"), VIEWS, ids=[view for view, _ in VIEWS])
def test_a_download_holds_what_the_same_words_export(
    take: Callable[[str], tuple[Any, str, str]],
    exported: Callable[..., list[tuple[Any, str]]],
    view: str,
    wanted: dict[str, Any],
) -> None:
    """Ids, order, days, positions and every property; the CSV to the byte. The page spells the command that says the same."""
    rows, table, command = take(view)
    several = {name: value if isinstance(value, list) else [value] for name, value in wanted.items()}
    assert options_of(command) == {name: [str(one) for one in values] for name, values in several.items()}
    assert len(rows) > 0
    assert exported(command, wanted) == [(rows, table), (rows, table)]


def test_what_lies_in_the_frame_of_the_map_is_a_box(
    atlas: Path, open_page: Callable[..., Page], kit: exports.Kit, tmp_path: Path
) -> None:
    """Nearer, with the box ticked, the download holds the events in the frame, and the command names their box."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    for _ in range(3):
        page.keyboard.press("+")
        page.wait_for_timeout(400)  # the map's own zoom
    page.locator("#open-share").click()
    page.get_by_label("Only what lies in the map’s frame").check()
    chosen = options_of(page.inner_text("#same-command"))
    assert set(chosen) == {"day", "bbox"}
    semaine_map.export(tmp_path, kit, formats=["geojson"], day=chosen["day"], bbox=chosen["bbox"][0])
    exported = features((tmp_path / "events.geojson").read_text(encoding="utf-8"))
    assert features(taken(page, "GeoJSON")) == exported
    assert 0 < len(exported) < len(kit.between("1871-05-24", "1871-05-24"))
