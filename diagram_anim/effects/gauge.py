"""`gauge`: a meter on a thing goes to a value."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Form, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    args = beat.args
    return world.gauge(beat.targets[0], args["name"], args["value"], args.get("over", 3.0), args.get("of"))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="gauge",
    group="presence",
    usage="gauge TARGET NAME=80% [over=3s] [of=NODE]",
    about="A meter goes to a value. With `of` the value is what the load makes of that node's ready copies, of a "
    "balancer of those behind it, or of those before it that it has heard from: the load rises until its meter reads "
    "so, and from then on the meter follows the copies. While requests flow, the `cpu` of what serves them follows its "
    "own load, and is never less than they make it; of what none reach it stands once the sources send more or less. "
    "`traffic` is a share: none is too much.",
    also=("meter", "cpu"),
    example="gauge W1 cpu=80% over=4s",
    film=Film(before=("appear all",)),
    targets=(1, 1),
    of=("node", "participant"),
    forms=(Form.LEVEL,),
    args=(
        Arg("over", Kind.DURATION, "how long it takes to get there", 3.0),
        Arg("of", Kind.NAME, "whose copies share the load"),
    ),
    act=act,
    play=play,
)
