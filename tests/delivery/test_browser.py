"""Films in a real browser: what a viewer's page gets."""

import html
import json
import re
import subprocess

import av
import pytest

pytestmark = pytest.mark.delivery

PAGE = """<!doctype html><meta charset="utf-8">
<video muted playsinline src="%s"></video><pre></pre>
<script>
const video = document.querySelector("video");
// The page counts as loading until this frame is closed: the browser prints it only then.
const wait = document.body.appendChild(document.createElement("iframe"));
wait.contentDocument.open();
const tell = (facts) => {
  document.querySelector("pre").textContent = JSON.stringify(facts);
  wait.contentDocument.close();
};
const facts = () => ({
  width: video.videoWidth, height: video.videoHeight, seconds: video.duration, at: video.currentTime,
  shown: video.getVideoPlaybackQuality().totalVideoFrames,
});
video.onerror = () => tell({error: video.error.message});
%s
setTimeout(() => tell({error: "nothing happened", ...facts()}), 20000);
</script>
"""

PLAYING = """
video.ontimeupdate = () => { if (video.currentTime > 1) tell(facts()); };
video.play().catch((problem) => tell({error: String(problem)}));
"""

SEEKING = """
video.onloadedmetadata = () => { video.currentTime = video.duration * 0.75; };
video.onseeked = () => tell(facts());
"""

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required"
).split()


def seen(chromium, film, folder, script):
    """What the page found out about the film."""
    page = folder / "page.html"
    page.write_text(PAGE % (film.as_uri(), script), encoding="utf-8")
    command = [chromium, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    told = re.search(r"<pre>(.+?)</pre>", done.stdout)
    assert told, done.stdout[-500:] + done.stderr[-500:]
    return json.loads(html.unescape(told[1]))


def test_a_film_plays(chromium, film, tmp_path):
    facts = seen(chromium, film, tmp_path, PLAYING)
    assert "error" not in facts, facts
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert (facts["width"], facts["height"]) == (stream.width, stream.height)
        assert facts["seconds"] == pytest.approx(float(stream.frames / stream.average_rate), abs=0.02)
    assert facts["at"] > 1
    assert facts["shown"] >= 5


def test_a_film_can_be_sought(chromium, film, tmp_path):
    facts = seen(chromium, film, tmp_path, SEEKING)
    assert "error" not in facts, facts
    assert facts["at"] == pytest.approx(0.75 * facts["seconds"], abs=0.05)


def test_a_poster_lies_beside_a_film_in_its_size(film):
    with av.open(str(film)) as container, av.open(str(film.with_suffix(".png"))) as poster:
        assert poster.streams.video[0].width == container.streams.video[0].width
        assert poster.streams.video[0].height == container.streams.video[0].height
