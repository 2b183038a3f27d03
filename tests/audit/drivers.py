"""Chromium, Firefox and WebKit as a person uses them: with keys, a mouse and the clipboard.

All three have their windows on a display of X that nobody sees, so that what is copied is on a
clipboard that any program could paste from. Firefox itself speaks WebDriver BiDi
(https://www.w3.org/TR/webdriver-bidi/), WebKitGTK has a driver that speaks WebDriver
(https://www.w3.org/TR/webdriver2/), and Playwright drives Chromium.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from playwright.sync_api import Page, sync_playwright
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from support import BROWSER_ARGUMENTS, browser_path, unused_port

Point = Sequence[float]
"""From the left and from the top of the window's content, in CSS pixels."""

KEYS = {"Control": "\ue009", "Enter": "\ue007", "Tab": "\ue004"}
"""The keys without a character, as WebDriver has them: https://www.w3.org/TR/webdriver2/#keyboard-actions"""

LIMIT = 30
"""How many seconds a browser may take for one thing."""


class Driver(Protocol):
    """A browser with one tab, which has the focus."""

    def open(self, address: str) -> None:
        """Opens a page and waits until it has loaded."""

    def evaluate(self, body: str, *arguments: object) -> Any:
        """What a JavaScript function with that body returns on the page: JSON, as its arguments."""

    def resize(self, width: int, height: int) -> None:
        """Gives the window that size, in px."""

    def press(self, chord: str) -> None:
        """Presses keys in their order and lets them go: `Tab`, `Control+c`."""

    def drag(self, start: Point, end: Point) -> None:
        """Presses the button of the mouse at one point, and lets it go at another."""


def keyboard(chord: str) -> list[dict[str, object]]:
    """A chord as the actions of WebDriver, which BiDi has too."""
    keys = [KEYS.get(name, name) for name in chord.split("+")]
    down = [{"type": "keyDown", "value": key} for key in keys]
    up = [{"type": "keyUp", "value": key} for key in reversed(keys)]
    return [{"type": "key", "id": "keyboard", "actions": down + up}]


def mouse(start: Point, end: Point) -> list[dict[str, object]]:
    """A drag as the actions of WebDriver."""

    def move(point: Point, duration: int) -> dict[str, object]:
        x, y = (round(one) for one in point)
        return {"type": "pointerMove", "x": x, "y": y, "duration": duration}

    press, release = ({"type": name, "button": 0} for name in ("pointerDown", "pointerUp"))
    actions = [move(start, 0), press, move(end, 100), release]
    return [{"type": "pointer", "id": "mouse", "actions": actions}]


class Firefox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sent = 0
        self._send("session.new", capabilities={})
        # In the first tab the focus is on the address.
        self._tab = self._send("browsingContext.create", type="tab")["context"]

    def _send(self, method: str, **parameters: object) -> Any:
        self._sent += 1
        command = {"id": self._sent, "method": method, "params": parameters}
        self._connection.send(json.dumps(command))
        while (answer := json.loads(self._connection.recv(LIMIT))).get("id") != self._sent:
            pass
        assert answer["type"] == "success", f"{method}: {answer['message']}"
        return answer["result"]

    def open(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, body: str, *arguments: object) -> Any:
        answer = self._send(
            "script.callFunction",
            functionDeclaration=f"""given => {{
                const result = (function () {{ {body} }})(...JSON.parse(given))
                return JSON.stringify(result ?? null)
            }}""",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._tab},
            awaitPromise=False,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._tab, viewport=size)

    def press(self, chord: str) -> None:
        self._send("input.performActions", context=self._tab, actions=keyboard(chord))

    def drag(self, start: Point, end: Point) -> None:
        self._send("input.performActions", context=self._tab, actions=mouse(start, end))


class WebKit:
    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self._session = ""
        self._session = f"/{self._send('', capabilities={})['sessionId']}"

    def _send(self, command: str, method: str = "POST", **parameters: object) -> Any:
        path = f"/session{self._session}{command}"
        self._connection.request(method, path, json.dumps(parameters))
        with self._connection.getresponse() as answer:
            value = json.load(answer)["value"]
        assert answer.status == 200, f"{path}: {value['error']}: {value['message']}"
        return value

    def open(self, address: str) -> None:
        self._send("/url", url=address)
        # WebKitGTK's driver does not wait for the scripts that are modules.
        while self.evaluate("return document.readyState") != "complete":
            time.sleep(0.02)

    def evaluate(self, body: str, *arguments: object) -> Any:
        return self._send("/execute/sync", script=body, args=arguments)

    def resize(self, width: int, height: int) -> None:
        self._send("/window/rect", x=0, y=0, width=width, height=height)

    def press(self, chord: str) -> None:
        self._send("/actions", actions=keyboard(chord))

    def drag(self, start: Point, end: Point) -> None:
        self._send("/actions", actions=mouse(start, end))

    def close(self) -> None:
        self._send("", "DELETE")


class Chromium:
    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        self._page.goto(address)

    def evaluate(self, body: str, *arguments: object) -> Any:
        return self._page.evaluate(f"given => (function () {{ {body} }})(...given)", arguments)

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def press(self, chord: str) -> None:
        self._page.keyboard.press(chord)

    def drag(self, start: Point, end: Point) -> None:
        self._page.mouse.move(*start)
        self._page.mouse.down()
        self._page.mouse.move(*end, steps=10)
        self._page.mouse.up()


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """A display of X that nobody sees: the environment of programs with their windows there."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as name:
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1100x24"]
        with running([*command, "-nolisten", "tcp"], os.environ, pass_fds=[writing]):
            os.close(writing)
            number = name.readline().strip()
            assert number, "Xvfb does not start"
            # The first is for GTK on a desktop with Wayland.
            yield {**os.environ, "GDK_BACKEND": "x11", "DISPLAY": f":{number}"}


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], pass_fds: Sequence[int] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs, without its output, until the block ends."""
    process = subprocess.Popen(
        command,
        env=environment,
        pass_fds=pass_fds,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(LIMIT)


def listens(port: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a program listens on a port of this machine."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"{process.args!r} does not listen")


@contextmanager
def firefox(environment: Mapping[str, str]) -> Iterator[Driver]:
    port = unused_port()
    program = shutil.which("firefox-esr") or "firefox"
    command = [program, "--no-remote", f"--remote-debugging-port={port}", "--profile"]
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        running([*command, profile], environment) as process,
    ):
        listens(port, process)
        with connect(f"ws://127.0.0.1:{port}/session", max_size=None, proxy=None) as connection:
            yield Firefox(connection)


@contextmanager
def webkit(environment: Mapping[str, str]) -> Iterator[Driver]:
    port = unused_port()
    with running(["WebKitWebDriver", f"--port={port}"], environment) as process:
        listens(port, process)
        connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
        driver = WebKit(connection)
        try:
            yield driver
        finally:
            driver.close()
            connection.close()


@contextmanager
def chromium(environment: Mapping[str, str]) -> Iterator[Driver]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            args=BROWSER_ARGUMENTS,
            headless=False,
            env=dict(environment),
        )
        yield Chromium(browser.new_page())
        browser.close()


BROWSERS: dict[str, Callable[[Mapping[str, str]], AbstractContextManager[Driver]]] = {
    "chromium": chromium,
    "firefox": firefox,
    "webkit": webkit,
}
"""How each browser is started in the environment of a display."""
