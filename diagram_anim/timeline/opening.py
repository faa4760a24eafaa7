"""While most of a chart is still to come, the camera has what is there in its middle; as more comes it draws back.

It moves once: what it is near to is all that is there until more comes than can be seen well so.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Layout, Placed
from diagram_anim.model.timeline import Action, Clip, Scene
from diagram_anim.timeline.framing import AIR, View
from diagram_anim.timeline.view import Stagehand

MOVE = 0.9
"""How long the camera moves."""

NEAREST = 1.35
"""It comes at most this much nearer: small parts of a chart stay parts of one."""

ASIDE = 0.12
"""What lies by this share of the stage aside, or can be seen by this share larger, is worth it."""


def opened(clips: Sequence[Clip], scenes: Sequence[Scene], stage: Stagehand) -> list[Clip]:
    """Where the camera is from the first frame on, and its way back to the whole; nothing where the author leads it or
    where charts of figures stand below."""
    cast, layout = stage.cast, stage.layout
    if cast.heads or cast.plots or any(clip.action is Action.CAMERA for clip in clips):
        return []
    things = {one.id: one for one in layout.placed if one.view == "chart"}
    shows = [clip for clip in clips if clip.action is Action.SHOW and clip.view == "chart" and clip.value]
    all = {clip.target for clip in shows} & things.keys()
    near, until = None, 0.0
    for scene in scenes[:-1]:
        there = {clip.target for clip in shows if clip.start < scene.end} & all
        view = _near(layout, [things[id] for id in there])
        if view is None or there == all:
            break
        near, until = view, scene.end
    if near is None:
        return []
    whole = Clip(until, until + MOVE, Action.CAMERA, "camera", None, view="frame")
    return [Clip(0, 0, Action.CAMERA, "camera", near, view="frame"), whole]


def _near(layout: Layout, there: Sequence[Placed]) -> View | None:
    """The frame's part with these in its middle, which may reach beyond the frame; none where that is hardly other than
    the whole."""
    if not there:
        return None
    around, stage = union([_extent(one) for one in there]), layout.stage
    scale = min(1.0, max(around.w * AIR / stage.w, around.h * AIR / stage.h, 1 / NEAREST))
    middle = union([_extent(one) for one in layout.placed if one.view == "chart"])
    aside = max(abs(around.cx - middle.cx) / stage.w, abs(around.cy - middle.cy) / stage.h)
    if max(aside, 1 - scale) < ASIDE:
        return None
    width, height = layout.frame
    return (around.cx - stage.cx * scale, around.cy - stage.cy * scale, width * scale, height * scale)


def _extent(one: Placed) -> Box:
    """A thing's place with what hangs below it, or a line's with all of its way."""
    slots = [slot.box for slot in one.slots.values()]
    return union([one.box, *slots, *(Box(x, y, 0.0, 0.0) for x, y in one.corners)])
