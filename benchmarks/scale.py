"""Measure how time, memory and size grow with the record: made-up records of 2,000 to 1,000,000 events, labelled so.

``python benchmarks/scale.py [COUNT …]`` prints a table, one row a count, and writes it into ``benchmarks/README.md``; other rows
stay as they were measured.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from run import HERE, MEASURE, WITHOUT_GPU, browser_path, rewrite
from synthetic import make

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNTS = (2_000, 43_522, 100_000, 1_000_000)
MARK = ("<!-- scale -->\n", "<!-- /scale -->\n")
OPENED = {"ready": "ms", "step": "ms", "worst step": "ms", "step at ratio 2": "ms", "pan": "ms", "heap": "MB"}
HEADS = ("events", "validate", "build", "memory", "atlas", "exports", *OPENED, "load")
DAYS = [f"1871-05-{n}" for n in range(21, 29)]
STEP = 'document.querySelector(`button[data-goto="${DAYS[n % 8]}"]`).click()'.replace("DAYS", str(DAYS))
PAN = """const map = document.querySelector('#map'); map.focus();
const [key, keyCode] = n % 2 ? ['ArrowLeft', 37] : ['ArrowRight', 39];
map.dispatchEvent(new KeyboardEvent('keydown', {key, keyCode, bubbles: true}));"""


def run(*arguments: str) -> tuple[float, str]:
    """Run the command in a process of its own; return seconds and what it complained of."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "semaine_map.cli", *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: S603
    return time.perf_counter() - begun, done.stderr


def peak_of_children() -> float:
    """Return the largest memory, in megabytes, that any process started so far has held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3


def opened(file: Path) -> dict[str, float]:
    """Open the atlas in Chromium; return what ``OPENED`` names: a step and a pan are counted to their second frame."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only when something was built

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=WITHOUT_GPU)
        ready = []
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            begun = time.perf_counter()
            page.goto(file.as_uri())
            page.wait_for_selector('#atlas[data-ready="true"]', timeout=120_000)
            ready.append((time.perf_counter() - begun) * 1000)
        steps = sorted(page.evaluate(MEASURE, {"cause": STEP, "steps": 24}))
        sharp = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=2)
        sharp.goto(file.as_uri())
        sharp.wait_for_selector('#atlas[data-ready="true"]', timeout=120_000)
        sharp_steps = sorted(sharp.evaluate(MEASURE, {"cause": STEP, "steps": 24}))
        sharp.close()
        pans = sorted(page.evaluate(MEASURE, {"cause": PAN, "steps": 24}))
        heap = page.evaluate("performance.memory.usedJSHeapSize / 1e6")
        browser.close()
    found = (min(ready), steps[12], steps[-1], sharp_steps[12], pans[12], heap)
    return dict(zip(OPENED, found, strict=True))


def measure(count: int, folder: Path) -> list[str]:
    """Return the row of the table for a record of ``count`` events."""
    record, output = make(folder / "record", count), folder / "output"
    checked, complaint = run("validate", "--geodata", str(record))
    built = 0.0
    if not complaint:
        built, complaint = run("build", "--geodata", str(record), "--output", str(output))
    if complaint:
        return [f"{count:,}", f"{checked:.1f} s", complaint.splitlines()[0], *[""] * (len(HEADS) - 3)]
    memory = peak_of_children()
    exports = sum(path.stat().st_size for path in (output / "gis").rglob("*") if path.is_file())
    page = opened(output / "index.html")
    size = (output / "index.html").stat().st_size
    return [
        f"{count:,}", f"{checked:.1f} s", f"{built:.1f} s", f"{memory:.0f} MB", f"{size / 1e6:.1f} MB", f"{exports / 1e6:.0f} MB",
        *(f"{page[name]:.0f} {unit}" for name, unit in OPENED.items()), f"{os.getloadavg()[2]:.1f}",
    ]  # fmt: skip


def earlier() -> dict[int, str]:
    """Return the rows that stand in the page by their count, if they have the same columns."""
    lines = (HERE / "README.md").read_text(encoding="utf-8").split(MARK[0])[-1].split(MARK[1])[0].splitlines()
    if line(HEADS) not in lines:
        return {}
    rows = lines[lines.index(line(HEADS)) + 2 :]
    return {int(row.split("|")[1].replace(",", "")): row for row in rows if row.startswith("|")}


def line(cells: Sequence[str]) -> str:
    """Return a row of the table."""
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Measure each count, the smallest first, so that the memory of one is not hidden by that of another."""
    rows = earlier()
    for count in sorted(map(int, sys.argv[1:])) or COUNTS:
        with tempfile.TemporaryDirectory() as name:
            rows[count] = line(measure(count, Path(name)))
        print(rows[count], flush=True)
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}."
        rewrite(MARK, [machine, "", line(HEADS), "|" + "---|" * len(HEADS), *(rows[one] for one in sorted(rows))])


if __name__ == "__main__":
    main()
