"""Measure the atlas against folium's Timeline (SVG, canvas), swiftmap and pydeck (WebGL): same points, browser and run.

``make bench`` runs it and rewrites the results in ``benchmarks/README.md``; ``scale.py`` measures growth, ``killing.py`` loss.
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
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import peers
import synthetic
from playwright.sync_api import Page, Route, TimeoutError, sync_playwright  # noqa: A004 - the browser's own

import semaine_map
from semaine_map import build
from semaine_map.page import render

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
MODULES = HERE.parent / "node_modules"
LEAFLET = files("js_lib_leaflet").joinpath("static/js_lib_leaflet")
MARK = ("<!-- results -->\n", "<!-- /results -->\n")
QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
WITHOUT_GPU = [*QUIET, "--disable-gpu"]
WITH_WEBGL = [*QUIET, "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""Without a graphics card WebGL needs this; canvas and SVG are many times slower with it, so each page runs as it is quickest."""
STEPS = 24
SLOWED = 4
"""Times that a phone's processor is slower."""
SIZES = (2_000, 100_000)
PATIENCE = 180_000
"""Milliseconds after which a page that is not ready, or has not stepped, is given up."""

# What the peer asks of content networks, answered from packages; its other files (icons, Bootstrap) are answered empty.
ASSETS = {
    "leaflet.js": Path(str(LEAFLET.joinpath("leaflet.js"))),
    "leaflet.css": Path(str(LEAFLET.joinpath("leaflet.css"))),
    "leaflet.timeline.min.js": MODULES / "leaflet.timeline" / "dist" / "leaflet.timeline.js",
    "moment.min.js": MODULES / "moment" / "min" / "moment.min.js",
    "jquery-3.7.1.min.js": MODULES / "jquery" / "dist" / "jquery.min.js",
}

# A step is counted from its cause to the end of the second frame after it. Four steps a second are quicker than anyone reads, and
# leave a page, ours or a peer's, the moment between them that it would have in use.
MEASURE = """async ({cause, steps}) => {
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const run = new Function('n', cause);
  const times = [];
  const first = performance.now();
  for (let n = 0; n < steps; n += 1) {
    const begun = performance.now();
    run(n);
    await frames();
    times.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 250));
    if (performance.now() - first > 60000) break;
  }
  return times;
}"""


def browser_path() -> str:
    """Return the path of the system's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("the benchmark needs Chromium")
    return found


def rewrite(mark: tuple[str, str], lines: list[str]) -> None:
    """Put ``lines`` between the two marks of the page of results."""
    page = HERE / "README.md"
    text = page.read_text(encoding="utf-8")
    before, after = text.split(mark[0])[0], text.split(mark[1])[-1]
    page.write_text(before + mark[0] + "\n" + "\n".join(lines) + "\n\n" + mark[1] + after, encoding="utf-8")


def build_time(folder: Path) -> float:
    """Build the whole output of the real record in a process of its own; return the seconds it took."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "semaine_map.cli", "build", "--output", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return time.perf_counter() - begun


def measure(page: Page, file: Path, ready: str, cause: str) -> dict[str, float]:
    """Open ``file``, wait until ``ready``, then step; return milliseconds, bytes and megabytes of heap."""
    begun = time.perf_counter()
    page.goto(file.as_uri(), timeout=PATIENCE)
    page.wait_for_selector(ready, state="attached", timeout=PATIENCE)
    opened = (time.perf_counter() - begun) * 1000
    painted = page.evaluate("(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime")
    steps = page.evaluate(MEASURE, {"cause": cause, "steps": STEPS})
    heap = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0")
    return {
        "size": file.stat().st_size / 1e6,
        "painted": painted,
        "ready": opened,
        "step": statistics.median(steps),
        "worst": max(steps),
        "heap": heap,
    }


def serve(route: Route) -> None:
    """Answer a request of a peer from a package, or with nothing."""
    name = route.request.url.rsplit("/", 1)[-1]
    if route.request.url.startswith("file:"):
        route.continue_()
    elif name in ASSETS and ASSETS[name].exists():
        route.fulfill(path=ASSETS[name])
    else:
        route.fulfill(body="")


def in_chromium(
    measured: Callable[[Page], dict[str, float]], flags: list[str], times: int, *, slowed: bool
) -> dict[str, float] | None:
    """Run ``measured`` in a fresh Chromium; keep the best of some openings; None when a page never got there.

    ``slowed`` is in a phone's window, with the processor slowed four times by the browser itself.
    """
    runs = []
    for _ in range(times):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=flags)
            page = browser.new_page(viewport={"width": 390, "height": 844} if slowed else {"width": 1280, "height": 800})
            if slowed:
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            page.route("**/*", serve)
            try:
                runs.append(measured(page))
            except TimeoutError:
                return None
            finally:
                browser.close()
    return min(runs, key=lambda run: run["ready"])


def answer_time(*arguments: str) -> float:
    """Return the best of five times of ``semaine-map`` with ``arguments``, in seconds."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        command = [sys.executable, "-m", "semaine_map.cli", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        times.append(time.perf_counter() - begun)
    return min(times)


def write_pages(record: Path, folder: Path) -> int:
    """Write the atlas of ``record`` and the same with each peer into ``folder``; return the number of events."""
    dataset = build.load(record)
    (folder / "atlas.html").write_text(render.html(dataset), encoding="utf-8", newline="\n")
    peers.timeline(dataset, folder / "svg.html", canvas=False)
    peers.timeline(dataset, folder / "canvas.html", canvas=True)
    peers.swiftmap(dataset, folder / "swiftmap.html")
    peers.pydeck(dataset, folder / "pydeck.html")
    return len(dataset.events)


def against_peers(folder: Path, times: int, *, slowed: bool) -> list[str]:
    """Return the rows of a table: the atlas in ``folder``, and each peer with its ratio to it."""
    week = str([f"1871-05-{n}" for n in range(21, 29)])
    timeline = ("body[data-ready]", f"slider.setTime((n % 8) * {peers.DAY_MS} + 3600000)")
    asked = {
        "atlas": ("#atlas[data-ready='true']",
                  'document.querySelector(`button[data-goto="${' + week + '[n % 8]}"]`).click()'),
        "svg": timeline,
        "canvas": timeline,
        "swiftmap": (".swiftmap-time-slider", SLIDE),
        "pydeck": ("body[data-ready]", OTHER_POINTS),
    }  # fmt: skip
    names = {
        "atlas": "the atlas",
        "svg": "Timeline, SVG",
        "canvas": "Timeline, canvas",
        "swiftmap": "swiftmap, WebGL",
        "pydeck": "pydeck, WebGL",
    }
    ours: dict[str, float] = {}
    rows = []
    for key, (ready, cause) in asked.items():
        found = in_chromium(
            partial(measure, file=folder / f"{key}.html", ready=ready, cause=cause),
            WITH_WEBGL if names[key].endswith("WebGL") else WITHOUT_GPU,
            times,
            slowed=slowed,
        )
        if found is None:
            rows.append(f"| {names[key]} | gave up after {PATIENCE // 60_000} min | | | | | |")
            continue
        ours = ours or found
        cells = [
            f"{found[name]:.{digits}f} {unit}" + (f" ({found[name] / ours[name]:.1f})" if key != "atlas" and ours[name] else "")
            for name, unit, digits in COLUMNS
        ]
        rows.append(f"| {names[key]} | " + " | ".join(cells) + " |")
        print(rows[-1], flush=True)
    return rows


SLIDE = """const bar = document.querySelector('.swiftmap-time-slider');
bar.value = n % 8; bar.dispatchEvent(new Event('input', {bubbles: true}));"""
OTHER_POINTS = """const [layer] = deckInstance.props.layers;
const data = window.rows.filter((row) => row.first <= n % 8 && row.last >= n % 8);
deckInstance.setProps({layers: [layer.clone({data})]});"""
COLUMNS = (("size", "MB", 1), ("painted", "ms", 0), ("ready", "ms", 0), ("step", "ms", 0), ("worst", "ms", 0), ("heap", "MB", 0))


def main() -> None:
    """Measure all of them and write the tables."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        f"semaine-map {semaine_map.__version__}; {machine}; load {os.getloadavg()[0]:.1f}. In brackets: times the atlas.",
        "",
    ]
    heads = "| | size | first paint | ready | step, median | step, worst | heap |\n|---|---|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds = build_time(folder / "output")
        lines += [f"- whole build of the real record: {seconds:.1f} s (limit 10 s)"]
        lines += [f"- `semaine-map --help`: {answer_time('--help'):.2f} s (limit 0.3 s)"]
        lines += [f"- `semaine-map day 1871-05-24`: {answer_time('day', '1871-05-24'):.2f} s (limit 1 s)"]
        for count in SIZES:
            times = 1 if write_pages(synthetic.make(folder / str(count), count), folder) > 10_000 else 3
            for slowed, where in ((False, "1280×800"), (True, f"a phone's window, the processor slowed {SLOWED} times")):
                rows = against_peers(folder, 1 if slowed else times, slowed=slowed)
                lines += ["", f"**{count:,} events**, made up; {where}", "", heads, *rows]
                rewrite(MARK, lines)  # what is measured stands, if the rest is broken off


if __name__ == "__main__":
    main()
