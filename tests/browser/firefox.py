"""Debian's Firefox, driven by WebDriver BiDi, which it speaks itself: Playwright's Firefox is a build of its own."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

from tornado.websocket import websocket_connect

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from tornado.websocket import WebSocketClientConnection

T = TypeVar("T")

KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012",
        "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"}  # fmt: skip
"""Keys without a letter, as WebDriver writes them."""


# Nothing is asked of the network, not even by the browser for itself: its proxy is a door that is shut.
SETTINGS = {
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "browser.shell.checkDefaultBrowser": False,
    "intl.accept_languages": "en-GB, en",
}


def _address(said: Path) -> str:
    """Return where the browser listens, once it says so."""
    for _ in range(600):
        if found := re.search(r"listening on (ws://\S+)", said.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"Firefox does not say where it listens: {said.read_text(encoding='utf-8', errors='replace')}")


class UnansweredError(AssertionError):
    """Firefox did not do what it was told, or said nothing in time."""


class Firefox:
    """One headless Firefox, asked step by step."""

    def __init__(self, program: str, profile: Path) -> None:
        """Start it with a fresh profile."""
        profile.mkdir(parents=True)
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in SETTINGS.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        said = profile.with_name("said.txt")
        with said.open("w", encoding="utf-8") as file:
            self._process = subprocess.Popen(command, stderr=file, stdout=subprocess.DEVNULL)
        self._loop, self._numbers = asyncio.new_event_loop(), itertools.count(1)
        # In a thread of its own: in ours Playwright may keep a loop of its own.
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.complaints: list[str] = []
        self._reading: asyncio.Future[str | bytes | None] | None = None  # a message that is still to come
        self._socket = self._run(self._connected(f"{_address(said)}/session"))
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        # The first window never has the focus, without which no key does anything; one that is opened has it.
        self._window = self.send("browsingContext.create", type="tab")["context"]
        self.send("browsingContext.activate", context=self._window)

    @staticmethod
    async def _connected(address: str) -> WebSocketClientConnection:
        return await websocket_connect(address, max_message_size=100_000_000)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Give a command and return its result."""
        return self._run(self._answered(next(self._numbers), method, parameters))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _answered(
        self, number: int, method: str, parameters: dict[str, object], *, patience: float = 180
    ) -> dict[str, Any]:
        await self._socket.write_message(json.dumps({"id": number, "method": method, "params": parameters}))
        until = self._loop.time() + patience
        while True:
            text = await self._message(until)
            assert text is not None, "Firefox has gone"
            answer = json.loads(text)
            if answer.get("method") == "log.entryAdded":
                self.complaints.append(str(answer["params"].get("text")))
            elif answer.get("id") == number:
                if answer["type"] != "success":
                    raise UnansweredError(answer)
                result: dict[str, Any] = answer["result"]
                return result

    async def _message(self, until: float) -> str | bytes | None:
        """Return the next message; one that comes too late for this question is kept for the next."""
        if self._reading is None:
            self._reading = asyncio.ensure_future(self._socket.read_message())
        done, _ = await asyncio.wait([self._reading], timeout=until - self._loop.time())
        if not done:
            raise UnansweredError("no answer in time")
        reading, self._reading = self._reading, None
        return reading.result()

    def open(self, address: str, width: int, height: int) -> None:
        """Open a page in a window of a size; of the atlas wait until it is ready."""
        self.send("browsingContext.setViewport", context=self._window, viewport={"width": width, "height": height})
        # A page is opened anew, also where only what follows # differs.
        self._go("about:blank")
        self._go(address)
        self.wait("!document.getElementById('atlas') || document.getElementById('atlas').dataset.ready === 'true'")

    def _go(self, address: str) -> None:
        """Navigate; Firefox's own wait for a page to be complete has gone unanswered for good, so the page itself is asked."""
        self.send("browsingContext.navigate", context=self._window, url=address, wait="none")
        start = address.partition("#")[0]
        arrived = f"(document.URL.startsWith({json.dumps(start)}) && document.readyState === 'complete').toString()"
        for _ in range(1200):
            # A page that is being left answers with a failure, or not at all.
            with contextlib.suppress(UnansweredError):
                answer = self._run(
                    self._answered(
                        next(self._numbers),
                        "script.evaluate",
                        {"expression": arrived, "target": {"context": self._window}, "awaitPromise": False},
                        patience=10,
                    )
                )
                if answer.get("result", {}).get("value") == "true":
                    return
            time.sleep(0.05)
        raise AssertionError(f"{address} did not open")

    def ask(self, expression: str, *, within: bool = False) -> Any:  # noqa: ANN401 - whatever the expression gives
        """Return the value of an expression as JSON has it; ``within`` the frame that the page holds."""
        context = self._window
        if within:
            (frame,) = self.send("browsingContext.getTree", root=self._window)["contexts"][0]["children"]
            context = frame["context"]
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        answer = self.send("script.evaluate", expression=wrapped, target={"context": context}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value") or "null")

    def wait(self, expression: str, *, within: bool = False) -> None:
        """Wait until an expression is true."""
        for _ in range(400):
            if self.ask(expression, within=within):
                return
            time.sleep(0.05)
        raise AssertionError(f"{expression} did not become true")

    def expect(self, expression: str, value: object) -> None:
        """Wait until an expression has a value: what a key does may take a turn of the browser."""
        for _ in range(400):
            if (told := self.ask(expression)) == value:
                return
            time.sleep(0.05)
        assert told == value, expression

    def press(self, *keys: str) -> None:
        """Press keys one after another: names as in ``KEYS``, or the letters of a text."""
        codes = [code for key in keys for code in ([KEYS[key]] if key in KEYS else key)]
        actions = [{"type": kind, "value": code} for code in codes for kind in ("keyDown", "keyUp")]
        self.send("input.performActions", context=self._window, actions=[{"type": "key", "id": "keys", "actions": actions}])

    def point(self, x: float, y: float, *, click: bool = False) -> None:
        """Move the pointer to a spot of the window, and perhaps click."""
        actions: list[dict[str, object]] = [{"type": "pointerMove", "x": round(x), "y": round(y)}]
        if click:
            actions += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.send("input.performActions", context=self._window, actions=[{"type": "pointer", "id": "mouse", "actions": actions}])

    def close(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._socket.close)
        self._process.terminate()
        self._process.wait(30)
        self._run(asyncio.sleep(0.1))  # the socket is closed in a turn of the loop
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
