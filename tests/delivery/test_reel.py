"""The film of a lecture: cards and films end to end, with chapters and captions where they belong."""

import subprocess
import sys
import wave
from itertools import pairwise

import av
import numpy as np
import pytest

from diagram_anim import resources
from diagram_anim.deliver import cards
from diagram_anim.deliver.acts import Act, Step
from diagram_anim.deliver.reel import edges
from diagram_anim.deliver.reel import write as make
from diagram_anim.encode import sound

LECTURE = """# 강의

## 첫째

```mermaid
graph LR
  A[사용자] --> B[서버]
```

## 둘째

```mermaid
graph LR
  C[사용자] --> D[서버]
```
"""


@pytest.mark.delivery
def test_a_reel_opens_with_its_title_and_has_a_card_for_each_section(tmp_path):
    (tmp_path / "lecture.md").write_text(LECTURE, encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "reel", "lecture.md", "--quality", "draft"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with av.open(str(tmp_path / "reel.mp4")) as container:
        told = container.chapters()
        titles = [one["metadata"]["title"] for one in told]
        assert titles[:2] == ["강의", "첫째"]
        assert "둘째" in titles[2:]
        assert all(one["end"] == other["start"] for one, other in pairwise(told))
        end = float(told[-1]["end"] * told[-1]["time_base"])
        assert container.duration / av.time_base == pytest.approx(end, abs=0.1)
        stream = container.streams.video[0]
        assert sum(1 for _ in container.decode(stream)) == round(end * 15)
    assert (tmp_path / "reel.srt").read_text(encoding="utf-8").startswith("1\n00:00:06,000 -->")


def test_what_a_reel_cannot_be_is_said_first(tmp_path):
    (tmp_path / "lecture.md").write_text(LECTURE, encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "reel", "lecture.md", "-o", "reel.gif"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "take reel.mp4" in " ".join(done.stderr.split())


def reel(folder, *given, **more):
    command = [sys.executable, "-m", "diagram_anim", "reel", "lecture.md", "--quality", "draft", *given]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **more)


def recording(path, seconds):
    """A tone, 8 bits at 44.1 kHz in mono."""
    path.parent.mkdir(parents=True, exist_ok=True)
    t = np.arange(round(44100 * seconds)) / 44100
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(44100)
        file.writeframes((128 + 20 * np.sin(2 * np.pi * 300 * t)).astype(np.uint8).tobytes())


@pytest.mark.delivery
def test_a_reel_speaks_with_the_recordings_beside_the_lecture(tmp_path):
    (tmp_path / "lecture.md").write_text(LECTURE, encoding="utf-8")
    names = [row.split("\t")[0] for row in reel(tmp_path, "--script").stdout.splitlines()]
    recording(tmp_path / "narration" / names[0], 9)
    done = reel(tmp_path)
    assert done.returncode == 0, done.stderr
    assert names[-1] in done.stderr, "what is silent is named"
    with av.open(str(tmp_path / "reel.mp4")) as container:
        lasting = container.duration / av.time_base
        chapters = {one["metadata"]["title"]: float(one["start"] * one["time_base"]) for one in container.chapters()}
        shown = sum(1 for _ in container.decode(video=0))
    assert shown == pytest.approx(lasting * 15, abs=2)
    heard = sound.read(tmp_path / "reel.mp4")
    loudness, peak = sound.measured(heard)
    assert loudness == pytest.approx(-16, abs=0.3)
    assert peak <= -1
    loud = np.flatnonzero(np.abs(heard[0]) > 0.02) / sound.RATE
    begin = chapters["둘째"] - 0.1
    assert loud[0] == pytest.approx(6.2, abs=0.05), "0.2 s into the first step, behind two cards"
    assert loud[-1] == pytest.approx(15.2, abs=0.05)
    assert loud[-1] < begin


def test_a_narration_that_cannot_be_is_said_before_anything_is_rendered(tmp_path):
    (tmp_path / "lecture.md").write_text(LECTURE, encoding="utf-8")
    name = reel(tmp_path, "--script").stdout.split("\t")[0]
    recording(tmp_path / "narration" / name, 130)
    done = reel(tmp_path)
    assert done.returncode == 1
    assert "narration-too-long" in done.stderr
    assert not (tmp_path / "reel.mp4").exists()


def test_a_card_comes_out_of_what_stands_before_it_and_goes_into_what_comes_after(tmp_path):
    look = cards.Look(resources.theme("night"), (320, 180), 15, "draft")
    red, blue = cards.ground(look).copy(), cards.ground(look).copy()
    red[..., :3], blue[..., :3] = (200, 30, 30), (30, 30, 200)
    cards.write(tmp_path / "card.mp4", cards.drawn("제목", look), red, blue, look)
    with av.open(str(tmp_path / "card.mp4")) as container:
        means = [frame.to_ndarray(format="rgb24").mean(axis=(0, 1)) for frame in container.decode(video=0)]
    assert len(means) == round(cards.SECONDS * 15)
    reds, blues = [mean[0] for mean in means], [mean[2] for mean in means]
    assert reds[0] > 150
    assert all(one > other for one, other in pairwise(reds[:6])), "red goes, evenly"
    assert all(one < other for one, other in pairwise(blues[-6:])), "blue comes, evenly"
    assert blues[-1] > 150


@pytest.mark.slow
def test_a_lectures_sentences_stand_on_cards_beside_their_film_once_each(tmp_path, film):
    look = cards.Look(resources.theme("night"), (854, 480), 15, "draft")
    with av.open(str(film)) as container:
        lasting = container.streams.video[0].frames / 15
    said = ("앞의 말입니다. 말.", "말", "코드:", "그림은 이렇습니다:"), ("사이의 말입니다", "목록:")
    one = Act(
        "파드", film, film, (Step(0, lasting, "말"),), heading="1. 파드", before=said[0], after=said[1], lang="ko"
    )
    other = Act("둘", film, film, (Step(0, lasting, "말"),), heading="1. 파드", before=said[1], lang="ko")
    make(tmp_path / "reel.mp4", "강의", [one, other], look, {})
    with av.open(str(tmp_path / "reel.mp4")) as container:
        chapters = [each["metadata"]["title"] for each in container.chapters()]
    assert chapters == ["강의", "1. 파드", "둘"], "a card and the film that it calls by its name are one"
    words = (tmp_path / "reel.transcript.md").read_text(encoding="utf-8")
    told = [row.split("** ")[1] for row in words.splitlines() if row.startswith("- **")]
    assert told == ["앞의 말입니다. 말. 그림은 이렇습니다:", "말", "사이의 말입니다", "말"], (
        "a list that isn't shown isn't announced"
    )


def test_a_section_s_card_says_small_what_it_belongs_to():
    look = cards.Look(resources.theme("night"), (854, 480), 15, "draft")
    plain, within = cards.drawn("3.1 주문 처리", look), cards.drawn("3.1 주문 처리", look, "3. 큐")
    rows = np.flatnonzero((plain != within).any(axis=(1, 2)))
    assert rows.size
    assert rows.max() < np.flatnonzero((plain != cards.ground(look)).any(axis=(1, 2))).min(), "over it"


def test_much_that_is_said_fills_several_cards_and_none_of_it_is_lost():
    look = cards.Look(resources.theme("night"), (854, 480), 15, "draft")
    said = ["서버가 요청을 받아 차례로 일을 합니다. " * 3, "짧은 말", "길게 이어지는 설명입니다. " * 40]
    pages = cards.pages(said, look)
    assert len(pages) > 2
    assert " ".join(" ".join(" ".join(page) for page in pages).split()) == " ".join(" ".join(said).split())


@pytest.mark.slow
def test_a_reel_joins_its_cards_and_films_without_encoding_films_again(tmp_path, film):
    look = cards.Look(resources.theme("night"), (854, 480), 15, "draft")
    with av.open(str(film)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    act = Act("둘", film, film, (Step(0, len(frames) / 15, "말"),), heading="절")
    make(tmp_path / "reel.mp4", "강의", [act, act], look, {})
    with av.open(str(tmp_path / "reel.mp4")) as container:
        seen = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    two = round(2 * cards.SECONDS * 15)
    assert len(seen) == two + 2 * len(frames)
    assert all(np.array_equal(one, other) for one, other in zip(seen[two:], frames * 2, strict=True))
    first, last = edges(film)
    assert np.abs(first[..., :3].astype(int) - frames[0]).max() <= 2
    assert np.abs(last[..., :3].astype(int) - frames[-1]).max() <= 2
