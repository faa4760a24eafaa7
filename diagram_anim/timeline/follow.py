"""Where a chart's words are too small to be read, the camera goes near what each step tells of, unless the author
leads it. It passes along what can't be read from one place, as far as the step leaves it time for that; else that is
seen whole. By the end of the film it has been near everything: the last step is as long as that takes, and what it
tells itself comes first. After such a round it draws back."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from diagram_anim.effects import focus
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout, Placed
from diagram_anim.model.timeline import Action, Clip, Scene
from diagram_anim.timeline.framing import SMALL, View, framed, joint, read, seen
from diagram_anim.timeline.view import Stagehand

MOVE, LOOK = 0.9, 1.2
"""How long the camera moves, and how long it stays at the least."""

TOLD = 2.0
"""For so much longer is seen what the last step tells itself, before the camera goes where it hasn't been."""

SOON = 0.5
"""The camera sets out so long before what it goes to is told."""

PLACES = 16
"""A round of more places isn't waited for: such a chart is told in parts, or by an author."""

ACTS = (Action.LIGHT, Action.STATE, Action.SHOW, Action.LEVEL, Action.TILES, Action.SPLIT, Action.IDEA)
"""What draws the eye to a thing."""


class Followed(NamedTuple):
    clips: list[Clip]
    """The moves of the camera."""

    least: float
    """How long the last step has to be for the camera to have been near everything; 0 where it is long enough."""


def followed(clips: Sequence[Clip], scenes: Sequence[Scene], stage: Stagehand) -> Followed:
    """A move of the camera wherever a step isn't seen well from where it stands; the first shows the whole."""
    chart = [one for one in stage.layout.placed if one.view == "chart"]
    small = min((line.type.size for one in chart for line in one.lines), default=SMALL)
    if small >= SMALL or stage.cast.heads or any(clip.action is Action.CAMERA for clip in clips):
        return Followed([], 0.0)
    cards = {one.id for one in chart if one.kind == "card"}
    unseen = set(cards)
    found: list[Clip] = []
    least = 0.0
    here: Box | None = None
    for scene in scenes[1:]:
        told = _told(clips, scene, stage)
        last = scene is scenes[-1]
        boxes = [one.box for one in chart if one.id in (told | unseen if last else told)]
        if not boxes or (here and all(here.holds(box) for box in boxes)):
            continue
        long = (scene.end if scene.loop is None else scene.loop) - scene.start
        hops = _hops(clips, scene, stage)
        meant = (_told(clips, scene, stage, "signal") if last else set()) or told
        own = _views(stage.layout, meant, cards, hops) if meant else ()
        left = _left(told | unseen, own, chart, stage) if last else set[str]()
        all_ = (*own, *(_views(stage.layout, left, cards, ()) if left else ()))
        views = _in_time(all_, long - (TOLD if own and left else 0), back=last) or _in_time(own, long, back=last)
        if last and len(all_) <= PLACES and views != ((*all_, None) if len(all_) > 1 else all_):
            least = (len(all_) + 1) * (MOVE + focus.LOOK) + (TOLD if own and left else 0)
        views = views or (None,)
        after = len(own) if left and len(views) > len(own) else 0
        for view, start in zip(views, _starts(clips, scene, long, views, stage, after), strict=True):
            near = seen(stage.layout, view) if view else None
            if near != here:
                found.append(Clip(start, start + MOVE, Action.CAMERA, "camera", view, view="frame"))
            here = near
            unseen -= {one.id for one in chart if near and near.holds(one.box)}
    return Followed(found, least)


def _left(unseen: Set[str], views: Sequence[View | None], chart: Sequence[Placed], stage: Stagehand) -> set[str]:
    """What hasn't been seen yet, and isn't in these views either."""
    near = [seen(stage.layout, view) for view in views if view]
    return {one.id for one in chart if one.id in unseen and not any(box.holds(one.box) for box in near)}


def _views(layout: Layout, told: Set[str], cards: Set[str], hops: Sequence[tuple[str, str]]) -> tuple[View | None, ...]:
    """One view of it all, or several where its words can only be read in those: such in which what runs is seen from
    its start to its end, if there are hardly more of them."""
    views = read(layout, framed(layout, tuple(told), calm=True), sorted(told & cards), calm=True)
    if len(views) < 2 or not hops:
        return views
    whole = joint(layout, hops, sorted(told & cards))
    return whole if len(whole) <= len(views) + 1 else views


def _hops(clips: Sequence[Clip], scene: Scene, stage: Stagehand) -> list[tuple[str, str]]:
    """From where to where anything runs in a step, in the order in which it does."""
    ends = {wire.id: (wire.source, wire.target) for wire in stage.cast.wires}
    spots = {one.id: (one.box.x, one.box.y) for one in stage.layout.placed if one.view == "chart"}
    runs = [
        (clip.start, spots[end[0]], end)
        for clip in clips
        if clip.view == "chart" and clip.action is Action.FLOW and scene.start <= clip.start < scene.end
        for end in (ends[wire] for wire in clip.path)
    ]
    return list(dict.fromkeys(hop for _, _, hop in sorted(runs)))


def _in_time(views: tuple[View | None, ...], long: float, *, back: bool) -> tuple[View | None, ...]:
    """The views, and `back` to the whole where there is time; none where a step is too short for them."""
    most = long / (MOVE + LOOK)
    return () if len(views) > most else (*views, None) if back and 1 < len(views) <= most - 1 else views


def _starts(
    clips: Sequence[Clip], scene: Scene, long: float, views: Sequence[View | None], stage: Stagehand, after: int
) -> list[float]:
    """When the camera sets out for each view: shortly before anything is told that is seen from none of those before.
    What is told as the step begins, or never, is seen in its share of the step; what the step tells itself is seen in
    the views before `after`, for long enough."""
    ends = {wire.id: wire.target for wire in stage.cast.wires}
    boxes = {one.id: one.box for one in stage.layout.placed if one.view == "chart"}
    told = [
        (clip.start, boxes[ends.get(clip.target, clip.target)])
        for clip in clips
        if clip.view == "chart" and clip.action in ACTS and clip.value and scene.start <= clip.start < scene.end
        if ends.get(clip.target, clip.target) in boxes
    ]
    found: list[float] = []
    for place, view in enumerate(views):
        near = seen(stage.layout, view) if view else None
        told_here = [at for at, box in told if near and near.holds(box)]
        told = [one for one in told if not near or not near.holds(one[1])]
        share = scene.start + long * place / len(views)
        early = found[-1] + MOVE + (0.0 if view else LOOK) if found else scene.start
        if after and place == after:
            early += LOOK + TOLD
        late = scene.start + long - (MOVE + LOOK) * (len(views) - place) - (TOLD if place < after else 0)
        first = min(told_here, default=scene.start)
        start = first - SOON if first > scene.start + SOON else share
        found.append(round(max(early, min(start, late)), 6) if place else scene.start)
    return found


def _told(clips: Sequence[Clip], scene: Scene, stage: Stagehand, slot: str = "") -> set[str]:
    """The things of the chart that a step tells of, with the lines along which anything runs and their ends; with a
    `slot`, only what runs in it, and none where nothing does."""
    own = [clip for clip in clips if clip.view == "chart" and scene.start <= clip.start < scene.end]
    things = {clip.target for clip in own if clip.action in ACTS and clip.value and not slot}
    run = {wire for clip in own if clip.action is Action.FLOW and slot in ("", clip.slot) for wire in clip.path}
    return things | run | {end for wire in stage.cast.wires if wire.id in run for end in (wire.source, wire.target)}
