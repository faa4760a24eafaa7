"""Where a chart's words are too small to be read, the camera goes near what each step tells of, unless the author
leads it. A step that tells of so much that it can't be read from near either is seen whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action, Clip, Scene
from diagram_anim.timeline.view import Stagehand

SMALL = 23.8
"""Words of at least this size can be read, in px."""

MOVE = 0.9

ACTS = (Action.LIGHT, Action.STATE, Action.SHOW, Action.LEVEL, Action.TILES, Action.SPLIT, Action.IDEA)
"""What draws the eye to a thing."""


def followed(clips: Sequence[Clip], scenes: Sequence[Scene], stage: Stagehand) -> list[Clip]:
    """A move of the camera wherever a step isn't seen well from where it stands; the first shows the whole."""
    chart = [one for one in stage.layout.placed if one.view == "chart"]
    small = min((line.type.size for one in chart for line in one.lines), default=SMALL)
    if small >= SMALL or stage.cast.heads or any(clip.action is Action.CAMERA for clip in clips):
        return []
    found: list[Clip] = []
    here: Box | None = None
    for _, scene in pairwise(scenes):
        told = _told(clips, scene, stage)
        boxes = [one.box for one in chart if one.id in told]
        if not boxes or (here and all(here.holds(box) for box in boxes)):
            continue
        place = stage.place(tuple(told), calm=True)
        near = Box(*place) if place and small * stage.layout.frame[0] / place[2] >= SMALL else None
        if near != here:
            value = (near.x, near.y, near.w, near.h) if near else None
            found.append(Clip(scene.start, scene.start + MOVE, Action.CAMERA, "camera", value, view="frame"))
        here = near
    return found


def _told(clips: Sequence[Clip], scene: Scene, stage: Stagehand) -> set[str]:
    """The things of the chart that a step tells of, with the lines along which anything runs and their ends."""
    own = [clip for clip in clips if clip.view == "chart" and scene.start <= clip.start < scene.end]
    things = {clip.target for clip in own if clip.action in ACTS and clip.value}
    run = {wire for clip in own if clip.action is Action.FLOW for wire in clip.path}
    return things | run | {end for wire in stage.cast.wires if wire.id in run for end in (wire.source, wire.target)}
