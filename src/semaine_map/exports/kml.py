"""Write the kit as KMZ: a TimeSpan for every dated feature, folders by layer and kind, and pictures of the signs.

fastkml makes the document. The archive is packed here, with fixed times: fastkml's own carries the clock into it.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import fastkml
from fastkml import styles
from fastkml.data import Data, ExtendedData
from fastkml.enums import ColorMode
from fastkml.times import KmlDateTime, TimeSpan
from pygeoif import shape

from semaine_map.portrayal import portrayal
from semaine_map.portrayal.mark import image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    from PIL import Image

    from semaine_map.exports.kit import Kit
    from semaine_map.portrayal.portrayal import Portrayal
    from semaine_map.record.tables import Row

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name: every file of the archive carries it."""

EXTENDED = ("id", "kind", "name_today", "status", "actor", "certainty", "uncertainty_m", "sources")
"""What is told of each feature as extended data."""

LAYERS = ("control", "arrondissements", "fronts", "columns", "damage", "events")
"""Layers of the week, from the ground up; KML is for looking at it, so the drawing of the city stays in the other formats."""

PIXELS = 48
"""Width and height of the picture of a sign."""

HIDDEN = frozenset({"arrondissements", "damage"})
"""Layers that are switched off until asked for."""


def write_all(kit: Kit, folder: Path) -> None:
    """Write ``kit`` as one file, named for the record, into ``folder``."""
    document, pictures = _document(kit)
    text = fastkml.KML(features=[document]).to_string(prettyprint=False, precision=5)
    # KML is the default namespace of the document: readers in browsers look for Placemark, not for kml:Placemark.
    text = text.replace("<kml:", "<").replace("</kml:", "</").replace("xmlns:kml=", "xmlns=")
    with zipfile.ZipFile(folder / f"{kit.week.name}.kmz", "w") as archive:
        _pack(archive, "doc.kml", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode())
        for name in sorted(pictures):
            _pack(archive, name, pictures[name])


def _pack(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _document(kit: Kit) -> tuple[fastkml.Document, dict[str, bytes]]:
    week = kit.week
    look = _Styles(portrayal.of(week))
    words = kit.dataset.words["en"].get("kind", {})
    folders = [_folder(name, kit.text[name], words, look) for name in LAYERS if not kit.text[name].empty]
    document = fastkml.Document(
        id=week.name,
        name=week.full_title("en"),
        description=". ".join(filter(None, (week.creator, week.licence_name, week.ground))) or None,
        styles=[look.styles[name] for name in sorted(look.styles)],
        features=folders,
    )
    return document, look.pictures


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles and pictures that the features have needed so far."""

    look: Portrayal
    styles: dict[str, fastkml.Style] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def of(self, layer: str, row: Row) -> str:
        """Return the id of the style of a feature; make it, with its picture, when it is the first to need it."""
        if layer in ("events", "damage"):
            return self._sign(layer, row)
        if layer in ("fronts", "columns"):
            colour = self.look.advance if layer == "columns" else self.look.colours["neutral"]
            line = styles.LineStyle(color=_colour(colour, 255), width=4 if layer == "fronts" else 2)
            self.styles.setdefault(layer, fastkml.Style(id=f"style.{layer}", styles=[line]))
            return layer
        side, palette = self.look.sides.get(row["status"]), self.look.palette
        colour = side.ground if side else palette["contested"]["plain"] if row["status"] else self.look.colours["neutral"]
        fill, name = round(255 * palette["overlay"]["strength"]) if layer == "control" else 0, f"{layer}-{row['status']}"
        edge = styles.LineStyle(color=_colour(colour, 200), width=1)
        body = styles.PolyStyle(color=_colour(colour, fill), color_mode=ColorMode.normal, fill=fill > 0, outline=True)
        self.styles.setdefault(name, fastkml.Style(id=f"style.{name}", styles=[edge, body]))
        return name

    def _sign(self, layer: str, row: Row) -> str:
        # A house of the register is a small sign of what befell it.
        kind = row["kind"] if layer == "events" else "fire" if row["outcome"] in ("burnt", "destroyed") else "damage"
        look = self.look.look(kind, row["actor"] or "", outcome=row["outcome"] or "")
        status = self.look.statuses.get(row["status"] or "")
        hollow = layer == "events" and status is not None and status.hollow
        name = f"{look.sign.name}-{look.colour[1:]}" + ("-hollow" if hollow else "")
        style = name if layer == "events" else f"{name}-small"
        if style not in self.styles:
            self.pictures[f"files/{name}.png"] = _png(image(self.look, look, PIXELS, hollow=hollow))
            icon = styles.IconStyle(scale=0.8 if layer == "events" else 0.4, icon_href=f"files/{name}.png")
            self.styles[style] = fastkml.Style(id=f"style.{style}", styles=[icon, styles.LabelStyle(scale=0)])
        return style


def _png(picture: Image.Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _folder(name: str, layer: gpd.GeoDataFrame, words: dict[str, str], look: _Styles) -> fastkml.Folder:
    shown = name not in HIDDEN
    marks: dict[str, list[fastkml.Placemark]] = {}
    for row in _rows(layer):
        marks.setdefault(row["kind"], []).append(_mark(name, row, look.of(name, row), shown=shown))
    if name != "events":
        return fastkml.Folder(
            id=name, name=name.capitalize(), visibility=shown, features=[one for many in marks.values() for one in many]
        )
    kinds = [
        fastkml.Folder(id=f"folder.events.{kind}", name=words.get(kind, kind), features=marks[kind]) for kind in sorted(marks)
    ]
    return fastkml.Folder(id=f"folder.{name}", name="Events", features=kinds)


def _rows(layer: gpd.GeoDataFrame) -> Iterator[Row]:
    """Yield each feature as a dict in which what is missing is None."""
    columns = {
        name: layer[name].astype(object).where(layer[name].notna(), None).tolist() for name in layer.columns.drop("geometry")
    }
    for cells, geometry in zip(zip(*columns.values(), strict=True), layer.geometry, strict=True):
        yield dict(zip(columns, cells, strict=True)) | {"geometry": geometry}


def _mark(layer: str, row: Row, style: str, *, shown: bool) -> fastkml.Placemark:
    extended = [Data(name=name, value=str(row[name])) for name in EXTENDED if row[name] is not None]
    texts = [*(row[name] for name in row if name.startswith("summary_")), row["sources"]]
    titles = [name for name in row if name.startswith("title_")]
    named = next((row[name] for name in (*titles, "name_1871", "name", "corps", "status") if row.get(name)), row["id"])
    return fastkml.Placemark(
        id=f"{layer}.{row['id']}",  # an id of XML begins with a letter and stands once in the document
        name=named,
        visibility=shown,
        description="\n\n".join(text for text in texts if text) or None,
        times=_span(row.get("start_at"), row.get("end_at")),
        style_url=styles.StyleUrl(url=f"#style.{style}"),
        extended_data=ExtendedData(elements=extended),
        geometry=shape(row["geometry"]),
    )


def _span(first: str | None, last: str | None) -> TimeSpan | None:
    if first is None or last is None or first.startswith(("-", "0000")):  # the library has no years before 1
        return None
    return TimeSpan(begin=KmlDateTime(date.fromisoformat(first[:10])), end=KmlDateTime(date.fromisoformat(last[:10])))


def _colour(web: str, alpha: int) -> str:
    """Return ``#rrggbb`` as KML has it: alpha, blue, green, red."""
    return f"{alpha:02x}{web[5:7]}{web[3:5]}{web[1:3]}"
