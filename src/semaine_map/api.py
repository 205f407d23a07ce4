"""What a notebook or a script calls: each function takes a day, a name or a folder first, and the kit to ask last.

Without a kit they read the record that comes with the package anew (about two seconds); hand over the one that ``load`` returned
to ask many times.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, overload

from semaine_map import build
from semaine_map.exports import formats as exported_formats
from semaine_map.exports import gather, replaces, write
from semaine_map.exports.projection import operation
from semaine_map.history.selection import select
from semaine_map.staging import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd

    from semaine_map.exports import Kit
    from semaine_map.history.gazetteer import Position
    from semaine_map.page.notebook import RecordMap
    from semaine_map.page.render import Atlas
    from semaine_map.record.settings import Day


def load(geodata: Path | str | None = None) -> Kit:
    """Read, check and join a record; without ``geodata``, that of the Bloody Week.

    Returns a ``Kit`` of GeoDataFrames (degrees WGS 84) and DataFrames with real types: ``events`` (points, a row an event),
    ``places``, ``damage``, ``streets`` (lines), ``arrondissements`` and ``quartiers`` (polygons), ``control`` (polygons, a row a
    day), ``fronts``, ``columns``, ``citations``, ``sources``, ``people`` …; ``list(kit)`` names all. Dates are real dates, which
    JSON does not have: ``folium.GeoJson(kit.events.to_json(default=str))`` draws them.

    >>> kit = load()
    >>> kit.events["start"].dtype
    dtype('<M8[s]')

    Raises:
        RecordError: the record has faults; every one is listed.
        SemaineError: ``geodata`` is not a folder.
    """
    return gather(build.load(geodata))


def on(day: Day, kit: Kit | None = None, *, earlier: bool = False) -> gpd.GeoDataFrame:
    """Return the events of ``day``: what begins, stands, burns, is fought over or happens on it, or may, with its ``status``.

    With ``earlier`` also what came before, as ``taken``, ``ruined`` or ``earlier``. A day is ISO text, a ``date``, a
    ``datetime64`` or a ``Timestamp``. Points in degrees WGS 84, one row an event; the columns are those of ``Kit.events``.

    >>> sorted(on("1871-05-24", kit).query("kind == 'barricade'")["status"].unique())
    ['fought', 'standing', 'taken', 'undated']

    Raises:
        SemaineError: ``day`` is not a day of the week.
    """
    return (kit or load()).on(day, earlier=earlier)


def between(first: Day, last: Day, kit: Kit | None = None) -> gpd.GeoDataFrame:
    """Return the events that go on on any day from ``first`` to ``last``, both included; days as for ``on``.

    Points in degrees WGS 84, one row an event; ``day`` is the first day of each and ``status`` its status on that day.

    >>> bool(between("1871-05-23", "1871-05-24", kit)["kind"].eq("fire").any())
    True

    Raises:
        SemaineError: one of them is not a day of the week, or ``last`` comes before ``first``.
    """
    return (kit or load()).between(first, last)


@overload
def locate(name: str, kit: Kit | None = None, *, year: int | None = None) -> Position: ...  # type: ignore[overload-overlap]  # a text is many texts too


@overload
def locate(name: Iterable[str], kit: Kit | None = None, *, year: int | None = None) -> gpd.GeoDataFrame: ...


def locate(name: str | Iterable[str], kit: Kit | None = None, *, year: int | None = None) -> Position | gpd.GeoDataFrame:
    """Return where a place, street or address of 1871 or today is; of many names, a GeoDataFrame with a row each.

    The position has ``lon`` and ``lat`` in degrees WGS 84, ``precision_m`` (a radius in metres that holds the place, or the whole
    street), ``name_1871``, ``name_today``, ``renamed``, how it was found (``method``), ``score`` (1 for the very name) and
    ``others``, the further answers. With a ``year`` a name that was given later counts for less. A column of a table keeps its
    index, and a name that is nowhere has an empty row: ``table.join(locate(table["address"], kit))``.

    >>> locate("rue Haxo", kit).name_1871
    'Rue Haxo'
    >>> locate(["31 rue du Bac", "bd Voltaire"], kit)["found_arrondissement"].tolist()
    [7, 11]

    Raises:
        SemaineError: nothing has that name; the message suggests names that come near.
    """
    dataset = kit.dataset if kit else build.load()
    if isinstance(name, str):
        return dataset.gazetteer.locate(name, year)
    import geopandas  # noqa: PLC0415 - a single name is found without it
    import pandas as pd  # noqa: PLC0415 - the same

    from semaine_map.addresses import look_up  # noqa: PLC0415 - the same

    asked = name if isinstance(name, pd.Series) else pd.Series(list(name), dtype=object)
    found = pd.DataFrame(look_up(["" if pd.isna(one) else str(one) for one in asked], dataset, year=year), index=asked.index)
    found = found.astype(dict.fromkeys(("found_radius_m", "found_arrondissement", "found_others"), "Int32"))
    points = geopandas.GeoSeries.from_xy(found["found_lon"], found["found_lat"], index=found.index)
    return geopandas.GeoDataFrame(found, geometry=points.where(found["found_lon"].notna()), crs="EPSG:4326")


def map(  # noqa: A001 - the name that a reader looks for
    day: Day | None = None, kit: Kit | None = None, *, language: str = "en", inline: bool = True
) -> RecordMap:
    """Return one ``day``, or all days with a control that steps them, as a folium map.

    Kinds of events are feature groups, which ``folium.LayerControl`` lists, as are the ground held, the front and the city;
    whatever is added to the map shows. Leaflet is inlined, so that it opens without a network; with ``inline`` false it loads
    folium's own files instead.

    >>> import folium
    >>> week_map = map("1871-05-24", kit)
    >>> _ = folium.Marker([48.8566, 2.3522], tooltip="a mark of mine").add_to(week_map)
    >>> "a mark of mine" in week_map.get_root().render()
    True

    Raises:
        SemaineError: ``day`` is not a day of the week.
    """
    from semaine_map.page.notebook import RecordMap  # noqa: PLC0415 - folium is needed here alone

    asked = kit or load()
    named = None if day is None else asked.week.day(day)
    return RecordMap(asked.dataset, day=named, language=language, inline=inline)


def atlas(day: Day | None = None, kit: Kit | None = None) -> Atlas:
    """Return the finished atlas, or the atlas of one ``day``: a notebook shows it, ``save(path)`` writes it as one file.

    It is the page that a build makes, and takes no layers of anyone else; for that there is ``map``.

    >>> atlas("1871-05-24", kit).html.startswith("<!DOCTYPE html>")
    True

    Raises:
        SemaineError: ``day`` is not a day of the week.
    """
    from semaine_map.page.render import Atlas  # noqa: PLC0415 - a question to the terminal draws no page

    asked = kit or load()
    return Atlas(asked.dataset, day=None if day is None else asked.week.day(day))


def export(
    folder: Path | str, kit: Kit | None = None, *, formats: str | Sequence[str] = (), crs: str | None = None, **wanted: object
) -> list[Path]:
    """Write the kit, or a part of it, into ``folder`` for a GIS; return the files.

    ``formats`` are one or several of geojson, gpkg, qgz, kmz, parquet, fgb, csv, jsonld, pmtiles and sld (default: all). ``crs``
    brings it into another system, for example ``"EPSG:2154"``. The part is named as on the command line: ``day``, ``kind``,
    ``arrondissement``, ``certainty``, ``source`` and ``actor``, one value or several each, ``bbox`` (west, south, east, north in
    degrees) and, with one day, ``hour`` or ``part`` (of the day).

    >>> import tempfile
    >>> [path.name for path in export(tempfile.mkdtemp(), kit, formats="gpkg", day="1871-05-24", kind="barricade")]
    ['README.md', 'ro-crate-metadata.json', 'semaine-sanglante.gpkg']

    Raises:
        SemaineError: a value is not known, nothing fits, nothing sound leads to ``crs``, or ``folder`` cannot be written.
    """
    asked = (kit or load()).choose(select(**wanted))
    carried = None if crs is None else operation(crs, asked.week.bounds)
    chosen = exported_formats(formats, projected=carried is not None)
    target = Path(folder).expanduser()
    with beside(target, replaces=replaces(chosen)) as stage:
        write(asked, stage.folder, chosen, operation=carried)
    for sentence in stage.words():
        warnings.warn(sentence, stacklevel=2)
    return [target / one.path for one in stage.made]
