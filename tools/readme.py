"""Refresh what the README shows: the output of its commands, and its picture. Run by ``make readme``."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
LONGEST = 14
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def run(command: str) -> str:
    """Run a command of the README as a reader would; return what it prints, cut in the middle when it is long."""
    shell = {"COLUMNS": "80", "PATH": "/usr/bin:/bin"}
    words = shlex.split(command)
    if words[-1] == "build":
        words.append("--fresh")  # a build of what stands already would only say so
    # The README is ours: its commands are what a reader is told to run.
    result = subprocess.run(  # noqa: S603
        words,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=shell,
    )
    lines = result.stdout.splitlines()
    if len(lines) > LONGEST:
        lines = [*lines[: LONGEST - 3], "…", *lines[-2:]]
    return "\n".join(line.rstrip() for line in lines)


def refresh_commands(readme: str) -> str:
    """Put the real output under each command of the README."""

    def shown(block: re.Match[str]) -> str:
        return f"```console\n$ {block[1]}\n{run(block[1])}\n```"

    return re.sub(r"```console\n\$ (\.venv/bin/semaine-map [^\n]*)\n.*?```", shown, readme, flags=re.DOTALL)


def take_picture() -> None:
    """Take the picture of the first screen from the built atlas."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("the picture needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        page.goto((ROOT / "output" / "index.html").as_uri() + "#1871-05-24")
        page.wait_for_selector('#atlas[data-ready="true"]')
        page.wait_for_timeout(500)
        page.screenshot(path=ROOT / "docs" / "atlas.png")
        browser.close()


def main() -> None:
    """Refresh both."""
    page = ROOT / "README.md"
    page.write_text(refresh_commands(page.read_text(encoding="utf-8")), encoding="utf-8")
    take_picture()


if __name__ == "__main__":
    main()
