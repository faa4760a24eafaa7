"""`scale`: a thing has more copies, or fewer."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.limits import COPIES
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return world.scale(beat.targets[0], beat.args["to"], beat.args.get("over", 0.0))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="scale",
    group="scale",
    usage="scale TARGET to=6 [over=4s]",
    about="New copies start and serve once they are ready; copies that are too many drain and end. The beat ends when "
    "all are as wanted.",
    also=("resize", "grow"),
    example="scale web to=6",
    film=Film("copies", before=("traffic U rate=20/s",), after=("wait 2s",)),
    targets=(1, 1),
    of=("node", "participant"),
    args=(
        Arg("to", Kind.COUNT, "how many copies", required=True, most=COPIES),
        Arg("over", Kind.DURATION, "spread the starts over this time", 0.0),
    ),
    act=act,
    play=play,
)
