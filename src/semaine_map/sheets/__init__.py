"""Sheets for a classroom wall, a page of A3 for each day and for the week in PDF and PNG; and the story in PDF to hand out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from semaine_map.sheets import handout, page, raster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

WEEK = "week"
STORY = "story"


def make(dataset: Dataset, folder: Path, *, every: bool = False) -> None:
    """Write ``<language>/<day>.pdf`` and ``.png``, the same for the week, and ``story.pdf``, into ``folder``.

    Of a record of very many days those of the days are left out, unless ``every`` one is wanted. The same dataset gives the same
    bytes. While one sheet is drawn, the one before it is turned into its picture.
    """
    with ThreadPoolExecutor(max_workers=2) as others:
        waiting = []
        for name, pdfs in pages(dataset, every=every):
            paths = [folder / language / f"{name}.pdf" for language in pdfs]
            for path, pdf in zip(paths, pdfs.values(), strict=True):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(pdf)
            if name == STORY:
                continue
            waiting.append((paths, others.submit(raster.pngs, list(pdfs.values()), corner=page.COMMON)))
        for paths, pictures in waiting:
            for path, picture in zip(paths, pictures.result(), strict=True):
                path.with_suffix(".png").write_bytes(picture)


def pages(dataset: Dataset, *, every: bool = False) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Give each sheet under its name (a day, ``week`` or ``story``) as a PDF in every language."""
    atlas = page.prepare(dataset)
    for state in dataset.states if every or dataset.days_with_sheets else ():
        layout = page.lay_out_day(atlas, state)
        yield state.day, {language: page.day_sheet(atlas, layout, state, language) for language in dataset.week.interfaces}
    layout = page.lay_out_week(atlas)
    yield WEEK, {language: page.week_sheet(atlas, layout, language) for language in dataset.week.interfaces}
    if story := handout.pages(atlas):
        yield STORY, story
