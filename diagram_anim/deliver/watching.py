"""A local page that shows the films of a folder as they are made anew. Only this machine can see it."""

from __future__ import annotations

import html
import json
import threading
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
nav a:hover, nav a:focus {{ background: #1a2436; }}
iframe {{ flex: 1; border: 0; }}
</style>
<nav>{links}</nav>
<iframe name="film" src="{first}" title="film"></iframe>
<script>
const seen = {round};
setInterval(async () => {{
  const answer = await fetch("/round").catch(() => null);
  if (answer && (await answer.json()) !== seen) location.reload();
}}, 700);
</script>
</html>
"""


class Show:
    """Serves a folder on this machine; the page at its root shows the films, those made last first."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.round = 0
        self.pages: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def tell(self, films: list[Path]) -> None:
        """Films that there are now; whoever looks at the page sees the first of them."""
        pages = [film.with_suffix(".html").relative_to(self.folder) for film in films]
        self.pages = list(dict.fromkeys([*pages, *self.pages]))
        self.round += 1

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self) -> str:
        hrefs = [(quote(page.as_posix()), page.with_suffix("").as_posix()) for page in self.pages]
        links = "".join(f'<a href="{href}" target="film">{html.escape(name)}</a>' for href, name in hrefs)
        first = f"{hrefs[0][0]}?{self.round}" if hrefs else "about:blank"
        return PAGE.format(links=links, first=first, round=self.round)


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
