"""`degrade`: things go on answering, but slowly, fewer requests, or with errors."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    errors = beat.args.get("errors")
    for part in beat.targets:
        share = None if errors is None else errors / 100
        world.degrade(part, beat.args.get("latency"), beat.args.get("capacity"), share)
    return None


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start, "degraded")


EFFECT = Effect(
    name="degrade",
    group="health",
    usage="degrade TARGET… [latency=2s] [capacity=5/s] [errors=7%]",
    about="Things go on answering, but slowly, only so many requests, or so often with an error (HTTP's 5xx), which is "
    "no loss: it is counted apart. With none of them given an answer takes ten times as long. `recover` makes them as "
    "they were.",
    also=("slow", "slowdown", "throttle", "lag"),
    example="degrade W1 latency=2s",
    film=Film(before=("traffic U rate=20/s",), after=("wait 4s",)),
    args=(
        Arg("latency", Kind.DURATION, "how long an answer takes now"),
        Arg("capacity", Kind.RATE, "how many requests a copy can serve now"),
        Arg("errors", Kind.PERCENT, "the share of its answers that tell of an error now"),
    ),
    act=act,
    play=play,
)
