"""`resolve`: a client finds a name, and sends there."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, Form, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    for client in beat.targets:
        world.resolve(client, beat.args["name"])
    return None


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="resolve",
    group="discovery",
    usage="resolve CLIENT… NAME",
    about="A client asks for a name and sends its requests to what it is told. The answer is believed for its `ttl`, "
    "though it may be stale by then; after that the client asks again with its next request. The client shows what it "
    "goes by, for how long yet, and whether it is stale.",
    example="resolve U shop",
    film=Film("names", before=("register W1 shop",), after=("traffic U rate=20/s",)),
    of=("node", "participant"),
    forms=(Form.NAMED,),
    act=act,
    play=play,
    source="DNS: TTL; the CoreDNS kubernetes plugin 5 s, the common Corefile 30 s",
)
