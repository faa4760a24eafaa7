"""`replace`: a new thing takes a failed one's place."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip

OUT, EMPTY = 0.5, 0.2


def act(world: World, beat: Beat) -> object:
    return world.replace(beat.targets[0], beat.args.get("as"), beat.args.get("on"))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    old, new = beat.targets[0], beat.args.get("as")
    at = view.start
    lit = motions.light(view, [new or old], at + OUT + EMPTY, "starting")
    if new:
        return (*motions.hide(view, [old], at), *motions.show(view, [[new]], at + OUT + EMPTY), *lit)
    back = (
        Clip(at + OUT + EMPTY, at + OUT + EMPTY + motions.APPEAR, Action.SHOW, old, 1.0, 0.0, view=one, ease="enter")
        for one in view.views(old)
    )
    return (*motions.hide(view, [old], at), *back, *lit)


EFFECT = Effect(
    name="replace",
    group="health",
    usage="replace TARGET [as=NAME] [on=NODE]",
    about="The old one goes, a new one starts in its place and takes requests once it is ready. `as` names it; it "
    "stands in the same place, its edges stay. `on` says where it runs.",
    example="replace W1 as=W3",
    film=Film(before=("traffic U rate=20/s", "fail W1 then wait until detected W1 max=30s"), after=("wait 3s",)),
    targets=(1, 1),
    of=("node", "participant"),
    args=(
        Arg("as", Kind.NEW, "the new one's name"),
        Arg("on", Kind.NAME, "the node that it runs on"),
    ),
    act=act,
    play=play,
    source="Kubernetes: a pod never moves, its controller makes a new one with a new name",
)
