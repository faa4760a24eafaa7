"""The check for flashes: it hears of those that are too many, and of no others."""

import subprocess
import sys

import numpy as np
import pytest

from diagram_anim import encode
from diagram_anim.deliver.examine import examine

SIZE, FPS = (192, 108), 30


def film(path, tones, area=1.0):
    with encode.open_sink("mp4", path, SIZE, FPS) as sink:
        for tone in tones:
            frame = np.full((SIZE[1], SIZE[0], 4), 255, np.uint8)
            frame[..., :3] = (11, 16, 27)
            side = area**0.5
            frame[: round(SIZE[1] * side), : round(SIZE[0] * side), :3] = tone
            sink.write(frame)
    return path


def blink(times, on, off=(11, 16, 27), seconds=2):
    """So many times in a second."""
    half = FPS / times / 2
    return [on if int(index / half) % 2 else off for index in range(FPS * seconds)]


@pytest.mark.parametrize("times, area, found", [(5, 1.0, True), (5, 0.08, True), (5, 0.015, False), (2, 1.0, False)])
def test_more_than_three_flashes_in_a_second_are_found_where_they_are_large(tmp_path, times, area, found):
    assert bool(examine(film(tmp_path / "a.mp4", blink(times, (255, 255, 255)), area)).flashes) == found


def test_red_counts_apart(tmp_path):
    seen = examine(film(tmp_path / "a.mp4", blink(5, (255, 0, 0)))).flashes
    assert any(one.red for one in seen)


def test_changes_between_bright_tones_and_one_way_are_no_flashes(tmp_path):
    assert examine(film(tmp_path / "a.mp4", blink(5, (255, 255, 255), (240, 240, 240)))).flashes == []
    assert examine(film(tmp_path / "b.mp4", [(index * 4,) * 3 for index in range(60)])).flashes == []


@pytest.mark.slow
def test_check_tells_of_a_film_that_flashes(tmp_path):
    film(tmp_path / "calm.mp4", blink(1, (255, 255, 255)))
    film(tmp_path / "wild.mp4", blink(6, (255, 255, 255)))
    (tmp_path / "words.mp4").write_text("no film")
    codes = []
    for name in ("calm", "wild", "words"):
        command = [sys.executable, "-m", "diagram_anim", "check", "--film", f"{name}.mp4"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        codes.append((done.returncode, "error[flashes]" in done.stderr, "no film" in done.stderr))
    assert codes == [(0, False, False), (1, True, False), (1, False, True)]
