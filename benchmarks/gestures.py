"""Measure how long each gesture holds the main thread, and what is seen first, with the real record in three windows.

``make bench`` runs it and rewrites the table in ``benchmarks/README.md``. A task is timed twice, by the clock and by the time of
the processor: on a busy machine only the second tells about the page.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright
from run import WITHOUT_GPU, browser_path, rewrite

from semaine_map import build
from semaine_map.page import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

MARK = ("<!-- gestures -->\n", "<!-- /gestures -->\n")
CATEGORIES = ["toplevel", "devtools.timeline"]
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")
READY = '#atlas[data-ready="true"]'
PLAYED = 300

WATCH = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
  }).observe({type: 'layout-shift', buffered: true});
}"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
EMPTY = "<!doctype html><title>empty</title><main id='atlas' data-ready='true'>empty</main>"


class Window(NamedTuple):
    """A window, and how many times slower its processor is made, as the browser's own throttling does."""

    name: str
    width: int
    height: int
    slowed: int = 1


class Gesture(NamedTuple):
    """The longest task of a gesture, in milliseconds by the clock and of the processor."""

    wall: float
    processor: float


WINDOWS = (Window("1280×800", 1280, 800), Window("4K", 3840, 2160), Window("phone, slowed 4×", 390, 844, 4))


def main_thread(events: list[dict[str, Any]], address: str) -> tuple[int, int]:
    """Return process and thread that loaded ``address``: the browser has pages of its own, which may be busier."""
    process = next(
        one["pid"] for one in reversed(events) if one["name"] == "CommitLoad" and one["args"]["data"]["url"].startswith(address)
    )
    return next(
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["pid"] == process and one["args"]["name"] == "CrRendererMain"
    )


def longest(events: list[dict[str, Any]], main: tuple[int, int]) -> Gesture:
    """Return the longest task of a thread in a trace."""
    tasks = [
        Gesture(one["dur"] / 1000, one.get("tdur", 0) / 1000)
        for one in events
        if (one["pid"], one["tid"]) == main and one["name"] in TASKS and one.get("ph") == "X"
    ]
    return Gesture(max(task.wall for task in tasks), max(task.processor for task in tasks))


def drag(page: Page) -> None:
    """Drag the map by some 160 pixels."""
    size = page.viewport_size or {"width": 0, "height": 0}
    x, y = size["width"] * 0.3, size["height"] * 0.5
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(x + step * 8, y + step * 3)
        page.wait_for_timeout(16)
    page.mouse.up()


def go(address: str) -> Callable[[Page], None]:
    """Return the gesture of following an address within the page."""
    return lambda page: page.evaluate(f"location.hash = '{address}'")


def press(key: str) -> Callable[[Page], None]:
    """Return the gesture of pressing a key."""
    return lambda page: page.keyboard.press(key)


def to_part(part: int) -> Callable[[Page], None]:
    """Return the gesture of choosing a part of the day."""
    chosen = f"one => {{ one.value = {part}; one.dispatchEvent(new Event('input')); }}"
    return lambda page: page.locator("#hour").evaluate(chosen)


GESTURES: dict[str, Callable[[Page], None]] = {
    "zoom": lambda page: page.evaluate("document.getElementById('zoom-in').click()"),
    "drag": drag,
    "step": press("ArrowRight"),
    "jump": press("Home"),
    "part of the day": to_part(2),
    "whole day again": to_part(7),
    "filter": go("#1871-05-24?certainty=certain"),
    "filter off": go("#1871-05-24"),
    "language": lambda page: page.evaluate("document.getElementById('switch-language').click()"),
    "whole week": go("#1871-05-24?view=week"),
    "back to a day": go("#1871-05-24"),
    "table": lambda page: page.evaluate("document.getElementById('open-table').click()"),
    "table closed": press("Escape"),
    "scene": go("#story/9"),
    "next scene": press("ArrowRight"),
}


def measured(browser: Browser, file: Path, window: Window, folder: Path) -> dict[str, Gesture]:
    """Return the longest task of the opening and of each gesture."""
    page = browser.new_context(viewport={"width": window.width, "height": window.height}).new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": window.slowed})
    trace = folder / "trace.json"

    def traced(gesture: Callable[[Page], None], rest: int) -> list[dict[str, Any]]:
        browser.start_tracing(page=page, path=trace, categories=CATEGORIES)
        gesture(page)
        page.wait_for_timeout(rest)
        browser.stop_tracing()
        events: list[dict[str, Any]] = json.loads(trace.read_text(encoding="utf-8"))["traceEvents"]
        return events

    def opened(page: Page) -> None:
        page.goto(f"{file.as_uri()}#1871-05-24")
        page.wait_for_selector(READY)

    events = traced(opened, 2500)
    main = main_thread(events, file.as_uri())
    found = {"opening": longest(events, main)}
    for name, gesture in GESTURES.items():
        found[name] = longest(traced(gesture, 2500 if "scene" in name else 1200), main)
        page.wait_for_timeout(300)
    page.context.close()
    return found


def opening(browser: Browser, file: Path, window: Window) -> dict[str, float]:
    """Return milliseconds to the first words and to ready, and how much the page shifts by itself."""
    best: dict[str, float] = {}
    for _ in range(3):
        page = browser.new_context(viewport={"width": window.width, "height": window.height}).new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": window.slowed})
        page.add_init_script(f"addEventListener('DOMContentLoaded', {WATCH})")
        begun = time.perf_counter()
        page.goto(file.as_uri())
        page.wait_for_selector(READY)
        ready = (time.perf_counter() - begun) * 1000
        page.wait_for_timeout(800)
        found = {"first": page.evaluate(PAINTED), "ready": ready, "shift": page.evaluate("window.shifted ?? 0")}
        page.context.close()
        best = {name: min(value, best.get(name, value)) for name, value in found.items()}
    return best


def heap_after_playing(browser: Browser, file: Path) -> tuple[float, float]:
    """Return megabytes of heap after 40 steps and after ``PLAYED``, rubbish collected."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    session = page.context.new_cdp_session(page)
    page.goto(f"{file.as_uri()}#1871-05-21")
    page.wait_for_selector(READY)
    sizes = []
    for steps in (40, PLAYED - 40):
        for step in range(steps):
            page.keyboard.press("ArrowRight" if step % 8 < 7 else "Home")
            page.wait_for_timeout(30)
        session.send("HeapProfiler.collectGarbage")
        sizes.append(session.send("Runtime.getHeapUsage")["usedSize"] / 1e6)
    page.context.close()
    return sizes[0], sizes[1]


def main() -> None:
    """Measure the page of the real record and write the tables."""
    lines = [
        f"Load {os.getloadavg()[0]:.1f}. Longest task of the main thread, in ms by the clock (in brackets: of the processor)."
    ]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        file, empty = folder / "index.html", folder / "empty.html"
        file.write_text(render.html(build.load()), encoding="utf-8", newline="\n")
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=browser_path(), args=WITHOUT_GPU)
        columns = [measured(browser, file, window, folder) for window in WINDOWS]
        lines += ["", "| | " + " | ".join(window.name for window in WINDOWS) + " |", "|---" * (len(WINDOWS) + 1) + "|"]
        for gesture in columns[0]:
            cells = [f"{column[gesture].wall:.0f} ({column[gesture].processor:.0f})" for column in columns]
            lines.append(f"| {gesture} | " + " | ".join(cells) + " |")
            print(lines[-1], flush=True)
        for window in WINDOWS:
            ours, none = opening(browser, file, window), opening(browser, empty, window)
            words = f"{window.name}: first words after {ours['first']:.0f} ms, ready after {ours['ready']:.0f} ms"
            lines += ["", f"{words} (an empty page: {none['ready']:.0f} ms); layout shift {ours['shift']:.3f}."]
            print(lines[-1], flush=True)
        before, after = heap_after_playing(browser, file)
        lines += ["", f"Heap after 40 steps {before:.1f} MB, after {PLAYED} steps {after:.1f} MB."]
        print(lines[-1], flush=True)
        browser.close()
    rewrite(MARK, lines)


if __name__ == "__main__":
    main()
