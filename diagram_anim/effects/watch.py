"""`watch`: one part is told of every change of another."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return world.watch(*beat.targets)


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="watch",
    group="control plane",
    usage="watch A B",
    about="From now on A is told of each change of B's state (`notified` in the log).",
    example="watch CP P1",
    film=Film("nodes", before=("appear all",), after=("fail P1",)),
    targets=(2, 2),
    whole=True,
    act=act,
    play=play,
    source="Kubernetes: controllers and kubelets keep a watch on the API server",
)
