"""Go the whole way: from a folder of tables to the atlas, its day pages, the GIS kit and the sheets for the wall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.history.joining import join
from semaine_map.process import aside
from semaine_map.record import checks, reading
from semaine_map.record.bring import tabled
from semaine_map.staging import Made, beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.reading import Record
    from semaine_map.staging import Stage

STAGES = (
    "read and check the record",
    "put the week into days",
    "draw the atlas",
    "draw the day pages",
    "write the GIS kit",
    "finish the sheets",
)

COUNTED = (
    "{events} events are too many to draw or list one by one: the atlas will show, for each day, how many lie in each square of"
    " the map and of which kinds; the files in gis/ will hold every event whole; sheets for the wall are not made, KMZ and"
    " Linked Places only when asked for (`semaine-map export --format kmz --format jsonld`)."
)
"""What a build says before it counts instead of drawing."""


def load(geodata: Path | str | None = None) -> Dataset:
    """Read, check and join the record in ``geodata``; without it, the record of the Bloody Week that comes with the package.

    Raises:
        RecordError: the record has faults; every one is listed.
        UsageError: ``geodata`` is not a folder.
    """
    return join(load_record(geodata))


def load_record(geodata: Path | str | None = None) -> Record:
    """Read and check the record in ``geodata``, as ``load`` does, and return it as it was read, before it is joined."""
    folder = reading.find_geodata() if geodata is None else Path(geodata).expanduser()
    table = tabled.table_of(folder)
    record = reading.read(folder) if table is None else tabled.read(folder, table)
    checks.check(record)
    return record


def build(
    geodata: Path | None,
    output: Path,
    *,
    begin: Callable[[str], None] = lambda _stage: None,
    warn: Callable[[str], None] = lambda _sentence: None,
    dense_from: int | None = None,
) -> list[Made]:
    """Build atlas, day pages, GIS kit and sheets from ``geodata`` into ``output``; return what was made.

    ``begin`` is told the name of each of ``STAGES`` as it begins, ``warn`` in a sentence what a record of more than
    ``dense_from`` events gets instead of a page with each of them (without a number: ``density.DENSE_FROM``), and which files
    were kept because no earlier run made them, or they were changed since.

    Raises:
        RecordError: the record has faults. ``output`` is untouched.
        OutputError: ``output`` cannot be written. What stood there is untouched.
    """
    stages = iter(STAGES)
    begin(next(stages))
    dataset = load(geodata)
    # Loaded only now, so that a faulty record is reported without waiting for folium.
    from semaine_map import exports  # noqa: PLC0415
    from semaine_map.history import density  # noqa: PLC0415

    if dense_from is None:
        dense_from = density.DENSE_FROM
    if len(dataset.tables["events"]["id"]) > dense_from:
        warn(COUNTED.format(events=f"{len(dataset.tables['events']['id']):,}"))

    if not dataset.days_with_sheets:
        warn(f"The record has {len(dataset.week.days):,} {dataset.week.step}s: one wall sheet shows all of them, none each.")
    with beside(output) as stage:
        begin(next(stages))
        _ = dataset.states, dataset.basemap, dataset.damage  # worked out before a second process takes them with it
        kit = stage.folder / "gis"
        if dataset.is_large:
            # A wall sheet of so many names cannot be read, and takes minutes: the second core draws the pages instead.
            with aside(_draw_pages, dataset, stage, dense_from) as finish_the_pages:
                begin(STAGES[4])
                exports.write(exports.gather(dataset), kit, exports.default_formats(dataset))
                finish_the_pages()
        else:
            with aside(_draw_sheets, dataset, stage) as finish_the_sheets:
                _draw_pages(dataset, stage, dense_from, lambda: begin(next(stages)))
                begin(next(stages))
                exports.write(exports.gather(dataset), kit)
                begin(next(stages))
                finish_the_sheets()
    for sentence in stage.words():
        warn(sentence)
    return stage.made


def _draw_pages(dataset: Dataset, stage: Stage, dense_from: int, begin: Callable[[], None] = lambda: None) -> None:
    """Draw the atlas, then the page of each day; ``begin`` is told when either begins."""
    from semaine_map.history import density  # noqa: PLC0415 - as above
    from semaine_map.page import render  # noqa: PLC0415 - as above

    begin()
    grid = density.count_if_dense(dataset, dense_from=dense_from)
    stage.write("index.html", render.html(dataset, grid=grid))
    begin()
    for day in dataset.week.days:
        stage.write(f"days/{day}.html", render.html(dataset, day=day, grid=grid))


def _draw_sheets(dataset: Dataset, stage: Stage) -> None:
    from semaine_map import sheets  # noqa: PLC0415 - the process that draws them loads what only they need

    sheets.make(dataset, stage.folder / "sheets")
