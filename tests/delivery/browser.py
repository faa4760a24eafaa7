"""A browser without a window, spoken to over a pair of pipes in its own debugging protocol."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --autoplay-policy=no-user-gesture-required --remote-debugging-pipe --window-size=1280,1000"
).split()


class Browser:
    def __init__(self, process: subprocess.Popen[bytes], send: int, receive: int) -> None:
        self._process, self._send, self._receive = process, send, receive
        self._left, self._next, self._session = b"", 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._next += 1
        message: dict[str, Any] = {"id": self._next, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear(30)
            if heard.get("id") == self._next:
                assert "error" not in heard, heard
                return dict(heard["result"])
            self.events.append(heard)

    def open(self, path: Path, query: str = "") -> None:
        """A page of ours."""
        self.visit(path.as_uri() + query)
        self.until("document.getElementById('video').readyState >= 2")

    def visit(self, url: str) -> None:
        """Any page, until all that it is made of is there."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        self.until(f"document.readyState === 'complete' && location.href === {json.dumps(url)}")

    def ask(self, script: str) -> Any:
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def until(self, script: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not self.ask(script):
            assert time.monotonic() < end, f"never: {script}\n{self.complaints()}"
            time.sleep(0.05)

    def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key)

    def complaints(self) -> list[str]:
        """What the page wrote to the console, threw or was denied."""
        self.ask("1")
        told = [one for one in self.events if one.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
        told += [one for one in self.events if one.get("method") == "Runtime.consoleAPICalled"]
        return [json.dumps(one["params"], ensure_ascii=False)[:400] for one in told]

    def asked_for(self) -> list[str]:
        """The addresses that the page asked for."""
        self.ask("1")
        asked = [one for one in self.events if one.get("method") == "Network.requestWillBeSent"]
        return [one["params"]["request"]["url"] for one in asked]

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def _hear(self, seconds: float) -> dict[str, Any]:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._receive], [], [], seconds)
            assert ready, "the browser says nothing"
            read = os.read(self._receive, 1 << 16)
            assert read, "the browser is gone"
            self._left += read
        message, self._left = self._left.split(b"\0", 1)
        return dict(json.loads(message))


@contextlib.contextmanager
def browser(chromium: str, folder: Path) -> Iterator[Browser]:
    to_it, ours = os.pipe()
    theirs, from_it = os.pipe()[::-1]

    def wire() -> None:
        for number, line in ((3, os.dup(to_it)), (4, os.dup(theirs))):
            os.dup2(line, number)

    command = [chromium, *FLAGS, f"--user-data-dir={folder / 'profile'}"]
    process = subprocess.Popen(
        command, preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield Browser(process, ours, from_it)
    finally:
        process.terminate()
        process.wait(10)
        for line in (to_it, ours, theirs, from_it):
            os.close(line)
