"""`expire`: what clients remember of a name is forgotten."""

from diagram_anim.model.effect import Effect, Film, Form, World
from diagram_anim.model.storyboard import Beat


def act(world: World, beat: Beat) -> object:
    return world.expire(beat.args["name"])


EFFECT = Effect(
    name="expire",
    group="discovery",
    usage="expire NAME",
    about="All answers about a name that clients still believe run out now: each asks anew with its next request.",
    example="expire shop",
    film=Film(
        "names",
        before=("register W1 shop", "resolve U shop then traffic U rate=10/s", "register W2 shop"),
        after=("wait 4s",),
    ),
    targets=(0, 0),
    of=(),
    forms=(Form.NAMED,),
    act=act,
)
