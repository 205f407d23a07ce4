"""One day, or the whole week, as a folium map: whatever a folium user adds to it shows."""

from __future__ import annotations

import base64
import html
from typing import TYPE_CHECKING, Any

import folium
import shapely
import shapely.geometry
from branca.element import Element, MacroElement
from folium.folium import _default_css, _default_js

from semaine_map.history import citing
from semaine_map.history import event as event_text
from semaine_map.history.calendar import date_text, weekday
from semaine_map.history.days import NOT_YET
from semaine_map.page import leaflet
from semaine_map.page.day_control import DayControl
from semaine_map.page.inline import Verbatim, call, literal
from semaine_map.portrayal import mark, portrayal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState
    from semaine_map.history.event import Event
    from semaine_map.portrayal.portrayal import Portrayal

ROUGHLY_M = 150
"""Radius from which on a place is drawn with the circle that holds it."""

MOST_SIGNS = 5_000
"""Events up to which each has its sign; of more, each is a dot, since a browser cannot bear so many pictures."""

PIXELS = 26
"""Width of a sign of common size; what is past or may not be of the day is ``SMALL`` of it."""

SMALL = 0.65

UNCERTAIN = {"en": "within {} m", "fr": "à {} m près"}
GROUPS = {
    "en": {"ground": "Ground held", "front": "Front and columns", "city": "The city of the time"},
    "fr": {"ground": "Terrain tenu", "front": "Front et colonnes", "city": "La ville de l’époque"},
}
STEPPING = {
    "en": {"previous": "Previous day", "next": "Next day", "play": "Play the days", "stop": "Stop", "day": "Day"},
    "fr": {"previous": "Jour précédent", "next": "Jour suivant", "play": "Dérouler les jours", "stop": "Arrêter", "day": "Jour"},
}


class RecordMap(folium.Map):
    """A folium map of a record, on one day or stepped through all of them.

    Each kind of event is a feature group of its own, as are the ground held, the front, and the city: ``LayerControl`` lists
    them. Leaflet stands inside the page, so that it opens without a network; what is added may still ask for its own files, as
    folium's plugins, tiles and ``Icon`` do.
    """

    def __init__(self, dataset: Dataset, *, day: str | None = None, language: str = "en", inline: bool = True) -> None:
        """Draw ``day`` of ``dataset``, or all days with a control that steps them.

        ``language`` is that of its words, where the record is told in it. With ``inline`` false the map loads folium's own files
        from their networks, as any other folium map.
        """
        week = dataset.week
        west, south, east, north = dataset.extent
        super().__init__([(south + north) / 2, (west + east) / 2], tiles=None, zoom_start=12, prefer_canvas=True, zoom_snap=0.25)
        self.inline = inline
        if inline:
            self.default_js, self.default_css = [], []
        self.fit_bounds([[south, west], [north, east]])
        spoken = language if language in week.interfaces else week.interfaces[0]
        states = [state for state in dataset.states if day in (None, state.day)]
        days = [state.day for state in states]
        look = portrayal.of(week)
        for name, element in (
            ("city", _Shapes(_city(dataset, look), days, still=True)),
            ("ground", _Shapes(_ground(dataset, look, days), days)),
            ("front", _Shapes(_lines(dataset, look, days), days)),
        ):
            _group(GROUPS[spoken][name]).add_child(element).add_to(self)
        for kind, rows in _by_kind(dataset, states).items():
            name = dataset.words[spoken].get("kind", {}).get(kind, kind)
            _group(name).add_child(_Signs(dataset, rows, states, spoken)).add_to(self)
        if day is None:
            DayControl(days=days, labels=lambda one: _date(one, spoken, week.calendar), words=STEPPING[spoken]).add_to(self)
        self._paper = look.paper
        self._credit = html.escape(f"{week.title[spoken]}, {week.record_date}, {week.licence}")
        if ground := citing.ground(dataset, spoken):
            self._credit += f" · {html.escape(ground)}"

    def render(self, **kwargs: object) -> str:
        """Add the map, and all that was added to it, to the figure that it is in."""
        figure: Any = self.get_root()
        if self.inline:
            figure.header.add_child(Verbatim(_leaflet()), name="leaflet_inline")
            if any(isinstance(one, folium.Icon) for one in _descendants(self)):
                # Their pictures are a font of the network: asked for where they are used, and a plain marker without one.
                self.default_js = [one for one in _default_js if one[0] != "leaflet"]
                self.default_css = [one for one in _default_css if one[0] != "leaflet_css"]
        super().render(**kwargs)  # type: ignore[no-untyped-call]  # folium has no types
        # Whose the ground is takes several lines: they stop short of the control of the days, in the other corner.
        own = f"#{self.get_name()}"
        style = (
            f"<style>{own} {{ background: {self._paper}; }} {own} .leaflet-control-attribution {{ max-width: 55%; }} "
            f"{own} .leaflet-bottom.leaflet-right {{ width: 100%; }}</style>"
        )
        figure.header.add_child(Verbatim(style), name=f"{self.get_name()}_paper")
        credit = f"{self.get_name()}.attributionControl.addAttribution({literal(self._credit)});"
        figure.script.add_child(Verbatim(credit), name=f"{self.get_name()}_credit")
        return ""


class _Shapes(MacroElement):
    """Shapes of a feature group: of a map of one day all, else each on its days."""

    def __init__(self, shapes: list[dict[str, Any]], days: Sequence[str], *, still: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "Shapes"
        styles: list[dict[str, Any]] = []
        for shape in shapes:
            if shape["style"] not in styles:
                styles.append(shape["style"])
            shape["style"] = styles.index(shape["style"])
        self._days, self._data = days, {"styles": styles, "shapes": shapes, "still": still}

    def render(self, **_kwargs: object) -> str:
        return _stepped(self, "addShapes", self._data, self._days)


class _Signs(MacroElement):
    """The signs of one kind of event."""

    def __init__(self, dataset: Dataset, rows: Sequence[int], states: Sequence[DayState], language: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "Signs"
        self._days = [state.day for state in states]
        events = event_text.rows(dataset.tables["events"])
        look, icons = portrayal.of(dataset.week), _Icons()
        self._data = {
            "plain": len(events) > MOST_SIGNS,
            "events": [
                {
                    "at": [round(events[row]["geometry"].y, 5), round(events[row]["geometry"].x, 5)],
                    "radius": events[row]["uncertainty_m"] if events[row]["uncertainty_m"] >= ROUGHLY_M else 0,
                    "title": event_text.title(events[row], language) or events[row]["id"],
                    "text": _text(events[row], dataset, language),
                    "icons": [icons.of(look, events[row], state.day, state.statuses[row]) for state in states],
                }
                for row in rows
            ],
            "icons": icons.made,
        }

    def render(self, **_kwargs: object) -> str:
        return _stepped(self, "addSigns", self._data, self._days)


class _Icons:
    """The pictures of signs needed so far, each once."""

    def __init__(self) -> None:
        self.made: list[dict[str, Any]] = []
        self._at: dict[tuple[object, ...], int] = {}

    def of(self, look: Portrayal, event: Event, day: str, status: str) -> int | None:
        """Return the number of the picture of ``event`` with its ``status``; None where nothing of it is to be seen."""
        if status in (NOT_YET, "earlier"):
            return None
        seen = look.look(event["kind"], event["actor"], outcome=event["outcome"], status=status)
        known = look.statuses[status]
        strength = known.on(own_day=event["step"] == day)
        key = (seen, event["certainty"], known.hollow, known.past or event["undated"], strength)
        if key not in self._at:
            svg = mark.svg(look, seen, certainty=event["certainty"], hollow=known.hollow)
            kind = look.kinds.get(event["kind"]) or look.kinds["decision"]
            size = PIXELS * kind.size * (SMALL if known.past or event["undated"] else 1)
            self._at[key] = len(self.made)
            self.made.append(
                {
                    "picture": f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}",
                    "size": round(size),
                    "strength": strength,
                    "ring": not known.past,
                    "colour": seen.colour,
                }
            )
        return self._at[key]


def _stepped(element: _Shapes | _Signs, function: str, data: object, days: Sequence[str]) -> str:
    """Call ``function`` for the group that ``element`` is in, and again on each step to one of ``days``; return nothing."""
    parent: Any = element._parent  # noqa: SLF001 - branca's own way to the parent
    group, place = parent.get_name(), parent._parent.get_name()  # noqa: SLF001 - the same
    name = element.get_name()
    root: Any = element.get_root()
    call(
        root,
        name,
        f"const {name} = semaineMap.{function}({group}, {literal(data)}); {name}(0); const {name}_days = {literal(days)};\n"
        f"{place}.on('daychange', ({{ day }}) => {name}_days.includes(day) && {name}({name}_days.indexOf(day)));",
    )
    return ""


def _group(name: str) -> folium.FeatureGroup:
    """Return a group whose name is text in Leaflet's list, which takes it for markup, and in branca, which takes it for Jinja."""
    return folium.FeatureGroup(name=html.escape(name).replace("{", "&#123;").replace("}", "&#125;"))


def _descendants(element: Element) -> Iterator[Element]:
    for child in element._children.values():  # noqa: SLF001 - branca offers no other way
        yield child
        yield from _descendants(child)


def _leaflet() -> str:
    """Return Leaflet for the head of a page, with what folium's popups and markers take for granted besides it."""
    icons = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}
    pictures = literal({option: leaflet.picture(name) for option, name in icons.items()})
    return (
        f"<style>{leaflet.style(pictures=True)}</style>\n<script>{leaflet.script()}</script>\n<script>\n"
        f"L.Icon.Default.imagePath = ''; L.Icon.Default.mergeOptions({pictures});\n"
        "L.AwesomeMarkers = { icon: () => new L.Icon.Default() };\n"
        # folium's popups make an element of their text with jQuery, and need no more of it than this.
        "window.$ ??= (text) => { const made = document.createElement('template'); made.innerHTML = text.trim(); "
        "return [...made.content.childNodes]; };\n</script>"
    )


def _by_kind(dataset: Dataset, states: Sequence[DayState]) -> dict[str, list[int]]:
    """Return the rows of the events that are to be seen on one of ``states``, by their kinds in the order of the story."""
    kinds: dict[str, list[int]] = {}
    for row, kind in enumerate(dataset.tables["events"]["kind"]):
        if any(state.statuses[row] not in (NOT_YET, "earlier") for state in states):
            kinds.setdefault(kind, []).append(row)
    return kinds


def _text(event: Event, dataset: Dataset, language: str) -> list[list[str]]:
    words = dataset.words[language]
    date = event["edtf"] + (f", {event['start_time']}" if event["start_time"] else "")
    sure = words.get("certainty", {}).get(event["certainty"], event["certainty"])
    within = UNCERTAIN[language].format(event["uncertainty_m"])
    lines = [date, f"{event['name_1871']} ({within})", event_text.summary(event, language), sure, event["sources"]]
    return [["", line] for line in lines if line]


def _date(day: str, language: str, system: str) -> str:
    """Return a day for the control: ``Wednesday 24 May 1871``; of a month or a year that alone."""
    return f"{weekday(language, day, system)} {date_text(language, day)}".strip()


def _city(dataset: Dataset, look: Portrayal) -> list[dict[str, Any]]:
    """Return the ground without a day, from below: green, water, streets, railways, arrondissements and the wall."""
    ground = look.basemap
    streets = {"color": ground["casing"], "weight": 1.4}
    layers: list[tuple[str, dict[str, Any]]] = [
        ("land", {"color": ground["water-edge"], "weight": 1, "fillColor": ground["block"], "fillOpacity": 1}),
        ("green", {"color": ground["green-edge"], "weight": 1, "fillColor": ground["green"], "fillOpacity": 0.6}),
        ("water", {"color": ground["water-edge"], "weight": 1, "fillColor": ground["water"], "fillOpacity": 0.8}),
        ("islands", {"color": ground["water-edge"], "weight": 1, "fillColor": ground["block"], "fillOpacity": 1}),
        ("streets", streets), ("streets_osm", streets), ("railways", {"color": ground["rail"], "weight": 1, "dashArray": "6 4"}),
        ("wall", {"color": ground["wall"], "weight": 2, "fill": False}),
    ]  # fmt: skip
    shapes = [
        {"geometry": _geometry(shapely.union_all(_shapes_of(dataset, name), grid_size=1e-5)), "style": style}
        for name, style in layers
        if name in dataset.drawings
    ]
    areas = dataset.tables["arrondissements"]["geometry"]
    border = {"color": ground["arrondissement"], "weight": 1, "dashArray": "6 3", "fill": False}
    return shapes + [{"geometry": _geometry(area), "style": border} for area in areas]


def _shapes_of(dataset: Dataset, layer: str) -> list[BaseGeometry]:
    return [shapely.from_geojson(literal(one["geometry"])) for one in dataset.drawings[layer].features]


def _ground(dataset: Dataset, look: Portrayal, days: Sequence[str]) -> list[dict[str, Any]]:
    """Return who held what on each evening: by the front where it is drawn, else by whole arrondissements."""
    shapes = []
    table = dataset.tables["arrondissements"]
    areas = list(zip(table["arrondissement"].tolist(), table["geometry"], strict=True))
    for state in dataset.states:
        whole = [(state.control.get(number), area) for number, area in areas]
        for holder, area in state.sectors.items() or whole:
            if state.day in days and holder and not area.is_empty:
                style = {"stroke": False, "fillColor": look.tint(holder), "fillOpacity": 0.55}
                shapes.append({"geometry": _geometry(area), "style": style, **_at(days, state.day)})
    return shapes


def _lines(dataset: Dataset, look: Portrayal, days: Sequence[str]) -> list[dict[str, Any]]:
    pattern = " ".join(f"{one:g}" for one in look.palette["front"]["dash"])
    dash = {"color": look.colours["neutral"], "weight": 2, "dashArray": pattern}
    arrows = {"color": look.advance, "weight": 2.5}
    shapes = []
    for name, style, tip in (("fronts", dash, ""), ("columns", arrows, "corps")):
        table = dataset.tables[name]
        for row, day in enumerate(table["day"]):
            if day in days:
                shape = {"geometry": _geometry(table["geometry"][row]), "style": style, **_at(days, day)}
                shapes.append(shape | ({"tip": table[tip][row]} if tip and table[tip][row] else {}))
    return shapes


def _at(days: Sequence[str], day: str) -> dict[str, int]:
    return {"first": days.index(day), "last": days.index(day)}


def _geometry(shape: BaseGeometry) -> dict[str, Any]:
    """Return GeoJSON with five decimals."""

    def rounded(part: Any) -> Any:  # noqa: ANN401 - positions, nested as deep as the kind of geometry asks
        return [rounded(one) for one in part] if isinstance(part, (list, tuple)) else round(part, 5)

    plain: dict[str, Any] = shapely.geometry.mapping(shape)
    return {"type": plain["type"], "coordinates": rounded(plain["coordinates"])}
