"""The film of a lecture: cards and films end to end, with chapters and captions where they belong."""

import subprocess
import sys
from itertools import pairwise

import av
import pytest

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
    assert "a reel is one" in done.stderr
