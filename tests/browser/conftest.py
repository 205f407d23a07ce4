"""A real Chromium that opens the built files from the disk, with the network cut."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.pages import write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Playwright, Request

    from semaine_map.history.dataset import Dataset

SOUND_RECORD = Path(__file__).parent.parent / "data" / "sound"

# Without these Chromium asks its maker's servers for this and that at every start.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip

DAYS = [f"1871-05-{n}" for n in range(21, 29)]


def chromium() -> str:
    """Return the path of the system's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("no Chromium on this machine: install it (Debian: apt-get install chromium); `make test` does so where it may")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright once: a process bears no second."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start Chromium once."""
    started = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
    yield started
    started.close()


@pytest.fixture(scope="session")
def atlas(tmp_path_factory: pytest.TempPathFactory, real: Dataset) -> Path:
    """Write the pages of the real record once; return the folder. The files for GIS and for walls have tests of their own."""
    return write_pages(tmp_path_factory.mktemp("atlas"), real)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a file of the disk; the test fails on any other request and on any console message."""
    complaints: list[str] = []
    contexts = []

    def watch(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            complaints.append(f"request: {request.url}")

    def opened(file: Path, fragment: str = "", *, first_visit: bool = False, **options: object) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type]  # the options of a test, passed on
        if not first_visit:
            # Most tests are of a reader who has been here before: no card greets him.
            context.add_init_script("try { localStorage.setItem('atlas-welcomed', 'yes'); } catch {}")
        context.set_offline(True)
        contexts.append(context)
        page = context.new_page()
        page.on("request", watch)
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector('#atlas[data-ready="true"]')
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
