"""`register`: a thing can be found under a name."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, Form, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    for part in beat.targets:
        world.register(part, beat.args["name"])
    return None


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="register",
    group="discovery",
    usage="register TARGET… NAME",
    about="Things stand under a name in the registry from now on; those that aren't ready are left out of its answers. "
    "A thing with copies stands there with the address of each, a balancer with its own that never changes. Where both "
    "they and those who ask lead to one thing, it shows what it answers.",
    example="register W1 shop",
    film=Film("names", before=("appear all",), after=("resolve U shop",)),
    forms=(Form.NAMED,),
    act=act,
    play=play,
    source="Kubernetes: a headless Service gives the ready pods' addresses, others one of their own",
)
