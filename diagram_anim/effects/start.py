"""`start`: things come up, and are ready after a while."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return [world.start(part) for part in beat.targets]


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return (
        *motions.arrive(view, beat.targets, view.start),
        *motions.light(view, beat.targets, view.start, "starting"),
    )


EFFECT = Effect(
    name="start",
    group="life",
    usage="start TARGET…",
    about="Things start; they take requests once they are ready, after their `start` time. A thing that is started "
    "in a film is not running before, unless something befell it; one that was drained takes requests again at once.",
    also=("boot", "launch", "spawn", "create"),
    example="start V2",
    film=Film("versions", before=("traffic U rate=20/s",), after=("wait 3s",)),
    act=act,
    play=play,
)
