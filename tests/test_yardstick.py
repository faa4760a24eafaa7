"""The film by which speed is measured is as full as the Manim scripts that it is held against."""

from statistics import median

import pytest

from diagram_anim.model.timeline import Action
from tests.bench.row import planned

WARM = 6.0
"""The film's second from which on requests are under way on every wire."""


@pytest.fixture(scope="module")
def whole():
    return planned()


def test_as_many_parts_and_as_long(whole):
    cast = whole.cast
    assert (len(cast.cards), len(cast.groups), len(cast.wires)) == (13, 3, 12)
    assert whole.timeline.seconds == pytest.approx(20)


def test_some_forty_requests_are_on_their_way_each_a_dot_of_its_own(whole):
    dots = [clip for clip in whole.timeline.clips if clip.action is Action.FLOW]
    moments = [WARM + step / 10 for step in range(round((whole.timeline.seconds - WARM) * 10))]
    seen = [sum(dot.start <= at < dot.end for dot in dots) for at in moments]
    assert 36 <= median(seen) <= 44
    assert min(seen) >= 20, "never less than half, though one of four servers is gone for a while"
    assert {dot.value["weight"] for dot in dots} == {1}


def test_one_fails_and_is_replaced_counters_tick_a_split_shifts_and_the_camera_moves(whole):
    states = [event.data["state"] for event in whole.log.events if event.kind == "state" and event.of.startswith("a")]
    assert "failed" in states and states[-1] == "ready"
    acted = {action: [clip for clip in whole.timeline.clips if clip.action is action] for action in Action}
    assert len(acted[Action.CAMERA]) == 2
    assert len({clip.target for clip in acted[Action.COUNT]}) >= 4
    assert acted[Action.SPLIT]
