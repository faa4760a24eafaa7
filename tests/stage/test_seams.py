"""A film is cut at its steps, and nothing in it jumps there: a piece shows what the whole film would at that second."""

from dataclasses import replace
from functools import cache

import pytest

from diagram_anim import resources, timeline
from diagram_anim.model.timeline import Action
from diagram_anim.stage.channels import EVENTS, Channels
from tests.film import scene

THEME = resources.theme("night")

LASTING = 0.5
"""Seconds of the longest motion that outlasts its clip."""


@cache
def pieces(name):
    """A scene's film in one piece, and cut at its steps."""
    times = scene(name).timeline
    whole = replace(times, scenes=(replace(times.scenes[0], end=times.seconds, loop=None),))
    return Channels(timeline.segments(whole, "")[0], THEME), timeline.segments(times, "")


@pytest.mark.parametrize("name", ["self-healing", "mesos", "black-friday"])
def test_what_is_on_its_way_at_a_cut_goes_on(name):
    whole, cut = pieces(name)
    written = {clip.channel for segment in cut for clip in segment.clips if clip.action not in EVENTS}
    gliding = 0
    for segment in cut[1:]:
        piece = Channels(segment, THEME)
        for second in (0.0, 0.07, 0.14, 0.21, 0.5, 1.0):
            both = (piece, second), (whole, segment.start + second)
            for view, target, name, slot in written:
                action, where = Action(name), (segment.step, second, target, name, slot)
                found, told = (channels.read(view, target, action, at, slot) for channels, at in both)
                assert found.value == told.value, where
                assert found.share == pytest.approx(told.share), where
                assert found.steady or found.before == told.before, where
                since, before = (channels.since(view, target, action, at, LASTING) for channels, at in both)
                assert since == (before if before is None else pytest.approx(before)), where
                gliding += action is Action.LEVEL and not told.steady and second < 0.2
    assert gliding
