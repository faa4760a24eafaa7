"""Steps as clips: what the manifest tells of them is so, and they join without a jump."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from diagram_anim import encode
from diagram_anim.deliver import manifest

STORY = """graph LR
  U[사용자] --> W[웹 서버]
%% @step 사용자가 있습니다
%% @appear U
%% @step 웹 서버가 답합니다
%% @appear W
"""


LOOPING = """graph LR
  U[사용자] --> W[웹 서버]
%% @step 요청이 흐릅니다
%% @appear all
%% @traffic U rate=4/s
%% @loop
%% @step 그리고 다시
%% @wait 1s
"""


def rendered(root, story, formats):
    (root / "story.mmd").write_text(story, encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "render", "story.mmd", "-o", ".", "--steps", "--quality", "draft"]
    done = subprocess.run([*command, "--format", formats], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "story"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return rendered(tmp_path_factory.mktemp("steps"), STORY, "mp4,png-sequence")


@pytest.mark.slow
def test_the_manifest_tells_of_each_clip_what_is_in_it(folder):
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [row["caption"] for row in told["steps"]][::2] == ["사용자가 있습니다", "웹 서버가 답합니다"]
    for row in told["steps"]:
        assert (folder / row["poster"]).exists()
        if row["format"] == "mp4":
            with av.open(str(folder / row["file"])) as clip:
                assert clip.duration / av.time_base == pytest.approx(row["seconds"], abs=0.002)
        else:
            edges = (
                hashlib.sha256(np.asarray(one).tobytes()).hexdigest() for one in manifest.ends(folder / row["file"])
            )
            assert tuple(edges) == (row["first"], row["last"])


@pytest.mark.slow
def test_each_step_ends_with_the_frame_that_the_next_begins_with(folder):
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["steps"]
    edges = {}
    for format in ("mp4", "png-sequence"):
        rows = [row for row in told if row["format"] == format]
        assert len(rows) == 2
        assert all(one["last"] == other["first"] for one, other in pairwise(rows))
        (_, last), (first, _) = (manifest.ends(folder / row["file"]) for row in rows)
        assert (np.asarray(last) == np.asarray(first)).all()
        edges[format] = [(row["first"], row["last"]) for row in rows]
    assert edges["mp4"] == edges["png-sequence"], "they are the drawn frames', whatever is made of them"


@pytest.mark.parametrize("frames", [1, 2, 3, 30, 31, 44])
def test_a_frame_that_is_read_alone_is_the_one_that_a_player_shows(tmp_path, frames):
    clip = tmp_path / "clip.mp4"
    with encode.open_sink("mp4", clip, (64, 48), 30) as sink:
        for index in range(frames):
            pixels = np.full((48, 64, 4), 255, np.uint8)
            pixels[:, index : index + 16, :3] = (200 - 3 * index, 40, 4 * index)
            sink.write(pixels)
    played = [frame.to_ndarray(format="rgb24") for frame in av.open(str(clip)).decode(video=0)]
    assert len(played) == frames
    assert (np.asarray(manifest.first(clip)) == played[0]).all()
    assert (np.asarray(manifest.last(clip)) == played[-1]).all()


APART = {"webm": 52, "webp": 41, "gif": 55}
"""PSNR, dB, by which the two pictures of a join are alike at least: the format's own noise, which in a moving picture
is another than in one that begins. In all others they are the same to the last bit."""


@pytest.mark.delivery
@pytest.mark.slow
def test_steps_join_in_every_format_as_other_programs_read_them(tmp_path):
    formats = ("mp4", "mov", "webm", "gif", "apng", "webp", "png-sequence")
    folder = rendered(tmp_path, LOOPING, ",".join(formats))
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["steps"]
    for format in formats:
        rows = sorted((row for row in told if row["format"] == format), key=lambda row: (row["step"], row["loops"]))
        assert [row["loops"] for row in rows] == [False, True, False]
        clips = [edges_of(folder / row["file"]) for row in rows]
        joins = [*pairwise(zip(rows, clips, strict=True)), 2 * [(rows[1], clips[1])]]
        for (one, (_, last)), (other, (first, _)) in joins:
            assert one["last"] == other["first"]
            assert likeness(last, first) >= APART.get(format, EQUAL), (format, one["file"], other["file"])


EQUAL = 99.0


def likeness(one, other):
    """PSNR in dB; EQUAL where they are the same."""
    one, other = (np.asarray(picture.convert("RGB"), np.float64) for picture in (one, other))
    error = np.mean((one - other) ** 2)
    return 10 * np.log10(255**2 / error) if error else EQUAL


def edges_of(clip):
    """The first and the last picture, as ffmpeg reads them or, what it can't, Pillow."""
    if clip.suffix == ".zip":
        with zipfile.ZipFile(clip) as archive:
            names = sorted(archive.namelist())
            return [Image.open(archive.open(name)).convert("RGBA") for name in (names[0], names[-1])]
    if clip.suffix in (".webp", ".gif"):
        with Image.open(clip) as image:
            pictures = [one.convert("RGBA") for one in ImageSequence.Iterator(image)]
            return pictures[0], pictures[-1]
    with av.open(str(clip)) as container:
        size = container.streams.video[0].width, container.streams.video[0].height
    command = [shutil.which("ffmpeg") or pytest.skip("needs ffmpeg"), "-v", "error", "-i", str(clip)]
    read = subprocess.run([*command, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True)
    whole = size[0] * size[1] * 3
    return [Image.frombytes("RGB", size, part) for part in (read.stdout[:whole], read.stdout[-whole:])]


@pytest.mark.slow
def test_a_loop_is_a_clip_of_its_own_that_ends_with_its_first_frame(tmp_path):
    folder = rendered(tmp_path, LOOPING, "mp4")
    rows = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["steps"]
    told = [(row["step"], row["file"], row["loops"]) for row in rows]
    assert told == [(1, "01.mp4", False), (1, "01-loop.mp4", True), (2, "02.mp4", False)]
    assert {row["poster"] for row in rows} == {"01.png", "01-loop.png", "02.png"}
    assert rows[0]["last"] == rows[1]["first"] == rows[1]["last"]
    first, last = (np.asarray(one) for one in manifest.ends(folder / "01-loop.mp4"))
    assert (first == last).all()
    (poster, *_) = manifest.ends(folder / "01-loop.png")
    assert (np.asarray(poster.convert("RGB")) != first).any()


@pytest.mark.slow
@pytest.mark.parametrize("size, code", [("40KB", 0), ("100B", 1), ("big", 2)])
def test_a_gif_fits_its_budget_or_says_what_it_needs(tmp_path, size, code):
    (tmp_path / "story.mmd").write_text(STORY, encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "render", "story.mmd", "-o", ".", "--quality", "draft"]
    done = subprocess.run(
        [*command, "--format", "gif", "--max-size", size], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    if code:
        assert {1: "needs at least", 2: "10MB or 800KB"}[code] in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["story.mmd"]
    else:
        assert 0 < (tmp_path / "story.gif").stat().st_size <= 40_000
