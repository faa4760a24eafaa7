"""The check for faint words: it measures what was drawn, and takes no line or icon for a word."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from diagram_anim import encode, resources
from diagram_anim.batch.moments import frame, telling
from diagram_anim.batch.settings import Settings
from diagram_anim.deliver.contrast import READABLE, Page
from diagram_anim.deliver.examine import examine
from tests.film import scene

GROUND = (11, 16, 27)
SIZES = ((854, 480, "draft"), (1280, 720, "hd"))


def luminance(rgb):
    share = np.array(rgb) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


def written(size, ink, ground=GROUND, high=None):
    image = Image.new("RGB", size, ground)
    font = ImageFont.truetype(
        str(resources.asset("fonts", "PretendardJP-Regular.otf")), high or max(11, round(min(size) * 0.022))
    )
    ImageDraw.Draw(image).text((size[0] * 0.2, size[1] * 0.4), "로드 밸런서 a load balancer", ink, font)
    return np.dstack([np.asarray(image), np.full(size[::-1], 255, np.uint8)])


def filmed(path, pictures, size, quality):
    with encode.open_sink("mp4", path, size, 15, quality) as sink:
        for picture in pictures:
            sink.write(picture, 20)
    return path


@pytest.mark.parametrize("width, height, quality", SIZES)
@pytest.mark.parametrize("ink", [(70, 75, 90), (100, 105, 120), (130, 135, 150), (200, 205, 215)])
def test_words_are_measured_as_they_were_drawn(tmp_path, width, height, quality, ink):
    film = filmed(tmp_path / "a.mp4", [written((width, height), ink)], (width, height), quality)
    ratio = (luminance(ink) + 0.05) / (luminance(GROUND) + 0.05)
    found = examine(film).faint
    assert len(found) == (ratio < READABLE)
    for one in found:
        assert one.ratio == pytest.approx(ratio, rel=0.08)
        assert (one.x, one.y) == (pytest.approx(0.2, abs=0.05), pytest.approx(0.4, abs=0.05))


@pytest.mark.parametrize("width, height, letters", [(640, 360, (8, 12, 16, 24, 32)), (1280, 720, (12, 24, 40, 56, 80))])
@pytest.mark.parametrize("ink, faint", [((70, 75, 90), True), ((200, 205, 215), False)])
def test_faint_words_are_told_once_whatever_their_size(width, height, letters, ink, faint):
    for high in letters:
        page = Page(width, height)
        for at in (0.0, 0.5):
            page.read(written((width, height), ink, high=high)[..., :3], at)
        assert len(page.found) == faint, (high, page.found)


def test_what_comes_or_goes_is_not_judged_while_it_does(tmp_path):
    width, height, quality = SIZES[0]
    tones = [(11 + 6 * index, 16 + 6 * index, 27 + 6 * index) for index in range(30)]
    pictures = [written((width, height), one) for one in tones for _ in range(2)]
    path = tmp_path / "a.mp4"
    with encode.open_sink("mp4", path, (width, height), 15, quality) as sink:
        for picture in pictures:
            sink.write(picture, 1)
    assert examine(path).faint == []


def test_what_fades_is_judged_at_its_strongest(tmp_path):
    width, height, quality = SIZES[0]
    tones = [(40, 45, 55), (110, 115, 130), (220, 225, 235), (70, 75, 90)]
    film = filmed(tmp_path / "a.mp4", [written((width, height), one) for one in tones], (width, height), quality)
    assert examine(film).faint == []


@pytest.mark.parametrize("ink, faint", [((220, 225, 235), 0), ((60, 65, 80), 1)])
def test_what_stands_back_is_judged_at_its_strongest_where_a_camera_goes_on(tmp_path, ink, faint):
    width, height, quality = SIZES[0]
    back = written((width, height), (60, 65, 80))
    film = tmp_path / "a.mp4"
    with encode.open_sink("mp4", film, (width, height), 15, quality) as sink:
        sink.write(written((width, height), ink), 20)
        sink.write(back, 20)
        for rows in range(0, 60, 4):
            sink.write(np.ascontiguousarray(np.roll(back, -rows, axis=0)), 2)
        sink.write(np.ascontiguousarray(np.roll(back, -60, axis=0)), 20)
    assert len(examine(film).faint) == faint


@pytest.mark.parametrize("top", range(190, 197))
def test_the_same_words_are_told_while_they_stand_back_and_while_they_do_not(top):
    width, height, _ = SIZES[0]
    font = ImageFont.truetype(str(resources.asset("fonts", "PretendardJP-Bold.otf")), 11)
    page = Page(width, height)
    faint, strong = (80, 85, 95), (220, 225, 235)
    for at, ink in enumerate((faint, faint, strong, strong)):
        picture = Image.new("RGB", (width, height), GROUND)
        ImageDraw.Draw(picture).text((171 + top % 7, top), "Load Balancing 부하 분산", ink, font)
        page.read(np.asarray(picture), at)
        assert page.found or at != 1
    assert page.found == []


@pytest.mark.parametrize("apart", range(7, 11))
def test_a_dotted_outline_in_its_glow_is_no_word(apart):
    """The card above it ends in the same cell."""
    width, height, _ = SIZES[0]
    picture = Image.new("RGB", (width, height), (236, 234, 252))
    pen = ImageDraw.Draw(picture)
    for start in range(20, 440, 15):
        pen.line([(100, start), (700, start)], (157, 138, 214))
        pen.rectangle([100, start + apart, 700, start + apart + 3], (228, 214, 190))
        for x in range(100, 700, 4):
            pen.rectangle([x, start + apart + 1, x + 1, start + apart + 2], (176, 138, 96))
    noise = np.random.default_rng(7).normal(0, 3, (height, width, 1))
    page = Page(width, height)
    for at in range(2):
        page.read(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8), at)
    assert page.found == []


def test_faint_lines_outlines_and_hatchings_are_no_words():
    image = Image.new("RGB", (1280, 720), GROUND)
    pen = ImageDraw.Draw(image)
    for row in range(100, 600, 40):
        pen.rounded_rectangle((100, row, 600, row + 30), 8, outline=(50, 55, 70), width=2)
        for x in range(700, 1200, 12):
            pen.line((x, row, x + 6, row), (50, 55, 70), 2)
            pen.line((x, row + 10, x, row + 30), (50, 55, 70), 2)
    page = Page(1280, 720)
    for at in (0.0, 0.5):
        page.read(np.asarray(image), at)
    assert page.found == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "theme"),
    [*(("server-failure", theme) for theme in resources.themes()), ("black-friday", "day"), ("black-friday", "print")],
)
def test_the_words_of_our_scenes_can_be_read_in_every_theme(name, theme):
    settings = Settings(theme=theme, quality="hd")
    plan, page = scene(name, settings), Page(1280, 720)
    for step in plan.timeline.scenes:
        for at in (telling(step), telling(step) + 0.1):
            page.read(frame(plan, settings, at)[..., :3], at)
    assert page.found == []


def test_check_tells_of_a_film_whose_words_are_faint(tmp_path):
    width, height, quality = SIZES[0]
    filmed(tmp_path / "faint.mp4", [written((width, height), (70, 75, 90))], (width, height), quality)
    command = [sys.executable, "-m", "diagram_anim", "check", "--film", "faint.mp4"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "error[faint-words]: faint.mp4: words, " in done.stderr


@pytest.mark.slow
def test_check_tells_of_a_theme_whose_colours_are_too_faint(tmp_path):
    (tmp_path / "own.toml").write_text('extends = "night"\n[color]\nink2 = "#404858"\n')
    (tmp_path / "a.mmd").write_text("graph LR\n A --> B\n")
    command = [sys.executable, "-m", "diagram_anim", "check", "a.mmd", "--theme"]
    tried = {
        theme: subprocess.run([*command, theme], cwd=tmp_path, capture_output=True, text=True, check=False)
        for theme in ("own.toml", "night")
    }
    assert "warning[faint-color]: in own.toml, `ink2` on `ground` has a contrast of" in tried["own.toml"].stderr
    assert "faint-color" not in tried["night"].stderr
    assert [done.returncode for done in tried.values()] == [0, 0]
