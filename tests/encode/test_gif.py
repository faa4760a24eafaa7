"""GIF: small, in the film's own colours, as long as the film."""

import av
import numpy as np
import pytest
from clips import FPS, GROUND, SIZE, TONES, frame, likeness, read, write
from PIL import Image

from diagram_anim import encode


def delays(path):
    """How long each picture of a GIF stands, in hundredths of a second."""
    with Image.open(path) as image:
        found = []
        for index in range(image.n_frames):
            image.seek(index)
            found.append(image.info["duration"] // 10)
        return found


@pytest.mark.parametrize("fps, count, rate", [(30, 60, 15), (60, 120, 20), (15, 30, 15), (25, 50, 12.5)])
def test_it_runs_as_long_as_the_film_at_an_even_pace(tmp_path, fps, count, rate):
    stands = delays(write(tmp_path / "clip.gif", list(range(count)), "gif", fps=fps))
    assert sum(stands) == 200
    assert len(stands) == round(2 * rate)
    assert max(stands) - min(stands) <= 1
    assert min(stands) >= 2, "browsers make a tenth of a second of less"


def test_what_stands_still_is_one_picture_however_it_was_written(tmp_path):
    with encode.open_sink("gif", tmp_path / "clip.gif", SIZE, FPS) as sink:
        sink.write(frame(0), repeat=45)
        sink.write(frame(0))
        sink.write(frame(0), repeat=14)
        sink.write(frame(9), repeat=30)
    assert delays(tmp_path / "clip.gif") == [200, 100]


def test_a_hold_at_the_end_lasts(tmp_path):
    with encode.open_sink("gif", tmp_path / "clip.gif", SIZE, FPS) as sink:
        sink.write(frame(0), repeat=30)
        sink.write(frame(9), repeat=90)
    assert delays(tmp_path / "clip.gif") == [100, 300]


def test_each_picture_is_the_film_s_frame_at_that_time(tmp_path):
    clip = read(write(tmp_path / "clip.gif", list(range(40)), "gif"))
    assert len(clip.frames) == 20
    for index, seen in enumerate(clip.frames):
        assert likeness(seen, frame(2 * index)) > 45


@pytest.mark.slow
def test_flat_colors_stay_as_they_are(tmp_path):
    seen = read(write(tmp_path / "clip.gif", list(range(40)), "gif")).frames
    colors = {tuple(color) for picture in seen for color in np.unique(picture.reshape(-1, 3), axis=0)}
    for wanted in (GROUND, *TONES):
        assert min(max(abs(int(a) - b) for a, b in zip(color, wanted, strict=True)) for color in colors) <= 1


def test_it_starts_again_for_ever(tmp_path):
    with Image.open(write(tmp_path / "clip.gif", [0, 10, 20], "gif")) as image:
        assert image.info["loop"] == 0


def test_wide_films_become_as_wide_as_a_page(tmp_path):
    wide = (1920, 1080)
    with encode.open_sink("gif", tmp_path / "clip.gif", wide, FPS) as sink:
        sink.write(frame(0, wide), 2)
    with Image.open(tmp_path / "clip.gif") as image:
        assert image.size == (800, 450)


def test_only_what_changed_costs_room(tmp_path):
    """A bit of noise, behind which a square moves: without it every picture would be small."""
    noise = np.random.default_rng(7).integers(0, 255, (SIZE[1], SIZE[0], 4), np.uint8)
    noise[..., 3] = 255
    sizes = []
    for count in (1, 40):
        path = tmp_path / f"{count}.gif"
        with encode.open_sink("gif", path, SIZE, 20) as sink:
            for index in range(count):
                picture = noise.copy()
                picture[10:20, index : index + 10, :3] = TONES[0]
                sink.write(picture)
        sizes.append(path.stat().st_size)
    assert sizes[1] < 1.5 * sizes[0]


def test_the_same_frames_give_the_same_bytes(tmp_path):
    one, other = (write(tmp_path / f"{name}.gif", list(range(30)), "gif") for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_a_gif_has_no_sound_and_one_picture_stream(tmp_path):
    with av.open(str(write(tmp_path / "clip.gif", [1, 2, 3, 4], "gif"))) as container:
        assert [stream.type for stream in container.streams] == ["video"]


@pytest.mark.parametrize("asked, kept", [(60, 20), (30, 20), (20, 20), (15, 10), (5, 5), (3, 3)])
def test_a_film_for_a_gif_is_drawn_at_a_rate_of_whole_hundredths(asked, kept):
    assert encode.BY_NAME["gif"].rate(asked) == kept
    assert encode.BY_NAME["mp4"].rate(asked) == asked


def test_traces_of_an_encoder_cost_no_room_and_what_is_held_is_exact(tmp_path):
    random = np.random.default_rng(7)
    plain = np.full((90, 160, 4), 255, np.uint8)
    plain[..., :3] = 100
    noisy = [plain.copy() for _ in range(20)]
    for one in noisy:
        one[..., :3] += random.integers(0, 6, (90, 160, 3), np.uint8)
    with encode.open_sink("gif", tmp_path / "clip.gif", (160, 90), 20) as sink:
        sink.write(plain)
        for one in noisy:
            sink.write(one)
        sink.write(noisy[-1], repeat=20)
    assert delays(tmp_path / "clip.gif") == [105, 100]


def test_a_budget_that_a_gif_keeps_changes_nothing(tmp_path):
    """Whatever traces of an encoder its frames have."""
    random = np.random.default_rng(7)
    plain = np.full((500, 1000, 4), 255, np.uint8)
    plain[..., :3] = random.integers(0, 240, (500, 1000, 1), np.uint8)
    noisy = [plain.copy() for _ in range(4)]
    for one in noisy:
        one[..., :3] += random.integers(0, 9, one[..., :3].shape, np.uint8)

    def made(most):
        with encode.open_sink("gif", tmp_path / "clip.gif", (1000, 500), 20, most=most) as sink:
            for one in noisy:
                sink.write(one)
        return (tmp_path / "clip.gif").read_bytes()

    free = made(None)
    assert made(len(free)) == free


@pytest.mark.slow
def test_a_budget_takes_the_best_that_fits_and_may_be_larger_than_a_page(tmp_path):
    size = (1280, 720)
    drawn = np.full((720, 1280, 4), 255, np.uint8)
    drawn[..., :3] = np.random.default_rng(7).integers(0, 256, (720, 1280, 1), np.uint8)
    for name, most in (("large", 10_000_000), ("small", 200_000)):
        with encode.open_sink("gif", tmp_path / f"{name}.gif", size, 20, most=most) as sink:
            sink.write(drawn, repeat=20)
        assert (tmp_path / f"{name}.gif").stat().st_size <= most
    assert Image.open(tmp_path / "large.gif").size == size
    assert Image.open(tmp_path / "small.gif").width < 800
    none = encode.open_sink("gif", tmp_path / "none.gif", size, 20, most=100)
    with pytest.raises(encode.TooLargeError, match="needs at least"), none as sink:
        sink.write(drawn)
    assert not (tmp_path / "none.gif").exists()
