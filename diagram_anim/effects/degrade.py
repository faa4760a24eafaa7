"""`degrade`: things go on answering, but slowly, or fewer requests."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    for part in beat.targets:
        world.degrade(part, beat.args.get("latency"), beat.args.get("capacity"))
    return None


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start, "degraded")


EFFECT = Effect(
    name="degrade",
    group="health",
    usage="degrade TARGET… [latency=2s] [capacity=5/s]",
    about="Things go on answering, but slowly, or only so many requests; with neither given an answer takes ten times "
    "as long. `recover` makes them as they were.",
    example="degrade W1 latency=2s",
    film=Film(before=("traffic U rate=20/s",), after=("wait 4s",)),
    args=(
        Arg("latency", Kind.DURATION, "how long an answer takes now"),
        Arg("capacity", Kind.RATE, "how many requests a copy can serve now"),
    ),
    act=act,
    play=play,
)
