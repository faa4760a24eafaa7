"""`disappear`: things leave the stage."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    for target in beat.targets:
        world.disappear(target)
    return None


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    leaving = (*view.expand(beat.targets), *view.touching(beat.targets))
    return motions.hide(view, dict.fromkeys(leaving), view.start)


EFFECT = Effect(
    name="disappear",
    group="presence",
    usage="disappear TARGET…",
    about="Things fade and leave their place empty, and no more requests go there; nothing else moves.",
    also=("hide", "remove", "delete"),
    example="disappear W2",
    film=Film(before=("appear all",)),
    act=act,
    of=("node", "group", "edge", "participant", "note", "all"),
    play=play,
    brief=True,
    whole=True,
)
