"""`partition`: two parts can't reach each other any more."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return world.partition(*beat.targets)


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, view.wires(beat.targets) or beat.targets, view.start, "failed")


EFFECT = Effect(
    name="partition",
    group="health",
    usage="partition A B",
    about="Nothing passes between the two, or between the members of two groups, in either direction: requests are "
    "lost, health checks and heartbeats fail. Both go on running. `recover` of either mends it.",
    also=("cut", "isolate", "disconnect"),
    example="partition LB W1",
    film=Film(before=("traffic U rate=20/s",), after=("wait until detected W1 max=30s",)),
    targets=(2, 2),
    whole=True,
    act=act,
    play=play,
)
