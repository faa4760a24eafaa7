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


TWO = """
```mermaid
graph LR
  U[Users] --> LB[Load balancer] --> A[One] & B[Two]
%s
```
"""


def told(*steps):
    """The shares of One at each change, and when the steps begin."""
    film = planned(TWO % "\n".join(f"  %% @{line}" for line in steps)).timeline
    clips = [clip for clip in film.clips if clip.action is Action.SPLIT]
    return [(clip.start, dict(clip.value)["A"]) for clip in clips], [scene.start for scene in film.scenes]


def test_one_that_is_ready_alone_has_all_from_the_start():
    clips = [clip for clip in planned(ROLLING).timeline.clips if clip.action is Action.SPLIT]
    assert clips[0].start == 0 and dict(clips[0].value)["V1"] == 100
    assert 50 <= dict(clips[1].value)["V1"] < 100
    late = ("step look", "appear all", "step two starts", "start B", "step all moves", "split LB B=100")
    (first, second), steps = told(*late, "traffic U rate=10/s")
    assert first == (0, 100) and second[1] == 0 and second[0] >= steps[2]


def test_before_the_first_shares_the_bar_tells_what_the_requests_did():
    (first, second), steps = told("step both", "traffic U rate=20/s", "wait 3s", "step one", "split LB A=100")
    assert first == (0, 50) and second[1] == 100 and second[0] >= steps[1]
    alone = ("step one", "traffic U rate=20/s", "wait 3s", "step two comes", "start B", "wait 5s", "step less")
    found, steps = told(*alone, "split LB A=10 B=90")
    assert [share for _, share in found] == [100, 50, 10]
    assert steps[1] < found[1][0] < steps[2] <= found[2][0]


def test_what_nothing_tells_of_is_not_said():
    """Both are ready, and no request came: the bar comes with the first shares."""
    (only,), steps = told("step look", "appear all", "step all to one", "split LB B=100", "traffic U rate=10/s")
    assert only[1] == 0 and only[0] >= steps[1]
    sticky = ("system LB policy=hash", "step both", "traffic U rate=20/s", "wait 3s", "step one")
    found, steps = told(*sticky, "split LB A=100")
    assert found[-1][1] == 100 and all(start >= steps[1] for start, share in found if share != 50)


def test_both_versions_have_their_colours_from_the_start():
    tones = [clip for clip in scene("blue-green").timeline.clips if clip.action is Action.TONE and clip.target == "W"]
    assert {(clip.slot, clip.value) for clip in tones if clip.start == 0} == {("blue", "blue"), ("green", "green")}
