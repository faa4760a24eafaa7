"""Transparency: what is half there is half there over any ground, and no edge is darker than what it mixes."""

import av
import numpy as np
import pytest
from clips import FPS
from PIL import Image

from diagram_anim import encode
from diagram_anim.encode import alpha

SIZE = (160, 96)


def half_white():
    """A half transparent white square with a soft edge; black where nothing is."""
    pixels = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    for inset, share in ((23, 32), (24, 64), (25, 96), (26, 128)):
        pixels[inset:-inset, inset:-inset] = (255, 255, 255, share)
    return pixels


def shown(path):
    """The first frame as RGBA."""
    if path.suffix in (".gif", ".apng", ".webp"):
        return np.asarray(Image.open(path).convert("RGBA"))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if path.suffix == ".webm":  # FFmpeg's own VP9 decoder knows nothing of transparency
            codec = av.CodecContext.create("libvpx-vp9", "r")
            frames = [frame for packet in container.demux(stream) for frame in codec.decode(packet)]
            return frames[0].reformat(format="rgba", src_colorspace="ITU709").to_ndarray()
        frame = next(container.decode(stream))
        return frame.reformat(format="rgba", src_colorspace="ITU709").to_ndarray()


def over(pixels, ground):
    share = pixels[..., 3:].astype(float) / 255
    return pixels[..., :3] * share + ground * (1 - share)


@pytest.mark.parametrize("format", ["webm", "mov", "apng", "webp"])
def test_half_transparent_white_is_grey_over_black_and_nothing_over_white(tmp_path, format):
    target = tmp_path / f"clip{encode.BY_NAME[format].suffix}"
    with encode.open_sink(format, target, SIZE, FPS) as sink:
        sink.write(half_white(), 10)
    seen = shown(target)
    assert np.abs(over(seen, 255) - 255).max() <= 6, "a dark fringe"
    assert np.abs(over(seen, 0) - over(half_white(), 0)).mean() < 2
    assert abs(over(seen, 0)[48, 80].mean() - 128) <= 3
    assert seen[2, 2, 3] <= 2


def test_colours_are_what_they_are_where_half_of_a_pixel_is_there():
    """Scaled, and carried over an edge for codecs that mix neighbours."""
    pixels = np.zeros((16, 16, 4), np.uint8)
    pixels[:, :7] = (100, 120, 140, 255)
    assert alpha.scaled(pixels, (4, 4))[0, 1].tolist() == [100, 120, 140, 191]
    carried = alpha.bled(pixels)[:, 7:11, :3].astype(int)
    assert np.abs(carried - (100, 120, 140)).max() <= 4
    assert (alpha.bled(pixels)[..., 3] == pixels[..., 3]).all()


def test_a_gif_is_transparent_where_less_than_half_is_there(tmp_path):
    pixels = half_white()
    pixels[30:60, 60:100] = (255, 255, 255, 255)
    with encode.open_sink("gif", tmp_path / "clip.gif", SIZE, FPS) as sink:
        sink.write(pixels, 10)
        pixels = pixels.copy()
        pixels[30:60, 60:100] = 0
        sink.write(pixels, 10)
    with Image.open(tmp_path / "clip.gif") as image:
        first = np.asarray(image.convert("RGBA"))
        image.seek(1)
        second = np.asarray(image.convert("RGBA"))
    assert tuple(first[45, 80]) == (255, 255, 255, 255)
    assert first[2, 2, 3] == 0
    assert second[45, 80, 3] == 0, "what goes leaves nothing behind"


@pytest.mark.parametrize("format", ["apng", "webp", "mov", "webm"])
def test_each_lasts_as_long_as_its_frames(tmp_path, format):
    target = tmp_path / f"clip{encode.BY_NAME[format].suffix}"
    solid = half_white()
    solid[..., 3] = 255
    with encode.open_sink(format, target, SIZE, FPS) as sink:
        sink.write(solid, 12)
        sink.write(255 - solid // 2, 1)
        sink.write(solid, 17)
    if format in ("apng", "webp"):
        with Image.open(target) as image:
            durations = []
            for index in range(image.n_frames):
                image.seek(index)
                image.load()
                durations.append(image.info["duration"])
        assert sum(durations) == pytest.approx(1000, abs=20)
    else:
        with av.open(str(target)) as container:
            assert container.duration / av.time_base == pytest.approx(1.0, abs=0.02)


def test_prores_is_the_flavour_that_editors_know(tmp_path):
    with encode.open_sink("mov", tmp_path / "clip.mov", SIZE, FPS) as sink:
        sink.write(half_white(), 2)
    with av.open(str(tmp_path / "clip.mov")) as container:
        codec = container.streams.video[0].codec_context
        assert (codec.name, codec.codec_tag, codec.pix_fmt) == ("prores", "ap4h", "yuva444p12le")


@pytest.mark.parametrize("most", [20_000, 60_000])
def test_a_gif_keeps_its_budget(tmp_path, most):
    noise = np.random.default_rng(7)
    base = noise.integers(0, 255, (180, 320, 4), np.uint8)
    base[..., 3] = 255
    with encode.open_sink("gif", tmp_path / "clip.gif", (320, 180), FPS, most=most) as sink:
        for index in range(20):
            frame = np.full((180, 320, 4), 255, np.uint8)
            frame[40:80, 10 * index : 10 * index + 40] = base[40:80, :40]
            sink.write(frame, 3)
    assert (tmp_path / "clip.gif").stat().st_size <= most


def test_a_budget_that_cannot_be_kept_is_told_with_what_can(tmp_path):
    with (
        pytest.raises(encode.TooLargeError, match="needs at least"),
        encode.open_sink("gif", tmp_path / "clip.gif", SIZE, FPS, most=100) as sink,
    ):
        sink.write(half_white(), 10)
    assert list(tmp_path.iterdir()) == []


def test_a_frame_that_holds_in_a_mov_is_as_if_each_were_encoded(tmp_path):
    frames = np.random.default_rng(7).integers(0, 256, (3, *reversed(SIZE), 4)).astype(np.uint8)
    for name, times in (("held", 1), ("each", 5)):
        with encode.open_sink("mov", tmp_path / f"{name}.mov", SIZE, FPS) as sink:
            for frame in frames:
                for _ in range(times):
                    sink.write(frame, 5 // times)
    assert (tmp_path / "held.mov").read_bytes() == (tmp_path / "each.mov").read_bytes()
    with av.open(str(tmp_path / "held.mov")) as container:
        assert container.streams.video[0].frames == 15
