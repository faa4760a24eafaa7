"""`autoscale`: from now on a thing has as many copies as its load asks for."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.limits import COPIES
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return world.autoscale(beat.targets[0], dict(beat.args))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="autoscale",
    group="scale",
    usage="autoscale TARGET [min=3] [max=30] [target=50%]",
    about="Somebody sets up an autoscaler; from then on it acts by itself. What isn't given is as `system` says, else "
    "the default. One that is there from the beginning stands in `system`.",
    example="autoscale web min=3 max=30 target=50%",
    film=Film("copies", before=("traffic U rate=60/s then wait 4s",), after=("wait 40s",)),
    targets=(1, 1),
    of=("node", "participant"),
    args=(
        Arg("min", Kind.COUNT, "the fewest copies", most=COPIES),
        Arg("max", Kind.COUNT, "the most copies", most=COPIES),
        Arg("target", Kind.PERCENT, "the CPU use that is aimed at"),
    ),
    act=act,
    play=play,
    source="Kubernetes HPA v2: desired = ceil(current × metric / target), tolerance 10 %, every 15 s",
)
