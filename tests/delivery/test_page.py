"""The page with the player, in a real browser: it plays, it steps, and it runs nothing of a lecture."""

import re

import pytest
from browser import browser

from diagram_anim.deliver import page
from diagram_anim.deliver.acts import Act, Step

pytestmark = pytest.mark.delivery

HOSTILE = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>\"'&{}"


@pytest.fixture(scope="module")
def player(chromium, tmp_path_factory):
    with browser(chromium, tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def acts(film):
    import av

    with av.open(str(film)) as container:
        ends = [float(one["end"] * one["time_base"]) for one in container.chapters()]
        captions = [one["metadata"]["title"] for one in container.chapters()]
    steps = [Step(start, end, words) for start, end, words in zip([0.0, *ends], ends, captions, strict=False)]
    whole = Act("자동 복구", film, film.with_suffix(".png"), tuple(steps), lang="ko")
    hostile = Act(HOSTILE, film, film.with_suffix(".png"), (Step(0.0, ends[-1], HOSTILE),), HOSTILE, prose=HOSTILE)
    return whole, hostile


@pytest.fixture
def deck(player, acts, tmp_path):
    page.write(tmp_path / "deck.html", HOSTILE, acts)
    player.call("Emulation.setEmulatedMedia", features=[])
    player.open(tmp_path / "deck.html")
    yield player
    assert player.complaints() == []
    assert player.ask("window.ran === undefined")


def test_nothing_plays_by_itself_and_nothing_is_asked_of_the_network(deck):
    assert deck.ask("video.paused && video.currentTime === 0")
    assert {address.split(":")[0] for address in deck.asked_for()} <= {"file", "data", "blob"}


def test_at_rest_the_poster_has_no_step_beside_it_until_one_is_told(deck, acts):
    said = "[find('caption').textContent, document.querySelectorAll('#lines [aria-current=true]').length]"
    assert deck.ask(said) == ["", 0]
    assert deck.ask("document.getElementById('bar').getAttribute('aria-valuetext')").count(":") == 2, "only the clock"
    deck.press("Home")
    assert deck.ask(said) == [acts[0].steps[0].caption, 1]
    deck.ask("open(1)")
    assert deck.ask(said) == ["", 0]
    deck.press("k")
    deck.until("!video.paused && find('caption').textContent !== ''")
    assert deck.ask(said) == [HOSTILE, 1]


def test_a_step_plays_to_its_end_and_stands_there(deck, acts):
    for step in acts[0].steps[:2]:
        deck.press("ArrowRight")
        deck.until(f"video.paused && Math.abs(video.currentTime - {step.end}) < 0.05")
        assert deck.ask("document.getElementById('caption').textContent") == step.caption
    deck.press("ArrowLeft")
    deck.until(f"Math.abs(video.currentTime - {acts[0].steps[1].start}) < 0.05")
    deck.press("ArrowLeft")
    deck.until("video.currentTime < 0.05")


def test_a_step_that_is_running_is_brought_to_its_end(deck, acts):
    deck.press("PageDown")
    deck.until("!video.paused")
    deck.press("PageDown")
    deck.until(f"video.paused && Math.abs(video.currentTime - {acts[0].steps[0].end}) < 0.05", 1)


def test_it_plays_pauses_and_goes_faster(deck):
    deck.press(">")
    assert deck.ask("video.playbackRate") == 1.25
    deck.press("k")
    deck.until("!video.paused && video.currentTime > 0.3")
    deck.press("k")
    deck.until("video.paused")


def test_a_loop_is_repeated_until_the_next_step_is_asked_for_and_then_runs_out(player, acts, tmp_path):
    film = acts[0]
    first, second = film.steps[:2]
    looping = Step(first.start, first.end, first.caption, first.end - 0.6)
    page.write(tmp_path / "loop.html", "고리", [Act(film.title, film.film, film.poster, (looping, *film.steps[1:]))])
    player.open(tmp_path / "loop.html")
    player.ask("window.passes = 0; video.addEventListener('seeked', () => { window.passes += 1; })")
    player.press("ArrowRight")
    player.until("window.passes >= 2")
    assert player.ask(f"!video.paused && video.currentTime >= {looping.loop} - 0.05")
    assert player.ask("document.querySelectorAll('#marks b').length") == 1
    player.press("k")
    player.until("video.paused")
    player.press("k")
    player.until("window.passes >= 3")
    player.press("ArrowRight")
    player.until(f"video.paused && Math.abs(video.currentTime - {second.end}) < 0.05")
    assert player.complaints() == []


def test_captions_transcript_and_looks_are_switched_by_keys(deck, acts):
    """Captions stand in the film: under it they are heard, and seen where they are asked for or the window is small."""
    high = "document.getElementById('caption').getBoundingClientRect().height"
    assert deck.ask(high) == 1
    deck.press("c")
    assert deck.ask(high) > 20
    deck.press("c")
    assert deck.ask(high) == 1
    deck.press("t")
    assert deck.ask("document.getElementById('lines').children.length") == len(acts[0].steps)
    before = deck.ask("getComputedStyle(document.body).backgroundColor")
    deck.press("d")
    assert deck.ask("getComputedStyle(document.body).backgroundColor") != before
    assert deck.ask("document.querySelectorAll('#marks i').length") == len(acts[0].steps) - 1


def test_f_fills_the_screen_and_gives_it_back(deck):
    assert deck.ask("document.fullscreenElement === null")
    deck.press("f")
    deck.until("document.fullscreenElement !== null && document.fullscreenElement.contains(video)")
    deck.press("ArrowRight")
    deck.until("!video.paused")
    deck.press("f")
    deck.until("document.fullscreenElement === null")


def test_the_scrub_bar_seeks(deck, acts):
    at = acts[0].steps[-1].start + 0.3
    deck.ask(f"bar.value = {at}; bar.dispatchEvent(new Event('input'))")
    deck.until(f"!video.seeking && Math.abs(video.currentTime - {at}) < 0.1")
    assert acts[0].steps[-1].caption in deck.ask("bar.getAttribute('aria-valuetext')")


def test_under_reduced_motion_a_step_is_shown_at_its_end_without_playing(deck, acts):
    deck.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
    deck.ask("video.addEventListener('play', () => { window.played = 1; })")
    deck.press("ArrowRight")
    deck.until(f"Math.abs(video.currentTime - {acts[0].steps[0].end}) < 0.05")
    assert deck.ask("window.played === undefined")
    deck.press("ArrowRight")
    deck.until(f"Math.abs(video.currentTime - {acts[0].steps[1].end}) < 0.05")
    deck.press("ArrowLeft")
    deck.until(f"!video.seeking && Math.abs(video.currentTime - {acts[0].steps[0].end}) < 0.05")
    assert deck.ask("find('caption').textContent") == acts[0].steps[0].caption


def test_what_a_lecture_says_is_only_text(deck):
    deck.ask("find('acts').querySelectorAll('button')[1].click()")
    deck.until("video.readyState >= 2")
    assert deck.ask("document.getElementById('title').textContent") == HOSTILE
    deck.press("Home")
    assert deck.ask("document.getElementById('caption').textContent") == HOSTILE
    assert deck.ask("document.querySelector('h1').textContent") == HOSTILE
    assert deck.ask("document.images.length") == 0


def test_every_control_has_a_name_and_every_name_is_once(deck):
    nodes = deck.call("Accessibility.getFullAXTree")["nodes"]
    shown = [one for one in nodes if not one["ignored"]]
    kinds = ("button", "slider", "combobox", "navigation")
    controls = [one for one in shown if one["role"]["value"] in kinds]
    assert len(controls) >= 9
    assert all(one["name"]["value"].strip() for one in controls)
    assert deck.ask("new Set([...document.querySelectorAll('[id]')].map(one => one.id)).size") == deck.ask(
        "document.querySelectorAll('[id]').length"
    )
    assert deck.ask("document.documentElement.lang") == "ko"


JUDGED = """{
const said = (one) => one.id + ": " + one.nodes.map((node) => node.target + " " + node.failureSummary).join("; ");
axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map(said));
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_wrong_with_it(deck, axe, scheme, width):
    deck.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    deck.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    deck.ask(axe)
    assert deck.ask(JUDGED) == []
    deck.press("t")
    deck.press("ArrowRight")
    deck.until("!video.paused")
    assert deck.ask(JUDGED) == []
    deck.call("Emulation.clearDeviceMetricsOverride")


def test_axe_finds_nothing_wrong_with_a_page_beside_a_film(player, axe, film, acts):
    target = film.with_name("judged.html")
    page.write(target, "자동 복구", acts[:1], within=False)
    for query in ("", "?embed"):
        player.open(target, query)
        player.ask(axe)
        assert player.ask(JUDGED) == []


@pytest.mark.parametrize("width, height", [(320, 640), (390, 844), (844, 390)])
def test_a_phone_shows_it_without_scrolling_sideways(deck, width, height):
    deck.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True)
    assert deck.ask("document.documentElement.scrollWidth <= innerWidth")
    assert deck.ask("[...document.querySelectorAll('.controls button')].every(one => one.offsetHeight >= 44)")
    lowest = "Math.max(...[...document.querySelectorAll('.controls *')].map(one => one.getBoundingClientRect().bottom))"
    assert width < height or deck.ask(f"{lowest} <= innerHeight"), "lying on its side, all controls are in sight"
    deck.call("Emulation.clearDeviceMetricsOverride")


def test_a_page_beside_a_film_plays_it_from_there(player, film, acts):
    target = film.with_name("beside.html")
    page.write(target, "자동 복구", acts[:1], within=False)
    assert target.stat().st_size < 40_000
    player.open(target, "?embed")
    assert player.complaints() == []
    player.press("k")
    player.until("video.currentTime > 0.3")
    assert player.ask("document.querySelector('header').offsetHeight") <= 1


def test_no_handler_stands_in_the_page_itself(acts, tmp_path):
    page.write(tmp_path / "deck.html", HOSTILE, acts)
    text = (tmp_path / "deck.html").read_text(encoding="utf-8")
    assert re.findall(r"<[^>]*\son\w+=", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)) == []
    assert text.count("<script") == 2
