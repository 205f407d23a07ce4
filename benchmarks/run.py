"""Measure the atlas against folium's Timeline with TimelineSlider: the same points, the same browser, the same run.

``make bench`` runs it and rewrites the results in ``benchmarks/README.md``.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from folium.plugins import Timeline, TimelineSlider
from playwright.sync_api import Page, Route, sync_playwright

import semaine_map
from semaine_map import build
from semaine_map.maps import LEAFLET

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
MODULES = HERE.parent / "node_modules"
MARK = "<!-- results -->\n"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
STEPS = 40

# What the peer asks of content networks, answered from packages; its other files (icons, Bootstrap) are answered empty.
ASSETS = {
    "leaflet.js": Path(str(LEAFLET.joinpath("leaflet.js"))),
    "leaflet.css": Path(str(LEAFLET.joinpath("leaflet.css"))),
    "leaflet.timeline.min.js": MODULES / "leaflet.timeline" / "dist" / "leaflet.timeline.js",
    "moment.min.js": MODULES / "moment" / "min" / "moment.min.js",
    "jquery-3.7.1.min.js": MODULES / "jquery" / "dist" / "jquery.min.js",
}

# A step is counted from its cause to the end of the second frame after it; the floor is what two empty frames take.
MEASURE = """async ({cause, steps}) => {
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const run = new Function('n', cause);
  const times = [];
  for (let n = 0; n < steps; n += 1) {
    const begun = performance.now();
    run(n);
    await frames();
    times.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 30));
  }
  return times;
}"""


def build_atlas(folder: Path) -> tuple[Path, float]:
    """Build the whole output in a process of its own; return the atlas and the seconds it took."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "semaine_map.cli", "build", "--output", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return folder / "index.html", time.perf_counter() - begun


def build_peer(folder: Path) -> Path:
    """Write the same events through folium's Timeline, with the days as milliseconds, as its documentation has it."""
    chronicle = build.load()
    events = chronicle.events
    days = {day: n for n, day in enumerate(chronicle.week.days)}
    features = [
        {
            "type": "Feature",
            "properties": {
                "start": days[start] * 86_400_000,
                "end": (days.get(end or start, 7) + 1) * 86_400_000,
                "title": title,
            },
            "geometry": {"type": "Point", "coordinates": [point.x, point.y]},
        }
        for start, end, title, point in zip(events["start"], events["end"], events["title_en"], events.geometry, strict=True)
        if start in days
    ]
    peer = folium.Map(location=[48.86, 2.34], zoom_start=12, tiles=None)
    timeline = Timeline({"type": "FeatureCollection", "features": features}).add_to(peer)
    TimelineSlider(auto_play=False, show_ticks=False).add_timelines(timeline).add_to(peer)
    path = folder / "peer.html"
    peer.save(str(path))
    # The control has no public handle: the page names it, so that a step can be asked of it.
    slider = next(child for name, child in peer._children.items() if name.startswith("timeline_slider"))  # noqa: SLF001
    path.write_text(path.read_text(encoding="utf-8") + f"<script>window.slider = {slider.get_name()};</script>", encoding="utf-8")
    return path


def measure(page: Page, file: Path, ready: str, cause: str) -> dict[str, Any]:
    """Open ``file``, wait until ``ready``, then step; return milliseconds, bytes and megabytes of heap."""
    begun = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_function(ready)
    opened = (time.perf_counter() - begun) * 1000
    steps = page.evaluate(MEASURE, {"cause": cause, "steps": STEPS})
    heap = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0")
    return {
        "size": file.stat().st_size,
        "ready": opened,
        "step": statistics.median(steps),
        "worst": max(steps),
        "heap": heap,
    }


def serve(route: Route) -> None:
    """Answer a request of the peer from a package, or with nothing."""
    name = route.request.url.rsplit("/", 1)[-1]
    if route.request.url.startswith("file:"):
        route.continue_()
    elif name in ASSETS and ASSETS[name].exists():
        route.fulfill(path=ASSETS[name])
    else:
        route.fulfill(body="")


def in_chromium(measured: Callable[[Page], dict[str, Any]]) -> dict[str, Any]:
    """Run ``measured`` in a fresh Chromium; keep the best of three openings."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("the benchmark needs Chromium")
    runs = []
    for _ in range(3):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=QUIET)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.route("**/*", serve)
            runs.append(measured(page))
            browser.close()
    return min(runs, key=lambda run: run["ready"])


def start_up() -> float:
    """Return the best of five times of ``semaine-map --help``, in seconds."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "semaine_map.cli", "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Measure both and write the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        atlas, seconds = build_atlas(folder / "output")
        peer = build_peer(folder)
        days = build.load().week.days
        clicks = 'document.querySelector(`button[data-goto="${DAYS[n % 8]}"]`).click()'.replace("DAYS", str(list(days)))
        ready = "document.querySelector('#atlas')?.dataset.ready === 'true'"
        ours = in_chromium(lambda page: measure(page, atlas, ready, clicks))
        empty = in_chromium(lambda page: measure(page, atlas, ready, ""))
        steps = "slider.setTime((n % 8) * 86400000 + 3600000)"
        theirs = in_chromium(lambda page: measure(page, peer, "window.slider !== undefined", steps))
    chronicle = build.load()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    rows = [
        ("size of the file", "size", 1e6, "MB"),
        ("ready after opening", "ready", 1, "ms"),
        ("a day step, median", "step", 1, "ms"),
        ("a day step, worst", "worst", 1, "ms"),
        ("JavaScript heap", "heap", 1, "MB"),
    ]
    lines = [
        f"{semaine_map.__version__}, {len(chronicle.events)} events; {machine}.",
        "",
        f"- whole build: {seconds:.1f} s (limit 10 s)",
        f"- `semaine-map --help`: {start_up():.2f} s (limit 0.3 s)",
        f"- two empty frames in this browser: {empty['step']:.0f} ms",
        "",
        "| | atlas | Timeline + TimelineSlider | ratio |",
        "|---|---|---|---|",
        *(
            f"| {label} | {ours[key] / unit:.1f} {name} | {theirs[key] / unit:.1f} {name} | {ours[key] / theirs[key]:.2f} |"
            for label, key, unit, name in rows
        ),
    ]
    page = HERE / "README.md"
    kept = page.read_text(encoding="utf-8").split(MARK)[0]
    page.write_text(kept + MARK + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
