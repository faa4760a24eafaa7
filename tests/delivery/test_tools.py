"""The docs' snippets in the tools that they are for: what is pasted plays in a real browser, and breaks nothing."""

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from browser import browser

pytestmark = pytest.mark.delivery

DOCS = Path(__file__).parent.parent.parent / "docs" / "delivery.md"

STORY = """graph LR
  U[사용자] --> W[웹 서버]
%% @step 요청이 흐릅니다
%% @appear all
%% @traffic U rate=4/s
%% @loop
"""


@pytest.fixture(scope="module")
def snippets():
    """The HTML by what it is for."""
    (html,) = re.findall(r"```html\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    _, *parts = re.split(r"<!-- (.+?) -->\n", html)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """What the snippets name: clips of steps in `films`, and a film with its page."""
    folder = tmp_path_factory.mktemp("films")
    (folder / "film.mmd").write_text(STORY, encoding="utf-8")
    for given in (["--steps"], []):
        command = [sys.executable, "-m", "diagram_anim", "render", "film.mmd", "-o", ".", "--quality", "draft", *given]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    (folder / "film").rename(folder / "films")
    return folder


@pytest.fixture
def folder(films, tmp_path):
    return Path(shutil.copytree(films, tmp_path / "made"))


@pytest.fixture(scope="module")
def player(chromium, tmp_path_factory):
    with browser(chromium, tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def site(folder):
    """The folder's address."""
    handler = functools.partial(_Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *told):
        pass


REVEAL = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="reveal/reveal.css">
<div class="reveal"><div class="slides"><section><h1>강의</h1></section>
%s
<section>%s</section></div></div>
<script src="reveal/reveal.js"></script><script>Reveal.initialize();</script>
"""

VIDEO = "document.querySelectorAll('video')[{}]"


def test_in_reveal_a_step_plays_where_its_slide_is_and_a_loop_goes_on(player, folder, site, snippets, modules):
    shutil.copytree(modules / "reveal.js" / "dist", folder / "reveal")
    (folder / "deck.html").write_text(REVEAL % (snippets["reveal.js"], snippets["anywhere"]), encoding="utf-8")
    player.visit(f"{site}/deck.html")
    player.until("Reveal.isReady()")
    once, again = VIDEO.format(0), VIDEO.format(1)
    assert player.ask(f"{once}.currentTime") == 0, "nothing plays before its slide"
    player.ask("Reveal.next()")
    player.until(f"{once}.currentTime > 0.3 && {once}.videoWidth === 854 && !{once}.paused")
    player.ask("Reveal.next()")
    player.until(f"{again}.currentTime > 0.3 && {once}.paused")
    player.ask(f"{again}.addEventListener('seeking', () => window.round = true), {again}.playbackRate = 4, 0")
    player.until("window.round && !" + again + ".paused")
    player.ask("Reveal.prev()")
    player.until(f"{again}.paused && !{once}.paused")
    for _ in range(2):
        player.ask("Reveal.next()")
    framed = "document.querySelector('iframe').contentDocument"
    player.until(f"{framed}.readyState === 'complete' && {framed}.getElementById('video').readyState >= 2")
    assert player.ask(f"{framed}.querySelector('header, h1')?.offsetHeight || 0") <= 1, (
        "its heading is read aloud alone"
    )
    player.ask(f"{framed}.getElementById('play').click()")
    player.until(f"{framed}.getElementById('video').currentTime > 0.3")
    assert player.complaints() == []


@pytest.mark.parametrize("tool", ["marp", "mkdocs"])
def test_on_a_page_that_a_tool_makes_a_film_has_its_poster_and_plays(player, folder, site, snippets, tool, request):
    (snippet,) = (html for names, html in snippets.items() if tool in names.lower())
    page = {"marp": marp, "mkdocs": mkdocs}[tool](folder, snippet, request)
    player.visit(f"{site}/{page}")
    film = VIDEO.format(0)
    player.until(f"{film}.readyState >= 1")
    assert player.ask(f"[{film}.muted, {film}.controls, {film}.playsInline, {film}.paused]") == [True] * 4
    assert player.ask(f"new URL({film}.poster, location).pathname.endsWith('films/01.png')")
    assert player.ask(f"fetch({film}.poster).then((told) => told.ok)")
    place, room = (
        f"{film}.getBoundingClientRect()",
        f"({film}.closest('section') || document.body).getBoundingClientRect()",
    )
    for side in ("left >= {}.left", "right <= {}.right", "bottom <= {}.bottom"):
        assert player.ask(f"{place}." + side.format(room))
    assert player.ask(f"{place}.width > 0.5 * {room}.width")
    player.ask(f"{film}.play()")
    player.until(f"{film}.currentTime > 0.3 && {film}.videoWidth === 854")


def marp(folder, snippet, request):
    command = [request.getfixturevalue("modules") / ".bin" / "marp", "--no-stdin", "deck.md", "-o", "deck.html"]
    (folder / "deck.md").write_text(f"---\nmarp: true\n---\n# 강의\n\n{snippet}", encoding="utf-8")
    subprocess.run([*map(str, command)], cwd=folder, capture_output=True, check=True)
    return "deck.html"


def mkdocs(folder, snippet, request):
    program = shutil.which("mkdocs") or pytest.skip("needs MkDocs: `pip install mkdocs`")
    (folder / "docs").mkdir()
    shutil.move(folder / "films", folder / "docs" / "films")
    (folder / "mkdocs.yml").write_text("site_name: 강의\n", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# 강의\n", encoding="utf-8")
    (folder / "docs" / "other.md").write_text("# 제목\n\n" + snippet.replace("films/", "../films/"), encoding="utf-8")
    subprocess.run([program, "build", "--quiet"], cwd=folder, capture_output=True, check=True)
    return "site/other/"
