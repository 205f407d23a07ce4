"""What the page shows has the look of the portrayal: grounds, signs and inks, measured on the screen."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from semaine_map.build import load
from semaine_map.page import render
from semaine_map.portrayal import portrayal
from semaine_map.portrayal.colours import channels

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset
    from semaine_map.portrayal.portrayal import Portrayal

MARCH = Path(__file__).parents[2] / "examples" / "18-march-1871"
SOUND = Path(__file__).parents[1] / "data" / "sound"


@pytest.fixture(scope="module")
def look(real: Dataset) -> Portrayal:
    """Return the look of the Bloody Week."""
    return portrayal.of(real.week)


def picture(page: Page) -> np.ndarray:
    """Return the map as it is on the screen."""
    page.wait_for_timeout(400)
    whole = Image.open(io.BytesIO(page.locator("#map").screenshot())).convert("RGB")
    return np.asarray(whole).astype(int)


def where(seen: np.ndarray, colour: str, most: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and columns of the pixels of ``colour``, but for rounding."""
    wanted = np.array([round(255 * channel) for channel in channels(colour)])
    rows, columns = np.nonzero(np.abs(seen - wanted).max(axis=2) <= most)
    return rows, columns


def test_each_side_has_its_own_tint_on_the_map(atlas: Path, open_page: Callable[..., Page], look: Portrayal) -> None:
    """On 24 May the west is the army's and the east the Commune's, each in the tint that the key gives it."""
    page = open_page(atlas / "index.html", "#1871-05-24")
    seen = picture(page)
    middle = seen.shape[1] // 2
    for side, is_west in (("versailles", True), ("commune", False)):
        _, columns = where(seen, look.tint(side))
        own = (columns < middle).sum() if is_west else (columns >= middle).sum()
        assert own > 10_000, side
        assert own > 0.85 * len(columns), side
    page.click("#open-menu")
    swatches = page.locator("#menu .tints .swatch").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    seen_in_key = ["rgb({}, {}, {})".format(*(round(255 * c) for c in channels(look.tint(side)))) for side in look.sides]
    assert [swatches[0], swatches[2]] == seen_in_key


def test_the_week_has_each_day_in_its_tint_from_west_to_east(
    atlas: Path, open_page: Callable[..., Page], look: Portrayal
) -> None:
    """Eight tints, those of the key: the first day's ground lies in the west, the last one's in the east."""
    page = open_page(atlas / "index.html", "#1871-05-24?view=week")
    tints = look.days(8)
    keyed = page.locator("#week-key .swatch").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert keyed == ["rgb({}, {}, {})".format(*(round(255 * c) for c in channels(tint))) for tint in tints]
    seen = picture(page)
    middles = []
    for day, tint in enumerate(tints):
        _, columns = where(seen, tint, 3)
        assert len(columns) > 300, f"no ground of day {day}"
        middles.append(columns.mean())
    assert middles[0] < 0.3 * seen.shape[1] < 0.6 * seen.shape[1] < middles[7]
    assert middles[:2] == sorted(middles[:2])


def test_every_kind_has_its_path_and_its_ink_in_the_menu(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, look: Portrayal
) -> None:
    """The picture of each kind is drawn with the path of its sign and in its ink; so are the signs of the two sides."""
    page = open_page(atlas / "index.html", "#1871-05-24")
    page.click("#open-menu")
    pictures = page.locator("#menu .box:has(input[name=kind])").evaluate_all(
        """all => Object.fromEntries(all.map(box => [box.querySelector('input').value,
            [...box.querySelectorAll('path')].map(path => [path.getAttribute('d'), path.getAttribute('stroke')])]))"""
    )
    assert set(pictures) == set(real.events["kind"])
    for kind, paths in pictures.items():
        wanted = look.look(kind)
        assert [path for path, _ in paths] == [path for path in (wanted.sign.body, wanted.sign.line) if path], kind
        assert paths[0][1] == wanted.colour, kind
    said = page.locator(".signs-key li").evaluate_all(
        "all => all.map(one => [one.textContent, one.querySelector('path').getAttribute('stroke')])"
    )
    colours = dict(map(tuple, said))
    for code, side in look.sides.items():
        assert colours[real.words["en"]["actor"][code]] == side.colour


def test_the_signs_on_the_map_have_the_inks_of_the_sides(atlas: Path, open_page: Callable[..., Page], look: Portrayal) -> None:
    """On the second evening the Commune's barricades stand before the army: red signs in the east, blue in the west."""
    page = open_page(atlas / "index.html", "#1871-05-22")
    seen = picture(page)
    _, red = where(seen, look.sides["commune"].colour, 10)
    _, blue = where(seen, look.sides["versailles"].colour, 10)
    assert len(red) > 200
    assert len(blue) > 200
    assert blue.mean() < red.mean()


def test_what_is_graver_lies_on_top(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """An order given beside a burning house hides nothing of the flame."""
    record = Path(shutil.copytree(SOUND, tmp_path / "record"))
    for name, line in (
        ("places", "next-door,Numéro 12,,building,2.33801,48.86500,20,building,inside,"),
        (
            "events",
            "order-next-door,next-door,decision,,1871-05-24T18:00,,,,commune,,An order,Un ordre,An order.,Un ordre.,,,certain",
        ),
        ("citations", "order-next-door,chronicler,ch. II,supports,event,,"),
    ):
        file = record / f"{name}.csv"
        width = file.read_text(encoding="utf-8").splitlines()[0].count(",")
        with file.open("a", encoding="utf-8") as lines:
            lines.write(line + "," * (width - line.count(",")) + "\n")
    dataset = load(record)
    fire = portrayal.of(dataset.week).colours["fire"]
    (tmp_path / "index.html").write_text(render.html(dataset), encoding="utf-8")
    alone, both = (
        set(zip(*where(picture(open_page(tmp_path / "index.html", f"#1871-05-24?kinds={kinds}")), fire, 10), strict=True))
        for kinds in ("fire", "fire.decision")
    )
    assert len(alone) > 8
    assert len(alone & both) > 0.95 * len(alone)


def write_march(folder: Path, lines: str) -> Path:
    """Write the atlas of March with ``lines`` added to its settings."""
    record = Path(shutil.copytree(MARCH, folder / "record"))
    with (record / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write(lines)
    (folder / "index.html").write_text(render.html(load(record)), encoding="utf-8")
    return folder / "index.html"


def test_the_colours_of_a_record_are_seen_on_its_ground(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """A side that is green in atlas.toml has green ground and green signs; nothing is left in brick red."""
    file = write_march(tmp_path, '\n[colours]\ncommune = "#00803a"\n')
    look = portrayal.of(load(tmp_path / "record").week)
    seen = picture(open_page(file, "#1871-03-26"))
    assert len(where(seen, look.tint("commune"))[0]) > 20_000
    assert len(where(seen, "#00803a", 10)[0]) > 10
    plain = portrayal.of(load(MARCH).week)
    assert len(where(seen, plain.sides["commune"].colour, 10)[0]) == 0
    assert len(where(seen, plain.tint("commune"))[0]) < 50


def test_all_eleven_days_have_a_tint(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """The key of the whole knows a tint for each day, the last three included."""
    page = open_page(write_march(tmp_path, ""), "#1871-03-26?view=week")
    colours = page.locator("#week-key .swatch").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert len(colours) == len(set(colours)) == 11
    assert not {"rgba(0, 0, 0, 0)", ""} & set(colours)


def test_a_column_points_where_it_went(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """The head of the arrow is at the eastern end of a column that marched east."""
    record = Path(shutil.copytree(SOUND, tmp_path / "record"))
    with (record / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write('\n[colours]\nversailles = "#8000ff"\n')
    dataset = load(record)
    (tmp_path / "index.html").write_text(render.html(dataset), encoding="utf-8")
    # Burials alone: no sign stands beside the arrow. It is what the picture without columns has not.
    plain = picture(open_page(tmp_path / "index.html", "#1871-05-24?kinds=burial&without=columns"))
    seen = picture(open_page(tmp_path / "index.html", "#1871-05-24?kinds=burial"))
    _, columns = np.nonzero(np.abs(seen.astype(int) - plain.astype(int)).max(axis=2) > 12)
    heights = [(columns == x).sum() for x in range(columns.max() - 18, columns.max())]
    assert max(heights) >= 8, "a line is but half as high"
    assert columns.max() < seen.shape[1] * 0.6, "nothing else has that ink"


def test_a_record_of_three_sides_is_shown_in_their_colours(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """Each side has its words, its tint and its signs; fought-over ground has the stripes of all."""
    record = Path(shutil.copytree(MARCH, tmp_path / "record"))
    sides = "".join(
        f'\n[actors.{code}]\nen = "{english}"\nfr = "{french}"\n{colour}'
        for code, english, french, colour in (
            ("commune", "the Committee", "le Comité", ""),
            ("versailles", "the government", "le gouvernement", ""),
            ("mayors", "the mayors", "les maires", 'colour = "#8a6d00"\n'),
        )
    )
    with (record / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write(sides)
    control = record / "control.csv"
    text = control.read_text(encoding="utf-8").replace(",contested,", ",mayors,")
    control.write_text(text, encoding="utf-8")
    dataset = load(record)
    (tmp_path / "index.html").write_text(render.html(dataset), encoding="utf-8")
    page = open_page(tmp_path / "index.html", "#1871-03-20")
    assert len(where(picture(page), portrayal.of(dataset.week).tint("mayors"))[0]) > 500
    page.click("#open-menu")
    assert "the mayors" in page.locator("#menu .tints:has(.swatch)").inner_text()
    assert "the mayors" in page.locator(".signs-key").inner_text()
