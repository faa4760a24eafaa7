"""`send`: one request goes along a path, and its reply comes back."""

from itertools import pairwise

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, Form, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import WAY, Action, Clip

MARKED = 1.0
"""Seconds for which it is at least seen where a message got lost."""


def act(world: World, beat: Beat) -> object:
    return world.send(beat.targets, beat.args.get("text", ""), bool(beat.args.get("fail")))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    wires = view.wires(beat.targets, beat.args.get("edges", {}))
    if not wires:
        return ()
    clips = [*motions.show(view, [(*beat.targets, *wires)], view.start)]
    start = max((clip.end for clip in clips), default=view.there((*beat.targets, *wires)))
    ends = (*view.hops(wires),)
    end = start + sum(ends)
    fate = "lost" if view.fate in ("lost", "refused") else "signal"
    if beat.args.get("alone"):
        clips += motions.off(view, (*beat.targets, *wires), view.start)
    value = {"tone": "traffic", "label": beat.args.get("text", ""), "weight": 1, "by": beat.targets[0]}
    clips.append(Clip(start, end, Action.FLOW, beat.targets[-1], value, slot=fate, path=wires, ease="linear"))
    clips += motions.light(view, beat.targets[:1], start)
    arrival = start
    for wire, (before, node), hop in zip(wires, pairwise(beat.targets), ends, strict=False):
        lost = fate == "lost" and node == beat.targets[-1]  # what is lost lights nothing
        clips += () if lost else motions.light(view, [wire], arrival, WAY)
        arrival += hop
        clips += () if lost else motions.light(view, [node], arrival)
        clips += motions.light(view, [before], arrival, WAY) if view.spread else ()
    clips.append(motions.hold(end, MARKED if fate == "lost" else 0.35))
    return tuple(clips)


EFFECT = Effect(
    name="send",
    group="traffic",
    usage='send A -> B [-> C…] [x2] ["label"] [fail] [alone]',
    about="One request runs along the edges of a path and lights its way. Where several run different ways in a step, "
    "their light goes along with them. `x2` sends a second one when the first has come there. `fail` loses it at the "
    "last: a ring and a cross mark where, until the step ends. Of several edges between the same two `B:2` takes the "
    "second, `B:e1` the one with that id. `alone` lets stand back all that "
    "no message of the step passes: of several answers the one that is given is seen.",
    also=("request", "call", "message"),
    example='send U -> LB -> W1 "GET /"',
    film=Film(before=("appear all",)),
    targets=(2, None),
    of=("node", "group", "participant"),
    forms=(Form.PATH, Form.TIMES, Form.TEXT),
    flags=("fail", "alone"),
    act=act,
    play=play,
    brief=True,
)
