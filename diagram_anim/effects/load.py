"""`load`: a source's rate grows by a factor."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Form, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip


def factor(times: float) -> str:
    """What a source under load bears."""
    return f"×{times:g}"


def act(world: World, beat: Beat) -> object:
    args = beat.args
    return world.load(beat.targets[0], args["times"], args.get("over", 5.0))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    source, said = beat.targets[0], factor(beat.args["times"])
    end = view.start + motions.APPEAR
    return tuple(Clip(view.start, end, Action.TEXT, source, said, view=one, slot="badge") for one in view.views(source))


EFFECT = Effect(
    name="load",
    group="traffic",
    usage="load SOURCE x10 [over=5s]",
    about="A source's rate becomes so many times what it was, evenly over a time; it bears the factor.",
    example="load U x10 over=5s",
    targets=(1, 1),
    of=("node", "participant"),
    forms=(Form.TIMES,),
    args=(Arg("over", Kind.DURATION, "how long it takes to get there", 5.0),),
    act=act,
    play=play,
)
