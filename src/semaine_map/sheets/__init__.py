"""Sheets for a classroom wall: each day and the whole week as a page of A3, in PDF and PNG, in both languages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from semaine_map.sheets import page, raster
from semaine_map.sheets.words import TONGUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from semaine_map.chronicle import Chronicle
    from semaine_map.days import DayState

WEEK = "week"


def make(chronicle: Chronicle, states: Sequence[DayState], folder: Path) -> None:
    """Write ``<language>/<day>.pdf`` and ``.png``, and the same for the week, into ``folder``.

    The same chronicle gives the same bytes. While one sheet is drawn, the one before it is turned into its picture.
    """
    with ThreadPoolExecutor(max_workers=2) as others:
        pictures = []
        for name, pdf in pages(chronicle, states):
            path = folder / f"{name}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
            pictures.append((path.with_suffix(".png"), others.submit(raster.png, pdf)))
        for path, picture in pictures:
            path.write_bytes(picture.result())


def pages(chronicle: Chronicle, states: Sequence[DayState]) -> Iterator[tuple[str, bytes]]:
    """Give each sheet as a PDF, under its name without an ending: ``en/1871-05-24``."""
    atlas = page.prepare(chronicle, states)
    for state in states:
        layout = page.lay_out_day(atlas, state)
        for tongue in TONGUES:
            yield f"{tongue}/{state.day}", page.day_sheet(atlas, layout, state, tongue)
    layout = page.lay_out_week(atlas)
    for tongue in TONGUES:
        yield f"{tongue}/{WEEK}", page.week_sheet(atlas, layout, tongue)
