"""Steps as clips: what the manifest tells of them is so, and they join without a jump."""

import json
import subprocess
import sys
import zipfile
from itertools import pairwise

import av
import numpy as np
import pytest
from PIL import Image

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
        assert manifest.edges(folder / row["file"]) == (row["first"], row["last"])
        if row["format"] == "mp4":
            with av.open(str(folder / row["file"])) as clip:
                assert clip.duration / av.time_base == pytest.approx(row["seconds"], abs=0.002)


@pytest.mark.slow
def test_each_step_ends_with_the_frame_that_the_next_begins_with(folder):
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["steps"]
    for format in ("mp4", "png-sequence"):
        rows = [row for row in told if row["format"] == format]
        assert len(rows) == 2
        assert all(one["last"] == other["first"] for one, other in pairwise(rows))
    with zipfile.ZipFile(folder / "01.zip") as one, zipfile.ZipFile(folder / "02.zip") as other:
        last = np.asarray(Image.open(one.open(max(one.namelist()))))
        first = np.asarray(Image.open(other.open(min(other.namelist()))))
    assert (last == first).all()


@pytest.mark.slow
def test_a_loop_is_a_clip_of_its_own_that_ends_with_its_first_frame(tmp_path):
    folder = rendered(tmp_path, LOOPING, "mp4")
    rows = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["steps"]
    told = [(row["step"], row["file"], row["loops"]) for row in rows]
    assert told == [(1, "01.mp4", False), (1, "01-loop.mp4", True), (2, "02.mp4", False)]
    assert rows[0]["last"] == rows[1]["first"] == rows[1]["last"]
    first, last = (np.asarray(one) for one in manifest.ends(folder / "01-loop.mp4"))
    assert (first == last).all()
    (poster, *_) = manifest.ends(folder / "01-loop.png")
    assert (np.asarray(poster.convert("RGB")) != first).any()


@pytest.mark.slow
@pytest.mark.parametrize("size, code", [("40KB", 0), ("100", 1), ("big", 2)])
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
