"""A local page that shows the films of a folder as they are made anew. Only this machine can see it."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>diagram-anim</title><link rel="icon" href="data:,">
<style>
body {{ margin: 0; display: flex; height: 100vh; background: #0b1019; color: #dfe6f2; font: 15px/1.5 sans-serif; }}
nav {{ padding: 16px; min-width: 12em; overflow: auto; }}
nav a {{ display: block; color: inherit; padding: 4px 8px; border-radius: 8px; text-decoration: none; }}
nav a:hover, nav a:focus, nav a.shown {{ background: #1a2436; }}
main {{ flex: 1; display: flex; flex-direction: column; }}
iframe {{ flex: 1; border: 0; }}
pre {{ margin: 0; padding: 12px 16px; max-height: 40vh; overflow: auto; background: #33161c; }}
</style>
<nav>{links}</nav>
<main>{said}<iframe name="film" src="{first}" title="film"></iframe></main>
<script>
const seen = {round}, links = [...document.querySelectorAll("nav a")];
links.forEach(one => one.onclick = () => links.forEach(link => link.classList.toggle("shown", link === one)));
setInterval(async () => {{
  const answer = await fetch("/round").catch(() => null);
  if (answer && (await answer.json()) !== seen) location.reload();
}}, 700);
</script>
</html>
"""


class Show:
    """Serves a folder on this machine; the page at its root lists its films, shows one, and says what is wrong."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.round = 0
        self.pages: list[Path] = []
        self.shown: Path | None = None
        self.said: Sequence[str] = ()
        folder.mkdir(parents=True, exist_ok=True)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def tell(self, films: Sequence[Path], new: Path | None = None, said: Sequence[str] = ()) -> None:
        """The films that there are now, in the order in which they are listed, and what was `said` of what is wrong.
        Whoever looks at the page sees the `new` one, else the one seen before, else the first."""
        self.pages = [self._page(film) for film in films]
        if new is not None:
            self.shown = self._page(new)
        if self.shown not in self.pages:
            self.shown = next(iter(self.pages), None)
        self.said = said
        self.round += 1

    def _page(self, film: Path) -> Path:
        return film.with_suffix(".html").relative_to(self.folder)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self) -> str:
        links = "".join(
            f'<a href="{_href(page)}" target="film"{shown}>{html.escape(page.with_suffix("").as_posix())}</a>'
            for page in self.pages
            for shown in [' class="shown"' if page == self.shown else ""]
        )
        said = html.escape("\n\n".join(self.said))
        first = f"{_href(self.shown)}?{self.round}" if self.shown else "about:blank"
        return PAGE.format(links=links, first=first, said=f"<pre>{said}</pre>" if said else "", round=self.round)


def _href(page: Path) -> str:
    return quote(page.as_posix())


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, show: Show, *args: Any, **given: Any) -> None:
        self.show = show
        super().__init__(*args, directory=str(show.folder), **given)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            self._answer("text/html; charset=utf-8", self.show.page())
        elif path == "/round":
            self._answer("application/json", json.dumps(self.show.round))
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nobody asked."""

    def _answer(self, kind: str, said: str) -> None:
        body = said.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
