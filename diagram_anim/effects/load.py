"""`load`: a source's rate grows by a factor."""

from diagram_anim.model.effect import Arg, Effect, Film, Form, Kind, World
from diagram_anim.model.storyboard import Beat


def factor(times: float) -> str:
    """What a source under load bears; nothing at its usual rate."""
    return "" if times == 1 else f"×{times:.3g}"


def act(world: World, beat: Beat) -> object:
    args = beat.args
    return world.load(beat.targets[0], args["times"], args.get("over", 5.0))


EFFECT = Effect(
    name="load",
    group="traffic",
    usage="load SOURCE x10 [over=5s]",
    about="A source's rate becomes so many times what it was, evenly over a time; it bears the factor until its "
    "traffic is set anew.",
    also=("spike", "surge", "rush"),
    example="load U x3 over=5s",
    film=Film(before=("traffic U rate=10/s",), after=("wait 3s",)),
    targets=(1, 1),
    of=("node", "participant"),
    forms=(Form.TIMES,),
    args=(Arg("over", Kind.DURATION, "how long it takes to get there", 5.0),),
    act=act,
)
