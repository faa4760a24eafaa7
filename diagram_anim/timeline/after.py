"""What follows from the clips of all steps together: what was lit goes dark, what starts is lit until it is ready, what
is said is past, views roll."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diagram_anim.effects import motions
from diagram_anim.model.cast import Cast
from diagram_anim.model.layout import Layout, Placed
from diagram_anim.model.timeline import Action, Clip, Scene

DARK = 0.32
ROLL = 0.6
HEADROOM = 12.0
"""Room kept over the first row that is seen whole, in px."""

TAB = 44.0
"""Room kept for the keyword of each fragment around that row, which stays in sight, in px."""

FOOT = 36.0
"""Room kept under the row that is spoken of, in px."""

RIM = 12.0
"""Room kept under the border of a fragment, in px."""

Key = tuple[str, str]


def unlight(clips: Iterable[Clip], scenes: Sequence[Scene]) -> list[Clip]:
    """What a step has lit goes dark at its end, unless the next lights it again at once."""
    lights = sorted((clip for clip in clips if clip.action is Action.LIGHT), key=lambda clip: clip.start)
    found: list[Clip] = []
    for scene in scenes[1:]:
        lit: dict[Key, bool] = {}
        for clip in lights:
            if clip.start < scene.start:
                lit[clip.view, clip.target] = bool(clip.value)
        again = {(clip.view, clip.target) for clip in lights if clip.start == scene.start and clip.value}
        for view, target in (key for key, on in lit.items() if on and key not in again):
            clip = Clip(scene.start, scene.start + DARK, Action.LIGHT, target, "", view=view)
            found.append(clip)
            lights.append(clip)
        lights.sort(key=lambda clip: clip.start)
    return found


def forth(clips: Iterable[Clip], scenes: Sequence[Scene], cast: Cast) -> list[Clip]:
    """The clips, with what stands back in the chart coming forth as it is lit, and at the step's end unless the next
    leaves it there. What requests have passed doesn't stand back while they flow: it is spoken of; nor does what isn't
    well then, or has just changed its state."""
    every = list(clips)
    found = [clip for clip in every if clip.action is not Action.DIM or clip.view != "chart"]
    dims = [clip for clip in every if clip.action is Action.DIM and clip.view == "chart"]
    flows = [clip for clip in every if clip.action is Action.FLOW and clip.slot in ("served", "error", "lost")]
    lights = [clip for clip in every if clip.action is Action.LIGHT and clip.value and clip.view == "chart"]
    states = [clip for clip in every if clip.action is Action.STATE and clip.start > 0]
    back: set[str] = set()
    for scene in scenes:
        changed = {clip.target for clip in states if scene.start <= clip.start < scene.end}
        here = [clip for clip in dims if scene.start <= clip.start < scene.end and clip.target not in changed]
        if any(flow.start < scene.end and flow.end > scene.start for flow in flows):
            kept = _passed((flow for flow in flows if flow.start < scene.end), cast) | _unwell(states, scene)
            here = [clip for clip in here if clip.target not in kept]
        passed = {clip.target for clip in lights if scene.start <= clip.start < scene.end}
        here = [clip for clip in here if clip.slot != motions.OFF or clip.target not in passed]
        stay = {clip.target for clip in here if clip.start == scene.start}
        lit = {(clip.start, clip.target) for clip in lights if scene.start <= clip.start < scene.end}
        told = [(scene.start, target, 0.0) for target in sorted(back - stay)]
        told += [(at, target, 0.0) for at, target in sorted(lit)]
        told += [(clip.start, clip.target, float(clip.value)) for clip in here if (clip.start, clip.target) not in lit]
        for at, target, dim in sorted(told, key=lambda one: one[0]):
            if (target in back) != (dim > 0):
                (back.add if dim else back.discard)(target)
                found.append(Clip(at, at + DARK, Action.DIM, target, dim, view="chart"))
    return found


def _passed(flows: Iterable[Clip], cast: Cast) -> set[str]:
    """The wires along which dots run, what these join, and the groups that hold it."""
    wires = {edge for flow in flows for edge in flow.path}
    found = wires | {end for wire in cast.wires if wire.id in wires for end in (wire.source, wire.target)}
    holders = {one.id: one.parent for one in cast.groups} | {card.id: card.group for card in cast.cards}
    left = [*found]
    while left:
        holder = holders.get(left.pop())
        if holder and holder not in found:
            found.add(holder)
            left.append(holder)
    return found


def _unwell(states: Iterable[Clip], scene: Scene) -> set[str]:
    """What is in another state than well as a step begins."""
    last = {clip.target: clip.value for clip in states if clip.start <= scene.start}
    return {target for target, state in last.items() if state not in ("", "healthy")}


def answers(clips: Iterable[Clip]) -> list[Clip]:
    """The clips, with what is sent back to who has asked last marked as an answer."""
    every = list(clips)
    sent = [(clip.start, at) for at, clip in enumerate(every) if clip.action is Action.FLOW and _sender(clip)]
    asked: set[tuple[str, str]] = set()
    for _, at in sorted(sent):
        clip = every[at]
        ends = _sender(clip), clip.target
        if ends[::-1] in asked:
            asked.discard(ends[::-1])
            every[at] = replace(clip, value={**clip.value, "answers": True})
        else:
            asked.add(ends)
    return every


def marked(clips: Iterable[Clip], scenes: Sequence[Scene]) -> list[Clip]:
    """The clips, with how long it is marked where a message of a step got lost: until the step ends, or its loop
    begins."""
    found: list[Clip] = []
    for clip in clips:
        lost = clip.action is Action.FLOW and clip.slot == "lost" and _sender(clip)
        scene = next((one for one in scenes if one.start <= clip.start < one.end), None) if lost else None
        until = max(0.0, (scene.loop or scene.end) - clip.end) if scene else 0.0
        found.append(replace(clip, value={**clip.value, "marked": round(until, 3)}) if scene else clip)
    return found


def _sender(clip: Clip) -> str:
    """Who sends what a step tells of; the load's own dots name nobody."""
    return str(clip.value.get("by", "")) if isinstance(clip.value, dict) else ""


AFTER = {"starting": {"healthy": "healthy", "draining": "draining"}, "draining": {"ended": ""}}
"""The states that end what a tone tells of, and what is lit from then on."""


def settled(clips: Sequence[Clip]) -> list[Clip]:
    """What is lit as starting is lit as healthy from when it is, or as draining where it was drained before; what
    drained is dark once it has ended."""
    states = sorted((clip for clip in clips if clip.action is Action.STATE), key=lambda clip: clip.start)
    lights = sorted((clip for clip in clips if clip.action is Action.LIGHT), key=lambda clip: clip.start)
    found: list[Clip] = []
    for clip in lights:
        if clip.value not in AFTER:
            continue
        later = (one.start for one in lights if one.channel == clip.channel and one.start > clip.start)
        until = next(later, float("inf"))
        for state in states:
            tone = AFTER[clip.value].get(str(state.value))
            here = tone is not None and (state.view, state.target) == (clip.view, clip.target)
            before = state.start < clip.start or (state.start == clip.start and tone == "draining")
            if here and not before and state.start < until:
                found.append(replace(state, action=Action.LIGHT, value=tone))
                break
    return found


def unseen(clips: Sequence[Clip]) -> list[Clip]:
    """The clips, with what changes its state as it leaves changing it once it is gone: what goes is what was there."""
    leaving = [clip for clip in clips if clip.action is Action.SHOW and not clip.value and clip.end > clip.start]
    until = {(clip.view, clip.target, clip.start): clip.end for clip in leaving}
    found: list[Clip] = []
    for clip in clips:
        gone = until.get((clip.view, clip.target, clip.start)) if clip.action is Action.STATE else None
        found.append(clip if gone is None else replace(clip, start=gone, end=gone))
    return found


def bygone(clips: Sequence[Clip], scenes: Sequence[Scene]) -> list[Clip]:
    """What was said in an earlier step is past once a step says something new; what this one has said stands yet."""
    found: list[Clip] = []
    tenses = sorted((clip for clip in clips if clip.action is Action.TENSE), key=lambda clip: clip.start)
    for scene in scenes[1:]:
        if not any(scene.start <= clip.start < scene.end and clip.value == "now" for clip in tenses):
            continue
        now: dict[str, str] = {}
        for clip in (*tenses, *found):
            if clip.start < scene.start:
                now[clip.target] = clip.value
        found += [
            Clip(scene.start, scene.start + DARK, Action.TENSE, target, "past", view="sequence")
            for target, tense in now.items()
            if tense != "past"
        ]
    return found


def rolling(clips: Iterable[Clip], scenes: Sequence[Scene], layout: Layout) -> list[Clip]:
    """A sequence taller than its window rolls up so that what is said is seen, a step at once where it fits."""
    window = layout.window
    if window is None or layout.roll <= window.h:
        return []
    rows = [one for one in layout.placed if one.view == "sequence" and one.kind in ("message", "note")]
    bottoms = {one.id: _foot(one) for one in rows}
    tops = {one.id: _head(one) for one in rows}
    frames = [one for one in layout.placed if one.view == "sequence" and one.kind == "fragment" and one.lines]
    bottoms |= _closing(rows, [one for one in layout.placed if one.view == "sequence" and one.kind == "fragment"])
    heads = {one.id: sum(TAB * frame.scale for frame in frames if frame.box.holds(one.box)) for one in rows}
    stops = sorted(top - HEADROOM - heads[id] - window.y for id, top in tops.items())
    said = sorted(
        (clip for clip in clips if clip.action is Action.TENSE and clip.value == "now" and clip.target in bottoms),
        key=lambda clip: clip.start,
    )
    found: list[Clip] = []
    here = 0.0
    most = layout.roll - window.h
    for scene in scenes:
        here_said = [clip for clip in said if scene.start <= clip.start < scene.end]
        whole = max((bottoms[clip.target] for clip in here_said), default=0.0)
        first = min((tops[clip.target] for clip in here_said), default=0.0)
        for clip in here_said:
            foot = whole if whole - first <= window.h - 2 * FOOT else bottoms[clip.target]
            need = foot + FOOT - window.bottom
            need = next((stop for stop in stops if stop >= need), need) if need > here else here
            there = min(max(most, need), max(here, need))
            if there > here + 1:
                at = max(scene.start, clip.start - 0.1)
                found.append(Clip(at, at + ROLL, Action.SCROLL, "roll", there, here, view="sequence"))
                here = there
    return found


def _head(row: Placed) -> float:
    """The top of a row with its words."""
    points = [y for _, y in row.corners] or [row.box.y]
    return min([*points, *(line.baseline - line.type.size for line in row.lines)])


def _foot(row: Placed) -> float:
    points = [y for _, y in row.corners] or [row.box.bottom]
    return max([*points, *(line.baseline for line in row.lines)])


def _closing(rows: Sequence[Placed], frames: Iterable[Placed]) -> dict[str, float]:
    """How far down what is spoken of with the last row of a fragment reaches: its border is seen, too."""
    found: dict[str, float] = {}
    for frame in frames:
        inside = [one for one in rows if frame.box.holds(one.box)]
        if inside:
            last = max(inside, key=_foot)
            found[last.id] = max(found.get(last.id, _foot(last)), frame.box.bottom + RIM - FOOT)
    return found


def linked(clips: Iterable[Clip]) -> tuple[Clip, ...]:
    """The clips in order, each knowing the value that its channel had before it."""
    last: dict[tuple[str, str, str, str], Clip] = {}
    found: list[Clip] = []
    places: dict[tuple[str, str, str, str], int] = {}
    for clip in sorted(clips, key=lambda one: (one.start, one.end, *one.channel)):
        if clip.action in (Action.FLOW, Action.PULSE, Action.IDEA):
            found.append(clip)
            continue
        previous = last.get(clip.channel)
        if previous is not None:
            if not clip.series and clip.before is None:
                clip = replace(clip, before=previous.value)
            if previous.end > clip.start and not previous.series:
                found[places[clip.channel]] = replace(previous, end=clip.start)
        places[clip.channel] = len(found)
        last[clip.channel] = clip
        found.append(clip)
    return tuple(found)
