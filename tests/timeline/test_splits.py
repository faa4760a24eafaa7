"""What bars of shares show."""

import pytest

from diagram_anim.model.timeline import Action
from tests.film import ROLLING, planned, scene


def shares(name):
    clips = [clip for clip in scene(name).timeline.clips if clip.action is Action.SPLIT]
    return [(clip.start, dict(clip.value)) for clip in clips]


@pytest.mark.parametrize(
    ("name", "told"),
    [("blue-green", [("blue", 100), ("blue", 0)]), ("canary", [("v1", 100), ("v1", 90), ("v1", 50), ("v1", 0)])],
)
def test_before_a_release_the_old_version_has_all_and_that_is_told_from_the_start(name, told):
    found = shares(name)
    assert [given[old] for (_, given), (old, _) in zip(found, told, strict=True)] == [share for _, share in told]
    first, second = found[0][0], found[1][0]
    assert first == 0 and second > scene(name).timeline.scenes[1].start


def test_where_nothing_was_shared_out_before_all_that_goes_to_one_does_so_from_the_start():
    clips = [clip for clip in planned(ROLLING).timeline.clips if clip.action is Action.SPLIT]
    assert clips[0].start == 0 and dict(clips[0].value)["V1"] == 100
    assert 50 <= dict(clips[1].value)["V1"] < 100
    busy = planned("""
```mermaid
graph LR
  U[Users] --> LB[Load balancer] --> A[One] & B[Two]
  %% @step both are asked
  %% @traffic U rate=20/s
  %% @wait 3s
  %% @step then one
  %% @split LB A=100
```
""")
    (all_,) = [clip for clip in busy.timeline.clips if clip.action is Action.SPLIT]
    assert all_.start >= busy.timeline.scenes[1].start


def test_both_versions_have_their_colours_from_the_start():
    tones = [clip for clip in scene("blue-green").timeline.clips if clip.action is Action.TONE and clip.target == "W"]
    assert {(clip.slot, clip.value) for clip in tones if clip.start == 0} == {("blue", "blue"), ("green", "green")}
