"""`schedule`: a thing is given a node to run on, and starts there."""

from collections.abc import Iterator
from itertools import chain

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import WAY, Action, Clip


def act(world: World, beat: Beat) -> object:
    return [world.schedule(part, beat.args["on"]) for part in beat.targets]


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return (
        *motions.arrive(view, beat.targets, view.start),
        *chain.from_iterable(_ordered(view, beat.args["on"], part) for part in beat.targets),
    )


def _ordered(view: View, node: str, part: str) -> Iterator[Clip]:
    """Along the line from its node, where one is drawn, the word to start runs to it."""
    wires = view.wires((node, part))
    there = view.there((node, part, *wires)) if wires else view.start
    end = there + sum(view.hops(wires))
    if wires:
        value = {"tone": "traffic", "label": "", "weight": 1, "by": node}
        yield Clip(there, end, Action.FLOW, part, value, slot="signal", path=wires, ease="linear")
        yield from motions.light(view, wires, there, WAY)
    yield from motions.light(view, [part], end, "starting")


EFFECT = Effect(
    name="schedule",
    group="control plane",
    usage="schedule TARGET… on=NODE",
    about="Things are bound to a node and start there; on a node that isn't ready, or that has fewer cores left "
    "(`cpu.limit`) than they ask for (`cpu.request`), they stay pending. Where a line leads there from the node, the "
    "word to start runs along it. The beat ends when they are ready. What is scheduled in a film is not running "
    "before, unless something befell it.",
    example="schedule P1 on=N1",
    film=Film("nodes", before=("appear CP N1 N2",)),
    of=("node", "participant"),
    args=(Arg("on", Kind.NAME, "the node", required=True),),
    act=act,
    play=play,
    source="Kubernetes: the scheduler writes a binding, the node's kubelet starts the pod",
)
