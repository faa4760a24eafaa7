"""A film is cut at its steps, and nothing in it jumps there: a piece shows what the whole film would at that second."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from diagram_anim import resources, stage, timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
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


@pytest.mark.parametrize("name", ["self-healing", "autoscaling", "black-friday"])
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


@pytest.mark.parametrize("name", ["single-point-of-failure", "self-healing"])
def test_the_frame_that_a_clip_of_a_step_ends_with_gives_nothing_of_the_next_away(name):
    """It is the next step's first: but for the dots on their way, left out here, it is as the one before it."""
    whole, easel = scene(name), stage.Easel()
    drawn = picture(whole, Settings())
    cut = [
        replace(one, clips=tuple(clip for clip in one.clips if clip.action is not Action.FLOW))
        for one in timeline.segments(whole.timeline, "")
    ]
    pairs = [
        (before, after)
        for before, after in pairwise(cut)
        if any(clip.action is Action.PULSE and not clip.start for clip in after.clips)
    ]
    assert pairs
    for before, after in pairs:
        last = easel.still(before, drawn, before.seconds - 1 / drawn.fps).astype(int)
        assert (abs(last - easel.still(after, drawn, 0.0)).max(axis=-1) > 8).mean() < 0.0005
