"""What leaves the house plays where it goes: a rendered film in a real browser."""

import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.film import FAILOVER

pytestmark = pytest.mark.delivery

PAGE = """<!doctype html><meta charset="utf-8"><video muted playsinline preload="auto"></video><script>
const video = document.querySelector("video");
const tell = (what) => fetch("/done", { method: "POST", body: JSON.stringify(what) });
video.addEventListener("timeupdate", () => {
  if (video.currentTime > 0.6)
    tell({ width: video.videoWidth, height: video.videoHeight, seconds: video.duration, at: video.currentTime });
});
video.addEventListener("error", () => tell({ error: video.error.message }));
video.src = "film.mp4";
video.play().catch((wrong) => tell({ error: String(wrong) }));
</script>"""

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --mute-audio --autoplay-policy=no-user-gesture-required"
).split()


@pytest.fixture(scope="module")
def chromium():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail("Chromium isn't installed: run `make test-delivery`, which installs it")
    return found


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    folder = tmp_path_factory.mktemp("film")
    (folder / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    words = ("render", folder / "lecture.md", "-o", folder, "--quality", "draft", "--json")
    env = {**os.environ, "DIAGRAM_ANIM_CACHE": "off"}
    ran = subprocess.run(
        [sys.executable, "-m", "diagram_anim", *map(str, words)], capture_output=True, text=True, check=True, env=env
    )
    return json.loads(ran.stdout)


def test_a_film_plays_in_a_browser(chromium, film, tmp_path):
    shutil.copy(film["film"], tmp_path / "film.mp4")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    told = []
    heard = threading.Event()

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(tmp_path))

        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            heard.set()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/index.html"
    profile = tmp_path / "profile"
    browser = subprocess.Popen([chromium, *FLAGS, f"--user-data-dir={profile}", address], stderr=subprocess.DEVNULL)
    try:
        assert heard.wait(60), "the browser never told that the film plays"
    finally:
        browser.terminate()
        browser.wait(20)
        server.shutdown()
    assert "error" not in told[0], told[0]
    assert (told[0]["width"], told[0]["height"]) == (854, 480)
    assert told[0]["seconds"] == pytest.approx(film["seconds"], abs=0.1)


def test_a_poster_is_a_telling_picture(film):
    from PIL import Image

    image = Image.open(Path(film["poster"])).convert("RGB")
    assert image.size == (854, 480)
    assert len(image.getcolors(1 << 20)) > 300
