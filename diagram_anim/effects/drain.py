"""`drain`: a thing takes nothing new and finishes what it has."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return [world.drain(part) for part in beat.targets]


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start, "draining")


EFFECT = Effect(
    name="drain",
    group="health",
    usage="drain TARGET…",
    about="Balancers send it nothing new; the beat ends when what is in flight at it is answered. What is deployed on "
    "several nodes comes up on others as one is drained. Where a `budget` says how many copies must stay ready, no "
    "more go than it lets, each with a new one in its place. A node stays drained until it is told to `start`, also "
    "when it has been restarted.",
    also=("evict", "cordon"),
    example="drain W1",
    film=Film(before=("traffic U rate=20/s",), after=("wait 2s",)),
    act=act,
    play=play,
    source="Kubernetes: endpoint not ready, then SIGTERM; requests under way finish within the grace period; "
    "PodDisruptionBudget",
)
