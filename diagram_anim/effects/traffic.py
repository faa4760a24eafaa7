"""`traffic`: requests start to flow from a source, or cease."""

from diagram_anim.model.effect import Arg, Effect, Film, Kind, World
from diagram_anim.model.storyboard import Beat


def act(world: World, beat: Beat) -> object:
    rate = 0.0 if beat.args.get("off") else beat.args.get("rate")
    for source in beat.targets:
        world.traffic(source, rate, beat.args.get("to"))
    return None


EFFECT = Effect(
    name="traffic",
    group="traffic",
    usage="traffic SOURCE… [rate=40/s] [to=NODE] | off",
    about="A source sends requests at a rate until it is set anew or turned off. Each dot is a simulated request.",
    also=("requests", "flow"),
    example="traffic U rate=40/s",
    film=Film(before=("appear all",), after=("traffic U off",)),
    of=("node", "participant"),
    flags=("off",),
    args=(
        Arg("rate", Kind.RATE, "requests per second; else the source's own `rate`, 20/s where it has none"),
        Arg("to", Kind.NEIGHBOUR, "send to this neighbour only"),
    ),
    act=act,
)
