"""What the meters of servers show."""

import pytest

from diagram_anim.model.timeline import Action
from tests.film import scene


def test_what_starts_fills_its_bar_until_it_is_ready():
    made = scene("self-healing")
    states = [clip for clip in made.timeline.clips if clip.action is Action.STATE and clip.target == "W1"]
    (starting,) = [clip.start for clip in states if clip.value == "starting"]
    ready = next(clip.start for clip in states if clip.value == "healthy" and clip.start > starting)
    (load,) = [clip for clip in made.timeline.clips if (clip.target, clip.slot) == ("W1", "meter:load")]
    coming = [(at, share) for at, share in load.series if starting <= at < ready]
    assert len(coming) > 20
    for at, share in coming:
        assert share == pytest.approx((at - starting) / (ready - starting), abs=0.01)
    assert next(share for at, share in load.series if at >= ready) == 0.0, "then it shows its load"
    assert [at for at, _ in load.series] == sorted(at for at, _ in load.series)


def test_who_never_starts_shows_its_load_alone():
    made = scene("self-healing")
    (load,) = [clip for clip in made.timeline.clips if (clip.target, clip.slot) == ("W2", "meter:load")]
    assert max(share for _, share in load.series) < 0.9
