"""The page of ten lines in `docs/kit.md` draws the kit's tiles with MapLibre."""

from __future__ import annotations

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semaine_map.exports import tiles
from tests.browser.conftest import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Playwright

    from semaine_map.exports import Kit

ROOT = Path(__file__).parent.parent.parent
NEEDED = ("maplibre-gl/dist/maplibre-gl.js", "maplibre-gl/dist/maplibre-gl.css", "pmtiles/dist/pmtiles.js")


class Ranges(SimpleHTTPRequestHandler):
    """A server of files that answers range requests, as PMTiles needs and Python's own does not."""

    def do_GET(self) -> None:
        """Answer with the bytes that are asked for."""
        wanted = self.headers.get("Range")
        if wanted is None:
            super().do_GET()
            return
        first, last = (int(one) for one in wanted.removeprefix("bytes=").split("-"))
        data = Path(self.translate_path(self.path)).read_bytes()
        part = data[first : last + 1]
        self.send_response(206)
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(data)}")
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(kit: Kit, tmp_path: Path) -> Iterator[str]:
    """Serve the tiles, the style, the libraries and the page of the documentation."""
    for name in NEEDED:
        if not (ROOT / "node_modules" / name).exists():
            pytest.skip(f"{name} is not in node_modules: run npm install")
        shutil.copy(ROOT / "node_modules" / name, tmp_path)
    tiles.write_all(kit, tmp_path)
    page = (ROOT / "docs" / "kit.md").read_text(encoding="utf-8").partition("```html\n")[2].partition("```")[0]
    assert len(page.splitlines()) <= 10
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


def test_ten_lines_show_the_tiles(address: str, playwright: Playwright) -> None:
    """Events and ground of the first day are drawn, and stepping the filter on shows another day's."""
    browser = playwright.chromium.launch(
        executable_path=chromium(), args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    )
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.wait_for_function("window.map && window.map.loaded()", timeout=60_000)
    seen = "(layer) => [...new Set(map.queryRenderedFeatures({ layers: [layer] }).map((one) => one.properties.id))]"
    first = page.evaluate(seen, "events")
    assert first
    assert page.evaluate(seen, "control")
    page.evaluate(
        """() => new Promise((done) => {
          const filter = ['all', ['==', ['get', 'layer'], 'events'], ['<=', ['get', 'start_at'], '1871-05-27T23:59:59'],
                          ['>=', ['get', 'end_at'], '1871-05-27T00:00:00']];
          map.once('idle', done);
          map.setFilter('events', filter);
        })"""
    )
    assert set(page.evaluate(seen, "events")) != set(first)
    assert not complaints
    browser.close()
