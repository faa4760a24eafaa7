"""`schedule`: a thing is given a node to run on, and starts there."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return [world.schedule(part, beat.args["on"]) for part in beat.targets]


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return (
        *motions.arrive(view, beat.targets, view.start),
        *motions.light(view, beat.targets, view.start, "starting"),
    )


EFFECT = Effect(
    name="schedule",
    group="control plane",
    usage="schedule TARGET… on=NODE",
    about="Things are bound to a node and start there; on a node that isn't ready, or that has fewer cores left "
    "(`cpu.limit`) than they ask for (`cpu.request`), they stay pending. The beat ends when they are ready. What is "
    "scheduled in a film is not running before, unless something befell it.",
    example="schedule P1 on=N1",
    film=Film("nodes", before=("appear CP N1 N2",)),
    of=("node", "participant"),
    args=(Arg("on", Kind.NAME, "the node", required=True),),
    act=act,
    play=play,
    source="Kubernetes: the scheduler writes a binding, the node's kubelet starts the pod",
)
