"""Write the same points, over the same days, with what a Python user would take instead of the atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import pandas as pd
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

DAY_MS = 86_400_000
CIRCLE = "function (feature, where) { return L.circleMarker(where, {radius: 5}); }"


def timeline(dataset: Dataset, path: Path, *, canvas: bool) -> None:
    """Write folium's Timeline with TimelineSlider, as circles in SVG or on a canvas; days are counted in milliseconds.

    With dates of 1871 its slider shows the day before in some time zones.
    """
    events = dataset.events
    days = {day: n for n, day in enumerate(dataset.week.days)}
    features = [
        {
            "type": "Feature",
            "properties": {"start": days[start] * DAY_MS, "end": (days.get(end or start, 7) + 1) * DAY_MS, "title": title},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for start, end, title, lon, lat in zip(
            events["start"], events["end"], events["title_en"], events.geometry.x, events.geometry.y, strict=True
        )
        if start in days
    ]
    peer = folium.Map(location=[48.86, 2.34], zoom_start=12, tiles=None, prefer_canvas=canvas)
    layer = Timeline({"type": "FeatureCollection", "features": features}, point_to_layer=JsCode(CIRCLE)).add_to(peer)
    control = TimelineSlider(auto_play=False, show_ticks=False)
    control.add_timelines(layer).add_to(peer)  # type: ignore[no-untyped-call]  # folium writes no types for it
    peer.save(str(path))
    # The control has no public handle: the page names it, so that a step can be asked of it.
    slider = next(child for name, child in peer._children.items() if name.startswith("timeline_slider"))  # noqa: SLF001
    named = f"<script>window.slider = {slider.get_name()}; document.body.dataset.ready = '';</script>"
    path.write_text(path.read_text(encoding="utf-8") + named, encoding="utf-8")


def swiftmap(dataset: Dataset, path: Path) -> None:
    """Write swiftmap's time layer (WebGL) as its static file."""
    import swiftmap as peer  # noqa: PLC0415 - only the benchmark has it

    events = dataset.events
    table = pd.DataFrame(
        {
            "lat": events.geometry.y,
            "lon": events.geometry.x,
            "title": events["title_en"],
            "begins": [f"{start}T00:00:00Z" for start in events["start"]],
            "ends": [f"{end or start}T23:59:59Z" for start, end in zip(events["start"], events["end"], strict=True)],
        }
    )
    made = peer.Map()
    made.add_circle_markers(table, lat_col="lat", lon_col="lon", radius=5, name="events", popup_fields=["title"], tooltip=False)
    made.make_time_layer("events", time_field="begins", time_end_field="ends", period="P1D")
    made.save(str(path))


def pydeck(dataset: Dataset, path: Path) -> None:
    """Write pydeck's standalone page (WebGL), its scripts inside.

    It has no control of time: a step gives its layer the points of a day, as a script of its user would.
    """
    import pydeck as peer  # noqa: PLC0415 - only the benchmark has it

    events = dataset.events
    days = {day: n for n, day in enumerate(dataset.week.days)}
    table = pd.DataFrame(
        {
            "lon": events.geometry.x,
            "lat": events.geometry.y,
            "title": events["title_en"],
            "first": [days.get(start, 0) for start in events["start"]],
            "last": [days.get(end or start, 7) for start, end in zip(events["start"], events["end"], strict=True)],
        }
    )
    layer = peer.Layer(
        "ScatterplotLayer",
        table,
        get_position=["lon", "lat"],
        get_radius=5,
        radius_units=peer.types.String("pixels"),
        pickable=True,
    )
    view = peer.ViewState(longitude=2.34, latitude=48.86, zoom=12)
    made = peer.Deck(layers=[layer], initial_view_state=view, map_provider=None, tooltip={"text": "{title}"})
    text = made.to_html(as_string=True, offline=True, notebook_display=False)
    handle = (
        "<script>window.rows = jsonInput.layers[0].data; "
        "deckInstance.setProps({onAfterRender: () => { document.body.dataset.ready = ''; }});</script>"
    )
    path.write_text(text + handle, encoding="utf-8")
