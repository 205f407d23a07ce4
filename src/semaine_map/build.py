"""Go the whole way: from a folder of tables to the atlas, its day pages, the GIS kit and the sheets for the wall.

A question to the terminal goes through here too, and draws nothing. So pages, sheets and exports, which stand below, are imported
in the functions that make them: for speed alone. ``make lint`` holds the arrows of those imports as of any other.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.history.joining import join
from semaine_map.process import aside
from semaine_map.record import checks, reading
from semaine_map.record.bring import tabled
from semaine_map.staging import beside, finish, is_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.reading import Record
    from semaine_map.staging import Made, Stage

STAGES = (
    "read and check the record",
    "put the week into days",
    "write the GIS kit",
    "finish pages and sheets",
)

COUNTED = (
    "{events} events are too many to draw or list one by one: the atlas will show, for each day, how many lie in each square of"
    " the map and of which kinds; the files in gis/ will hold every event whole."
)
"""What a build says before it counts instead of drawing."""


_NAMES = {"": "the atlas and its day pages", "gis": "gis/", "sheets": "sheets/", "site": "site/"}

LEFT = "What {parts} would be made of is what it was: the files stay as they are."
"""What a build says of the parts that it need not make again."""


def load(geodata: Path | str | None = None) -> Dataset:
    """Read, check and join the record in ``geodata``; without it, the record of the Bloody Week that comes with the package.

    Raises:
        RecordError: the record has faults; every one is listed.
        UsageError: ``geodata`` is not a folder.
    """
    with uncollected():
        return join(load_record(geodata))


def load_record(geodata: Path | str | None = None) -> Record:
    """Read and check the record in ``geodata``, as ``load`` does, and return it as it was read, before it is joined."""
    folder = _folder(geodata)
    finish(folder)  # an import that was killed as it wrote the record
    table = tabled.table_of(folder)
    with uncollected():
        record = reading.read(folder) if table is None else tabled.read(folder, table)
        checks.check(record)
    return record


def _folder(geodata: Path | str | None) -> Path:
    return reading.find_geodata() if geodata is None else Path(geodata).expanduser()


def build(  # noqa: PLR0913 - two folders, and four wishes by name
    geodata: Path | None,
    output: Path,
    *,
    begin: Callable[[str], None] = lambda _stage: None,
    warn: Callable[[str], None] = lambda _sentence: None,
    dense_from: int | None = None,
    fresh: bool = False,
    every_sheet: bool = False,
    site: str | None = None,
) -> list[Made]:
    """Build atlas, day pages, GIS kit and sheets from ``geodata`` into ``output``; return what was made.

    With the address at which ``output`` will be served also, in ``site/``, a page of each event, place and person for the web.

    Pages, kit and sheets whose files stand as an earlier run made them, of the same record by the same program on the same
    libraries, are left as they are, unless all is to be made ``fresh``; ``every_sheet`` makes a wall sheet of each of very many
    days too; where nothing is made, the record is not read.

    ``begin`` is told the name of each of ``STAGES`` as it begins, ``warn`` in a sentence what a record of more than
    ``dense_from`` events gets instead of a page with each of them (without a number: ``density.DENSE_FROM``), and which files
    were kept because no earlier run made them, or they were changed since.

    Raises:
        RecordError: the record has faults. ``output`` is untouched.
        OutputError: ``output`` cannot be written. What stood there is untouched.
        UsageError: ``site`` is not the address of a folder on the web.
    """
    from semaine_map import inputs  # noqa: PLC0415 - for speed alone, as said above

    address = _address(site)
    made_of = inputs.digests(_folder(geodata), dense_from, every_sheet, address=address)
    if not fresh and is_current(output, made_of):
        return []
    with uncollected():
        return _build(
            geodata, output, made_of, address, begin=begin, warn=warn, dense_from=dense_from, fresh=fresh, every_sheet=every_sheet
        )


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for cycles among the objects of a record: there are few, and to look takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(  # noqa: PLR0913 - as ``build``
    geodata: Path | None,
    output: Path,
    made_of: dict[str, str],
    address: str | None,
    *,
    begin: Callable[[str], None],
    warn: Callable[[str], None],
    dense_from: int | None,
    fresh: bool,
    every_sheet: bool,
) -> list[Made]:
    begin(STAGES[0])
    dataset = load(geodata)
    from semaine_map import exports, inputs  # noqa: PLC0415 - for speed alone; so a fault is told without waiting for folium
    from semaine_map.history import density  # noqa: PLC0415 - the same

    most = density.DENSE_FROM if dense_from is None else dense_from
    for sentence in _words(dataset, most, every_sheet=every_sheet):
        warn(sentence)
    with beside(output, made_of=made_of, fresh=fresh) as stage:
        begin(STAGES[1])
        _ = dataset.states, dataset.basemap, dataset.damage  # worked out before a second process takes them with it
        if stage.whole:
            warn(LEFT.format(parts=" and ".join(name for part, name in _NAMES.items() if part in stage.whole)))
        with aside(partial(_draw, every=every_sheet), dataset, stage, most) as finish_the_drawing:
            begin(STAGES[2])
            if "gis" not in stage.whole:
                exports.write(exports.gather(dataset), stage.folder / "gis", exports.default_formats(dataset))
            if address and "site" not in stage.whole:
                _write_site(dataset, stage, address)
            begin(STAGES[3])
            finish_the_drawing()
        if inputs.digests(_folder(geodata), dense_from, every_sheet, address=address) != made_of:
            stage.made_of.clear()  # the record was changed while it was read
    for sentence in stage.words():
        warn(sentence)
    return stage.made


def _words(dataset: Dataset, most: int, *, every_sheet: bool) -> Iterator[str]:
    """Give, in a sentence each, what is made in another way of this record than of most, before it is made."""
    count = len(dataset.tables["events"]["id"])
    if count > most:
        yield COUNTED.format(events=f"{count:,}")
    if dataset.is_large:
        from semaine_map import exports  # noqa: PLC0415 - for speed alone

        rest = " ".join(f"--format {name}" for name in exports.FORMATS if name not in exports.default_formats(dataset))
        yield f"Of so large a record no sheets for the wall are made, and these only when asked for: `semaine-map export {rest}`."
    if not dataset.days_with_sheets:
        many = f"The record has {len(dataset.week.days):,} {dataset.week.step}s: the pages in days/ lead into the atlas"
        yield many + ("." if every_sheet else "; one wall sheet shows all of them, none each (--all-sheets makes these too).")
    if not dataset.is_large:
        from semaine_map.sheets import letters  # noqa: PLC0415 - for speed alone

        yield from filter(None, [letters.lacking(dataset)])


def _draw(dataset: Dataset, stage: Stage, dense_from: int, *, every: bool) -> None:
    """Draw the atlas, the page of each day and the sheets, as far as they are to be made."""
    if "" not in stage.whole:
        _draw_pages(dataset, stage, dense_from)
    # A wall sheet of very many names cannot be read, and takes minutes.
    if "sheets" not in stage.whole and not dataset.is_large:
        from semaine_map import sheets  # noqa: PLC0415 - the process that draws them loads what only they need

        sheets.make(dataset, stage.folder / "sheets", every=every)


def _draw_pages(dataset: Dataset, stage: Stage, dense_from: int) -> None:
    from semaine_map.history import density  # noqa: PLC0415 - for speed alone
    from semaine_map.page import render  # noqa: PLC0415 - the same

    sheets = not dataset.is_large
    grid = density.count_if_dense(dataset, dense_from=dense_from)
    stage.write("index.html", render.html(dataset, grid=grid, sheets=sheets))
    for day in dataset.days_with_pages:
        page = (
            render.html(dataset, day=day, grid=grid, sheets=sheets) if dataset.days_with_sheets else render.pointer(dataset, day)
        )
        stage.write(f"days/{day}.html", page)


def _address(site: str | None) -> str | None:
    if site is None:
        return None
    from semaine_map.site import checked  # noqa: PLC0415 - for speed alone

    return checked(site)


def _write_site(dataset: Dataset, stage: Stage, address: str) -> None:
    from semaine_map import site  # noqa: PLC0415 - for speed alone

    site.make(dataset, stage.folder / site.FOLDER, address)
