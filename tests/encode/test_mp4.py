"""MP4: what the file says of itself, and that what comes out is what went in."""

import hashlib
import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest
from clips import FPS, SIZE, frame, likeness, read, write

from diagram_anim import encode
from diagram_anim.encode import mp4


def test_every_frame_comes_back_in_order_and_on_time(tmp_path):
    clip = read(write(tmp_path / "clip.mp4", list(range(40))))
    assert clip.times == [Fraction(index, FPS) for index in range(40)]
    assert min(likeness(seen, frame(index)) for index, seen in enumerate(clip.frames)) > 30


@pytest.mark.parametrize("quality", mp4.SETTINGS)
def test_the_file_is_h264_high_in_bt709_video_range_at_every_quality(tmp_path, quality):
    with av.open(str(write(tmp_path / "clip.mp4", list(range(20)), quality=quality))) as container:
        stream = container.streams.video[0]
        codec = stream.codec_context
        assert (codec.name, codec.profile, codec.pix_fmt) == ("h264", "High", "yuv420p")
        assert (codec.colorspace, codec.color_range) == (1, 1)
        assert (codec.color_primaries, codec.color_trc) == (1, 1)
        assert (codec.width, codec.height, stream.average_rate) == (*SIZE, FPS)


def test_the_index_stands_before_the_pictures(tmp_path):
    content = write(tmp_path / "clip.mp4", list(range(20))).read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_a_group_of_pictures_is_two_seconds_and_closed(tmp_path):
    with av.open(str(write(tmp_path / "clip.mp4", list(range(90))))) as container:
        packets = [packet for packet in container.demux(video=0) if packet.dts is not None]
    keys = sorted(round(packet.pts * packet.time_base * FPS) for packet in packets if packet.is_keyframe)
    assert keys == [0, 2 * FPS]
    latest = -1
    for packet in packets:
        if packet.is_keyframe:
            latest = packet.pts
        assert packet.pts >= latest, "a picture after a key frame is shown before it"


@pytest.mark.parametrize("color", [(255, 255, 255), (0, 0, 0), (255, 0, 0), (0, 158, 115), (11, 16, 27)])
def test_full_range_rgb_becomes_bt709_in_video_range(tmp_path, color):
    flat = np.full((SIZE[1], SIZE[0], 4), 255, np.uint8)
    flat[..., :3] = color
    path = tmp_path / "flat.mp4"
    with encode.open_sink("mp4", path, SIZE, FPS) as sink:
        sink.write(flat, 3)
    with av.open(str(path)) as container:
        planes = next(container.decode(video=0)).to_ndarray()
    red, green, blue = (value / 255 for value in color)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    want = (16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748)
    height = SIZE[1]
    seen = (planes[height // 2, 100], planes[height + height // 8, 100], planes[height + height * 3 // 8, 100])
    assert seen == pytest.approx(want, abs=1.01)


def test_a_held_frame_is_the_same_as_one_written_again_and_again(tmp_path):
    held, again = tmp_path / "held.mp4", tmp_path / "again.mp4"
    with encode.open_sink("mp4", held, SIZE, FPS) as sink:
        sink.write(frame(3), repeat=40)
    with encode.open_sink("mp4", again, SIZE, FPS) as sink:
        for _ in range(40):
            sink.write(frame(3))
    assert held.read_bytes() == again.read_bytes()


def test_a_frame_can_be_painted_over_as_soon_as_it_is_written(tmp_path):
    canvas = frame(0)
    with encode.open_sink("mp4", tmp_path / "clip.mp4", SIZE, FPS) as sink:
        for index in range(20):
            canvas[:] = frame(index)
            sink.write(canvas)
        canvas[:] = 0
    assert (tmp_path / "clip.mp4").read_bytes() == write(tmp_path / "other.mp4", list(range(20))).read_bytes()


def test_the_same_frames_give_the_same_bytes_whatever_lay_in_memory_before(tmp_path):
    noise = np.random.default_rng(1)
    drawn = noise.integers(0, 255, (12, SIZE[1], SIZE[0], 4), np.uint8)
    written = set()
    for attempt in range(8):
        scattered = [np.full(noise.integers(1_000, 100_000), attempt, np.uint8) for _ in range(20)]
        with encode.open_sink("mp4", tmp_path / "clip.mp4", SIZE, FPS) as sink:
            for pixels in drawn:
                sink.write(pixels)
        written.add((tmp_path / "clip.mp4").read_bytes())
        del scattered
    assert len(written) == 1


def test_odd_sizes_are_refused_before_a_file_is_opened(tmp_path):
    with pytest.raises(ValueError, match="even"), encode.open_sink("mp4", tmp_path / "clip.mp4", (321, 180), FPS):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_bytes_do_not_depend_on_the_number_of_cores(tmp_path):
    script = """
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[2])])
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from clips import write
write(Path(sys.argv[1]), list(range(60)))
"""
    here = __file__.rpartition("/")[0]
    digests = set()
    for cores in ("1", "64"):
        path = tmp_path / f"{cores}.mp4"
        subprocess.run([sys.executable, "-c", script, str(path), cores, here], check=True)
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("size", [(480, 854), (486, 858), (480, 480)])
def test_planes_of_any_even_height_keep_their_colors_to_the_edge(tmp_path, size):
    width, height = size
    planes = np.full((height * 3 // 2, width), 60, np.uint8)
    planes[height:, 0::2], planes[height:, 1::2] = 90, 170
    with encode.open_sink("mp4", tmp_path / "clip.mp4", size, FPS) as sink:
        sink.write(planes, repeat=3)
    with av.open(str(tmp_path / "clip.mp4")) as container:
        seen = next(container.decode(video=0)).to_ndarray(format="nv12").astype(int)
    assert abs(seen - planes).max() <= 3


def test_what_stands_still_stands_perfectly_still(tmp_path):
    """Thin strokes under which something runs: a key frame a second must not show them otherwise."""
    width, height = SIZE
    still = np.zeros((height, width, 4), np.uint8)
    still[..., 3] = 255
    for x in range(8, width - 8, 7):
        still[8 + x % 5 : 40, x : x + 1 + x % 2, :3] = 240
    for y in range(48, 90, 6):
        still[y : y + 1 + y % 2, 10 : width - 10, :3] = 200
    path = tmp_path / "still.mp4"
    with encode.open_sink("mp4", path, SIZE, FPS, "hd") as sink:
        for number in range(3 * FPS):
            seen = still.copy()
            seen[100:108, number % (width - 8) : number % (width - 8) + 8, :3] = 255
            sink.write(seen)
    with av.open(str(path)) as container:
        lumas = [one.to_ndarray(format="gray")[:92].astype(int) for one in container.decode(video=0)]
    changes = [int(np.abs(one - other).max()) for one, other in zip(lumas[4:], lumas[3:], strict=False)]
    assert max(changes) <= 3
