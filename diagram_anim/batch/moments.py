"""Single frames of a plan, at any second of its film."""

from __future__ import annotations

from diagram_anim import stage, timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.settings import Settings
from diagram_anim.model.timeline import Scene, Segment

BEFORE_END = 0.2
"""Seconds before a step's end at which all of it is to be seen, where nobody says a better moment."""


def frame(plan: Plan, settings: Settings, at: float) -> stage.Pixels:
    """The frame at second `at` of the film, (h, w, 4) RGBA."""
    cut = timeline.segments(plan.timeline, "")
    segment = max((one for one in cut if one.start <= at), key=lambda one: one.start)
    return stage.still(segment, picture(plan, settings), min(at - segment.start, segment.seconds - 1 / settings.rate))


def within(segment: Segment, scene: Scene) -> float:
    """The film second at which a segment of a step is seen best."""
    return max(segment.start, min(telling(scene), segment.start + segment.seconds - BEFORE_END))


def telling(scene: Scene) -> float:
    """The film second at which a step is seen best."""
    return scene.end - BEFORE_END if scene.telling is None else scene.telling
