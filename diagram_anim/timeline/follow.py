"""Where a chart's words are too small to be read, the camera goes near what each step tells of, unless the author
leads it. It passes along what can't be read from one place, as far as the step leaves it time for that; else that is
seen whole. By the end of the film it has been near everything, if the last step is long enough, and after such a round
it draws back."""

from __future__ import annotations

from collections.abc import Sequence, Set

from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout
from diagram_anim.model.timeline import Action, Clip, Scene
from diagram_anim.timeline.framing import SMALL, View, framed, read
from diagram_anim.timeline.view import Stagehand

MOVE, LOOK = 0.9, 1.2
"""How long the camera moves, and how long it stays at the least."""

ACTS = (Action.LIGHT, Action.STATE, Action.SHOW, Action.LEVEL, Action.TILES, Action.SPLIT, Action.IDEA)
"""What draws the eye to a thing."""


def followed(clips: Sequence[Clip], scenes: Sequence[Scene], stage: Stagehand) -> list[Clip]:
    """A move of the camera wherever a step isn't seen well from where it stands; the first shows the whole."""
    chart = [one for one in stage.layout.placed if one.view == "chart"]
    small = min((line.type.size for one in chart for line in one.lines), default=SMALL)
    if small >= SMALL or stage.cast.heads or any(clip.action is Action.CAMERA for clip in clips):
        return []
    cards = {one.id for one in chart if one.kind == "card"}
    unseen = set(cards)
    found: list[Clip] = []
    here: Box | None = None
    for scene in scenes[1:]:
        told = _told(clips, scene, stage)
        last = scene is scenes[-1]
        whole = told | unseen if last else told
        boxes = [one.box for one in chart if one.id in whole]
        if not boxes or (here and all(here.holds(box) for box in boxes)):
            continue
        views = _views(stage.layout, whole, cards, scene, back=last)
        views = views or _views(stage.layout, told, cards, scene, back=last) or [None]
        for at, view in enumerate(views):
            near = Box(*view) if view else None
            start = scene.start + (scene.end - scene.start) * at / len(views)
            if near != here:
                found.append(Clip(start, start + MOVE, Action.CAMERA, "camera", view, view="frame"))
            here = near
            unseen -= {one.id for one in chart if near and near.holds(one.box)}
    return found


def _views(layout: Layout, told: Set[str], cards: Set[str], scene: Scene, *, back: bool) -> Sequence[View | None]:
    """One view of it all, or several where its words can only be read in those, and `back` to the whole where there is
    time; none where the step is too short."""
    views = read(layout, framed(layout, tuple(told), calm=True), sorted(told & cards), calm=True)
    most = (scene.end - scene.start) / (MOVE + LOOK)
    return () if len(views) > most else (*views, None) if back and 1 < len(views) <= most - 1 else views


def _told(clips: Sequence[Clip], scene: Scene, stage: Stagehand) -> set[str]:
    """The things of the chart that a step tells of, with the lines along which anything runs and their ends."""
    own = [clip for clip in clips if clip.view == "chart" and scene.start <= clip.start < scene.end]
    things = {clip.target for clip in own if clip.action in ACTS and clip.value}
    run = {wire for clip in own if clip.action is Action.FLOW for wire in clip.path}
    return things | run | {end for wire in stage.cast.wires if wire.id in run for end in (wire.source, wire.target)}
