"""Single frames of a plan, at any second of its film."""

from __future__ import annotations

from diagram_anim import stage, timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.settings import Settings


def frame(plan: Plan, settings: Settings, at: float) -> stage.Pixels:
    """The frame at second `at` of the film, (h, w, 4) RGBA."""
    board = plan.board
    title, subtitle = board.text(board.title), board.text(board.subtitle)
    scene = picture(plan.cast, plan.layout, title, subtitle, board.lang, settings)
    cut = timeline.segments(plan.timeline, "")
    segment = max((one for one in cut if one.start <= at), key=lambda one: one.start)
    return stage.still(segment, scene, min(at - segment.start, segment.seconds - 1 / settings.rate))
